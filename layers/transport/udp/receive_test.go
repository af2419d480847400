package udp

import (
	"bytes"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/network/icmp"
	"encap/layers/osi"
)

func TestReceive(t *testing.T) {
	setLength := func(n byte) func([]byte) { return func(d []byte) { d[4], d[5] = 0, n } }
	const whole = `server: 10.0.1.2:4000>10.0.1.1:5000 ttl 60 "hello"`
	for _, c := range []struct {
		name       string
		datagram   []byte
		got, obeys string
		refused    int
	}{
		{"a message", datagram(4000, 5000, "hello"), whole, "Demultiplexed", 0},
		{"an empty message", datagram(4000, 5000, ""), `server: 10.0.1.2:4000>10.0.1.1:5000 ttl 60 ""`, "Demultiplexed", 0},
		{"with something behind it", append(datagram(4000, 5000, "hello"), 1, 2, 3), whole, "Demultiplexed", 0},
		{"from port 0", datagram(0, 5000, "x"), `server: 10.0.1.2:0>10.0.1.1:5000 ttl 60 "x"`, "Demultiplexed", 0},
		{"without a checksum", datagram(4000, 5000, "hello", func(d []byte) { d[6], d[7] = 0, 0 }), whole, "NoChecksum Demultiplexed", 0},
		{"with a wrong checksum", datagram(4000, 5000, "hello", func(d []byte) { d[8]++ }), "", "drop:BadChecksum", 0},
		{"to a port nobody has", datagram(4000, 5001, "hello"), "", "drop:NoPort", 1},
		{"to port 0", datagram(4000, 0, "hello"), "", "drop:NoPort", 1},
		{"damaged, to a port nobody has", datagram(4000, 5001, "hello", func(d []byte) { d[8]++ }), "", "drop:BadChecksum", 0},
		{"a length longer than what came", datagram(4000, 5000, "hello", setLength(14)), "", "drop:BadLength", 0},
		{"a length of 7", datagram(4000, 5000, "hello", setLength(7)), "", "drop:BadLength", 0},
		{"a length of 0", datagram(4000, 5000, "hello", setLength(0)), "", "drop:BadLength", 0},
		{"seven bytes", datagram(4000, 5000, "")[:7], "", "drop:BadLength", 0},
		{"nothing", nil, "", "drop:BadLength", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			h.bind("server", any(5000), false)
			before := bytes.Clone(c.datagram)
			h.hears(c.datagram)
			h.expect(c.got, c.obeys)
			if h.refused != c.refused {
				t.Errorf("refused %d times, want %d", h.refused, c.refused)
			}
			if !bytes.Equal(c.datagram, before) {
				t.Error("the datagram was changed")
			}
		})
	}
}

// A datagram led astray is found by the addresses in the checksum.
func TestAstray(t *testing.T) {
	h := newHost(t)
	h.bind("server", any(5000), false)
	h.Receive(osi.Path{Src: alice, Dst: ip("10.0.1.9")}, datagram(4000, 5000, "hello"))
	h.expect("", "drop:BadChecksum")
}

// Of several sockets on one port the one that says most gets all.
func TestDemultiplex(t *testing.T) {
	h := newHost(t)
	get := func(src int) string {
		h.got = nil
		h.hears(datagram(src, 5000, ""))
		if len(h.got) != 1 {
			return strings.Join(h.got, "; ")
		}
		name, _, _ := strings.Cut(h.got[0], ":")
		return name
	}
	steps := []struct {
		name   string
		local  string
		remote int // of alice; 0: not connected
		first  string
		other  string // who gets what comes from another port
	}{
		{"any", "0.0.0.0:5000", 0, "any", "any"},
		{"any again", "0.0.0.0:5000", 0, "any again", "any again"},
		{"own", "10.0.1.1:5000", 0, "own", "own"},
		{"elsewhere", "127.0.0.1:5000", 0, "own", "own"},
		{"connected", "10.0.1.1:5000", 4000, "connected", "own"},
		{"connected elsewhere", "10.0.1.1:5000", 4002, "connected", "own"},
	}
	var all []*Binding
	for _, s := range steps {
		b := h.bind(s.name, at(s.local), true)
		if s.remote != 0 {
			b.Remote = from(s.remote)
		}
		all = append(all, b)
		if got, other := get(4000), get(4001); got != s.first || other != s.other {
			t.Errorf("with %s bound, %s and %s get datagrams, want %s and %s", s.name, got, other, s.first, s.other)
		}
	}
	for i, b := range all {
		h.Unbind(b)
		if got := get(4000); i < len(all)-2 && got != "connected" {
			t.Errorf("without %s, %q gets datagrams", steps[i].name, got)
		}
	}
	if len(h.ports) != 0 {
		t.Errorf("%d ports are remembered", len(h.ports))
	}
}

func TestFailed(t *testing.T) {
	h := newHost(t)
	h.bind("client", any(5000), false)
	failure := func(src string, quoted []byte) icmp.Error {
		return icmp.Error{Type: icmp.Unreachable, Sent: osi.Path{Src: ip(src), Dst: alice}, Quoted: quoted}
	}
	h.Failed(failure("10.0.1.1", datagram(5000, 53, "")))
	h.expect("client: nothing reaches 10.0.1.2:53", "Told")
	h.Failed(failure("10.0.1.1", datagram(5001, 53, "")))
	h.expect("", "")
}

func TestRoundTrip(t *testing.T) {
	for _, want := range []header{{src: 1, dst: 65535}, {src: 65535, dst: 0}, {src: 53, dst: 49152}} {
		h := newHost(t)
		b := codec.NewBuffer([]byte("odd"))
		h.encode(b, osi.Path{Src: own, Dst: alice}, want.src, want.dst)
		got, message, err := h.decode(b.Bytes())
		if err != nil || got.src != want.src || got.dst != want.dst || got.length != 11 || string(message) != "odd" {
			t.Errorf("%+v came back as %+v with %q, %v", want, got, message, err)
		}
	}
}

func FuzzReceive(f *testing.F) {
	f.Add(datagram(4000, 5000, "hello"))
	f.Add(datagram(4000, 5001, "hello"))
	f.Add(append(datagram(4000, 5000, ""), 0, 0))
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		h := newHost(t)
		h.bind("server", any(5000), false)
		h.hears(data)
		if !bytes.Equal(data, before) {
			t.Error("the datagram was changed")
		}
		dropped := strings.Contains(h.Obeyed(), "drop:")
		if dropped == (len(h.got) == 1) || h.refused > 1 || len(h.sent) != 0 {
			t.Errorf("dropped: %v, got %q, refused %d, sent %x", dropped, h.got, h.refused, h.sent)
		}
	})
}

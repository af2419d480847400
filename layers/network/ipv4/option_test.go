package ipv4

import (
	"bytes"
	"fmt"
	"net/netip"
	"testing"

	"encap/layers/codec"
	"encap/layers/osi"
)

// withOptions makes a packet with options in its header.
func withOptions(options string, p []byte) []byte {
	q := append(append(append([]byte(nil), p[:HeaderLen]...), options...), p[HeaderLen:]...)
	q[0] = 0x40 | byte((HeaderLen+len(options))/4)
	q[2], q[3] = byte(len(q)>>8), byte(len(q))
	sum(q[:HeaderLen+len(options)])
	return q
}

// Who passes a packet on records the address by which it leaves, and the time.
func TestRecordedOnTheWay(t *testing.T) {
	for _, c := range []struct{ name, in, out, obeys string }{
		{"room for two", "\x07\x0b\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00", "070b080a0002010000000000", "LowerTTL Recorded OnLink"},
		{"room for one", "\x07\x0b\x08\x01\x02\x03\x04\x00\x00\x00\x00\x00", "070b0c010203040a00020100", "LowerTTL Recorded OnLink"},
		{"full", "\x07\x07\x08\x01\x02\x03\x04\x00", "0707080102030400", "LowerTTL OnLink"},
		{"a time", "\x44\x08\x05\x00\x00\x00\x00\x00", "44080900000004d2", "LowerTTL Stamped OnLink"},
		{"a time and an address", "\x44\x0c\x05\x01\x00\x00\x00\x00\x00\x00\x00\x00", "440c0d010a000201000004d2", "LowerTTL Stamped OnLink"},
		{"no room for a time", "\x44\x08\x09\x10\x00\x00\x00\x07", "4408092000000007", "LowerTTL OnLink"},
		{"fifteen had no room", "\x44\x08\x09\xf0\x00\x00\x00\x07", "440809f000000007", "LowerTTL OnLink"},
		{"a time of ours", "\x44\x0c\x05\x03\x0a\x00\x02\x01\x00\x00\x00\x00", "440c0d030a000201000004d2", "LowerTTL Stamped OnLink"},
		{"a time of another's", "\x44\x0c\x05\x03\x0a\x00\x02\x09\x00\x00\x00\x00", "440c05030a00020900000000", "LowerTTL OnLink"},
		{"router alert", "\x94\x04\x00\x00", "94040000", "LowerTTL OnLink"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNode(t)
			n.Forwarding = true
			n.Advance(1234e6)
			n.Interfaces()[0].Receive(withOptions(c.in, packet(alice, bob, "payload")), false)
			if rules := n.Obeyed(); rules != c.obeys || len(n.sent) != 1 {
				t.Fatalf("obeyed %q, want %q", rules, c.obeys)
			}
			p := n.sent[0]
			head := p[:4*int(p[0]&15)]
			if got := fmt.Sprintf("%x", head[HeaderLen:]); got != c.out || codec.Checksum(head) != 0 || !bytes.HasSuffix(p, []byte("payload")) {
				t.Errorf("%s, want %s", got, c.out)
			}
		})
	}
}

// What no option may say, and what nobody lets through.
func TestRefusedOptions(t *testing.T) {
	for _, c := range []struct{ name, options, reported, obeys string }{
		{"a loose source route", "\x83\x07\x04\x0a\x00\x02\x02\x00", "source route 0", "drop:SourceRouted"},
		{"a strict source route", "\x01\x89\x07\x04\x0a\x00\x02\x02", "source route 0", "drop:SourceRouted"},
		{"a pointer before the first place", "\x07\x07\x03\x00\x00\x00\x00\x00", "parameter 22", "drop:BadOption"},
		{"behind another option", "\x01\x44\x08\x04\x00\x00\x00\x00\x00\x00\x00\x00", "parameter 23", "drop:BadOption"},
		{"no room for a flag", "\x44\x03\x05\x00", "parameter 21", "drop:BadOption"},
	} {
		n := newNode(t)
		n.Forwarding = true
		n.Errors = reasons{n}
		n.Interfaces()[0].Receive(withOptions(c.options, packet(alice, bob, "x")), false)
		n.expect(c.reported, c.obeys)
	}
}

// reasons takes what is to be reported, without the packet.
type reasons struct{ n *node }

func (r reasons) Report(problem Problem, mtu int, _ []byte) {
	r.n.reported = append(r.n.reported, fmt.Sprintf("%s %d", problems[problem], mtu))
}

func (reasons) Redirect(netip.Addr, []byte) {}

// The sender is the first who records, and the header is as long as it must be.
func TestSendWithOptions(t *testing.T) {
	n := newNode(t)
	n.send("payload", osi.Path{Dst: bob, Options: append([]byte{RecordRoute, 39, 4}, make([]byte, 36)...)})
	p := n.sent[0]
	if p[0] != 0x4f || fmt.Sprintf("%x", p[20:28]) != "0727080a00020100" || codec.Checksum(p[:60]) != 0 || string(p[60:]) != "payload" {
		t.Errorf("sent %x", p)
	}
	n.send("to ourselves", osi.Path{Dst: own, Options: []byte{Timestamp, 8, 5, 0, 0, 0, 0, 0}})
	if got := n.got[0]; got != "10.0.1.1>10.0.1.1 ttl 64: to ourselves" {
		t.Error(got)
	}
	n.Obeyed()
	for options, valid := range map[string]bool{"": true, "\x01\x01": true, "\x07\x03\x04": true, "\x07": false, "\x07\x01": false, "\x07\x09\x04": false, string(make([]byte, 41)): false} {
		if ValidOptions([]byte(options)) != valid {
			t.Errorf("%x: valid is %v", options, !valid)
		}
	}
}

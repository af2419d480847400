package icmp

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/osi"
)

func TestReceive(t *testing.T) {
	ours := string(packet(test, own, bob, "12345678"))
	request := string(message(EchoRequest, 0, 0x00010007, "data"))
	const aboutOurs = "from 10.0.1.2 about 10.0.1.1>10.0.2.2"
	for _, c := range []struct {
		name               string
		message            []byte
		sends, told, obeys string
	}{
		{"an echo request", message(EchoRequest, 0, 0xabcd0002, "data"), `0/0 abcd0002 to 10.0.1.2 from 10.0.1.1: "data"`, "", "Echo"},
		{"an echo request without data", message(EchoRequest, 0, 1, ""), `0/0 00000001 to 10.0.1.2 from 10.0.1.1: ""`, "", "Echo"},
		{"an answer", message(EchoReply, 0, 0x00010002, "data"), "", `10.0.1.2 answers "data"`, ""},
		{"an answer for nobody", message(EchoReply, 0, 0x00020002, "data"), "", "", "drop:NobodyAsked"},
		{"a wrong checksum", message(EchoRequest, 0, 1, "data", func(m []byte) { m[9]++ }), "", "", "drop:BadChecksum"},
		{"seven bytes", message(EchoRequest, 0, 1, "")[:7], "", "", "drop:Garbled"},
		{"nothing", nil, "", "", "drop:Garbled"},
		{"a timestamp request", message(13, 0, 1, "times"), "", "", "drop:Unknown"},
		{"a redirect", message(Redirect, RedirectHost, 0x0a000109, ours), "", "10.0.1.2 says: to 10.0.2.2 by 10.0.1.9", ""},
		{"a redirect for another's packet", message(Redirect, RedirectHost, 0x0a000109, string(packet(test, alice, bob, "12345678"))), "", "", "drop:NotOurs"},
		{"a redirect for nothing", message(Redirect, RedirectHost, 0x0a000109, ""), "", "", "drop:Garbled"},
		{"a source quench", message(SourceQuench, 0, 0, ours), "", "", "drop:NoQuench"},
		{"a parameter problem", message(ParameterProblem, 0, 0x14000000, ours), "", `12/0 mtu 0 ` + aboutOurs + ` "12345678"`, "Deliver"},
		{"port unreachable", message(Unreachable, PortUnreachable, 0, ours), "", `3/3 mtu 0 ` + aboutOurs + ` "12345678"`, "Deliver"},
		{"too big", message(Unreachable, FragmentationNeeded, 1400, ours), "", `3/4 mtu 1400 ` + aboutOurs + ` "12345678"`, "Deliver"},
		{"time exceeded", message(TimeExceeded, TTLExceeded, 0, ours), "", `11/0 mtu 0 ` + aboutOurs + ` "12345678"`, "Deliver"},
		{"about a packet of a protocol nobody speaks", message(Unreachable, 2, 0, string(packet(200, own, bob, "12345678"))),
			"", "", "drop:NotOurs"},
		{"about another host's packet", message(Unreachable, 3, 0, string(packet(test, alice, bob, "12345678"))), "", "", "drop:NotOurs"},
		{"about our echo request", message(Unreachable, 1, 0, string(packet(Protocol, own, bob, request))),
			"", `3/1 mtu 0 ` + aboutOurs + ` "data"`, "Deliver"},
		{"about an echo request of nobody", message(Unreachable, 1, 0,
			string(packet(Protocol, own, bob, string(message(EchoRequest, 0, 0x00020007, ""))))), "", "", "drop:NotOurs"},
		{"about our echo reply", message(Unreachable, 1, 0,
			string(packet(Protocol, own, bob, string(message(EchoReply, 0, 0x00010007, ""))))), "", "", "drop:NotOurs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			if id, err := h.Bind(0, echoer{h}); id != 1 || err != nil {
				t.Fatal(id, err)
			}
			before := bytes.Clone(c.message)
			h.hears(c.message)
			h.expect(c.sends, c.told, c.obeys)
			if !bytes.Equal(c.message, before) {
				t.Error("the message was changed")
			}
		})
	}
}

// An error message must quote an IP header and eight bytes; options may stand
// between, and the link's padding behind.
func TestQuotes(t *testing.T) {
	withOptions := func(p []byte) []byte {
		q := append(append(bytes.Clone(p[:20]), 0x94, 4, 0, 0), p[20:]...)
		q[0] = 0x46
		binary.BigEndian.PutUint16(q[2:], uint16(len(q)))
		return q
	}
	good := packet(test, own, bob, "12345678rest")
	for _, c := range []struct {
		name, quoted string
		rest         string // "": garbled
	}{
		{"all", string(good), "12345678rest"},
		{"eight bytes", string(good[:28]), "12345678"},
		{"seven bytes", string(good[:27]), ""},
		{"a header alone", string(good[:20]), ""},
		{"19 bytes", string(good[:19]), ""},
		{"nothing", "", ""},
		{"with padding behind", string(good) + "\x00\x00\x00", "12345678rest"},
		{"with options", string(withOptions(good)), "12345678rest"},
		{"with options, cut", string(withOptions(good)[:31]), ""},
		{"version 6", string(packet(test, own, bob, "12345678", func(p []byte) { p[0] = 0x65 })), ""},
		{"a header of 16 bytes", string(packet(test, own, bob, "12345678", func(p []byte) { p[0] = 0x44 })), ""},
		{"a header of 0 bytes and a length of 0", "\x40" + strings.Repeat("\x00", 27), ""},
		{"a header of 60 bytes in 28", string(packet(test, own, bob, "12345678", func(p []byte) { p[0] = 0x4f })), ""},
		{"a length of 24", string(packet(test, own, bob, "12345678", func(p []byte) { p[3] = 24 })), ""},
		{"a length of 0, as some senders leave it", string(packet(test, own, bob, "12345678", func(p []byte) { p[3] = 0 })), "12345678"},
		{"a first fragment", string(packet(test, own, bob, "12345678", func(p []byte) { p[6] = 0x20 })), "12345678"},
		{"a later fragment", string(packet(test, own, bob, "12345678", func(p []byte) { p[7] = 1 })), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			h.hears(message(Unreachable, PortUnreachable, 0, c.quoted))
			if c.rest == "" {
				h.expect("", "", "drop:Garbled")
				return
			}
			h.expect("", `3/3 mtu 0 from 10.0.1.2 about 10.0.1.1>10.0.2.2 "`+c.rest+`"`, "Deliver")
		})
	}
}

// Echoes to or from anything but single hosts are not answered (RFC 1122
// §3.2.2.6), and an answer that finds no way is given up.
func TestEchoIsNotAlwaysAnswered(t *testing.T) {
	h := newHost(t)
	for _, p := range []osi.Path{
		{Src: alice, Dst: ip("10.0.1.255")},
		{Src: alice, Dst: ip("255.255.255.255")},
		{Src: ip("0.0.0.0"), Dst: own},
		{Src: ip("240.0.0.1"), Dst: own},
	} {
		h.Receive(p, message(EchoRequest, 0, 1, "data"))
		h.expect("", "", "drop:NoBroadcastEcho")
	}
	h.lost = true
	h.hears(message(EchoRequest, 0, 1, "data"))
	h.expect("", "", "Echo")
}

func TestRoundTrip(t *testing.T) {
	for _, want := range []header{
		{typ: EchoRequest, id: 1, seq: 65535}, {typ: Unreachable, code: FragmentationNeeded, seq: 1400},
		{typ: 255, code: 255, id: 65535}, {},
	} {
		h := newHost(t)
		b := codec.NewBuffer([]byte("odd"))
		h.encode(b, want)
		got, body, err := h.decode(b.Bytes())
		if err != nil || got != want || string(body) != "odd" || codec.Checksum(b.Bytes()) != 0 {
			t.Errorf("%+v came back as %+v with %q, %v", want, got, body, err)
		}
	}
}

func FuzzReceive(f *testing.F) {
	ours := string(packet(test, own, bob, "12345678"))
	f.Add(message(EchoRequest, 0, 1, "data"), true)
	f.Add(message(EchoReply, 0, 0x10001, "data"), true)
	f.Add(message(Unreachable, 3, 0, ours), true)
	f.Add(message(TimeExceeded, 0, 0, ours[:28]), true)
	f.Add(message(Unreachable, 1, 0, string(packet(Protocol, own, bob, "\x08\x00\x00\x00\x00\x01\x00\x01"))), true)
	f.Fuzz(func(t *testing.T, data []byte, mend bool) {
		if mend && len(data) >= HeaderLen {
			data[2], data[3] = 0, 0 // else hardly anything would pass the checksum
			binary.BigEndian.PutUint16(data[2:], codec.Checksum(data))
		}
		before := string(data)
		h := newHost(t)
		h.Bind(1, echoer{h})
		h.hears(data)
		if string(data) != before {
			t.Error("the message was changed")
		}
		dropped := strings.Contains(h.Obeyed(), "drop:")
		if happened := len(h.sent) + len(h.told); happened > 1 || dropped != (happened == 0) {
			t.Errorf("sent %x, told %q, dropped: %v", h.sent, h.told, dropped)
		}
		if len(h.sent) > 0 && (h.sent[0][0] != EchoReply || data[0] != EchoRequest) {
			t.Errorf("%x called forth %x", data, h.sent)
		}
	})
}

package ipv4

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"encap/layers/codec"
)

func TestReceive(t *testing.T) {
	for _, c := range []struct {
		name        string
		packet      []byte
		what, obeys string
	}{
		{"for us", packet(alice, own, "x"), "10.0.1.2>10.0.1.1 ttl 64: x", "ForUs"},
		{"for our other address", packet(alice, ip("10.0.2.1"), "x"), "10.0.1.2>10.0.2.1 ttl 64: x", "ForUs"},
		{"with a TTL of 0", packet(alice, own, "x", func(p []byte) { p[8] = 0 }), "10.0.1.2>10.0.1.1 ttl 0: x", "ForUs"},
		{"for the link's hosts", packet(alice, ip("10.0.1.255"), "x"), "10.0.1.2>10.0.1.255 ttl 64: x", "ForUs"},
		{"for everybody", packet(alice, ip("255.255.255.255"), "x"), "10.0.1.2>255.255.255.255 ttl 64: x", "ForUs"},
		{"for the other link's hosts", packet(alice, ip("10.0.2.255"), "x"), "", "drop:NotForUs"},
		{"for another", packet(bob, alice, "x"), "", "drop:NotForUs"},
		{"for a group", packet(alice, ip("224.0.0.1"), "x"), "", "drop:NotInGroup"},
		{"from a host without an address", packet(ip("0.0.0.0"), ip("255.255.255.255"), "x"), "0.0.0.0>255.255.255.255 ttl 64: x", "ForUs"},
		{"from a group", packet(ip("224.0.0.1"), own, "x"), "", "drop:BadSource"},
		{"from everybody", packet(ip("255.255.255.255"), own, "x"), "", "drop:BadSource"},
		{"from the link's hosts", packet(ip("10.0.1.255"), own, "x"), "", "drop:BadSource"},
		{"from ourselves", packet(own, own, "x"), "", "drop:BadSource"},
		{"from localhost", packet(ip("127.0.0.1"), own, "x"), "", "drop:BadSource"},
		{"to localhost", packet(alice, ip("127.0.0.1"), "x"), "", "drop:BadSource"},
		{"of a protocol nobody speaks", packet(alice, own, "x", func(p []byte) { p[9] = 254 }),
			"protocol 0 about 10.0.1.2>10.0.1.1 ttl 64", "ForUs drop:NoProtocol"},
		{"of a protocol nobody speaks, for all", packet(alice, ip("10.0.1.255"), "x", func(p []byte) { p[9] = 254 }),
			"", "ForUs drop:NoProtocol NoReport"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNode(t)
			n.in(c.packet)
			n.expect(c.what, c.obeys)
		})
	}
}

// A packet for one host in a frame for all is nobody's (RFC 1122 §3.3.6).
func TestFramesForAll(t *testing.T) {
	n := newNode(t)
	n.Forwarding = true
	for _, c := range []struct {
		dst         string
		what, obeys string
	}{
		{"10.0.1.1", "", "drop:FrameForAll"},
		{"10.0.2.2", "", "drop:FrameForAll"},
		{"10.0.1.255", "10.0.1.2>10.0.1.255 ttl 64: x", "ForUs"},
		{"255.255.255.255", "10.0.1.2>255.255.255.255 ttl 64: x", "ForUs"},
		{"224.0.0.1", "", "drop:NotInGroup"},
	} {
		n.Interfaces()[0].Receive(packet(alice, ip(c.dst), "x"), true)
		n.expect(c.what, c.obeys)
	}
}

func TestBadHeaders(t *testing.T) {
	options := func(o string) []byte { // a header with four bytes of options, and its sum
		p := append(packet(alice, own, "")[:HeaderLen:HeaderLen], o...)
		p[0], p[3] = 0x46, 25
		p = append(p, 'x')
		sum(p[:24])
		return p
	}
	long := packet(alice, own, "x")
	binary.BigEndian.PutUint16(long[2:], 22)
	sum(long[:HeaderLen])
	for _, c := range []struct {
		name        string
		packet      []byte
		what, obeys string
	}{
		{"nothing", nil, "", "drop:BadHeader"},
		{"19 bytes", packet(alice, own, "")[:19], "", "drop:BadHeader"},
		{"version 6", packet(alice, own, "", func(p []byte) { p[0] = 0x65 }), "", "drop:BadHeader"},
		{"a header of 16 bytes", packet(alice, own, "", func(p []byte) { p[0] = 0x44 }), "", "drop:BadHeader"},
		{"a header of 60 bytes in 20", packet(alice, own, "", func(p []byte) { p[0] = 0x4f }), "", "drop:BadHeader"},
		{"a total length of 0", packet(alice, own, "x", func(p []byte) { p[3] = 0 }), "", "drop:BadHeader"},
		{"a total length of 19", packet(alice, own, "x", func(p []byte) { p[3] = 19 }), "", "drop:BadHeader"},
		{"a total length beyond the end", long, "", "drop:BadHeader"},
		{"a wrong sum", append(packet(alice, own, "x")[:11], packet(bob, own, "x")[11:]...), "", "drop:BadChecksum"},
		{"no-operations", options("\x01\x01\x01\x01"), "10.0.1.2>10.0.1.1 ttl 64: x", "ForUs"},
		{"an end of options", options("\x00\xff\xff\xff"), "10.0.1.2>10.0.1.1 ttl 64: x", "ForUs"},
		{"router alert", options("\x94\x04\x00\x00"), "10.0.1.2>10.0.1.1 ttl 64: x", "ForUs"},
		{"an option of length 0", options("\x83\x00\x00\x00"), "", "drop:BadHeader"},
		{"an option of length 1", options("\x83\x01\x00\x00"), "", "drop:BadHeader"},
		{"an option longer than the header", options("\x83\x05\x00\x00"), "", "drop:BadHeader"},
		{"an option without a length", options("\x01\x01\x01\x83"), "", "drop:BadHeader"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNode(t)
			n.in(c.packet)
			n.expect(c.what, c.obeys)
		})
	}
}

// The frame's padding is not part of the packet.
func TestPaddingIsCutOff(t *testing.T) {
	n := newNode(t)
	n.in(append(packet(alice, own, "x"), make([]byte, 25)...))
	n.expect("10.0.1.2>10.0.1.1 ttl 64: x", "ForUs")
}

// The checksum of RFC 791, against a packet known from elsewhere.
func TestKnownChecksum(t *testing.T) {
	p := []byte{0x45, 0, 0, 0x73, 0, 0, 0x40, 0, 0x40, 0x11, 0xb8, 0x61, 0xc0, 0xa8, 0, 1, 0xc0, 0xa8, 0, 0xc7}
	if codec.Checksum(p) != 0 {
		t.Error("a right checksum is found wrong")
	}
	sum(p)
	if p[10] != 0xb8 || p[11] != 0x61 {
		t.Errorf("checksum %x, want b861", p[10:12])
	}
}

func TestUnreachableAndRefused(t *testing.T) {
	n := newNode(t)
	n.Unreachable(packet(alice, bob, "x"))
	n.RefusePort(packet(alice, own, "x"))
	n.RefusePort(packet(alice, ip("10.0.1.255"), "x"))
	n.RefusePort(packet(alice, ip("255.255.255.255"), "x"))
	n.expect("host 0 about 10.0.1.2>10.0.2.2 ttl 64; port 0 about 10.0.1.2>10.0.1.1 ttl 64", "NoReport NoReport")
}

func FuzzReceive(f *testing.F) {
	f.Add(packet(alice, own, "x"), true, false)
	f.Add(packet(alice, bob, "x"), false, false)
	f.Add(packet(alice, remote, strings.Repeat("x", 700)), true, true)
	f.Add([]byte("F\x00\x00\x19"), true, true)
	f.Fuzz(func(t *testing.T, data []byte, mend, toAll bool) {
		if n := len(data); mend && n >= HeaderLen && int(data[0]&15)*4 <= n && data[0]&15 >= 5 {
			sum(data[:int(data[0]&15)*4]) // else hardly anything would pass the checksum
		}
		n := newNode(t)
		n.Forwarding = true
		before := string(data)
		n.Interfaces()[0].Receive(data, toAll)
		if string(data) != before {
			t.Error("the packet was changed")
		}
		obeyed := strings.Fields(n.Obeyed())
		happened := len(n.out) + len(n.got) + len(n.Dropped())
		switch {
		case slices.Contains(obeyed, "WaitForRest"): // it is kept until the other pieces come
			happened++
		case slices.Contains(obeyed, "Fragment") && len(n.out) > 1: // it has left in several
			happened -= len(n.out) - 1
		}
		if happened != 1 {
			t.Errorf("%d things happened, want one: sent %q, got %q", happened, n.out, n.got)
		}
		for _, p := range n.sent {
			if int(p[0]&15)*4 > len(p) || codec.Checksum(p[:int(p[0]&15)*4]) != 0 || len(p) > 1500 {
				t.Errorf("a bad packet was passed on: %x", p)
			}
		}
	})
}

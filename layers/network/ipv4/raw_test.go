package ipv4

import (
	"errors"
	"net/netip"
	"testing"
)

// A process writes the header, and only what it cannot know is filled in.
func TestSendWhole(t *testing.T) {
	stranger, nobody := ip("192.0.2.7"), netip.AddrFrom4([4]byte{})
	unfinished := func(p []byte) { p[2], p[3], p[4], p[5], p[10], p[11] = 0, 0, 0, 0, 0, 0 }
	for _, c := range []struct {
		name   string
		packet []byte
		err    error
		what   string
		obeys  string
	}{
		{"from a stranger", packet(stranger, alice, "x", unfinished), nil, "192.0.2.7>10.0.1.2 ttl 64 by eth0 to 10.0.1.2", "OwnHeader OnLink"},
		{"from ourselves", packet(nobody, alice, "x", unfinished), nil, "10.0.1.1>10.0.1.2 ttl 64 by eth0 to 10.0.1.2", "OwnHeader OnLink"},
		{"by a router", packet(stranger, remote, "x"), nil, "192.0.2.7>10.3.0.3 ttl 64 by eth1 to 10.0.2.9", "OwnHeader ViaGateway"},
		{"to a link's hosts", packet(stranger, ip("10.0.1.255"), "x"), nil, "192.0.2.7>10.0.1.255 ttl 64 by eth0 to all", "OwnHeader ToAll"},
		{"to ourselves", packet(stranger, own, "x"), nil, "192.0.2.7>10.0.1.1 ttl 64: x", "OwnHeader Loopback"},
		{"nowhere", packet(stranger, ip("198.51.100.1"), "x"), ErrNoRoute, "", "drop:NoRoute"},
		{"too long", packet(stranger, bob, string(make([]byte, 600))), ErrTooLong, "", "drop:TooLong"},
		{"no packet", []byte("this is long, but not a packet"), ErrHeader, "", "drop:BadHeader"},
		{"half a header", packet(stranger, bob, "")[:19], ErrHeader, "", "drop:BadHeader"},
		{"a header that is too short", packet(stranger, bob, "", func(p []byte) { p[0] = 0x44 }), ErrHeader, "", "drop:BadHeader"},
		{"a header beyond the end", packet(stranger, bob, "", func(p []byte) { p[0] = 0x46 }), ErrHeader, "", "drop:BadHeader"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNode(t)
			if err := n.SendWhole(n.pool.Get(c.packet)); !errors.Is(err, c.err) {
				t.Errorf("%v, want %v", err, c.err)
			}
			n.expect(c.what, c.obeys)
		})
	}
}

// Each packet gets a number of its own, unless the process has given it one.
func TestNumbersOfWholePackets(t *testing.T) {
	n := newNode(t)
	for _, id := range []byte{0, 0, 9} {
		p := packet(ip("192.0.2.7"), alice, "x", func(p []byte) { p[5] = id })
		if err := n.SendWhole(n.pool.Get(p)); err != nil {
			t.Fatal(err)
		}
	}
	first, second, third := n.sent[0][4:6], n.sent[1][4:6], n.sent[2][4:6]
	if string(first) == string(second) || string(third) != "\x00\x09" {
		t.Errorf("numbers %x, %x, %x", first, second, third)
	}
}

package ipv4

import (
	"bytes"
	"strings"
	"testing"
)

func TestForward(t *testing.T) {
	ttl := func(ttl byte) func([]byte) { return func(p []byte) { p[8] = ttl } }
	mayCut := func(p []byte) { p[6] = 0 }
	for _, c := range []struct {
		name        string
		packet      []byte
		what, obeys string
	}{
		{"to a host of the other link", packet(alice, bob, "x"), "10.0.1.2>10.0.2.2 ttl 63 by eth1 to 10.0.2.2", "LowerTTL OnLink"},
		{"to another router", packet(alice, remote, "x"), "10.0.1.2>10.3.0.3 ttl 63 by eth1 to 10.0.2.9", "LowerTTL ViaGateway"},
		{"back by where it came from", packet(alice, ip("10.0.1.7"), "x"), "10.0.1.2>10.0.1.7 ttl 63 by eth0 to 10.0.1.7", "LowerTTL OnLink"},
		{"with a TTL of 2", packet(alice, bob, "x", ttl(2)), "10.0.1.2>10.0.2.2 ttl 1 by eth1 to 10.0.2.2", "LowerTTL OnLink"},
		{"with a TTL of 1", packet(alice, bob, "x", ttl(1)), "ttl 0 about 10.0.1.2>10.0.2.2 ttl 1", "drop:Expired"},
		{"with a TTL of 0", packet(alice, bob, "x", ttl(0)), "ttl 0 about 10.0.1.2>10.0.2.2 ttl 0", "drop:Expired"},
		{"without a route", packet(alice, ip("8.8.8.8"), "x"), "net 0 about 10.0.1.2>8.8.8.8 ttl 64", "drop:NoRoute"},
		{"as long as fits", packet(alice, bob, strings.Repeat("x", 580)), "10.0.1.2>10.0.2.2 ttl 63 by eth1 to 10.0.2.2", "LowerTTL OnLink"},
		{"a byte too long", packet(alice, bob, strings.Repeat("x", 581)), "too long 600 about 10.0.1.2>10.0.2.2 ttl 64", "drop:TooLong"},
		{"a byte too long, might be cut", packet(alice, bob, strings.Repeat("x", 581), mayCut),
			"10.0.1.2>10.0.2.2 ttl 63 part 0+576+ by eth1 to 10.0.2.2; 10.0.1.2>10.0.2.2 ttl 63 part 576+5 by eth1 to 10.0.2.2", "LowerTTL OnLink Fragment"},
		{"a fragment", packet(alice, bob, "x", func(p []byte) { p[6] = 0x20 }), "10.0.1.2>10.0.2.2 ttl 63 part 0+1+ by eth1 to 10.0.2.2", "LowerTTL OnLink"},
		{"to all hosts of the other link", packet(alice, ip("10.0.2.255"), "x"), "", "drop:NoBroadcast"},
		{"to a group", packet(alice, ip("224.0.0.251"), "x"), "", "drop:NotInGroup"},
		{"to network 0", packet(alice, ip("0.0.0.9"), "x"), "", "drop:Martian"},
		{"to a reserved address", packet(alice, ip("240.0.0.1"), "x"), "", "drop:Martian"},
		{"from nobody", packet(ip("0.0.0.0"), bob, "x"), "", "drop:Martian"},
		{"from a reserved address", packet(ip("240.0.0.1"), bob, "x"), "", "drop:Martian"},
		{"for the router itself", packet(alice, ip("10.0.2.1"), "x"), "10.0.1.2>10.0.2.1 ttl 64: x", "ForUs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNode(t)
			n.Forwarding = true
			n.in(c.packet)
			n.expect(c.what, c.obeys)
		})
	}
}

// Options are passed on as they came; only TTL and checksum change.
func TestForwardChangesTwoFields(t *testing.T) {
	n := newNode(t)
	n.Forwarding = true
	p := append(packet(alice, bob, "")[:HeaderLen:HeaderLen], "\x94\x04\x00\x00payload"...)
	p[0], p[3] = 0x46, byte(len(p))
	sum(p[:24])
	n.in(p)
	sent := n.sent[0]
	for i := range p {
		if (sent[i] != p[i]) != (i == 8 || i == 10) && i != 11 {
			t.Errorf("byte %d was %#x and is %#x", i, p[i], sent[i])
		}
	}
	if !bytes.HasSuffix(sent, []byte("payload")) || len(sent) != len(p) {
		t.Errorf("sent %x", sent)
	}
}

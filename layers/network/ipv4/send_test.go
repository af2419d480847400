package ipv4

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"encap/layers/osi"
)

func TestSend(t *testing.T) {
	for _, c := range []struct {
		name   string
		path   osi.Path
		length int
		err    error
		what   string
		obeys  string
	}{
		{"on the link", osi.Path{Dst: alice}, 1, nil, "10.0.1.1>10.0.1.2 ttl 64 by eth0 to 10.0.1.2", "OnLink"},
		{"on the other link", osi.Path{Dst: bob}, 1, nil, "10.0.2.1>10.0.2.2 ttl 64 by eth1 to 10.0.2.2", "OnLink"},
		{"by a router", osi.Path{Dst: remote}, 1, nil, "10.0.2.1>10.3.0.3 ttl 64 by eth1 to 10.0.2.9", "ViaGateway"},
		{"with a TTL", osi.Path{Dst: remote, TTL: 1}, 1, nil, "10.0.2.1>10.3.0.3 ttl 1 by eth1 to 10.0.2.9", "ViaGateway"},
		{"from an address of ours", osi.Path{Dst: bob, Src: own}, 1, nil, "10.0.1.1>10.0.2.2 ttl 64 by eth1 to 10.0.2.2", "OnLink"},
		{"from another's address", osi.Path{Dst: bob, Src: alice}, 1, ErrSource, "", "drop:ForeignSource"},
		{"from a loopback address", osi.Path{Dst: bob, Src: ip("127.0.0.1")}, 1, ErrSource, "", "drop:ForeignSource"},
		{"nowhere", osi.Path{Dst: ip("192.0.2.1")}, 1, ErrNoRoute, "", "drop:NoRoute"},
		{"to a group", osi.Path{Dst: ip("224.0.0.1")}, 1, ErrNoRoute, "", "drop:NoRoute"},
		{"to nobody", osi.Path{Dst: ip("0.0.0.0")}, 1, ErrNoRoute, "", "drop:NoRoute"},
		{"to a reserved address", osi.Path{Dst: ip("250.0.0.1")}, 1, ErrNoRoute, "", "drop:NoRoute"},
		{"to a link's hosts", osi.Path{Dst: ip("10.0.2.255")}, 1, nil, "10.0.2.1>10.0.2.255 ttl 64 by eth1 to all", "ToAll"},
		{"to everybody", osi.Path{Dst: ip("255.255.255.255")}, 1, nil, "10.0.1.1>255.255.255.255 ttl 64 by eth0 to all", "ToAll"},
		{"as long as fits", osi.Path{Dst: bob}, 580, nil, "10.0.2.1>10.0.2.2 ttl 64 by eth1 to 10.0.2.2", "OnLink"},
		{"a byte too long", osi.Path{Dst: bob}, 581, nil,
			"10.0.2.1>10.0.2.2 ttl 64 part 0+576+ by eth1 to 10.0.2.2; 10.0.2.1>10.0.2.2 ttl 64 part 576+5 by eth1 to 10.0.2.2", "OnLink Fragment"},
		{"a byte too long for all", osi.Path{Dst: ip("10.0.2.255")}, 581, nil,
			"10.0.2.1>10.0.2.255 ttl 64 part 0+576+ by eth1 to all; 10.0.2.1>10.0.2.255 ttl 64 part 576+5 by eth1 to all", "ToAll Fragment"},
		{"a byte too long that nobody may cut", osi.Path{Dst: bob, DF: osi.DFAlways}, 581, ErrTooLong, "", "drop:TooLong"},
		{"too long for any packet", osi.Path{Dst: bob}, 65516, ErrTooLong, "", "drop:TooLong"},
		{"to ourselves", osi.Path{Dst: own}, 1, nil, "10.0.1.1>10.0.1.1 ttl 64: x", "Loopback"},
		{"to ourselves by another address", osi.Path{Dst: ip("10.0.2.1"), Src: own}, 1, nil, "10.0.1.1>10.0.2.1 ttl 64: x", "Loopback"},
		{"to localhost", osi.Path{Dst: ip("127.0.0.1")}, 1, nil, "127.0.0.1>127.0.0.1 ttl 64: x", "Loopback"},
		{"to ourselves, too long for any packet", osi.Path{Dst: own}, 65516, ErrTooLong, "", "drop:TooLong"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNode(t)
			err := n.send(strings.Repeat("x", c.length), c.path)
			if !errors.Is(err, c.err) {
				t.Errorf("%v, want %v", err, c.err)
			}
			n.expect(c.what, c.obeys)
		})
	}
}

// A default route is no way to what is nobody's address.
func TestDefaultRoute(t *testing.T) {
	n := newNode(t)
	r := *n.Routes.Lookup(remote)
	r.Prefix = netip.MustParsePrefix("0.0.0.0/0")
	n.Routes.Add(r)
	for _, dst := range []string{"0.0.0.0", "224.0.0.5", "255.0.0.1"} {
		if err := n.send("x", osi.Path{Dst: ip(dst)}); err != ErrNoRoute {
			t.Errorf("sending to %s gives %v", dst, err)
		}
	}
	n.expect("", "drop:NoRoute drop:NoRoute drop:NoRoute")
	n.send("x", osi.Path{Dst: ip("192.0.2.1")})
	n.expect("10.0.2.1>192.0.2.1 ttl 64 by eth1 to 10.0.2.9", "ViaGateway")
}

// What is refused is taken back into the pool, and so is what was looped.
func TestBuffersComeBack(t *testing.T) {
	for _, dst := range []string{"192.0.2.1", "10.0.1.1"} {
		n := newNode(t)
		b := n.pool.Get(nil)
		n.Send(b, osi.Path{Dst: ip(dst), Protocol: test})
		if n.pool.Get(nil) != b {
			t.Errorf("the buffer for %s was lost", dst)
		}
	}
}

// Every packet has another identification, says "don't fragment", and bears
// what was asked for.
func TestHeader(t *testing.T) {
	n := newNode(t)
	n.send("hello", osi.Path{Dst: bob, TOS: 0xb8})
	n.send("hello", osi.Path{Dst: bob})
	first, second := n.sent[0], n.sent[1]
	want := fmt.Sprintf("45b80019%x4000 40fd%x 0a000201 0a000202 68656c6c6f", first[4:6], first[10:12])
	if got := fmt.Sprintf("%x", first); got != strings.ReplaceAll(want, " ", "") {
		t.Errorf("%s, want %s", got, want)
	}
	if a, b := uint16(first[4])<<8|uint16(first[5]), uint16(second[4])<<8|uint16(second[5]); b != a+1 {
		t.Errorf("identifications %d and %d", a, b)
	}
}

func TestSource(t *testing.T) {
	n := newNode(t)
	for dst, want := range map[string]string{
		"10.0.1.77": "10.0.1.1", "10.3.0.3": "10.0.2.1", "10.0.2.255": "10.0.2.1",
		"255.255.255.255": "10.0.1.1", "127.5.5.5": "127.5.5.5", "10.0.2.1": "10.0.2.1",
	} {
		if got, err := n.Source(ip(dst)); err != nil || got != ip(want) {
			t.Errorf("to %s from %v, %v; want %s", dst, got, err, want)
		}
	}
	if _, err := n.Source(ip("8.8.8.8")); err != ErrNoRoute {
		t.Errorf("a source for 8.8.8.8: %v", err)
	}
	n.expect("", "NoRoute")
}

// How long a packet may be is a matter of the way it leaves by.
func TestMTU(t *testing.T) {
	n := newNode(t)
	for dst, want := range map[string]int{
		"10.0.1.77": 1500, "10.0.2.77": 600, "10.3.0.3": 600, "10.0.2.1": 65535, "127.0.0.1": 65535, "8.8.8.8": 0,
	} {
		if got := n.MTU(ip(dst)); got != want {
			t.Errorf("to %s at most %d bytes, want %d", dst, got, want)
		}
	}
}

func TestBroadcast(t *testing.T) {
	for network, want := range map[string]string{
		"10.0.1.1/24": "10.0.1.255", "10.0.1.1/30": "10.0.1.3", "10.0.1.9/29": "10.0.1.15", "10.0.1.1/8": "10.255.255.255",
		"10.0.1.1/31": "invalid IP", "10.0.1.1/32": "invalid IP", "0.0.0.0/0": "255.255.255.255", "172.16.5.4/22": "172.16.7.255",
	} {
		if got := Broadcast(netip.MustParsePrefix(network)); got.String() != want {
			t.Errorf("the broadcast address of %s is %v, want %s", network, got, want)
		}
	}
}

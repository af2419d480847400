package ipv4

import (
	"net/netip"
	"slices"
	"testing"

	"encap/layers/network/route"
	"encap/layers/osi"
)

// Routes that say that there is no way: to whom they are told, and how.
func TestBarredRoutes(t *testing.T) {
	for _, c := range []struct {
		kind           route.Kind
		err            error
		sent           string
		told, forwards string
	}{
		{route.Blackhole, ErrBlackhole, "drop:BlackholeRoute", "", "drop:BlackholeRoute"},
		{route.Unreachable, ErrUnreachable, "drop:UnreachableRoute", "host 0 about 10.0.1.2>10.3.9.9 ttl 64", "drop:UnreachableRoute"},
		{route.Prohibit, ErrProhibited, "drop:ProhibitRoute", "prohibited 0 about 10.0.1.2>10.3.9.9 ttl 64", "drop:ProhibitRoute"},
	} {
		n := newNode(t)
		n.Forwarding = true
		n.AddRoute(route.Route{Prefix: netip.MustParsePrefix("10.3.9.0/24"), Kind: c.kind})
		if err := n.send("x", osi.Path{Dst: ip("10.3.9.9")}); err != c.err {
			t.Errorf("%v: %v, want %v", c.kind, err, c.err)
		}
		if _, err := n.Source(ip("10.3.9.9")); err != c.err || n.MTU(ip("10.3.9.9")) != 0 {
			t.Errorf("%v: a source or MTU: %v", c.kind, err)
		}
		n.expect("", c.sent+" "+c.sent[len("drop:"):])
		n.in(packet(alice, ip("10.3.9.9"), "x"))
		n.expect(c.told, c.forwards)
		if !n.RemoveRoute(netip.MustParsePrefix("10.3.9.0/24")) || n.RemoveRoute(netip.MustParsePrefix("10.3.9.0/24")) {
			t.Error("it is not taken out just once")
		}
		n.in(packet(alice, ip("10.3.9.9"), "x")) // now by the longer way of /16
		n.expect("10.0.1.2>10.3.9.9 ttl 63 by eth1 to 10.0.2.9", "LowerTTL ViaGateway")
	}
}

// Of several ways one flow takes one, and many flows take all.
func TestFlowsAreSpread(t *testing.T) {
	n := newNode(t)
	n.Forwarding = true
	n.AddRoute(route.Route{Prefix: netip.MustParsePrefix("10.4.0.0/16"), Via: ip("10.0.2.8"), Interface: 1,
		Also: []route.Hop{{Via: ip("10.0.2.9"), Interface: 1}}})
	by := map[string]int{}
	for port := range 200 {
		var last string
		for range 2 {
			n.in(packet(alice, ip("10.4.0.1"), string([]byte{byte(port), 1, 0, 80}), func(p []byte) { p[9] = udpNumber }))
			way := n.out[len(n.out)-1]
			if last != "" && way != last {
				t.Fatalf("port %d goes by %s and by %s", port, last, way)
			}
			last = way
		}
		by[last]++
	}
	if len(by) != 2 || min(by["10.0.1.2>10.4.0.1 ttl 63 by eth1 to 10.0.2.8"], by["10.0.1.2>10.4.0.1 ttl 63 by eth1 to 10.0.2.9"]) < 60 {
		t.Errorf("200 flows go by %v", by)
	}
	n.out = nil
	n.Obeyed()
	// The fragments of a packet go the same way as each other: they are judged
	// without ports.
	for at := range 4 {
		n.in(packet(alice, ip("10.4.0.1"), string(rune('a'+at))+"2345678", func(p []byte) { p[6], p[7], p[9] = 0x20, byte(at), udpNumber }))
	}
	for _, o := range n.out {
		if o[len(o)-8:] != n.out[0][len(n.out[0])-8:] {
			t.Errorf("fragments go by different ways: %q", n.out)
		}
	}
	n.Obeyed()
}

// An interface may have several addresses: all are ours, each network has its
// broadcast address and its route, and packets leave with the address that
// suits the next hop.
func TestFurtherAddresses(t *testing.T) {
	n := newNode(t)
	eth0 := n.Interfaces()[0]
	more := netip.MustParsePrefix("192.168.7.1/24")
	n.AddAddr(eth0, more)
	if !n.Local(more.Addr()) || !n.IsBroadcast(ip("192.168.7.255")) {
		t.Error("the address is not ours")
	}
	n.send("x", osi.Path{Dst: ip("192.168.7.9")})
	n.expect("192.168.7.1>192.168.7.9 ttl 64 by eth0 to 192.168.7.9", "OnLink")
	n.AddRoute(route.Route{Prefix: netip.MustParsePrefix("10.8.0.0/16"), Via: ip("192.168.7.3")})
	n.send("x", osi.Path{Dst: ip("10.8.0.1")})
	n.send("x", osi.Path{Dst: alice})
	n.expect("192.168.7.1>10.8.0.1 ttl 64 by eth0 to 192.168.7.3; 10.0.1.1>10.0.1.2 ttl 64 by eth0 to 10.0.1.2", "ViaGateway OnLink")
	n.in(packet(ip("192.168.7.9"), more.Addr(), "x"))
	n.expect("192.168.7.9>192.168.7.1 ttl 64: x", "ForUs")
	if number, ok := n.Towards(ip("192.168.7.3")); number != 0 || !ok {
		t.Error("nobody is in that network")
	}
	if _, ok := n.Towards(ip("192.168.8.3")); ok {
		t.Error("somebody is in that network")
	}
	again := netip.MustParsePrefix("192.168.7.2/24")
	n.AddAddr(eth0, again)
	if !n.RemoveAddr(eth0, more) || n.RemoveAddr(eth0, more) || n.Local(more.Addr()) {
		t.Error("it is not taken away just once")
	}
	if n.Routes.Find(more.Masked()) == nil {
		t.Error("the route went with it, though another address is in the network")
	}
	if n.RemoveAddr(eth0, again); n.Routes.Find(more.Masked()) != nil {
		t.Error("the route stays")
	}
	if !slices.Contains(n.Routes.Routes(), n.Routes.Find(eth0.Addr)) {
		t.Error("the first address's route is gone")
	}
}

// A packet that leaves as it came could have gone straight to the next hop, if
// that is its sender's neighbour.
func TestSendsRedirects(t *testing.T) {
	n := newNode(t)
	n.Forwarding, n.SendRedirects = true, true
	n.AddRoute(route.Route{Prefix: netip.MustParsePrefix("10.5.0.0/16"), Via: ip("10.0.1.9")})
	n.in(packet(alice, ip("10.5.0.1"), "x"))
	n.expect("10.0.1.2>10.5.0.1 ttl 63 by eth0 to 10.0.1.9; better 10.0.1.9 for 10.0.1.2>10.5.0.1 ttl 64", "LowerTTL ViaGateway")
	n.in(packet(ip("10.7.7.7"), ip("10.5.0.1"), "x")) // from far away
	n.expect("10.7.7.7>10.5.0.1 ttl 63 by eth0 to 10.0.1.9", "LowerTTL ViaGateway")
	n.in(packet(alice, bob, "x")) // by the other link
	n.expect("10.0.1.2>10.0.2.2 ttl 63 by eth1 to 10.0.2.2", "LowerTTL OnLink")
}

// Who believes in a better way, and when.
func TestTakesRedirects(t *testing.T) {
	router, better := ip("10.0.2.9"), ip("10.0.2.8")
	for _, c := range []struct {
		name          string
		from, gateway netip.Addr
		obeys         string
	}{
		{"from the router we use, to a neighbour", router, better, "ObeyRedirect"},
		{"from another", ip("10.0.2.7"), better, "FalseRedirect"},
		{"to nobody near", router, ip("10.9.9.9"), "FalseRedirect"},
		{"to another link", router, alice, "FalseRedirect"},
		{"to ourselves", router, ip("10.0.2.1"), "FalseRedirect"},
		{"to everybody", router, ip("10.0.2.255"), "FalseRedirect"},
	} {
		for _, takes := range []bool{true, false} {
			n := newNode(t)
			n.TakeRedirects = takes
			n.Redirected(remote, c.from, c.gateway)
			obeys, via := c.obeys, router
			if !takes {
				obeys = "IgnoreRedirect"
			}
			if obeys == "ObeyRedirect" {
				via = better
			}
			n.expect("", obeys)
			if got := n.Routes.Lookup(remote).Via; got != via {
				t.Errorf("%s: by %v, want %v", c.name, got, via)
			}
			if got := n.Routes.Lookup(ip("10.3.0.4")).Via; got != router {
				t.Errorf("%s: another host by %v", c.name, got)
			}
		}
	}
}

// A group is spoken to by the interface that has the source address, and heard
// by those interfaces that have joined it.
func TestGroups(t *testing.T) {
	n := newNode(t)
	group := ip("224.0.0.9")
	n.send("x", osi.Path{Src: ip("10.0.2.1"), Dst: group, TTL: 1})
	n.expect("10.0.2.1>224.0.0.9 ttl 1 by eth1 to 224.0.0.9", "ToGroup")
	if err := n.send("x", osi.Path{Dst: group}); err != ErrNoRoute {
		t.Errorf("without a source: %v", err)
	}
	n.in(packet(alice, group, "x"))
	n.expect("", "drop:NoRoute drop:NotInGroup")
	n.Join(n.Interfaces()[0], group)
	n.in(packet(alice, group, "x"))
	n.Interfaces()[0].Receive(packet(alice, group, "x"), true)
	n.expect("10.0.1.2>224.0.0.9 ttl 64: x; 10.0.1.2>224.0.0.9 ttl 64: x", "ForUs ForUs")
	n.Interfaces()[1].Receive(packet(bob, group, "x"), true)
	n.expect("", "drop:NotInGroup")
}

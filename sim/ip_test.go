package sim

import (
	"context"
	"strings"
	"testing"

	"encap/sim/trace"
)

// typed is a network in which somebody types one command after the other.
func typed(t *testing.T, acts string) *Session {
	t.Helper()
	return ended(t, `
title: Typed
nodes:
  alice: {host: 10.0.1.2/24, gateway: 10.0.1.1}
  r1: {router: [10.0.1.1/24, 10.0.2.1/24]}
  bob: {host: 10.0.2.2/24, gateway: 10.0.2.1}
cables:
  - {ends: [alice, r1], rate: 100 Mbit/s, delay: 1 ms}
  - {ends: [r1, bob], rate: 100 Mbit/s, delay: 1 ms}
run:
`+acts)
}

// ended is a run of a scenario that has come to its end, with a whole trace.
func ended(t *testing.T, src string) *Session {
	t.Helper()
	s, problems := Parse("typed.yaml", []byte(src))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	ses, err := Open(s, Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ses.Close)
	if err := ses.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := ses.Check(); err != nil {
		t.Error(err)
	}
	return ses
}

// at writes acts, a second apart: "alice: ping -c 1 bob".
func at(lines ...string) string {
	var b strings.Builder
	for i, line := range lines {
		node, do, _ := strings.Cut(line, ": ")
		b.WriteString("  - at: " + string(rune('0'+i/10)) + string(rune('0'+i%10)) + " s\n    node: " + node + "\n    do: " + do + "\n")
	}
	return strings.ReplaceAll(b.String(), "at: 0", "at: ")
}

func TestIPCommands(t *testing.T) {
	const ping = "alice: ping -c 1 -W 500ms 10.0.2.2"
	for _, c := range []struct {
		name string
		acts []string
		says []string
	}{
		{"an address more", []string{"bob: ip addr add 10.0.2.9/24 dev eth0", "alice: ping -c 1 10.0.2.9", "bob: ip addr show", "bob: ip addr del 10.0.2.9/24 dev eth0", "alice: ping -c 1 -W 500ms 10.0.2.9"},
			[]string{"64 bytes from 10.0.2.9", "inet 10.0.2.2/24 scope global eth0", "inet 10.0.2.9/24 scope global eth0", "1 packets transmitted, 0 received"}},
		{"the first address goes", []string{"bob: ip addr del 10.0.2.2/24", "bob: ip addr add 10.0.2.5/24", "alice: ping -c 1 10.0.2.5", "bob: ip addr del 10.0.2.2/24"},
			[]string{"64 bytes from 10.0.2.5", "ip: eth0 has no address 10.0.2.2/24"}},
		{"down and up", []string{ping, "r1: ip link set eth1 down", "r1: ip route", ping, "r1: ip link set eth1 up", ping, "r1: ip link"},
			[]string{"1 packets transmitted, 1 received", "10.0.1.0/24 dev eth0 scope link", "1 packets transmitted, 0 received", "2: eth1: mtu 1500 state UP"}},
		{"a route", []string{"alice: ip route del default", ping, "alice: ip route add 10.0.2.0/24 via 10.0.1.1", ping, "alice: ip route add 10.0.2.0/24 via 10.0.1.9", "alice: ip route replace blackhole 10.0.2.0/24", "alice: ip route", "alice: ip route add 10.0.3.0/24 via 10.0.9.9"},
			[]string{"1 packets transmitted, 1 received", "ip: there is a route to 10.0.2.0/24 already", "blackhole 10.0.2.0/24", "ip: the next hop 10.0.9.9 is on none of the links"}},
		{"neighbours", []string{"alice: ip neigh add 10.0.1.1 lladdr 02:00:00:00:00:99 dev eth0", "alice: ip neigh", ping, "alice: ip neigh del 10.0.1.1 dev eth0", ping, "alice: ip neigh", "alice: ip neigh del 10.0.1.7 dev eth0", "alice: ip neigh flush dev eth0", "alice: ip neigh show"},
			[]string{"10.0.1.1 dev eth0 lladdr 02:00:00:00:00:99 permanent", "1 packets transmitted, 0 received", "1 packets transmitted, 1 received", "10.0.1.1 dev eth0 lladdr 02:00:00:00:02:00 reachable", "ip: nothing is known of 10.0.1.7"}},
		{"a narrow link", []string{"r1: ip link set eth1 mtu 600", "alice: ping -c 1 -s 1000 -M do -W 500ms 10.0.2.2", "r1: ip link show"},
			[]string{"Frag needed and DF set (mtu = 600)", "2: eth1: mtu 600 state UP"}},
		{"no such port", []string{"r1: ip link set eth7 down", "r1: ip addr add 10.0.5.1/24"},
			[]string{"ip: there is no port eth7; there are eth0, eth1", "ip: which port? Write dev and one of eth0, eth1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := outputs(typed(t, at(c.acts...)))
			rest := said
			for _, want := range c.says {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("nobody says %q, or too early:\n%s", want, said)
				}
				rest = after
			}
		})
	}
}

func TestIPUsage(t *testing.T) {
	for line, want := range map[string]string{
		"ip": "usage: ", "ip tunnel show": `"tunnel" is unknown here`, "ip addr add 10.0.1.2 dev eth0": "is no address with the length",
		"ip addr add 10.0.1.2/24 at eth0": `"at" is unknown here`, "ip addr add 10.0.1.2/24 dev": "something is missing",
		"ip link set eth0": "usage: ", "ip link set eth0 mtu 5": "is no MTU", "ip route add 10.0.2.1/24 via 10.0.1.1": "has bits behind its prefix",
		"ip route add 10.0.2.0/24": "by which way?", "ip route add 10.0.2.0/24 via bob": "is no address of a router",
		"ip neigh add 10.0.1.1 dev eth0": "write lladdr and a MAC address", "ip neigh add bob lladdr 02:00:00:00:00:01": "is no address of a neighbour",
	} {
		if _, err := parseCommand(line, "host"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

package sim

import (
	"context"
	"errors"
	"net/netip"
	"os/exec"
	"strings"
	"testing"
	"time"

	"encap/sim/scenario"
	"encap/sim/trace"
)

// threeRouters is a network in which three routers stand between the kernel and
// alice, and the link between the last two carries 1300 bytes only.
func threeRouters(machine netip.AddrPort) *scenario.Scenario {
	prefix, addr := netip.MustParsePrefix, netip.MustParseAddr
	const narrow = 1300
	end := func(a, b string) [2]scenario.End { return [2]scenario.End{{Node: a}, {Node: b}} }
	return &scenario.Scenario{
		Title: "three routers", Seed: 1,
		Nodes: []scenario.Node{
			{Name: "alice", Kind: scenario.Host, Ports: []scenario.Port{{Addr: prefix("10.9.2.2/24")}}, Gateway: addr("10.9.2.1")},
			{Name: "r3", Kind: scenario.Router, Ports: []scenario.Port{{Addr: prefix("10.9.2.1/24")}, {Addr: prefix("10.9.5.3/24"), MTU: narrow}}, Gateway: addr("10.9.5.2")},
			{Name: "kernel", Kind: scenario.Outside, Outside: machine},
			{Name: "r1", Kind: scenario.Router, Ports: []scenario.Port{{Addr: prefix("10.9.1.1/24")}, {Addr: prefix("10.9.4.1/24")}}, Gateway: addr("10.9.4.2")},
			{Name: "r2", Kind: scenario.Router, Ports: []scenario.Port{{Addr: prefix("10.9.5.2/24"), MTU: narrow}, {Addr: prefix("10.9.4.2/24")}},
				Gateway: addr("10.9.4.1"), Routes: []scenario.Route{{Prefix: prefix("10.9.2.0/24"), Via: addr("10.9.5.3")}}},
		},
		Cables: []scenario.Cable{
			{Ends: end("alice", "r3"), Delay: time.Millisecond},
			{Ends: end("r3", "r2"), Delay: time.Millisecond},
			{Ends: end("r1", "kernel"), Delay: time.Millisecond},
			{Ends: end("r2", "r1"), Delay: time.Millisecond},
		},
	}
}

// The kernel's own tools over three simulated routers: pings of all sizes, which
// are cut and put together on both sides; traceroute by UDP, ICMP and TCP; and
// the width of the path, which the kernel learns from what a router says.
func TestTheKernelsToolsOverThreeRouters(t *testing.T) {
	for _, tool := range []string{"ip", "ping", "ethtool", "traceroute"} {
		_, err := exec.LookPath(tool)
		needs(t, "iproute2, ping, ethtool and traceroute", err)
	}
	kernel := kernelInANamespace(t)
	l := liveOnItsCable(t, kernel, threeRouters(netip.MustParseAddrPort("10.8.0.1:4789")), trace.All, LiveOptions{})
	ctx, cancel := context.WithTimeout(t.Context(), 4*patience)
	defer cancel()
	ended := make(chan error)
	go func() { ended <- l.Run(ctx) }()
	within := func(command ...string) string {
		out, _ := exec.CommandContext(ctx, "ip", append([]string{"netns", "exec", kernel}, command...)...).CombinedOutput()
		return string(out)
	}
	for _, size := range []string{"0", "1", "56", "1401", "1472", "1473", "8000"} {
		if out := within("ping", "-M", "dont", "-s", size, "-c", "2", "-i", "0.2", "-W", "5", "10.9.2.2"); !strings.Contains(out, "2 received") {
			t.Errorf("ping -s %s:\n%s", size, out)
		}
	}
	for _, how := range []string{"-U", "-I", "-T"} {
		out := within("traceroute", "-n", how, "-q", "1", "-N", "1", "-w", "5", "10.9.2.2")
		for n, hop := range []string{"1  10.9.1.1 ", "2  10.9.4.2 ", "3  10.9.5.3 ", "4  10.9.2.2 "} {
			if !strings.Contains(out, " "+hop) {
				t.Errorf("traceroute %s, hop %d:\n%s", how, n+1, out)
			}
		}
	}
	out := within("ping", "-M", "do", "-s", "1400", "-c", "2", "-i", "0.5", "-W", "5", "10.9.2.2")
	if !strings.Contains(out, "From 10.9.4.2 icmp_seq=1 Frag needed and DF set (mtu = 1300)") || !strings.Contains(out, "mtu=1300") {
		t.Errorf("a ping that is too long for the path:\n%s", out)
	}
	if out := within("ip", "route", "get", "10.9.2.2"); !strings.Contains(out, "mtu 1300") {
		t.Errorf("the kernel has not learned the path's MTU:\n%s", out)
	}
	if out := within("ping", "-s", "1400", "-c", "1", "-W", "5", "10.9.2.2"); !strings.Contains(out, "1 received") {
		t.Errorf("cut for the path:\n%s", out)
	}
	cancel()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	replayed(t, l.session)
}

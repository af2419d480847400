package sim

import (
	"context"
	"errors"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"encap/layers/application/rip"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// frr is where Debian's package frr keeps its programs.
const frr = "/usr/lib/frr/"

// besideFRR is a network in which r1 and r0 speak RIP, and so does the kernel's
// host: alice — r0 — r1 — kernel.
func besideFRR(machine netip.AddrPort) *scenario.Scenario {
	prefix, addr := netip.MustParsePrefix, netip.MustParseAddr
	router := func(name string, addrs ...string) scenario.Node {
		n := scenario.Node{Name: name, Kind: scenario.Router, RIP: &rip.Settings{Update: 2 * time.Second}}
		for _, a := range addrs {
			n.Ports = append(n.Ports, scenario.Port{Addr: prefix(a)})
		}
		return n
	}
	return &scenario.Scenario{
		Title: "beside FRR", Seed: 1,
		Nodes: []scenario.Node{
			{Name: "alice", Kind: scenario.Host, Ports: []scenario.Port{{Addr: prefix("10.9.3.2/24")}}, Gateway: addr("10.9.3.1")},
			router("r0", "10.9.3.1/24", "10.9.4.1/24"),
			router("r1", "10.9.4.2/24", "10.9.1.1/24"),
			{Name: "kernel", Kind: scenario.Outside, Outside: machine},
		},
		Cables: []scenario.Cable{
			{Ends: [2]scenario.End{{Node: "alice"}, {Node: "r0"}}, Delay: time.Millisecond},
			{Ends: [2]scenario.End{{Node: "r0"}, {Node: "r1"}}, Delay: time.Millisecond},
			{Ends: [2]scenario.End{{Node: "r1"}, {Node: "kernel"}}, Delay: time.Millisecond},
		},
	}
}

// ripConf lets ripd speak on the VXLAN device, and tell of the network that only
// its own machine is in.
const ripConf = `router rip
 version 2
 timers basic 5 15 10
 redistribute connected
 network vx0
`

// FRRouting's ripd and our routers learn routes of each other: the kernel finds
// alice, two simulated routers away, and alice finds a network behind it, though
// nobody has written down a route.
func TestFRRoutingLearnsOurRoutes(t *testing.T) {
	for _, tool := range []string{"ip", "ping", "ethtool", frr + "zebra", frr + "ripd"} {
		_, err := exec.LookPath(tool)
		needs(t, "iproute2, ping, ethtool and frr", err)
	}
	kernel := kernelInANamespace(t)
	learned := make(chan string, 1)
	l := liveOnItsCable(t, kernel, besideFRR(netip.MustParseAddrPort("10.8.0.1:4789")), trace.All, LiveOptions{
		OnAdvance: onEvents(func(e *trace.Event) {
			for _, d := range e.Deltas {
				if d.Entity == (trace.Entity{Node: "r0", Kind: "rip", Name: "10.9.77.0/24"}) && d.Field == "Metric" {
					select {
					case learned <- d.New:
					default:
					}
				}
			}
		})})
	if err := ip("-n "+kernel+" route del 10.9.2.0/24", "-n "+kernel+" link set lo up", "-n "+kernel+" addr add 10.9.77.1/24 dev lo"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	ended := make(chan error)
	go func() { ended <- l.Run(ctx) }()
	startFRR(t, kernel)

	route := func() string {
		out, _ := exec.Command("ip", "-n", kernel, "route", "show", "proto", "rip").CombinedOutput()
		return string(out)
	}
	for !strings.Contains(route(), "10.9.3.0/24 ") && ctx.Err() == nil {
		time.Sleep(100 * time.Millisecond)
	}
	if got := route(); !strings.Contains(got, "10.9.3.0/24 ") || !strings.Contains(got, "via 10.9.1.1 dev vx0") {
		t.Errorf("the kernel has learned\n%s", got)
	}
	select {
	case metric := <-learned:
		if metric != "3" {
			t.Errorf("r0 learns that the network behind the kernel is at distance %s, want 3", metric)
		}
	case <-ctx.Done():
		t.Error("r0 has not learned of the network behind the kernel")
	}
	out, err := exec.CommandContext(ctx, "ip", "netns", "exec", kernel, "ping", "-I", "10.9.77.1", "-c", "3", "-i", "1", "-W", "5", "10.9.3.2").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "ttl=62") {
		t.Errorf("from behind the kernel to alice: %v\n%s", err, out)
	}
	cancel()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	replayed(t, l.session)
}

// startFRR starts zebra and ripd in a namespace; they end with the test.
func startFRR(t *testing.T, kernel string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "frr") // its sockets' names must be short, and its user may read it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	for name, text := range map[string]string{"zebra.conf": "", "ripd.conf": ripConf} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	needs(t, "the user of the package frr", exec.Command("chown", "-R", "frr:frr", dir).Run())
	for _, daemon := range []string{"zebra", "ripd"} {
		c := exec.Command("ip", "netns", "exec", kernel, frr+daemon, "-f", filepath.Join(dir, daemon+".conf"), "-i", filepath.Join(dir, daemon+".pid"),
			"-z", filepath.Join(dir, "z.api"), "--vty_socket", dir, "-A", "127.0.0.1", "-P", "0", "--log", "stdout")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			c.Process.Kill()
			c.Wait()
		})
		for i := 0; i < 100 && daemon == "zebra"; i++ {
			if _, err := os.Stat(filepath.Join(dir, "z.api")); err == nil {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
}

package sim

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"encap/sim/scenario"
	"encap/sim/trace"
)

// betweenKernels is a network with a kernel at each end: a home with a switch
// and a translator, and a router on the way to a server.
func betweenKernels() *scenario.Scenario {
	prefix := netip.MustParsePrefix
	ends := func(a, b string) scenario.Cable {
		return scenario.Cable{Ends: [2]scenario.End{{Node: a}, {Node: b}}, Delay: time.Millisecond}
	}
	return &scenario.Scenario{
		Title: "between two kernels", Seed: 1,
		Nodes: []scenario.Node{
			{Name: "home", Kind: scenario.Outside, Outside: netip.MustParseAddrPort("10.8.0.1:4789")},
			{Name: "s1", Kind: scenario.Switch},
			{Name: "gw", Kind: scenario.NAT, Ports: []scenario.Port{{Addr: prefix("10.9.1.1/24")}, {Addr: prefix("203.0.113.1/24")}},
				Gateway: netip.MustParseAddr("203.0.113.2")},
			{Name: "r1", Kind: scenario.Router, Ports: []scenario.Port{{Addr: prefix("203.0.113.2/24")}, {Addr: prefix("198.51.100.1/24")}}},
			{Name: "server", Kind: scenario.Outside, Outside: netip.MustParseAddrPort("10.8.1.1:4789")},
		},
		Cables: []scenario.Cable{ends("home", "s1"), ends("s1", "gw"), ends("gw", "r1"), ends("r1", "server")},
	}
}

// iperf3 runs between two kernels through our switch, translator and router, by
// TCP and by UDP. The server sees the translator's address only: to 10.9.1.0/24
// the router knows no way.
func TestKernelsThroughUs(t *testing.T) {
	for _, tool := range []string{"ip", "ethtool", "iperf3", "ping"} {
		_, err := exec.LookPath(tool)
		needs(t, "iproute2, ethtool, iperf3 and ping", err)
	}
	home, server := kernelNamed(t, "home"), kernelNamed(t, "server")
	session, err := Open(betweenKernels(), Options{Trace: trace.Off})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	l := liveBetween(t, session, home, server)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()

	in := func(kernel string, args ...string) *exec.Cmd {
		return exec.CommandContext(ctx, "ip", append([]string{"netns", "exec", kernel}, args...)...)
	}
	if out, err := in(home, "ping", "-c", "2", "-i", "0.2", "-W", "5", "198.51.100.2").CombinedOutput(); err != nil {
		t.Fatalf("ping: %v\n%s", err, out)
	}
	for _, proto := range [][]string{nil, {"-u"}} {
		serve := in(server, "iperf3", "-s", "-1", "--forceflush")
		said, err := serve.StdoutPipe()
		if err == nil {
			err = serve.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(said)
		for lines.Scan() && !strings.Contains(lines.Text(), "listening") {
		}
		out, err := in(home, append([]string{"iperf3", "-c", "198.51.100.2", "-t", "1", "-b", "4M", "-J"}, proto...)...).Output()
		if err != nil {
			t.Errorf("iperf3 %v: %v\n%s", proto, err, out)
			_ = serve.Process.Kill()
		}
		seen := ""
		for lines.Scan() {
			seen += lines.Text() + "\n"
		}
		_ = serve.Wait()
		if sent := iperfBytes(t, out); sent < 100_000 {
			t.Errorf("iperf3 %v moved %d bytes", proto, sent)
		}
		if !strings.Contains(seen, "Accepted connection from 203.0.113.1,") {
			t.Errorf("the server does not see the translator:\n%s", seen)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

// iperfBytes reads how much iperf3 has moved.
func iperfBytes(t *testing.T, out []byte) int64 {
	var report struct {
		End struct {
			Sum      struct{ Bytes int64 }
			Received struct{ Bytes int64 } `json:"sum_received"`
		} `json:"end"`
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Errorf("iperf3's report: %v\n%s", err, out)
	}
	return max(report.End.Received.Bytes, report.End.Sum.Bytes)
}

// kernelNamed makes a network namespace, which goes when the test ends.
func kernelNamed(t *testing.T, name string) string {
	t.Helper()
	name = fmt.Sprint("encap-", name, os.Getpid())
	needs(t, "root, to make a network namespace", ip("netns add "+name))
	t.Cleanup(func() {
		if err := ip("netns del " + name); err != nil {
			t.Error(err)
		}
	})
	return name
}

// liveBetween opens a live run in a network of its own, joined by a cable to
// each of two kernels, and gives those a VXLAN device, an address and a way.
func liveBetween(t *testing.T, session *Session, home, server string) *Live {
	t.Helper()
	var l *Live
	opened := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlock it: this thread is in another network for good
		err := syscall.Unshare(syscall.CLONE_NEWNET)
		for i, kernel := range []string{home, server} {
			if err == nil {
				err = ip(fmt.Sprintf("-n %s link add v0 mtu 1550 type veth peer name v%d mtu 1550 netns %d", kernel, i+1, syscall.Gettid()),
					fmt.Sprintf("addr add 10.8.%d.2/24 dev v%d", i, i+1), fmt.Sprintf("link set v%d up", i+1))
			}
		}
		if err == nil {
			l, err = NewLive(session, LiveOptions{})
		}
		opened <- err
	}()
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	for i, k := range []struct {
		name, addr, way string
		cable           int
	}{{home, "10.9.1.2/24", "10.9.1.1", 0}, {server, "198.51.100.2/24", "198.51.100.1", 3}} {
		n := "-n " + k.name + " "
		err := ip(n+fmt.Sprintf("addr add 10.8.%d.1/24 dev v0", i), n+"link set lo up", n+"link set v0 up",
			n+fmt.Sprintf("link add vx0 mtu 1500 type vxlan id %d local 10.8.%d.1 remote 10.8.%d.2 dstport 4789 dev v0", firstVNI+k.cable, i, i),
			"netns exec "+k.name+" ethtool -K vx0 tx off gso off tso off",
			n+"addr add "+k.addr+" dev vx0", n+"link set vx0 up", n+"route add default via "+k.way)
		if err != nil {
			t.Fatal(err)
		}
	}
	return l
}

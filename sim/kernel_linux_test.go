package sim

import (
	"bytes"
	"context"
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

// patience bounds all that this test waits for.
const patience = 15 * time.Second

// besideTheKernel is a network in which the Linux kernel has a host's place:
// it stands at a switch, and alice behind a router.
func besideTheKernel(machine netip.AddrPort) *scenario.Scenario {
	prefix, addr := netip.MustParsePrefix, netip.MustParseAddr
	return &scenario.Scenario{
		Title: "beside the kernel", Seed: 1,
		Nodes: []scenario.Node{
			{Name: "alice", Kind: scenario.Host, Ports: []scenario.Port{{Addr: prefix("10.9.2.2/24")}}, Gateway: addr("10.9.2.1")},
			{Name: "r1", Kind: scenario.Router, Ports: []scenario.Port{{Addr: prefix("10.9.2.1/24")}, {Addr: prefix("10.9.1.1/24")}}},
			{Name: "s1", Kind: scenario.Switch},
			{Name: "kernel", Kind: scenario.Outside, Outside: machine},
		},
		Cables: []scenario.Cable{
			{Ends: [2]scenario.End{{Node: "alice"}, {Node: "r1"}}, Delay: time.Millisecond},
			{Ends: [2]scenario.End{{Node: "r1"}, {Node: "s1"}}, Delay: time.Millisecond},
			{Ends: [2]scenario.End{{Node: "s1"}, {Node: "kernel"}}, Delay: time.Millisecond},
		},
	}
}

// The Linux kernel takes a host's place: it pings alice over a simulated
// switch and router, and alice pings it. What it sent is in the recording,
// which gives the same trace without it.
func TestTheKernelTakesAHostsPlace(t *testing.T) {
	for _, tool := range []string{"ip", "ping", "ethtool"} {
		_, err := exec.LookPath(tool)
		needs(t, "iproute2, ping and ethtool", err)
	}
	kernel := kernelInANamespace(t)
	heard := make(chan struct{})
	l := liveOnItsCable(t, kernel, besideTheKernel(netip.MustParseAddrPort("10.8.0.1:4789")), trace.All, LiveOptions{
		OnAdvance: onEvents(func(e *trace.Event) {
			if e.Kind == trace.Output && strings.Contains(e.Text, "packets transmitted") {
				close(heard)
			}
		})})
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ended := make(chan error)
	go func() { ended <- l.Run(ctx) }()

	out, err := exec.CommandContext(ctx, "ip", "netns", "exec", kernel, "ping", "-c", "3", "-i", "0.2", "-W", "5", "10.9.2.2").CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("3 received")) || !bytes.Contains(out, []byte("ttl=63")) {
		t.Errorf("the kernel's ping: %v\n%s", err, out)
	}
	if err := l.Type("alice", "ping -c 3 -i 200ms 10.9.1.2"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-heard:
	case <-ctx.Done():
		t.Error("alice's ping did not end")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if said := outputs(l.session); !strings.Contains(said, "3 packets transmitted, 3 received") || !strings.Contains(said, "ttl=63") {
		t.Errorf("alice's ping:\n%s", said)
	}
	if c := l.Counts(); c != (Counts{}) {
		t.Errorf("did not get through: %+v", c)
	}
	replayed(t, l.session)
}

// kernelInANamespace makes a network namespace in which the kernel has a VXLAN
// device, joined to the third cable of the scenario. It goes when the test
// ends.
func kernelInANamespace(t *testing.T) (name string) {
	t.Helper()
	name = fmt.Sprint("encap", os.Getpid())
	needs(t, "root, to make a network namespace", ip("netns add "+name))
	t.Cleanup(func() {
		if err := ip("netns del " + name); err != nil {
			t.Error(err)
		}
	})
	return name
}

// liveOnItsCable opens a session in which the kernel is a host at the third cable.
func liveOnItsCable(t *testing.T, kernel string, s *scenario.Scenario, level trace.Level, o LiveOptions) *Live {
	t.Helper()
	l := liveBeside(t, kernel, s, level, o)
	err := ip(vxlanDevice(kernel, "vx0", firstVNI+2)...)
	if err == nil {
		err = ip("-n "+kernel+" addr add 10.9.1.2/24 dev vx0", "-n "+kernel+" route add 10.9.2.0/24 via 10.9.1.1")
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// vxlanDevice gives the commands that make a device of the kernel's for a cable.
func vxlanDevice(kernel, name string, vni int) []string {
	return []string{
		fmt.Sprintf("-n %s link add %s mtu 1500 type vxlan id %d local 10.8.0.1 remote 10.8.0.2 dstport 4789 dev v0", kernel, name, vni),
		"netns exec " + kernel + " ethtool -K " + name + " tx off gso off tso off", // or inner checksums are left to a device that is not there
		"-n " + kernel + " link set " + name + " up",
	}
}

// liveBeside opens a session whose socket is in a network of its own, and joins
// that to the kernel's.
func liveBeside(t *testing.T, kernel string, s *scenario.Scenario, level trace.Level, o LiveOptions) *Live {
	t.Helper()
	session, err := Open(s, Options{Trace: level})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	var l *Live
	opened := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlock it: this thread is in another network for good
		err := syscall.Unshare(syscall.CLONE_NEWNET)
		if err == nil {
			err = ip(fmt.Sprintf("-n %s link add v0 mtu 1550 type veth peer name v1 mtu 1550 netns %d", kernel, syscall.Gettid()),
				"addr add 10.8.0.2/24 dev v1", "link set v1 up")
		}
		if err == nil {
			l, err = NewLive(session, o) // a socket stays in the network where it was opened
		}
		opened <- err
	}()
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	if err := ip("-n "+kernel+" addr add 10.8.0.1/24 dev v0", "-n "+kernel+" link set v0 up"); err != nil {
		t.Fatal(err)
	}
	return l
}

// ip runs commands of that tool, in the network of the calling thread.
func ip(commands ...string) error {
	for _, c := range commands {
		if out, err := exec.Command("ip", strings.Fields(c)...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %s: %v: %s", c, err, out)
		}
	}
	return nil
}

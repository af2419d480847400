package sim

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"

	"encap/sim/trace"
)

// besideOurLink starts a session of a scenario file in which the kernel takes
// part, and prepares the kernel by commands of ip; %s stands for its namespace.
func besideOurLink(t *testing.T, src string, vnis map[string]int, prepare ...string) *kernelPeer {
	t.Helper()
	for _, tool := range []string{"ip", "bridge", "ping", "ethtool"} {
		_, err := exec.LookPath(tool)
		needs(t, "iproute2, ping and ethtool", err)
	}
	if testing.Short() {
		t.Skip("it takes real seconds")
	}
	s, problems := Parse("kernel.yaml", []byte(src))
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	name := kernelInANamespace(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	k := &kernelPeer{t: t, ctx: ctx, name: name, live: liveBeside(t, name, s, trace.All, LiveOptions{})}
	var commands []string
	for _, device := range []string{"vx0", "vx1"} {
		if vni, ok := vnis[device]; ok {
			commands = append(commands, vxlanDevice(name, device, vni)...)
		}
	}
	for _, c := range prepare {
		commands = append(commands, strings.ReplaceAll(c, "%s", name))
	}
	needs(t, "a kernel with vxlan and bridge devices", ip(commands...))
	ended := make(chan error, 1)
	go func() { ended <- k.live.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return k
}

// port gives a variable of a port of a switch in the spanning tree.
func (k *kernelPeer) port(node, port, variable string) (value string) {
	k.live.See(func(s *Session) {
		state := s.State(trace.ID(s.Len()))
		if row := state.Find(trace.Entity{Node: node, Kind: "stp", Name: port}); row != nil {
			value = row.Get(variable)
		}
	})
	return value
}

// reaches waits until a ping of the kernel's is answered.
func (k *kernelPeer) reaches(addr string) {
	k.t.Helper()
	k.eventually("the kernel reaches "+addr, func() bool {
		_, err := k.try("ping", "-c", "1", "-W", "1", addr)
		return err == nil
	})
}

// A bridge of the kernel's makes one tree with our switches: it knows the same
// root, and of the loop that they form together one port is blocked, on whichever
// side the costs say.
func TestTheKernelsBridgeInOurTree(t *testing.T) {
	k := besideOurLink(t, `
stp: {mode: rstp, hello: 1 s, max-age: 6 s, forward-delay: 4 s}
nodes:
  s1: {kind: switch, stp: {priority: 4096}}
  s2: {kind: switch, ports: {alice: {edge: yes}}}
  alice: {host: 10.9.1.1/24}
  k1: {outside: 10.8.0.1:4789}
  k2: {outside: 10.8.0.1:4789}
cables:
  - {ends: [s1, s2]}
  - {ends: [s1, k1]}
  - {ends: [s2, k2]}
  - {ends: [alice, s2]}
`, map[string]int{"vx0": firstVNI + 1, "vx1": firstVNI + 2},
		"-n %s link add br0 address 06:00:00:00:00:01 type bridge stp_state 1",
		"-n %s link set vx0 master br0", "-n %s link set vx1 master br0",
		"-n %s addr add 10.9.1.2/24 dev br0", "-n %s link set br0 up")

	const root = "1000.020000000100"
	k.eventually("the kernel knows our root", func() bool {
		return strings.TrimSpace(string(k.run("cat", "/sys/class/net/br0/bridge/root_id"))) == root
	})
	// The kernel's way costs less than that of s2, 20000: s2 blocks.
	k.eventually("s2 blocks its port, the kernel forwards", func() bool {
		return k.port("s2", "eth1", "Role") == "alternate" && k.port("s2", "eth1", "State") == "discarding" &&
			strings.Count(string(k.run("bridge", "link")), "state forwarding") == 2
	})
	k.reaches("10.9.1.1")
	// Now its way is the worse one, and it blocks.
	k.run("bridge", "link", "set", "dev", "vx1", "cost", "50000")
	k.run("bridge", "link", "set", "dev", "vx0", "cost", "25000")
	k.eventually("the kernel blocks its port, s2 forwards", func() bool {
		return strings.Contains(string(k.run("bridge", "link", "show", "dev", "vx1")), "state blocking") &&
			k.port("s2", "eth1", "State") == "forwarding" && k.port("s2", "eth1", "Role") == "designated"
	})
	k.reaches("10.9.1.1")
}

// The kernel finds alice by ARP, and when its own address has changed alice's row
// follows; and it notices that her address is taken.
func TestTheKernelsNeighbours(t *testing.T) {
	_, err := exec.LookPath("arping")
	needs(t, "arping", err)
	k := besideOurLink(t, `
nodes:
  s1: switch
  alice: {host: 10.9.1.1/24}
  kernel: {outside: 10.8.0.1:4789}
cables:
  - {ends: [s1, kernel]}
  - {ends: [s1, alice]}
`, map[string]int{"vx0": firstVNI}, "-n %s addr add 10.9.1.2/24 dev vx0")
	k.run("arping", "-c", "2", "-w", "5", "-I", "vx0", "10.9.1.1")
	k.run("ping", "-c", "1", "-W", "5", "10.9.1.1")
	if out := string(k.run("ip", "neigh", "show", "10.9.1.1")); !strings.Contains(out, "lladdr 02:00:00:00:02:00") {
		t.Errorf("the kernel's neighbour is %s", out)
	}
	k.run("ip", "link", "set", "vx0", "address", "06:00:00:00:00:99")
	k.run("ip", "neigh", "flush", "dev", "vx0")
	k.run("ping", "-c", "1", "-W", "5", "10.9.1.1")
	k.eventually("alice's row has the new address", func() (ok bool) {
		k.live.See(func(s *Session) {
			state := s.State(trace.ID(s.Len()))
			row := state.Find(trace.Entity{Node: "alice", Kind: "arp", Name: "10.9.1.2"})
			ok = row != nil && row.Get("MAC") == "06:00:00:00:00:99"
		})
		return ok
	})
	if out, err := k.try("arping", "-D", "-c", "2", "-w", "5", "-I", "vx0", "10.9.1.1"); err == nil {
		t.Errorf("the kernel takes alice's address for free:\n%s", out)
	}
}

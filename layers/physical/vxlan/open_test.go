package vxlan

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"testing"
)

func TestOpenRefuses(t *testing.T) {
	many := make([]string, MaxNodes+1)
	for i := range many {
		many[i] = fmt.Sprint("n", i)
	}
	two := []string{"a", "b"}
	for _, c := range []struct {
		nodes  []string
		cables []Ends
		want   string
	}{
		{nil, nil, "vxlan: 0 nodes, want 1 to 200"},
		{many, nil, "vxlan: 201 nodes, want 1 to 200"},
		{two, []Ends{{1, "a", "c"}}, `vxlan: cable 1 joins "a" and "c": no such node`},
		{two, []Ends{{1, "a", "b"}, {1, "b", "a"}}, "vxlan: there are two cables 1"},
		{two, []Ends{{-1, "a", "b"}}, "vxlan: cable -1, want a number of at most 16777215"},
		{two, []Ends{{maxVNI + 1, "a", "b"}}, "vxlan: cable 16777216, want a number of at most 16777215"},
	} {
		before := openFiles(t)
		if _, err := Open(c.nodes, c.cables); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
		if after := openFiles(t); after != before {
			t.Errorf("%s: %d files are open, before %d", c.want, after, before)
		}
	}
}

// Every node can have an address of its own where the system has a whole
// loopback network, and two runs do not meet.
func TestOwnAddresses(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux always has the whole network 127.0.0.0/8")
	}
	nodes := make([]string, MaxNodes)
	for i := range nodes {
		nodes[i] = fmt.Sprint("n", i)
	}
	before := openFiles(t)
	seen := map[netip.AddrPort]bool{}
	var wires []*Wire
	for range 2 {
		w, err := Open(nodes, []Ends{{Cable: 1, A: "n0", B: "n199"}})
		if err != nil {
			t.Fatal(err)
		}
		wires = append(wires, w)
		first := w.Addr("n0").Addr().As4()
		for i, n := range nodes {
			a := w.Addr(n)
			want := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, first[1], first[2], byte(i + 1)}), Port)
			if a != want || seen[a] {
				t.Errorf("%s has the address %v, want %v for itself alone", n, a, want)
			}
			seen[a] = true
		}
		if w.Note() != "" {
			t.Errorf("note %q", w.Note())
		}
		if w.Addr("nobody").IsValid() {
			t.Error("nobody has an address")
		}
	}
	for _, w := range wires {
		carries(t, w, 1, 0, []byte("to the last one"))
		w.Close()
	}
	if after := openFiles(t); after != before {
		t.Errorf("%d files are open after Close, before %d", after, before)
	}
}

// Where there is one address, and even when port 4789 is taken, frames go
// through, and a person is told where.
func TestSharedAddress(t *testing.T) {
	before := openFiles(t)
	taken, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: Port})
	if err == nil {
		defer taken.Close()
	} // else somebody else has taken it, which is as good
	s, err := sharedAddress(2)
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWire(s, []string{"a", "b"}, []Ends{{Cable: 1, A: "a", B: "b"}})
	if err != nil {
		t.Fatal(err)
	}
	carries(t, w, 1, 0, []byte("there"))
	carries(t, w, 1, 1, []byte("and back"))
	if port := fmt.Sprint("port ", addrOf(s.in[0]).Port()); !strings.Contains(w.Note(), port) || !strings.Contains(w.Note(), "port 4789 is taken") {
		t.Errorf("note %q does not tell of %s", w.Note(), port)
	}
	if w.Addr("a") == w.Addr("b") {
		t.Errorf("both nodes send from %v", w.Addr("a"))
	}
	w.Close()
	if taken != nil {
		taken.Close()
	}
	if after := openFiles(t); after != before {
		t.Errorf("%d files are open after Close, before %d", after, before)
	}
}

// When another program has VXLAN's port on all addresses, Open finds a way.
func TestPortTakenEverywhere(t *testing.T) {
	taken, err := net.ListenUDP("udp4", &net.UDPAddr{Port: Port})
	if err != nil {
		t.Skip("another program uses VXLAN's port now, so this one cannot take it:", err)
	}
	defer taken.Close()
	w := openTwo(t)
	carries(t, w, 1, 0, []byte("all the same"))
	if runtime.GOOS == "linux" && w.Note() == "" {
		t.Error("nobody is told that the port is another one")
	}
}

// openFiles counts what this process has open, where the system tells.
func openFiles(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}

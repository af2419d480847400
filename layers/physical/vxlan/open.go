package vxlan

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync/atomic"

	"encap/layers/codec"
)

// MaxNodes is how many nodes a Wire can have. Larger networks stay in memory.
const MaxNodes = 200

// Ends says which nodes a cable joins. Direction 0 is from A to B.
type Ends struct {
	Cable int // its number, and so the VNI of its frames
	A, B  string
}

// Wire carries the frames of one network. It belongs to one goroutine.
type Wire struct {
	nodes     []string
	sockets   *sockets
	ways      map[way]path
	strangers atomic.Uint64

	pool   codec.Pool
	header header
	heard  [headerLength + MaxFrame + 1]byte // one byte more, so that too long shows
}

// way is one direction of one cable.
type way struct{ cable, dir int }

// path is where the frames of a way go: written to out, read from in.
type path struct {
	out, in  *net.UDPConn
	src, dst netip.AddrPort
}

// Open gives each node a socket on the loopback interface. The caller closes
// the Wire.
func Open(nodes []string, cables []Ends) (*Wire, error) {
	if len(nodes) == 0 || len(nodes) > MaxNodes {
		return nil, fmt.Errorf("vxlan: %d nodes, want 1 to %d", len(nodes), MaxNodes)
	}
	s, err := ownAddresses(len(nodes))
	if err != nil {
		s, err = sharedAddress(len(nodes))
	}
	if err != nil {
		return nil, err
	}
	return newWire(s, nodes, cables)
}

// newWire lets the cables' frames go between the nodes' sockets, which it
// closes when it cannot.
func newWire(s *sockets, nodes []string, cables []Ends) (*Wire, error) {
	w := &Wire{nodes: nodes, sockets: s, ways: make(map[way]path, 2*len(cables))}
	for _, c := range cables {
		if err := w.join(c); err != nil {
			s.close()
			return nil, err
		}
	}
	return w, nil
}

// join makes the two ways of a cable.
func (w *Wire) join(c Ends) error {
	a, b := slices.Index(w.nodes, c.A), slices.Index(w.nodes, c.B)
	if a < 0 || b < 0 {
		return fmt.Errorf("vxlan: cable %d joins %q and %q: no such node", c.Cable, c.A, c.B)
	}
	if c.Cable < 0 || c.Cable > maxVNI {
		return fmt.Errorf("vxlan: cable %d, want a number of at most %d", c.Cable, maxVNI)
	}
	if _, twice := w.ways[way{c.Cable, 0}]; twice {
		return fmt.Errorf("vxlan: there are two cables %d", c.Cable)
	}
	w.ways[way{c.Cable, 0}] = w.sockets.path(a, b)
	w.ways[way{c.Cable, 1}] = w.sockets.path(b, a)
	return nil
}

func (s *sockets) path(from, to int) path {
	p := path{out: s.out[from], in: s.in[to]}
	p.src, p.dst = addrOf(p.out), addrOf(p.in)
	return p
}

// Addr gives the address that a node's frames come from; zero for an unknown
// node.
func (w *Wire) Addr(node string) netip.AddrPort {
	i := slices.Index(w.nodes, node)
	if i < 0 {
		return netip.AddrPort{}
	}
	return addrOf(w.sockets.out[i])
}

// Note says what a person who watches the frames has to know; "" when all is
// as usual.
func (w *Wire) Note() string { return w.sockets.note }

// Strangers gives how many datagrams were dropped that no node had sent.
func (w *Wire) Strangers() uint64 { return w.strangers.Load() }

// Close closes all sockets.
func (w *Wire) Close() error {
	w.sockets.close()
	return nil
}

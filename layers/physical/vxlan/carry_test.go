package vxlan

import (
	"bytes"
	"errors"
	"net"
	"net/netip"
	"os"
	"testing"

	"encap/layers/codec"
)

// openTwo opens a wire between two nodes: cable 1.
func openTwo(t testing.TB) *Wire {
	t.Helper()
	w, err := Open([]string{"alice", "bob"}, []Ends{{Cable: 1, A: "alice", B: "bob"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// carries fails unless a frame comes through unchanged.
func carries(t *testing.T, w *Wire, cable, dir int, frame []byte) {
	t.Helper()
	back, err := w.Carry(cable, dir, frame)
	if err != nil || !bytes.Equal(back, frame) {
		t.Errorf("cable %d, direction %d: %d bytes came back as %d, %v", cable, dir, len(frame), len(back), err)
	}
}

func TestCarry(t *testing.T) {
	nodes := []string{"alice", "r1", "bob"}
	cables := []Ends{{0, "alice", "r1"}, {1, "r1", "bob"}, {maxVNI, "bob", "alice"}}
	for name, sockets := range map[string]func(int) (*sockets, error){"own": ownAddresses, "shared": sharedAddress} {
		s, err := sockets(len(nodes))
		if err != nil {
			t.Fatal(err)
		}
		w, err := newWire(s, nodes, cables)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cables {
			for _, n := range []int{0, 14, 60, 1514, MaxFrame} {
				carries(t, w, c.Cable, 0, bytes.Repeat([]byte{byte(n)}, n))
				carries(t, w, c.Cable, 1, bytes.Repeat([]byte{byte(n + 1)}, n))
			}
		}
		if w.Strangers() != 0 {
			t.Errorf("%s: %d datagrams were taken for strangers'", name, w.Strangers())
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestCarryRefuses(t *testing.T) {
	w := openTwo(t)
	for _, c := range []struct{ cable, dir, length int }{{2, 0, 60}, {1, 2, 60}, {1, -1, 60}, {1, 0, MaxFrame + 1}} {
		if _, err := w.Carry(c.cable, c.dir, make([]byte, c.length)); err == nil {
			t.Errorf("cable %d, direction %d carried %d bytes", c.cable, c.dir, c.length)
		}
	}
}

// datagram gives a frame as VXLAN packs it.
func datagram(t *testing.T, vni int, frame []byte) []byte {
	t.Helper()
	var h header
	b := codec.NewBuffer(frame)
	if err := h.encode(b, vni); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(t *testing.T, from *net.UDPConn, to netip.AddrPort, datagram []byte) {
	t.Helper()
	if _, err := from.WriteToUDPAddrPort(datagram, to); err != nil {
		t.Fatal(err)
	}
}

// stranger opens a socket that belongs to no node.
func stranger(t *testing.T) *net.UDPConn {
	t.Helper()
	c, err := listen(netip.MustParseAddrPort("127.0.0.1:0"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// What no node has sent is dropped and counted, and the frame comes through.
func TestStrangers(t *testing.T) {
	w := openTwo(t)
	frame := bytes.Repeat([]byte{7}, 60)
	other, alice := stranger(t), w.sockets.out[0]
	bob := w.ways[way{1, 0}].dst
	write(t, other, bob, datagram(t, 1, frame))                  // right in all but its source
	write(t, alice, bob, datagram(t, 2, frame))                  // another cable's
	write(t, alice, bob, frame)                                  // no VXLAN header
	write(t, alice, bob, nil)                                    // nothing at all
	write(t, alice, bob, make([]byte, headerLength))             // no flag I
	write(t, other, bob, make([]byte, 10+headerLength+MaxFrame)) // too long
	carries(t, w, 1, 0, frame)
	if w.Strangers() != 6 {
		t.Errorf("%d strangers were counted, want 6", w.Strangers())
	}
}

// Strangers may even fill the socket, so that the kernel drops the frame.
func TestStrangersFillTheSocket(t *testing.T) {
	w := openTwo(t)
	p := w.ways[way{1, 0}]
	if err := p.in.SetReadBuffer(1 << 12); err != nil {
		t.Fatal(err)
	}
	other := stranger(t)
	for range 1000 {
		write(t, other, p.dst, make([]byte, 1000))
	}
	carries(t, w, 1, 0, make([]byte, 60))
	if w.Strangers() == 0 {
		t.Error("no stranger was counted")
	}
}

// A frame that does not come out fails after a second.
func TestFrameThatDoesNotComeOut(t *testing.T) {
	w := openTwo(t)
	p := w.ways[way{1, 0}]
	p.dst = addrOf(stranger(t))
	w.ways[way{1, 0}] = p
	if _, err := w.Carry(1, 0, make([]byte, 60)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %v, want a deadline that is over", err)
	}
}

func TestCarryAfterClose(t *testing.T) {
	w := openTwo(t)
	w.Close()
	if _, err := w.Carry(1, 0, make([]byte, 60)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v, want that the socket is closed", err)
	}
}

func TestCarryAllocatesNothing(t *testing.T) {
	w, frame := openTwo(t), make([]byte, 1514)
	if n := testing.AllocsPerRun(100, func() { carries(t, w, 1, 0, frame) }); n != 0 {
		t.Errorf("%v allocations a frame, want none", n)
	}
}

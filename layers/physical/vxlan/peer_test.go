package vxlan

import (
	"bytes"
	"errors"
	"net"
	"net/netip"
	"testing"
)

// heard is a frame that a peer was given.
type heard struct {
	vni   int
	frame []byte
}

// anywhere is an address at which nobody listens.
var anywhere = netip.MustParseAddrPort("127.0.0.1:9")

// openPeer opens a peer of outside, and a channel of what it hears.
func openPeer(t *testing.T, outside netip.AddrPort) (*Peer, chan heard) {
	t.Helper()
	frames := make(chan heard, 100)
	p, err := OpenPeer(netip.MustParseAddrPort("127.0.0.1:0"), []netip.Addr{outside.Addr()}, func(_ netip.Addr, vni int, frame []byte) {
		frames <- heard{vni, bytes.Clone(frame)}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p, frames
}

func TestPeer(t *testing.T) {
	kernel := stranger(t) // plays the machine outside
	p, frames := openPeer(t, addrOf(kernel))

	for _, n := range []int{minFrame, 60, 1514, MaxFrame} {
		frame := bytes.Repeat([]byte{byte(n)}, n)
		if err := p.Send(addrOf(kernel), 42, frame); err != nil {
			t.Fatal(err)
		}
		in := make([]byte, 10_000)
		got, from, err := kernel.ReadFromUDPAddrPort(in)
		if err != nil || from != p.Addr() || !bytes.Equal(in[:got], datagram(t, 42, frame)) {
			t.Errorf("outside got %d bytes from %v, %v", got, from, err)
		}

		write(t, kernel, p.Addr(), datagram(t, 43, frame))
		if h := <-frames; h.vni != 43 || !bytes.Equal(h.frame, frame) {
			t.Errorf("the peer got VNI %d and %d bytes, want 43 and %d", h.vni, len(h.frame), n)
		}
	}
	if p.Strangers() != 0 {
		t.Errorf("%d strangers", p.Strangers())
	}
}

// The machine outside may send from any port, but from its own address only.
func TestPeerKnowsItsOutside(t *testing.T) {
	outside := addrOf(stranger(t))
	p, frames := openPeer(t, outside)
	good := bytes.Repeat([]byte{1}, 60)

	foreign, err := listen(netip.MustParseAddrPort("127.0.0.2:0"))
	if err == nil { // there is such an address
		defer foreign.Close()
		write(t, foreign, p.Addr(), datagram(t, 1, good))
	} else {
		p.strangers.Add(1)
	}
	anyPort := stranger(t)
	for _, bad := range [][]byte{
		nil,
		good,                                     // no flag I
		datagram(t, 1, good)[:7],                 // not even a header
		datagram(t, 1, good[:minFrame-1]),        // no frame
		datagram(t, 1, make([]byte, MaxFrame+1)), // too long
		make([]byte, 60_000),
	} {
		write(t, anyPort, p.Addr(), bad)
	}
	write(t, anyPort, p.Addr(), datagram(t, 1, good))
	if h := <-frames; h.vni != 1 || !bytes.Equal(h.frame, good) {
		t.Errorf("the peer got VNI %d, %x", h.vni, h.frame)
	}
	if p.Strangers() != 7 {
		t.Errorf("%d strangers were counted, want 7", p.Strangers())
	}
}

func TestPeerRefuses(t *testing.T) {
	p, _ := openPeer(t, netip.MustParseAddrPort("127.0.0.1:9"))
	if err := p.Send(anywhere, 1, make([]byte, MaxFrame+1)); err == nil {
		t.Error("a frame that is too long was sent")
	}
	if err := p.Send(anywhere, maxVNI+1, make([]byte, 60)); err == nil {
		t.Error("a VNI of 25 bits was sent")
	}
	if _, err := OpenPeer(p.Addr(), nil, nil); err == nil {
		t.Error("two peers have one address")
	}
}

// Close ends the reader, and frees the address.
func TestPeerClose(t *testing.T) {
	p, _ := openPeer(t, netip.MustParseAddrPort("127.0.0.1:9"))
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.Send(anywhere, 1, make([]byte, 60)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v, want that the socket is closed", err)
	}
	again, err := OpenPeer(p.Addr(), nil, func(netip.Addr, int, []byte) {})
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

func TestPeerOverIPv6(t *testing.T) {
	a, err := OpenPeer(netip.MustParseAddrPort("[::1]:0"), nil, func(netip.Addr, int, []byte) {})
	if err != nil {
		t.Skip("this machine has no IPv6:", err)
	}
	defer a.Close()
	frames := make(chan int, 1)
	b, err := OpenPeer(netip.MustParseAddrPort("[::1]:0"), []netip.Addr{a.Addr().Addr()}, func(_ netip.Addr, vni int, _ []byte) { frames <- vni })
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := a.Send(b.Addr(), 77, make([]byte, 60)); err != nil {
		t.Fatal(err)
	}
	if vni := <-frames; vni != 77 {
		t.Errorf("got VNI %d, want 77", vni)
	}
}

package vxlan

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync/atomic"

	"encap/layers/codec"
)

// receiveBuffer is asked for, in bytes: a real machine sends in bursts, while
// virtual time may stand still.
const receiveBuffer = 1 << 20

// minFrame is the shortest thing that can be a frame: an Ethernet header.
const minFrame = 14

// Peer exchanges frames with real machines, whose VXLAN devices it answers to
// as if it were one itself.
type Peer struct {
	conn      *net.UDPConn
	outside   []netip.Addr
	strangers atomic.Uint64
	closed    chan struct{} // the reader has ended

	pool   codec.Pool
	header header // of what is sent
}

// OpenPeer opens a socket at local for frames to and from some machines, and
// starts its reader: receive is called there, for one frame without FCS after
// the other, each valid until it returns. It must not wait for whoever closes
// the Peer.
func OpenPeer(local netip.AddrPort, outside []netip.Addr, receive func(from netip.Addr, vni int, frame []byte)) (*Peer, error) {
	network := "udp4"
	if local.Addr().Is6() {
		network = "udp6"
	}
	conn, err := net.ListenUDP(network, net.UDPAddrFromAddrPort(local))
	if err != nil {
		return nil, fmt.Errorf("vxlan: %w", err)
	}
	conn.SetReadBuffer(receiveBuffer) // a system that refuses only drops more
	p := &Peer{conn: conn, outside: outside, closed: make(chan struct{})}
	go p.read(receive)
	return p, nil
}

// Send sends a frame without FCS to a machine. It is for one goroutine.
func (p *Peer) Send(to netip.AddrPort, vni int, frame []byte) error {
	if len(frame) > MaxFrame {
		return fmt.Errorf("vxlan: a frame of %d bytes, want at most %d", len(frame), MaxFrame)
	}
	b := p.pool.Get(frame)
	defer p.pool.Put(b)
	if err := p.header.encode(b, vni); err != nil {
		return err
	}
	if _, err := p.conn.WriteToUDPAddrPort(b.Bytes(), to); err != nil {
		return fmt.Errorf("vxlan: %w", err)
	}
	return nil
}

// read hands up what the outside sends until the socket is closed.
func (p *Peer) read(receive func(from netip.Addr, vni int, frame []byte)) {
	defer close(p.closed)
	var h header
	heard := make([]byte, headerLength+MaxFrame+1) // one byte more, so that too long shows
	for {
		n, src, err := p.conn.ReadFromUDPAddrPort(heard)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		vni, frame, bad := h.decode(heard[:n])
		// The port is no sign of a stranger: a sender takes one for each flow
		// (RFC 7348 §5).
		from := src.Addr().Unmap()
		if err != nil || bad != nil || !slices.Contains(p.outside, from) || len(frame) < minFrame {
			p.strangers.Add(1)
			continue
		}
		receive(from, vni, frame)
	}
}

// Addr gives the socket's own address.
func (p *Peer) Addr() netip.AddrPort { return addrOf(p.conn) }

// Strangers gives how many datagrams were dropped: sent by others than its
// machines, malformed, or too long.
func (p *Peer) Strangers() uint64 { return p.strangers.Load() }

// Close closes the socket and waits until the reader has ended.
func (p *Peer) Close() error {
	err := p.conn.Close()
	<-p.closed
	return err
}

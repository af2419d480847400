package vxlan

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync/atomic"

	"encap/layers/codec"
)

// receiveBuffer is asked for, in bytes: a real machine sends in bursts, while
// virtual time may stand still.
const receiveBuffer = 1 << 20

// minFrame is the shortest thing that can be a frame: an Ethernet header.
const minFrame = 14

// Peer exchanges frames with one real machine, whose VXLAN device it answers
// to as if it were one itself.
type Peer struct {
	conn      *net.UDPConn
	outside   netip.AddrPort
	strangers atomic.Uint64
	closed    chan struct{} // the reader has ended

	pool   codec.Pool
	header header // of what is sent
}

// OpenPeer opens a socket at local for frames to and from outside, and starts
// its reader: receive is called there, for one frame without FCS after the
// other, each valid until it returns. It must not wait for whoever closes the
// Peer.
func OpenPeer(local, outside netip.AddrPort, receive func(vni int, frame []byte)) (*Peer, error) {
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

// Send sends a frame without FCS to the outside. It is for one goroutine.
func (p *Peer) Send(vni int, frame []byte) error {
	if len(frame) > MaxFrame {
		return fmt.Errorf("vxlan: a frame of %d bytes, want at most %d", len(frame), MaxFrame)
	}
	b := p.pool.Get(frame)
	defer p.pool.Put(b)
	if err := p.header.encode(b, vni); err != nil {
		return err
	}
	if _, err := p.conn.WriteToUDPAddrPort(b.Bytes(), p.outside); err != nil {
		return fmt.Errorf("vxlan: %w", err)
	}
	return nil
}

// read hands up what the outside sends until the socket is closed.
func (p *Peer) read(receive func(vni int, frame []byte)) {
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
		if err != nil || bad != nil || src.Addr().Unmap() != p.outside.Addr().Unmap() || len(frame) < minFrame {
			p.strangers.Add(1)
			continue
		}
		receive(vni, frame)
	}
}

// Addr gives the socket's own address.
func (p *Peer) Addr() netip.AddrPort { return addrOf(p.conn) }

// Strangers gives how many datagrams were dropped: sent by others than the
// outside, malformed, or too long.
func (p *Peer) Strangers() uint64 { return p.strangers.Load() }

// Close closes the socket and waits until the reader has ended.
func (p *Peer) Close() error {
	err := p.conn.Close()
	<-p.closed
	return err
}

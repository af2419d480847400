package vxlan

import (
	"errors"
	"fmt"
	"net"
	"os"
	"time"
)

// patience is how long the kernel may take to bring a frame from one socket to
// another.
const patience = time.Second

// Carry sends a frame without FCS from the socket of the node at one end of
// the cable to that at the other, and reads it there at once, so that nothing
// can overflow or overtake. What it gives is valid until the next call.
func (w *Wire) Carry(cable, dir int, frame []byte) ([]byte, error) {
	p, known := w.ways[way{cable, dir}]
	if !known {
		return nil, fmt.Errorf("vxlan: no cable %d with a direction %d", cable, dir)
	}
	if len(frame) > MaxFrame {
		return nil, fmt.Errorf("vxlan: a frame of %d bytes, want at most %d", len(frame), MaxFrame)
	}
	b := w.pool.Get(frame)
	defer w.pool.Put(b)
	if err := w.header.encode(b, cable); err != nil {
		return nil, err
	}
	before := w.Strangers()
	back, err := w.through(p, cable, b.Bytes())
	if err != nil && w.Strangers() > before {
		// Strangers had filled the socket, so the kernel dropped the frame.
		// Their datagrams are read now: there is room for a second try.
		back, err = w.through(p, cable, b.Bytes())
	}
	return back, err
}

// through writes a datagram at one end of a path and reads it at the other.
func (w *Wire) through(p path, cable int, datagram []byte) ([]byte, error) {
	if _, err := p.out.WriteToUDPAddrPort(datagram, p.dst); err != nil {
		return nil, fmt.Errorf("vxlan: %w", err)
	}
	return w.await(p, cable)
}

// await reads the frame that was sent along p. What others have sent is
// counted and dropped.
func (w *Wire) await(p path, cable int) ([]byte, error) {
	if err := p.in.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return nil, fmt.Errorf("vxlan: %w", err)
	}
	for {
		n, src, err := p.in.ReadFromUDPAddrPort(w.heard[:])
		if errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, net.ErrClosed) {
			return nil, fmt.Errorf("vxlan: the frame did not come out: %w", err)
		}
		// Any other error is that of one datagram, such as one too long.
		vni, frame, bad := w.header.decode(w.heard[:n])
		if err == nil && bad == nil && src == p.src && vni == cable {
			return frame, nil
		}
		w.strangers.Add(1)
	}
}

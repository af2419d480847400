package vxlan

import (
	"fmt"
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
	for {
		if _, err := p.out.WriteToUDPAddrPort(b.Bytes(), p.dst); err != nil {
			return nil, fmt.Errorf("vxlan: %w", err)
		}
		before := w.Strangers()
		back, err := w.await(p, cable)
		if err == nil || w.Strangers() == before {
			return back, err
		}
		// Strangers had filled the socket, so the kernel dropped the frame.
		// Their datagrams are gone now: once more.
	}
}

// await reads the frame that was sent along p. What others have sent is
// counted and dropped.
func (w *Wire) await(p path, cable int) ([]byte, error) {
	if err := p.in.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return nil, fmt.Errorf("vxlan: %w", err)
	}
	for {
		n, src, err := p.in.ReadFromUDPAddrPort(w.heard[:])
		if err != nil {
			return nil, fmt.Errorf("vxlan: the frame did not come out: %w", err)
		}
		vni, frame, err := w.header.decode(w.heard[:n])
		if err == nil && src == p.src && vni == cable {
			return frame, nil
		}
		w.strangers.Add(1)
	}
}

package socket

import (
	"errors"
	"net"
	"os"
	"time"

	"encap/layers/osi"
)

// handle is a socket as Go's standard library knows it: what all kinds have in
// common. It belongs to its process's coroutine. Deadlines are instants of
// virtual time, whose zero is 1970-01-01 00:00 UTC.
type handle struct {
	p           *Process
	fd          int
	network     string // "udp", "tcp"
	local       net.Addr
	read, write deadline
	closed      bool
}

// deadline is an instant from which on something fails, if it is set.
type deadline struct {
	set     bool
	limited bool // the socket has a timeout now
	at      osi.Instant
}

// passed says whether the deadline is over.
func (d *deadline) passed(now osi.Instant) bool { return d.set && d.at <= now }

// begin prepares a call that must end at a deadline: o is the socket's timeout
// for it.
func (h *handle) begin(d *deadline, o Option) error {
	switch {
	case h.closed:
		return net.ErrClosed
	case d.passed(h.p.Now()):
		return os.ErrDeadlineExceeded
	case !d.set && !d.limited:
		return nil
	}
	left := time.Duration(0)
	if d.limited = d.set; d.limited {
		left = d.at.Sub(h.p.Now())
	}
	return h.p.SetSockOpt(h.fd, o, int64(left))
}

// Close closes the socket.
func (h *handle) Close() error {
	if h.closed {
		return h.failed("close", net.ErrClosed)
	}
	h.closed = true
	return h.p.Close(h.fd)
}

// LocalAddr gives the socket's own address, also when it is closed.
func (h *handle) LocalAddr() net.Addr { return h.local }

// SetDeadline sets the deadlines for reading and writing.
func (h *handle) SetDeadline(t time.Time) error {
	return errors.Join(h.SetReadDeadline(t), h.SetWriteDeadline(t))
}

// SetReadDeadline lets reading fail from instant t on; the zero time means
// never.
func (h *handle) SetReadDeadline(t time.Time) error { return h.setDeadline(&h.read, t) }

// SetWriteDeadline lets writing fail from instant t on; the zero time means
// never. A datagram never waits, so there only a deadline that is over makes a
// difference.
func (h *handle) SetWriteDeadline(t time.Time) error { return h.setDeadline(&h.write, t) }

func (h *handle) setDeadline(d *deadline, t time.Time) error {
	if h.closed {
		return h.failed("set", net.ErrClosed)
	}
	if d.set = !t.IsZero(); d.set {
		d.at = osi.Instant(t.UnixNano())
	}
	return nil
}

// failed dresses an error as the standard library does. What a call says when
// its time is over is a deadline there.
func (h *handle) failed(op string, err error) error {
	if errors.Is(err, EAGAIN) {
		err = os.ErrDeadlineExceeded
	}
	return &net.OpError{Op: op, Net: h.network, Source: h.local, Err: err}
}

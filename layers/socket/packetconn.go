package socket

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"time"

	"encap/layers/osi"
)

// PacketConn is a datagram socket as Go's standard library knows it. It
// belongs to its process's coroutine. Deadlines are instants of virtual time,
// whose zero is 1970-01-01 00:00 UTC.
type PacketConn struct {
	p           *Process
	fd          int
	local       *net.UDPAddr
	read, write deadline
	limited     bool // the socket has a timeout now
	closed      bool
}

var _ net.PacketConn = (*PacketConn)(nil)

// deadline is an instant from which on something fails, if it is set.
type deadline struct {
	set bool
	at  osi.Instant
}

// before reads a deadline as the standard library gives it: the zero time
// means never.
func before(t time.Time) deadline {
	if t.IsZero() {
		return deadline{}
	}
	return deadline{true, osi.Instant(t.UnixNano())}
}

// passed says whether the deadline is over.
func (d deadline) passed(now osi.Instant) bool { return d.set && d.at <= now }

// ListenPacket opens a datagram socket and binds it.
func (p *Process) ListenPacket(local netip.AddrPort) (*PacketConn, error) {
	fd, err := p.Socket(Datagram)
	if err == nil {
		if err = p.Bind(fd, local); err != nil {
			p.Close(fd)
		}
	}
	if err != nil {
		return nil, &net.OpError{Op: "listen", Net: "udp", Addr: net.UDPAddrFromAddrPort(local), Err: err}
	}
	return &PacketConn{p: p, fd: fd, local: net.UDPAddrFromAddrPort(p.files[fd].vars.Local)}, nil
}

// ReadFrom waits for a message and copies it into b.
func (c *PacketConn) ReadFrom(b []byte) (int, net.Addr, error) {
	if err := c.usable(c.read); err != nil {
		return 0, nil, c.failed("read", err)
	}
	if err := c.setTimeout(); err != nil {
		return 0, nil, c.failed("read", err)
	}
	data, from, err := c.p.RecvFrom(c.fd, len(b), 0)
	if errors.Is(err, EAGAIN) {
		err = os.ErrDeadlineExceeded
	}
	if err != nil {
		return 0, nil, c.failed("read", err)
	}
	return copy(b, data), net.UDPAddrFromAddrPort(from), nil
}

// usable says what keeps the socket from being used.
func (c *PacketConn) usable(d deadline) error {
	switch {
	case c.closed:
		return net.ErrClosed
	case d.passed(c.p.Now()):
		return os.ErrDeadlineExceeded
	}
	return nil
}

// setTimeout lets the next receiving call end at the deadline.
func (c *PacketConn) setTimeout() error {
	if !c.read.set && !c.limited {
		return nil
	}
	left := time.Duration(0)
	if c.limited = c.read.set; c.limited {
		left = c.read.at.Sub(c.p.Now())
	}
	return c.p.SetSockOpt(c.fd, SO_RCVTIMEO, int64(left))
}

// WriteTo sends b as one datagram.
func (c *PacketConn) WriteTo(b []byte, to net.Addr) (int, error) {
	if err := c.usable(c.write); err != nil {
		return 0, c.failed("write", err)
	}
	udp, ok := to.(*net.UDPAddr)
	if !ok {
		return 0, c.failed("write", EINVAL)
	}
	dst := udp.AddrPort()
	n, err := c.p.SendTo(c.fd, b, 0, netip.AddrPortFrom(dst.Addr().Unmap(), dst.Port()))
	if err != nil {
		return 0, c.failed("write", err)
	}
	return n, nil
}

// Close closes the socket.
func (c *PacketConn) Close() error {
	if c.closed {
		return c.failed("close", net.ErrClosed)
	}
	c.closed = true
	return c.p.Close(c.fd)
}

// LocalAddr gives the socket's own address, also when it is closed.
func (c *PacketConn) LocalAddr() net.Addr { return c.local }

// SetDeadline sets the deadlines for reading and writing.
func (c *PacketConn) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

// SetReadDeadline lets reading fail from instant t on; the zero time means
// never.
func (c *PacketConn) SetReadDeadline(t time.Time) error { return c.setDeadline(&c.read, t) }

// SetWriteDeadline lets writing fail from instant t on. Writing never waits,
// so only a deadline that is over makes a difference.
func (c *PacketConn) SetWriteDeadline(t time.Time) error { return c.setDeadline(&c.write, t) }

func (c *PacketConn) setDeadline(d *deadline, t time.Time) error {
	if c.closed {
		return c.failed("set", net.ErrClosed)
	}
	*d = before(t)
	return nil
}

func (c *PacketConn) failed(op string, err error) error {
	return &net.OpError{Op: op, Net: "udp", Source: c.local, Err: err}
}

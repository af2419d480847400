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
	p        *Process
	fd       int
	deadline osi.Instant // for reading; 0: none
	limited  bool        // the socket has a timeout now
	closed   bool
}

var _ net.PacketConn = (*PacketConn)(nil)

// ListenPacket opens a datagram socket and binds it.
func (p *Process) ListenPacket(local netip.AddrPort) (*PacketConn, error) {
	fd, err := p.Socket(Datagram)
	if err != nil {
		return nil, &net.OpError{Op: "listen", Net: "udp", Err: err}
	}
	if err := p.Bind(fd, local); err != nil {
		p.Close(fd)
		return nil, &net.OpError{Op: "listen", Net: "udp", Addr: net.UDPAddrFromAddrPort(local), Err: err}
	}
	return &PacketConn{p: p, fd: fd}, nil
}

// ReadFrom waits for a message and copies it into b.
func (c *PacketConn) ReadFrom(b []byte) (int, net.Addr, error) {
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

// setTimeout lets the next receiving call end at the deadline.
func (c *PacketConn) setTimeout() error {
	if c.deadline == 0 && !c.limited {
		return nil
	}
	left := time.Duration(0)
	if c.limited = c.deadline != 0; c.limited {
		if left = c.deadline.Sub(c.p.Now()); left <= 0 {
			return os.ErrDeadlineExceeded
		}
	}
	return c.p.SetSockOpt(c.fd, SO_RCVTIMEO, int(left))
}

// WriteTo sends b as one datagram.
func (c *PacketConn) WriteTo(b []byte, to net.Addr) (int, error) {
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

// LocalAddr gives the socket's own address.
func (c *PacketConn) LocalAddr() net.Addr {
	d := c.p.peek(c.fd)
	if d == nil {
		return (*net.UDPAddr)(nil)
	}
	return net.UDPAddrFromAddrPort(d.vars.Local)
}

// SetDeadline is SetReadDeadline: writing never waits.
func (c *PacketConn) SetDeadline(t time.Time) error { return c.SetReadDeadline(t) }

// SetReadDeadline lets reading fail from instant t on; the zero time means
// never.
func (c *PacketConn) SetReadDeadline(t time.Time) error {
	c.deadline = 0
	if !t.IsZero() {
		c.deadline = max(osi.Instant(t.UnixNano()), 1)
	}
	return nil
}

// SetWriteDeadline does nothing: writing never waits.
func (c *PacketConn) SetWriteDeadline(time.Time) error { return nil }

func (c *PacketConn) failed(op string, err error) error {
	return &net.OpError{Op: op, Net: "udp", Source: c.LocalAddr(), Err: err}
}

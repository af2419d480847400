package socket

import (
	"net"
	"net/netip"
	"os"
)

// PacketConn is a datagram socket as Go's standard library knows it.
type PacketConn struct{ handle }

var _ net.PacketConn = (*PacketConn)(nil)

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
	name := net.UDPAddrFromAddrPort(p.files[fd].vars.Local)
	return &PacketConn{handle{p: p, fd: fd, network: "udp", local: name}}, nil
}

// ReadFrom waits for a message and copies it into b.
func (c *PacketConn) ReadFrom(b []byte) (int, net.Addr, error) {
	if err := c.begin(&c.read, SO_RCVTIMEO); err != nil {
		return 0, nil, c.failed("read", err)
	}
	data, from, err := c.p.RecvFrom(c.fd, len(b), 0)
	if err != nil {
		return 0, nil, c.failed("read", err)
	}
	return copy(b, data), net.UDPAddrFromAddrPort(from), nil
}

// WriteTo sends b as one datagram.
func (c *PacketConn) WriteTo(b []byte, to net.Addr) (int, error) {
	switch {
	case c.closed:
		return 0, c.failed("write", net.ErrClosed)
	case c.write.passed(c.p.Now()):
		return 0, c.failed("write", os.ErrDeadlineExceeded)
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

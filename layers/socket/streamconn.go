package socket

import (
	"io"
	"net"
	"net/netip"
)

// StreamConn is one end of a connection as Go's standard library knows it.
type StreamConn struct {
	handle
	remote net.Addr
}

// StreamListener waits for clients as Go's standard library knows it.
type StreamListener struct{ handle }

var (
	_ net.Conn     = (*StreamConn)(nil)
	_ net.Listener = (*StreamListener)(nil)
)

// Dial opens a connection.
func (p *Process) Dial(remote netip.AddrPort) (*StreamConn, error) {
	fd, err := p.Socket(Stream)
	if err == nil {
		if err = p.Connect(fd, remote); err != nil {
			p.Close(fd)
		}
	}
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: net.TCPAddrFromAddrPort(remote), Err: err}
	}
	return p.Conn(fd)
}

// Conn gives a connected socket to the standard library.
func (p *Process) Conn(fd int) (*StreamConn, error) {
	s, err := p.stream(fd)
	if err != nil {
		return nil, err
	}
	if s.conn == nil {
		return nil, ENOTCONN
	}
	local, remote := net.TCPAddrFromAddrPort(s.conn.Local), net.TCPAddrFromAddrPort(s.conn.Remote)
	return &StreamConn{handle{p: p, fd: fd, network: "tcp", local: local}, remote}, nil
}

// ListenStream opens a socket that waits for clients, of whom backlog may wait
// to be accepted.
func (p *Process) ListenStream(local netip.AddrPort, backlog int) (*StreamListener, error) {
	fd, err := p.Socket(Stream)
	if err == nil {
		if err = p.listenAt(fd, local, backlog); err != nil {
			p.Close(fd)
		}
	}
	if err != nil {
		return nil, &net.OpError{Op: "listen", Net: "tcp", Addr: net.TCPAddrFromAddrPort(local), Err: err}
	}
	name := net.TCPAddrFromAddrPort(p.files[fd].vars.Local)
	return &StreamListener{handle{p: p, fd: fd, network: "tcp", local: name}}, nil
}

// listenAt names a socket and lets it listen. As servers do, it takes its port
// also when old connections still linger there.
func (p *Process) listenAt(fd int, local netip.AddrPort, backlog int) error {
	if err := p.SetSockOpt(fd, SO_REUSEADDR, 1); err != nil {
		return err
	}
	if err := p.Bind(fd, local); err != nil {
		return err
	}
	return p.Listen(fd, backlog)
}

// Read waits for bytes and copies them into b; io.EOF means that the peer
// sends no more.
func (c *StreamConn) Read(b []byte) (int, error) {
	if err := c.begin(&c.read, SO_RCVTIMEO); err != nil {
		return 0, c.failed("read", err)
	}
	text, err := c.p.Read(c.fd, len(b))
	switch {
	case err != nil:
		return 0, c.failed("read", err)
	case len(text) == 0 && len(b) > 0:
		return 0, io.EOF
	}
	return copy(b, text), nil
}

// Write writes all of b, and waits for room if it must.
func (c *StreamConn) Write(b []byte) (written int, err error) {
	for {
		if err := c.begin(&c.write, SO_SNDTIMEO); err != nil {
			return written, c.failed("write", err)
		}
		n, err := c.p.Write(c.fd, b[written:])
		if err != nil {
			return written, c.failed("write", err)
		}
		if written += n; written == len(b) {
			return written, nil
		}
	}
}

// RemoteAddr gives the peer's address, also when the socket is closed.
func (c *StreamConn) RemoteAddr() net.Addr { return c.remote }

// Accept waits for a client.
func (l *StreamListener) Accept() (net.Conn, error) {
	if err := l.begin(&l.read, SO_RCVTIMEO); err != nil {
		return nil, l.failed("accept", err)
	}
	fd, _, err := l.p.Accept(l.fd)
	if err != nil {
		return nil, l.failed("accept", err)
	}
	return l.p.Conn(fd)
}

// Addr gives the address at which the listener waits.
func (l *StreamListener) Addr() net.Addr { return l.local }

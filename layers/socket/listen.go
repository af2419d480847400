package socket

import (
	"fmt"
	"net/netip"
)

// How says which direction shutdown ends.
type How uint8

// The directions, as POSIX names them.
const (
	ShutRd   How = iota // the process reads no more
	ShutWr              // it writes no more: the peer is told
	ShutRdWr            // both
)

// String gives the direction's name.
func (h How) String() string { return [...]string{"SHUT_RD", "SHUT_WR", "SHUT_RDWR"}[h] }

// Listen lets a stream socket wait for clients, of whom backlog may wait to be
// accepted.
func (p *Process) Listen(fd, backlog int) error {
	if p.watched() {
		p.called("listen", p.peek(fd), nil, fd, backlog)
	}
	err := p.listen(fd, backlog)
	p.returned(0, err)
	return err
}

func (p *Process) listen(fd, backlog int) error {
	d, err := p.find(fd)
	if err != nil {
		return err
	}
	door, ok := d.door.(interface{ listen(backlog int) error })
	if !ok {
		return EOPNOTSUPP
	}
	p.host.Env.Enter(d)
	return door.listen(backlog)
}

// Accept takes the client that has waited longest, and waits for one if it
// must. The client gets a socket of its own; the listening one goes on
// listening.
func (p *Process) Accept(fd int) (client int, from netip.AddrPort, err error) {
	if p.watched() {
		p.called("accept", p.peek(fd), nil, fd)
	}
	d, err := p.accept(fd)
	if err != nil {
		p.returned(-1, err)
		return -1, netip.AddrPort{}, err
	}
	if p.watched() {
		p.returned(fmt.Sprint(d.fd, " from ", d.vars.Remote), nil)
	}
	return d.fd, d.vars.Remote, nil
}

func (p *Process) accept(fd int) (*descriptor, error) {
	d, err := p.find(fd)
	if err != nil {
		return nil, err
	}
	switch door := d.door.(type) {
	case *listener:
		return door.accept()
	case *stream:
		return nil, EINVAL
	}
	return nil, EOPNOTSUPP
}

// Shutdown ends one direction of a connection, or both, while the socket stays
// open.
func (p *Process) Shutdown(fd int, how How) error {
	if p.watched() {
		p.called("shutdown", p.peek(fd), nil, fd, how)
	}
	err := p.shutdown(fd, how)
	p.returned(0, err)
	return err
}

func (p *Process) shutdown(fd int, how How) error {
	d, err := p.find(fd)
	if err != nil {
		return err
	}
	door, ok := d.door.(interface{ shutdown(how How) error })
	switch {
	case !ok:
		return EOPNOTSUPP
	case how > ShutRdWr:
		return EINVAL
	}
	return door.shutdown(how)
}

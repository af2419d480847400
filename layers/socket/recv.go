package socket

import (
	"net/netip"
	"slices"
)

// Recv takes the next message, at most n bytes of it, and waits for one if it
// must.
func (p *Process) Recv(fd, n int, flags Flags) ([]byte, error) {
	if p.watched() {
		p.called("recv", p.peek(fd), nil, fd, n, flags)
	}
	m, err := p.recv(fd, n, flags)
	p.got(m, err)
	return m.Data, err
}

// Read is Recv without flags.
func (p *Process) Read(fd, n int) ([]byte, error) {
	if p.watched() {
		p.called("read", p.peek(fd), nil, fd, n)
	}
	m, err := p.recv(fd, n, 0)
	p.got(m, err)
	return m.Data, err
}

// ReadInto is Read into memory that the process has already.
func (p *Process) ReadInto(fd int, b []byte) (n int, err error) {
	if p.watched() {
		p.called("read", p.peek(fd), nil, fd, len(b))
	}
	m, err := p.recvInto(b[:0], fd, len(b), 0)
	p.got(m, err)
	return copy(b, m.Data), err
}

// RecvFrom is Recv that also tells who sent the message.
func (p *Process) RecvFrom(fd, n int, flags Flags) ([]byte, netip.AddrPort, error) {
	if p.watched() {
		p.called("recvfrom", p.peek(fd), nil, fd, n, flags)
	}
	m, err := p.recv(fd, n, flags)
	p.got(m, err)
	return m.Data, m.From, err
}

// RecvMsg is Recv that tells all that is known of the message.
func (p *Process) RecvMsg(fd, n int, flags Flags) (Message, error) {
	if p.watched() {
		p.called("recvmsg", p.peek(fd), nil, fd, n, flags)
	}
	m, err := p.recv(fd, n, flags)
	p.got(m, err)
	return m, err
}

// RecvFailure takes the next ICMP error from the socket's error queue
// (recvmsg with MSG_ERRQUEUE, after IP_RECVERR). It never waits.
func (p *Process) RecvFailure(fd int) (f Failure, err error) {
	if p.watched() {
		p.called("recvmsg", p.peek(fd), nil, fd, "MSG_ERRQUEUE")
	}
	d, err := p.find(fd)
	if err == nil {
		f, err = d.nextFailure()
	}
	p.returned(f.Errno.Name()+" from "+f.From.String(), err)
	return f, err
}

func (d *descriptor) nextFailure() (Failure, error) {
	g, ok := d.door.(reporter)
	if !ok {
		return Failure{}, EAGAIN
	}
	return g.nextFailure()
}

// reporter is a door that keeps ICMP errors for its process.
type reporter interface{ nextFailure() (Failure, error) }

func (g *datagram) nextFailure() (Failure, error) {
	if len(g.failures) == 0 {
		return Failure{}, EAGAIN
	}
	g.d.process.host.Env.Enter(g.d)
	f := g.failures[0]
	g.failures = slices.Delete(g.failures, 0, 1)
	g.d.vars.Error = 0
	if len(g.failures) > 0 {
		g.d.vars.Error = g.failures[0].Errno
	}
	return f, nil
}

// got is returned for a message that was received.
func (p *Process) got(m Message, err error) {
	if !p.watched() {
		return
	}
	p.call.Got = append([]byte(nil), m.Data...) // m.Data is the process's now: it may write there
	if err != nil {
		p.returned(-1, err)
		return
	}
	p.returned(m.Length, nil)
}

func (p *Process) recv(fd, n int, flags Flags) (Message, error) { return p.recvInto(nil, fd, n, flags) }

// recvInto is recv whose message may be put into memory, if that has room.
func (p *Process) recvInto(memory []byte, fd, n int, flags Flags) (Message, error) {
	d, err := p.find(fd)
	if err != nil {
		return Message{}, err
	}
	if n < 0 {
		return Message{}, EINVAL
	}
	return d.door.recv(memory, n, flags)
}

package socket

import (
	"net/netip"
	"slices"
	"time"
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
	d, err := p.find(fd)
	if p.watched() {
		p.called("recvmsg", d, nil, fd, "MSG_ERRQUEUE")
	}
	switch {
	case err != nil:
	case len(d.failures) == 0:
		err = EAGAIN
	default:
		p.host.Env.Enter(d)
		f = d.failures[0]
		d.failures = slices.Delete(d.failures, 0, 1)
		d.vars.Error = 0
		if len(d.failures) > 0 {
			d.vars.Error = d.failures[0].Errno
		}
	}
	p.returned(f.Errno.Name()+" from "+f.From.String(), err)
	return f, err
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

func (p *Process) recv(fd, n int, flags Flags) (Message, error) {
	d, err := p.find(fd)
	if err != nil {
		return Message{}, err
	}
	if n < 0 {
		return Message{}, EINVAL
	}
	if !d.readable() && !p.wait(d.patience(flags), d.readable, d) {
		p.host.Env.Note(&WouldBlock)
		return Message{}, EAGAIN
	}
	// An error that came for something sent earlier is told first.
	if err := d.takeError(); err != nil {
		return Message{}, err
	}
	return d.dequeue(n, flags), nil
}

// patience is how long a receiving call waits; negative: for ever.
func (d *descriptor) patience(flags Flags) time.Duration {
	switch {
	case d.vars.NonBlocking || flags&DontWait != 0:
		return 0
	case d.vars.RcvTimeo > 0:
		return d.vars.RcvTimeo
	}
	return -1
}

// readable says whether a receiving call would return at once.
func (d *descriptor) readable() bool { return len(d.queue) > 0 || d.vars.Error != 0 }

// dequeue takes the first message out of the receive buffer.
func (d *descriptor) dequeue(n int, flags Flags) Message {
	env := &d.process.host.Env
	m := d.queue[0]
	if flags&Peek != 0 {
		m.Data = append([]byte(nil), m.Data...)
	} else {
		env.Enter(d)
		d.shift()
		d.taken(m)
	}
	if len(m.Data) > n {
		env.Note(&Truncated)
		m.Data = m.Data[:n]
	}
	if flags&Trunc == 0 {
		m.Length = len(m.Data)
	}
	return m
}

// shift takes the first place out of the queue. The last one leaves the memory
// to those that come: most messages are taken before the next one is there.
func (d *descriptor) shift() {
	d.queue[0] = Message{}
	if len(d.queue) == 1 {
		d.queue = d.queue[:0]
		return
	}
	d.queue = d.queue[1:]
}

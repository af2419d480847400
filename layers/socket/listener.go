package socket

import (
	"net/netip"

	"encap/layers/transport/tcp"
)

// listener is a stream socket that waits for clients. No byte ever passes
// through it: for each client it gives out a new socket.
type listener struct {
	*stream
	listener *tcp.Listener
}

// Changed is told that a client has come.
func (l *listener) Changed() { l.d.process.wake(l.d) }

func (l *listener) bind(netip.AddrPort) error    { return EINVAL }
func (l *listener) connect(netip.AddrPort) error { return EISCONN }

func (l *listener) send([]byte, Flags, netip.AddrPort) (int, error) { return -1, ENOTCONN }
func (l *listener) recv([]byte, int, Flags) (Message, error)        { return Message{}, ENOTCONN }

func (l *listener) events() Events {
	if l.listener.Ready() {
		return PollIn
	}
	return 0
}

func (l *listener) close() {
	l.listener.Close()
	l.stream.close()
}

// shutdown ends the waiting; the socket keeps its name.
func (l *listener) shutdown(how How) error {
	if how == ShutWr {
		return nil
	}
	l.d.process.host.Env.Enter(l.d)
	l.listener.Close()
	l.state, l.d.door = unconnected, l.stream
	return nil
}

// listen changes how many clients may wait.
func (l *listener) listen(backlog int) error {
	l.listener.SetBacklog(backlog)
	return nil
}

// accept makes a socket for the client that has waited longest.
func (l *listener) accept() (*descriptor, error) {
	p := l.d.process
	if !p.wait(l.d.patience(0, l.d.vars.RcvTimeo), l.listener.Ready, l.d) {
		p.host.Env.Note(&WouldBlock)
		return nil, EAGAIN
	}
	d, err := p.newDescriptor(Stream)
	if err != nil {
		return nil, err
	}
	s := d.door.(*stream)
	s.conn, s.state, s.settings = l.listener.Accept(), connected, l.settings
	s.conn.SetUser(s)
	s.vars.Linger, s.vars.SndTimeo = l.vars.Linger, l.vars.SndTimeo
	d.vars.RcvTimeo, d.vars.ReuseAddr, d.vars.TTL, d.vars.TOS = l.d.vars.RcvTimeo, l.d.vars.ReuseAddr, l.d.vars.TTL, l.d.vars.TOS
	d.vars.Local, d.vars.Remote = s.conn.Local, s.conn.Remote
	p.host.Env.Note(&NewSocket)
	s.Changed()
	return d, nil
}

package tcp

import (
	"net/netip"
	"slices"
)

// Listener is a server's end: it waits for connections (the passive OPEN of
// RFC 9293 §3.10.1).
type Listener struct {
	Local   netip.AddrPort
	layer   *Layer
	user    User
	backlog int
	vars    ListenerVars
	half    []*Conn // handshakes that are not done: the SYN queue
	ready   []*Conn // connections nobody has accepted yet: the accept queue
	set     Settings
	closed  bool
}

// ListenerVars are what a student sees of a listener.
type ListenerVars struct {
	State   State
	SynQ    int // handshakes that are not done
	AcceptQ int // connections that wait to be accepted
	Backlog int // how many may wait
}

// Entity names the listener by its address.
func (li *Listener) Entity() (kind, name string) { return "tcp", li.Local.String() + " > *" }

// Vars gives the listener's variables.
func (li *Listener) Vars() any {
	if li.closed {
		return nil
	}
	return li.vars
}

// Listen lets a server wait on a port; nil means that another waits there.
func (l *Layer) Listen(b *Binding, backlog int, u User) *Listener {
	for _, other := range l.listeners[b.Local.Port()] {
		if overlap(other.Local.Addr(), b.Local.Addr()) {
			return nil
		}
	}
	li := &Listener{Local: b.Local, layer: l, user: u, set: b.settings}
	l.env.Enter(li)
	li.vars.State = Listen
	li.SetBacklog(backlog)
	if l.listeners == nil {
		l.listeners = map[uint16][]*Listener{}
	}
	l.listeners[b.Local.Port()] = append(l.listeners[b.Local.Port()], li)
	return li
}

// maxBacklog bounds what a process may ask for.
const maxBacklog = 4096

// SetBacklog says how many connections may wait to be accepted.
func (li *Listener) SetBacklog(n int) {
	li.backlog = max(1, min(n, maxBacklog))
	li.vars.Backlog = li.backlog
}

// listener finds who waits at an address: one that names it before one that
// names none.
func (l *Layer) listener(local netip.AddrPort) *Listener {
	var any *Listener
	for _, li := range l.listeners[local.Port()] {
		if li.Local.Addr() == local.Addr() {
			return li
		}
		if anyAddr(li.Local.Addr()) {
			any = li
		}
	}
	return any
}

// receive takes a segment for a port at which a server waits (RFC 9293
// §3.10.7.2).
func (li *Listener) receive(s *Segment) {
	l := li.layer
	switch {
	case s.Has(RST): // First, a reset is dropped.
		l.env.Drop(&ResetNeverAnswered, s.pdu)
	case s.Has(ACK): // Second, an acknowledgment is for something that never was.
		l.env.Drop(&NoListener, s.pdu)
		l.reset(s)
	case !s.Has(SYN): // Third, a SYN begins a connection; anything else is lost.
		l.env.Drop(&NoSyn, s.pdu)
	default:
		li.open(s)
	}
}

// open begins a connection by a client's SYN, if there is room for one.
func (li *Listener) open(s *Segment) {
	l := li.layer
	l.env.Enter(li)
	if len(li.half) >= li.backlog {
		l.env.Drop(&SynQueueFull, s.pdu)
		return
	}
	if li.full() {
		l.env.Drop(&AcceptQueueFull, s.pdu)
		return
	}
	l.env.Note(&PassiveOpen)
	c := l.newConn(s.Dst, s.Src, li.set)
	l.env.Enter(c)
	c.from = li
	c.begin(SynReceived)
	c.agree(s)
	l.add(c)
	li.half = append(li.half, c)
	li.vars.SynQ = len(li.half)
	c.sendSyn()
	c.keepEarly(s)
}

// full says whether no more connections may wait to be accepted: as many do as
// the process has asked for, and one more, as with most systems.
func (li *Listener) full() bool { return len(li.ready) > li.backlog }

// complete moves a connection from the SYN queue to the accept queue.
func (li *Listener) complete(c *Conn) {
	li.forget(c)
	li.ready = append(li.ready, c)
	li.vars.AcceptQ = len(li.ready)
	li.user.Changed()
}

// forget takes a connection out of the SYN queue.
func (li *Listener) forget(c *Conn) {
	i := slices.Index(li.half, c)
	if i < 0 {
		return
	}
	li.layer.env.Enter(li)
	li.half = slices.Delete(li.half, i, i+1)
	li.vars.SynQ = len(li.half)
}

// Ready says whether Accept would give a connection.
func (li *Listener) Ready() bool { return len(li.ready) > 0 }

// Accept gives the connection that has waited longest to its user, or nil.
func (li *Listener) Accept() *Conn {
	if len(li.ready) == 0 {
		return nil
	}
	li.layer.env.Enter(li)
	c := li.ready[0]
	li.ready = li.ready[1:]
	li.vars.AcceptQ = len(li.ready)
	c.from = nil
	return c
}

// Close ends the waiting; connections that nobody has accepted are reset.
func (li *Listener) Close() {
	l := li.layer
	l.env.Enter(li)
	li.closed = true
	port := li.Local.Port()
	l.listeners[port] = slices.DeleteFunc(l.listeners[port], func(o *Listener) bool { return o == li })
	waiting := append(li.half, li.ready...)
	li.half, li.ready = nil, nil
	for _, c := range waiting {
		c.from = nil
		c.Abort()
	}
}

package socket

import (
	"net/netip"

	"encap/layers/network/icmp"
	"encap/layers/transport/udp"
)

// datagram is a socket for messages: each is sent whole, and kept whole until
// the process takes it.
type datagram struct {
	d        *descriptor
	binding  *udp.Binding
	queue    []Message
	failures []Failure
}

// Message is what recvmsg gets.
type Message struct {
	Data     []byte
	From, To netip.AddrPort
	TTL      uint8
	Length   int // of the datagram, also where the buffer was too short for it
}

// Failure is an ICMP error that came for something the socket sent.
type Failure struct {
	Errno      Errno
	Type, Code uint8
	From       netip.Addr     // who reports
	To         netip.AddrPort // to whom the datagram was sent
	MTU        uint16
	Quoted     []byte // of the transport's header on
}

// bind gets a port from UDP.
func (g *datagram) bind(local netip.AddrPort) error {
	v := &g.d.vars
	b, err := g.d.process.host.UDP.Bind(local, v.ReuseAddr, g)
	if err != nil {
		return errno(err)
	}
	g.binding, v.Local = b, b.Local
	return nil
}

// connect names the only peer; nothing is sent.
func (g *datagram) connect(remote netip.AddrPort) error {
	h := g.d.process.host
	src, err := h.Network.Source(remote.Addr())
	if err != nil {
		return errno(err)
	}
	if err := g.d.autobind(); err != nil {
		return err
	}
	h.Env.Enter(g.d)
	v := &g.d.vars
	if v.Local.Addr().IsUnspecified() {
		v.Local = netip.AddrPortFrom(src, v.Local.Port())
	}
	v.Remote = remote
	if g.binding != nil {
		g.binding.Local, g.binding.Remote = v.Local, remote
	}
	g.forgetStrangers()
	return nil
}

// send makes one datagram of a message.
func (g *datagram) send(message []byte, _ Flags, to netip.AddrPort) (int, error) {
	to, err := g.addressed(to)
	if err != nil {
		return -1, err
	}
	h, v := g.d.process.host, &g.d.vars
	if err := h.UDP.Send(h.Pool.Get(message), v.path(to.Addr()), v.Local.Port(), to.Port()); err != nil {
		return -1, errno(err)
	}
	return len(message), nil
}

// addressed says to whom a message goes, and sees that the socket has a name.
func (g *datagram) addressed(to netip.AddrPort) (netip.AddrPort, error) {
	// An error that came for something sent earlier is told first.
	if err := g.d.takeError(); err != nil {
		return to, err
	}
	if !to.IsValid() {
		to = g.d.vars.Remote
	}
	if !to.IsValid() {
		return to, EDESTADDRREQ
	}
	if err := g.d.reachable(to); err != nil {
		return to, err
	}
	return to, g.d.autobind()
}

// recv takes the next message.
func (g *datagram) recv(_ []byte, n int, flags Flags) (Message, error) {
	p := g.d.process
	if !g.readable() && !p.wait(g.d.patience(flags, g.d.vars.RcvTimeo), g.readable, g.d) {
		p.host.Env.Note(&WouldBlock)
		return Message{}, EAGAIN
	}
	// An error that came for something sent earlier is told first.
	if err := g.d.takeError(); err != nil {
		return Message{}, err
	}
	return g.dequeue(n, flags), nil
}

// readable says whether a receiving call would return at once.
func (g *datagram) readable() bool { return len(g.queue) > 0 || g.d.vars.Error != 0 }

func (g *datagram) events() Events {
	e := PollOut // a datagram can always be sent
	if g.readable() {
		e |= PollIn
	}
	if g.d.vars.Error != 0 || len(g.failures) > 0 {
		e |= PollErr
	}
	return e
}

func (g *datagram) close() {
	if g.binding != nil {
		g.d.process.host.UDP.Unbind(g.binding)
	}
	g.queue, g.failures = nil, nil
}

func (g *datagram) shown() any { return g.d.vars }

// Receive puts a message into the receive buffer and wakes who waits for it.
func (g *datagram) Receive(from, to netip.AddrPort, ttl uint8, message []byte) {
	env := &g.d.process.host.Env
	env.Enter(g.d)
	cost := len(message) + perMessage
	if g.d.vars.RecvQ+cost > g.d.vars.RcvBuf {
		env.Drop(&BufferFull, message)
		return
	}
	env.Note(&Queued)
	g.queue = append(g.queue, Message{Data: append([]byte(nil), message...), From: from, To: to, TTL: ttl, Length: len(message)})
	g.d.vars.RecvQ += cost
	g.d.vars.Messages++
	g.d.process.wake(g.d)
}

// failed keeps an ICMP error for the process.
func (g *datagram) failed(to netip.AddrPort, e icmp.Error) {
	env := &g.d.process.host.Env
	env.Enter(g.d)
	connected := g.d.vars.Remote.IsValid()
	if !connected && !g.d.vars.RecvErr {
		env.Note(&Unasked)
		return
	}
	env.Note(&Pending)
	errno := fromICMP(e)
	switch {
	case !g.d.vars.RecvErr:
	case len(g.failures) == maxFailures:
		env.Note(&TooManyErrors)
	default:
		g.failures = append(g.failures, Failure{errno, e.Type, e.Code, e.From, to, e.MTU, append([]byte(nil), e.Quoted...)})
	}
	if connected && e.Type == icmp.Unreachable || g.d.vars.RecvErr {
		g.d.vars.Error = errno
	}
	g.d.process.wake(g.d)
}

// Failed tells a datagram socket of an ICMP error.
func (g *datagram) Failed(to netip.AddrPort, e icmp.Error) { g.failed(to, e) }

// stranger says whether a message from there is not for the socket, because it
// is connected to another peer. Echo messages have no ports.
func (g *datagram) stranger(from netip.AddrPort) bool {
	if !g.d.vars.Remote.IsValid() || g.d.vars.Remote == from {
		return false
	}
	return g.d.kind == Datagram || g.d.vars.Remote.Addr() != from.Addr()
}

// forgetStrangers drops what came from others before the socket was connected:
// a connected socket gives messages of its peer alone.
func (g *datagram) forgetStrangers() {
	kept := g.queue[:0]
	for _, m := range g.queue {
		if !g.stranger(m.From) {
			kept = append(kept, m)
			continue
		}
		g.d.process.host.Env.Drop(&Stranger, m.Data)
		g.taken(m)
	}
	clear(g.queue[len(kept):])
	g.queue = kept
}

// shift takes the first place out of the queue. The last one leaves the memory
// to those that come: most messages are taken before the next one is there.
func (g *datagram) shift() {
	g.queue[0] = Message{}
	if len(g.queue) == 1 {
		g.queue = g.queue[:0]
		return
	}
	g.queue = g.queue[1:]
}

// taken counts a message that has left the receive buffer.
func (g *datagram) taken(m Message) {
	g.d.vars.RecvQ -= len(m.Data) + perMessage
	g.d.vars.Messages--
}

// dequeue takes the first message out of the receive buffer.
func (g *datagram) dequeue(n int, flags Flags) Message {
	env := &g.d.process.host.Env
	m := g.queue[0]
	if flags&Peek != 0 {
		m.Data = append([]byte(nil), m.Data...)
	} else {
		env.Enter(g.d)
		g.shift()
		g.taken(m)
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

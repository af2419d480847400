package socket

import (
	"net/netip"
	"strconv"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/osi"
	"encap/layers/transport/udp"
)

// Kind says what a socket speaks.
type Kind uint8

// The kinds of sockets.
const (
	Datagram Kind = iota + 1 // UDP
	Ping                     // ICMP echo, as Linux and macOS offer to unprivileged processes
)

// String gives the arguments of socket() that make such a socket.
func (k Kind) String() string {
	switch k {
	case Datagram:
		return "AF_INET, SOCK_DGRAM, IPPROTO_UDP"
	case Ping:
		return "AF_INET, SOCK_DGRAM, IPPROTO_ICMP"
	}
	return "unknown"
}

// Limits of a process and of a socket.
const (
	firstFD       = 3 // after standard input, output and error
	maxFiles      = 1024
	defaultBuffer = 212992 // bytes; what Linux gives
	perMessage    = 64     // bytes a message costs besides its own
	maxFailures   = 64
)

// descriptor is an open socket.
type descriptor struct {
	process  *Process
	fd       int
	kind     Kind
	vars     vars
	binding  *udp.Binding
	queue    []Message
	failures []Failure
	closed   bool
}

// vars are what a student sees of a socket.
type vars struct {
	Proto       string
	Local       netip.AddrPort
	Remote      netip.AddrPort
	RecvQ       int // bytes that wait, with what their keeping costs
	Messages    int // that wait
	Blocked     bool
	Error       Errno // pending
	NonBlocking bool
	RcvBuf      int
	RcvTimeo    time.Duration
	TTL, TOS    uint8
	RecvErr     bool
	ReuseAddr   bool
	Broadcast   bool
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

// Entity names the socket by its process and number: "2/3".
func (d *descriptor) Entity() (kind, name string) {
	return "socket", strconv.Itoa(d.process.PID) + "/" + strconv.Itoa(d.fd)
}

// Vars gives the socket's variables.
func (d *descriptor) Vars() any {
	if d.closed {
		return nil
	}
	return d.vars
}

// Receive puts a message into the receive buffer and wakes who waits for it.
func (d *descriptor) Receive(from, to netip.AddrPort, ttl uint8, message []byte) {
	env := &d.process.host.Env
	env.Enter(d)
	cost := len(message) + perMessage
	if d.vars.RecvQ+cost > d.vars.RcvBuf {
		env.Drop(&BufferFull, message)
		return
	}
	env.Note(&Queued)
	d.queue = append(d.queue, Message{Data: append([]byte(nil), message...), From: from, To: to, TTL: ttl, Length: len(message)})
	d.vars.RecvQ += cost
	d.vars.Messages++
	d.process.wake(d)
}

// failed keeps an ICMP error for the process.
func (d *descriptor) failed(to netip.AddrPort, e icmp.Error) {
	env := &d.process.host.Env
	env.Enter(d)
	connected := d.vars.Remote.IsValid()
	if !connected && !d.vars.RecvErr {
		env.Note(&Unasked)
		return
	}
	env.Note(&Pending)
	errno := fromICMP(e)
	switch {
	case !d.vars.RecvErr:
	case len(d.failures) == maxFailures:
		env.Note(&TooManyErrors)
	default:
		d.failures = append(d.failures, Failure{errno, e.Type, e.Code, e.From, to, e.MTU, append([]byte(nil), e.Quoted...)})
	}
	if connected && e.Type == icmp.Unreachable || d.vars.RecvErr {
		d.vars.Error = errno
	}
	d.process.wake(d)
}

// Failed tells a datagram socket of an ICMP error.
func (d *descriptor) Failed(to netip.AddrPort, e icmp.Error) { d.failed(to, e) }

// stranger says whether a message from there is not for the socket, because it
// is connected to another peer. Echo messages have no ports.
func (d *descriptor) stranger(from netip.AddrPort) bool {
	if !d.vars.Remote.IsValid() || d.vars.Remote == from {
		return false
	}
	return d.kind == Datagram || d.vars.Remote.Addr() != from.Addr()
}

// forgetStrangers drops what came from others before the socket was connected:
// a connected socket gives messages of its peer alone.
func (d *descriptor) forgetStrangers() {
	kept := d.queue[:0]
	for _, m := range d.queue {
		if !d.stranger(m.From) {
			kept = append(kept, m)
			continue
		}
		d.process.host.Env.Drop(&Stranger, m.Data)
		d.taken(m)
	}
	clear(d.queue[len(kept):])
	d.queue = kept
}

// taken counts a message that has left the receive buffer.
func (d *descriptor) taken(m Message) {
	d.vars.RecvQ -= len(m.Data) + perMessage
	d.vars.Messages--
}

// echoSocket is a descriptor as ICMP sees it.
type echoSocket struct{ *descriptor }

// Answered puts an echo's answer into the receive buffer.
func (d echoSocket) Answered(p osi.Path, message []byte) {
	if d.stranger(netip.AddrPortFrom(p.Src, 0)) {
		d.process.host.Env.Drop(&Stranger, message)
		return
	}
	d.Receive(netip.AddrPortFrom(p.Src, 0), netip.AddrPortFrom(p.Dst, d.vars.Local.Port()), p.TTL, message)
}

// Failed tells an echo socket of an ICMP error.
func (d echoSocket) Failed(e icmp.Error) { d.failed(netip.AddrPortFrom(e.Sent.Dst, 0), e) }

// setBlocked shows on which sockets the process waits.
func (p *Process) setBlocked(on []*descriptor, blocked bool) {
	for _, d := range on {
		p.host.Env.Enter(d)
		d.vars.Blocked = blocked
	}
}

// takeError gives the pending error and clears it.
func (d *descriptor) takeError() error {
	if d.vars.Error == 0 {
		return nil
	}
	d.process.host.Env.Enter(d)
	e := d.vars.Error
	d.vars.Error = 0
	return e
}

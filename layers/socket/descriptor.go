package socket

import (
	"net/netip"
	"strconv"
	"time"

	"encap/layers/osi"
)

// Kind says what a socket speaks.
type Kind uint8

// The kinds of sockets.
const (
	Datagram Kind = iota + 1 // UDP
	Ping                     // ICMP echo, as Linux and macOS offer to unprivileged processes
	Stream                   // TCP
	Raw                      // whole packets, IP header and all
)

// String gives the arguments of socket() that make such a socket.
func (k Kind) String() string {
	switch k {
	case Datagram:
		return "AF_INET, SOCK_DGRAM, IPPROTO_UDP"
	case Ping:
		return "AF_INET, SOCK_DGRAM, IPPROTO_ICMP"
	case Stream:
		return "AF_INET, SOCK_STREAM, IPPROTO_TCP"
	case Raw:
		return "AF_INET, SOCK_RAW, IPPROTO_RAW"
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

// descriptor is an open socket: what is common to all kinds.
type descriptor struct {
	process *Process
	fd      int
	kind    Kind
	vars    vars
	door    door
	closed  bool
}

// door is in what the kinds of sockets differ. What the calls have in common
// is done before they come here.
type door interface {
	bind(local netip.AddrPort) error
	connect(remote netip.AddrPort) error
	send(message []byte, flags Flags, to netip.AddrPort) (int, error)
	// recv takes at most n bytes; it may put them into memory.
	recv(memory []byte, n int, flags Flags) (Message, error)
	events() Events
	close()
	// shown gives what a student sees of the socket.
	shown() any
}

// newDoor makes what stands behind a new socket.
func (d *descriptor) newDoor() door {
	switch d.kind {
	case Stream:
		return newStream(d)
	case Ping:
		return &ping{datagram{d: d}}
	case Raw:
		return &raw{d}
	}
	return &datagram{d: d}
}

// vars are what a student sees of a socket for datagrams; those for streams
// keep what they have in common with them here.
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
	MTUDiscover mtuDiscover
	RecvErr     bool
	ReuseAddr   bool
	Broadcast   bool
}

// mtuDiscover is a socket's choice of what may be cut, as a student sees it: by
// default there is nothing to be seen.
type mtuDiscover osi.DF

// String gives the choice, and nothing for the usual one.
func (m mtuDiscover) String() string {
	if osi.DF(m) == osi.DFWhenFits {
		return ""
	}
	return osi.DF(m).String()
}

// path gives what IP is asked for a packet of the socket to an address.
func (v *vars) path(dst netip.Addr) osi.Path {
	p := osi.Path{Dst: dst, TTL: v.TTL, TOS: v.TOS, DF: osi.DF(v.MTUDiscover)}
	if a := v.Local.Addr(); !a.IsUnspecified() {
		p.Src = a
	}
	return p
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
	return d.door.shown()
}

// autobind gives a socket that has no name one of its own.
func (d *descriptor) autobind() error {
	if d.vars.Local.IsValid() {
		return nil
	}
	env := &d.process.host.Env
	env.Note(&AutoBind)
	env.Enter(d)
	return d.door.bind(netip.AddrPortFrom(netip.IPv4Unspecified(), 0))
}

// reachable says what keeps the socket from speaking to an address.
func (d *descriptor) reachable(to netip.AddrPort) error {
	switch {
	case !to.Addr().Is4():
		return EAFNOSUPPORT
	case d.kind != Ping && d.kind != Raw && to.Port() == 0:
		return EINVAL
	case d.process.host.Network.IsBroadcast(to.Addr()) && !d.vars.Broadcast:
		return EACCES
	}
	return nil
}

// patience is how long a call may wait: 0 not at all, negative for ever.
func (d *descriptor) patience(flags Flags, timeout time.Duration) time.Duration {
	switch {
	case d.vars.NonBlocking || flags&DontWait != 0:
		return 0
	case timeout > 0:
		return timeout
	}
	return -1
}

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

package socket

import "net/netip"

// Flags change one call.
type Flags uint8

// The flags, as POSIX and Linux name them.
const (
	DontWait  Flags = 1 << iota // MSG_DONTWAIT: fail rather than block
	Peek                        // MSG_PEEK: look, but leave it there
	Trunc                       // MSG_TRUNC: give the datagram's own length
	More                        // MSG_MORE: more follows at once, so a small segment waits for it
	NoSignal                    // MSG_NOSIGNAL: no SIGPIPE; there are no signals here in any case
	EndRecord                   // MSG_EOR: what follows shares no segment with this
)

// String gives the flags by name.
func (f Flags) String() string {
	s := ""
	for i, name := range [...]string{"MSG_DONTWAIT", "MSG_PEEK", "MSG_TRUNC", "MSG_MORE", "MSG_NOSIGNAL", "MSG_EOR"} {
		if f&(1<<i) == 0 {
			continue
		}
		if s != "" {
			s += "|"
		}
		s += name
	}
	if s == "" {
		return "0"
	}
	return s
}

// Send sends a message to the peer the socket is connected to.
func (p *Process) Send(fd int, message []byte, flags Flags) (n int, err error) {
	if p.watched() {
		p.called("send", p.peek(fd), message, fd, message, flags)
	}
	n, err = p.send(fd, message, flags, netip.AddrPort{})
	if p.watched() {
		p.returned(n, err)
	}
	return n, err
}

// Write is Send without flags.
func (p *Process) Write(fd int, text []byte) (n int, err error) {
	if p.watched() {
		p.called("write", p.peek(fd), text, fd, text)
	}
	n, err = p.send(fd, text, 0, netip.AddrPort{})
	if p.watched() {
		p.returned(n, err)
	}
	return n, err
}

// SendTo sends a message to an address. The message becomes one datagram, and
// the call returns when the datagram is on its way: that says nothing about
// its arrival.
func (p *Process) SendTo(fd int, message []byte, flags Flags, to netip.AddrPort) (n int, err error) {
	if p.watched() {
		p.called("sendto", p.peek(fd), message, fd, message, flags, to)
	}
	n, err = p.send(fd, message, flags, to)
	if p.watched() {
		p.returned(n, err)
	}
	return n, err
}

func (p *Process) send(fd int, message []byte, flags Flags, to netip.AddrPort) (int, error) {
	d, err := p.find(fd)
	if err != nil {
		return -1, err
	}
	return d.door.send(message, flags, to)
}

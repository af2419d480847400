package socket

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/network/icmp"
	"encap/layers/osi"
)

// Flags change one call.
type Flags uint8

// The flags, as POSIX and Linux name them.
const (
	DontWait Flags = 1 << iota // MSG_DONTWAIT: fail rather than block
	Peek                       // MSG_PEEK: look, but leave it there
	Trunc                      // MSG_TRUNC: give the datagram's own length
)

// String gives the flags by name.
func (f Flags) String() string {
	s := ""
	for i, name := range [...]string{"MSG_DONTWAIT", "MSG_PEEK", "MSG_TRUNC"} {
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
	n, err = p.send(fd, message, netip.AddrPort{})
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
	n, err = p.send(fd, message, to)
	if p.watched() {
		p.returned(n, err)
	}
	return n, err
}

func (p *Process) send(fd int, message []byte, to netip.AddrPort) (int, error) {
	d, err := p.find(fd)
	if err != nil {
		return -1, err
	}
	// An error that came for something sent earlier is told first.
	if err := d.takeError(); err != nil {
		return -1, err
	}
	if !to.IsValid() {
		to = d.vars.Remote
	}
	if !to.IsValid() {
		return -1, EDESTADDRREQ
	}
	if err := d.reachable(to); err != nil {
		return -1, err
	}
	if err := d.autobind(); err != nil {
		return -1, err
	}
	if d.kind == Ping {
		err = d.sendEcho(message, to.Addr())
	} else {
		err = p.host.UDP.Send(p.host.Pool.Get(message), d.vars.Local, to, d.vars.TTL, d.vars.TOS)
	}
	if err != nil {
		return -1, errno(err)
	}
	return len(message), nil
}

// sendEcho sends an echo request. As on Linux the process writes an ICMP
// message, of which its number and data are used; identifier and checksum are
// the host's work.
func (d *descriptor) sendEcho(message []byte, to netip.Addr) error {
	if len(message) < icmp.HeaderLen || message[0] != icmp.EchoRequest {
		return EINVAL
	}
	h := d.process.host
	path := osi.Path{Dst: to, TTL: d.vars.TTL, TOS: d.vars.TOS}
	if a := d.vars.Local.Addr(); !a.IsUnspecified() {
		path.Src = a
	}
	seq := binary.BigEndian.Uint16(message[6:])
	return h.Echo.Send(h.Pool.Get(message[icmp.HeaderLen:]), path, d.vars.Local.Port(), seq)
}

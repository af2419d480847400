package socket

import (
	"net/netip"
)

// Socket makes a door that leads nowhere yet and gives its number: the lowest
// that is free.
func (p *Process) Socket(k Kind) (fd int, err error) {
	if p.watched() {
		p.called("socket", nil, nil, k)
	}
	fd, err = p.socket(k)
	p.returned(fd, err)
	return fd, err
}

func (p *Process) socket(k Kind) (int, error) {
	if k < Datagram || k > Raw {
		return -1, EPROTONOSUPPORT
	}
	d, err := p.newDescriptor(k)
	if err != nil {
		return -1, err
	}
	return d.fd, nil
}

// newDescriptor takes the lowest number that is free.
func (p *Process) newDescriptor(k Kind) (*descriptor, error) {
	if p.open == maxFiles-firstFD {
		return nil, EMFILE
	}
	fd := firstFD
	for fd < len(p.files) && p.files[fd] != nil {
		fd++
	}
	for len(p.files) <= fd {
		p.files = append(p.files, nil)
	}
	d := &descriptor{process: p, fd: fd, kind: k}
	d.door = d.newDoor()
	p.host.Env.Enter(d)
	d.vars = vars{Proto: protos[k], RcvBuf: defaultBuffer}
	p.files[fd] = d
	p.open++
	return d, nil
}

// protos are the protocols by the kind of socket.
var protos = [...]string{Datagram: "udp", Ping: "icmp", Stream: "tcp", Raw: "raw"}

// find gives the socket behind a number.
func (p *Process) find(fd int) (*descriptor, error) {
	if fd < 0 || fd >= len(p.files) || p.files[fd] == nil {
		return nil, EBADF
	}
	return p.files[fd], nil
}

// peek is find where a missing socket does not matter yet.
func (p *Process) peek(fd int) *descriptor {
	d, _ := p.find(fd)
	return d
}

// Bind gives the socket a name: address and port by which others reach it.
// Port 0 asks for any, an unspecified address means all of the host's.
func (p *Process) Bind(fd int, local netip.AddrPort) error {
	if p.watched() {
		p.called("bind", p.peek(fd), nil, fd, local)
	}
	err := p.bind(fd, local)
	p.returned(0, err)
	return err
}

func (p *Process) bind(fd int, local netip.AddrPort) error {
	d, err := p.find(fd)
	if err != nil {
		return err
	}
	env := &p.host.Env
	switch {
	case !local.Addr().Is4():
		return EAFNOSUPPORT
	case d.vars.Local.IsValid():
		return EINVAL
	case !local.Addr().IsUnspecified() && !p.host.Network.Local(local.Addr()):
		return EADDRNOTAVAIL
	}
	env.Enter(d)
	if err := d.door.bind(local); err != nil {
		return err
	}
	if s := Service(local.Port()); s != "" && s != p.Name && d.kind != Ping {
		env.Note(&OthersPort)
	}
	env.Note(&Named)
	return nil
}

// Connect names the only peer the socket will speak with. For a datagram
// socket nothing is sent.
func (p *Process) Connect(fd int, remote netip.AddrPort) error {
	if p.watched() {
		p.called("connect", p.peek(fd), nil, fd, remote)
	}
	err := p.connect(fd, remote)
	p.returned(0, err)
	return err
}

func (p *Process) connect(fd int, remote netip.AddrPort) error {
	d, err := p.find(fd)
	if err != nil {
		return err
	}
	if err := d.reachable(remote); err != nil {
		return err
	}
	return d.door.connect(remote)
}

// Close shuts the door; what waits behind it unread is lost.
func (p *Process) Close(fd int) error {
	if p.watched() {
		p.called("close", p.peek(fd), nil, fd)
	}
	err := p.close(fd)
	p.returned(0, err)
	return err
}

func (p *Process) close(fd int) error {
	d, err := p.find(fd)
	if err != nil {
		return err
	}
	p.host.Env.Enter(d)
	d.door.close()
	p.host.Env.Enter(d) // it may have waited
	d.closed = true
	p.files[fd] = nil
	p.open--
	return nil
}

// GetSockName gives the socket's own address and port.
func (p *Process) GetSockName(fd int) (local netip.AddrPort, err error) {
	return p.name("getsockname", fd, func(d *descriptor) (netip.AddrPort, error) {
		if !d.vars.Local.IsValid() {
			return netip.AddrPortFrom(netip.IPv4Unspecified(), 0), nil
		}
		return d.vars.Local, nil
	})
}

// GetPeerName gives the address and port of the peer the socket is connected
// to.
func (p *Process) GetPeerName(fd int) (remote netip.AddrPort, err error) {
	return p.name("getpeername", fd, func(d *descriptor) (netip.AddrPort, error) {
		if !d.vars.Remote.IsValid() {
			return netip.AddrPort{}, ENOTCONN
		}
		return d.vars.Remote, nil
	})
}

func (p *Process) name(call string, fd int, get func(d *descriptor) (netip.AddrPort, error)) (a netip.AddrPort, err error) {
	if p.watched() {
		p.called(call, p.peek(fd), nil, fd)
	}
	d, err := p.find(fd)
	if err == nil {
		a, err = get(d)
	}
	p.returned(a, err)
	return a, err
}

package http

import (
	"net/netip"
	"slices"

	"encap/layers/socket"
)

// backlog is how many clients may wait at the door.
const backlog = 16

// server is a web server: a door, and a socket for each client, all watched by
// one poll.
type server struct {
	p        *socket.Process
	door     int
	site     site
	visitors []*visitor
}

// serve answers requests for ever.
func serve(p *socket.Process, port uint16) error {
	door, err := p.Socket(socket.Stream)
	if err != nil {
		return err
	}
	defer p.Close(door)
	if err := p.SetSockOpt(door, socket.SO_REUSEADDR, 1); err != nil {
		return err
	}
	if err := p.Bind(door, netip.AddrPortFrom(netip.IPv4Unspecified(), port)); err != nil {
		return err
	}
	if err := p.Listen(door, backlog); err != nil {
		return err
	}
	s := &server{p: p, door: door, site: slices.Clone(pages)}
	for {
		if err := s.turn(); err != nil {
			return err
		}
	}
}

// turn waits until somebody wants something, and attends to all who do.
func (s *server) turn() error {
	fds := []socket.PollFD{{FD: s.door, Events: socket.PollIn}}
	for _, v := range s.visitors {
		fds = append(fds, socket.PollFD{FD: v.fd, Events: socket.PollIn})
	}
	if _, err := s.p.Poll(fds, -1); err != nil {
		return err
	}
	for i, v := range slices.Clone(s.visitors) {
		if fds[i+1].Revents != 0 && !v.answer() {
			v.conn.Close()
			s.visitors = slices.DeleteFunc(s.visitors, func(o *visitor) bool { return o == v })
		}
	}
	if fds[0].Revents == 0 {
		return nil
	}
	fd, name, err := s.p.Accept(s.door)
	if err != nil {
		return err
	}
	v, err := newVisitor(s.p, &s.site, fd, name)
	if err == nil {
		s.visitors = append(s.visitors, v)
	}
	return err
}

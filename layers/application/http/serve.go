package http

import (
	"net/netip"
	"slices"
	"time"

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

// turn waits until somebody wants something, and attends to all who do. Nobody
// is waited for: one client that is slow keeps no other waiting.
func (s *server) turn() error {
	fds := []socket.PollFD{{FD: s.door, Events: socket.PollIn}}
	for _, v := range s.visitors {
		fds = append(fds, socket.PollFD{FD: v.fd, Events: v.waits()})
	}
	if _, err := s.p.Poll(fds, s.patience()); err != nil {
		return err
	}
	for i, v := range slices.Clone(s.visitors) {
		switch {
		case fds[i+1].Revents != 0 && !v.turn():
			s.leave(v)
		case v.busy() && s.p.Now().Sub(v.since) >= patience:
			s.p.Printf("%v takes too long", v.name)
			s.leave(v)
		}
	}
	if fds[0].Revents == 0 {
		return nil
	}
	fd, name, err := s.p.Accept(s.door)
	if err != nil {
		return err
	}
	s.visitors = append(s.visitors, &visitor{p: s.p, site: &s.site, fd: fd, name: name})
	return nil
}

// patience gives how long to wait until the first of those who are slow has
// taken too long: for ever, if nobody has begun.
func (s *server) patience() time.Duration {
	least := time.Duration(-1)
	for _, v := range s.visitors {
		if left := max(v.since.Add(patience).Sub(s.p.Now()), 0); v.busy() && (least < 0 || left < least) {
			least = left
		}
	}
	return least
}

// leave closes the server's end of a connection.
func (s *server) leave(v *visitor) {
	s.p.Close(v.fd)
	s.visitors = slices.DeleteFunc(s.visitors, func(o *visitor) bool { return o == v })
}

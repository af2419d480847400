package echo

import (
	"errors"
	"net/netip"
	"slices"

	"encap/layers/socket"
)

// backlog is how many clients may wait at the door.
const backlog = 8

// piece is how much is read at once, in bytes.
const piece = 4096

// server is an echo server for streams: a door at which clients arrive, and a
// socket for each client, all watched by one poll.
type server struct {
	p       *socket.Process
	door    int
	clients []*client
}

// client is the server's end of one connection.
type client struct {
	fd     int
	name   netip.AddrPort
	unsent []byte // read, and not written back yet
}

// serveClients waits for clients and gives each back what it writes.
func serveClients(p *socket.Process, port uint16) error {
	door, err := p.Socket(socket.Stream)
	if err != nil {
		return err
	}
	defer p.Close(door)
	// The port may be taken again although old connections still linger on it.
	if err := p.SetSockOpt(door, socket.SO_REUSEADDR, 1); err != nil {
		return err
	}
	if err := p.Bind(door, netip.AddrPortFrom(netip.IPv4Unspecified(), port)); err != nil {
		return err
	}
	if err := p.Listen(door, backlog); err != nil {
		return err
	}
	s := &server{p: p, door: door}
	for {
		if err := s.turn(); err != nil {
			return err
		}
	}
}

// turn waits until somebody wants something, and attends to all who do.
func (s *server) turn() error {
	fds := []socket.PollFD{{FD: s.door, Events: socket.PollIn}}
	for _, c := range s.clients {
		fds = append(fds, socket.PollFD{FD: c.fd, Events: c.wants()})
	}
	if _, err := s.p.Poll(fds, -1); err != nil {
		return err
	}
	for i, c := range slices.Clone(s.clients) {
		if fds[i+1].Revents != 0 {
			s.attend(c)
		}
	}
	if fds[0].Revents != 0 {
		return s.accept()
	}
	return nil
}

// wants says what the server waits for at a client: that it takes what it is
// owed, before more is read from it.
func (c *client) wants() socket.Events {
	if len(c.unsent) > 0 {
		return socket.PollOut
	}
	return socket.PollIn
}

// accept lets one client in: it gets a new socket.
func (s *server) accept() error {
	fd, name, err := s.p.Accept(s.door)
	if err != nil {
		return err
	}
	s.p.Printf("%v is served at socket %d", name, fd)
	s.clients = append(s.clients, &client{fd: fd, name: name})
	return nil
}

// attend reads what a client has written, and writes it back as far as the
// client takes it: one that is slow keeps no other waiting.
func (s *server) attend(c *client) {
	if len(c.unsent) == 0 {
		text, err := s.p.Recv(c.fd, piece, socket.DontWait)
		switch {
		case err != nil:
			s.leave(c, err)
			return
		case len(text) == 0:
			s.leave(c, nil)
			return
		}
		c.unsent = text
	}
	n, err := s.p.Send(c.fd, c.unsent, socket.DontWait)
	switch {
	case err == nil:
		c.unsent = c.unsent[n:]
	case !errors.Is(err, socket.EAGAIN):
		s.leave(c, err)
	}
}

// leave closes the server's end once the client has closed its own.
func (s *server) leave(c *client, why error) {
	if why == nil {
		s.p.Printf("%v has closed", c.name)
	} else {
		s.p.Printf("%v is lost: %v", c.name, why)
	}
	s.p.Close(c.fd)
	s.clients = slices.DeleteFunc(s.clients, func(o *client) bool { return o == c })
}

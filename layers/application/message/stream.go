package message

import (
	"bytes"
	"errors"
	"net/netip"
	"time"

	"encap/layers/socket"
)

// A stream has no borders, so over TCP a message needs a mark of its end: the
// end of the line.

// sendStream is send over TCP: here the client knows before it sends whether
// anybody listens, and what it has sent arrives or the call fails.
func (e errand) sendStream(p *socket.Process) error {
	addr, err := p.Lookup(e.host)
	if err != nil {
		return err
	}
	fd, err := e.open(p, socket.Stream)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	server := netip.AddrPortFrom(addr, e.port)
	if err := p.Connect(fd, server); err != nil {
		return err
	}
	if _, err := p.Write(fd, []byte(e.text+"\n")); err != nil || e.wait == 0 {
		return err
	}
	if err := p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(e.wait)); err != nil {
		return err
	}
	answer, err := readLine(p, fd)
	switch {
	case errors.Is(err, socket.EAGAIN):
		p.Printf("no answer within %v", e.wait)
		return nil
	case err != nil:
		return err
	}
	p.Printf("%v answers: %s", server, answer)
	return nil
}

// listenStream is listen over TCP: it takes in one client after the other, and
// the next wait at the door meanwhile.
func listenStream(p *socket.Process, port uint16, answer string) error {
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
	for {
		fd, from, err := p.Accept(door)
		if err != nil {
			return err
		}
		// That one client is lost is no reason to end.
		if err := attend(p, fd, from, answer); err != nil {
			p.Printf("%v is lost: %v", from, err)
		}
		p.Close(fd)
	}
}

const (
	backlog  = 8                // how many clients may wait at the door
	patience = 10 * time.Second // how long the others wait for one that says nothing
)

// attend reads what one client says, and answers.
func attend(p *socket.Process, fd int, from netip.AddrPort, answer string) error {
	if err := p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(patience)); err != nil {
		return err
	}
	text, err := readLine(p, fd)
	if err != nil {
		return err
	}
	p.Printf("%v says: %s", from, text)
	if answer == "" {
		return nil
	}
	_, err = p.Write(fd, []byte(answer+"\n"))
	return err
}

var (
	errNothing = errors.New("the connection was closed before a whole line came")
	errTooLong = errors.New("the line is too long")
)

// readLine reads up to the end of a line, in as many pieces as it comes.
func readLine(p *socket.Process, fd int) ([]byte, error) {
	var line []byte
	for len(line) <= maxLine {
		some, err := p.Read(fd, maxLine+1-len(line))
		if err != nil {
			return nil, err
		}
		if len(some) == 0 {
			return nil, errNothing
		}
		line = append(line, some...)
		if text, _, whole := bytes.Cut(line, []byte("\n")); whole {
			return text, nil
		}
	}
	return nil, errTooLong
}

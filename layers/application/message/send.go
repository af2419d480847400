package message

import (
	"errors"
	"net/netip"

	"encap/layers/socket"
)

// maxLine is the longest line that is read, in bytes.
const maxLine = 65507

// send is the whole life of a client: it opens a door, sends its message
// through it, perhaps waits for an answer, and shuts the door.
func (e errand) send(p *socket.Process) error {
	addr, err := p.Lookup(e.host)
	if err != nil {
		return err
	}
	fd, err := e.open(p, socket.Datagram)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	if _, err := p.SendTo(fd, []byte(e.text), 0, netip.AddrPortFrom(addr, e.port)); err != nil {
		return err
	}
	if e.wait == 0 {
		return nil
	}
	if err := p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(e.wait)); err != nil {
		return err
	}
	answer, from, err := p.RecvFrom(fd, maxLine, 0)
	if errors.Is(err, socket.EAGAIN) {
		p.Printf("no answer within %v", e.wait)
		return nil
	}
	if err != nil {
		return err
	}
	p.Printf("%v answers: %s", from, answer)
	return nil
}

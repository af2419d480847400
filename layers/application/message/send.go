package message

import (
	"errors"
	"net/netip"
	"time"

	"encap/layers/socket"
)

// maxLine is the longest line that is read, in bytes.
const maxLine = 65507

// send is the whole life of a client: it opens a door, sends its message
// through it, perhaps waits for an answer, and shuts the door.
func send(p *socket.Process, host string, port uint16, text string, wait time.Duration) error {
	addr, err := p.Lookup(host)
	if err != nil {
		return err
	}
	fd, err := p.Socket(socket.Datagram)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	if _, err := p.SendTo(fd, []byte(text), 0, netip.AddrPortFrom(addr, port)); err != nil {
		return err
	}
	if wait == 0 {
		return nil
	}
	if err := p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(wait)); err != nil {
		return err
	}
	answer, from, err := p.RecvFrom(fd, maxLine, 0)
	if errors.Is(err, socket.EAGAIN) {
		p.Printf("no answer within %v", wait)
		return nil
	}
	if err != nil {
		return err
	}
	p.Printf("%v answers: %s", from, answer)
	return nil
}

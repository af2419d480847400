package echo

import (
	"net/netip"
	"time"

	"encap/layers/socket"
)

// patience is how long the client waits for an answer. UDP repeats nothing:
// what is lost stays lost, and only the application can notice.
const patience = time.Second

// send sends a message count times, each when the one before was answered or
// given up.
func send(p *socket.Process, host string, port uint16, text string, count int) error {
	addr, err := p.Lookup(host)
	if err != nil {
		return err
	}
	fd, err := p.Socket(socket.Datagram)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	if err := p.Connect(fd, netip.AddrPortFrom(addr, port)); err != nil {
		return err
	}
	for i := 1; i <= count; i++ {
		if err := once(p, fd, []byte(text), i); err != nil {
			return err
		}
	}
	return nil
}

// once sends the message and polls its door for the answer.
func once(p *socket.Process, fd int, text []byte, number int) error {
	if _, err := p.Send(fd, text, 0); err != nil {
		return err
	}
	n, err := p.Poll([]socket.PollFD{{FD: fd, Events: socket.PollIn}}, patience)
	if err != nil {
		return err
	}
	if n == 0 {
		p.Printf("%d: no answer within %v", number, patience)
		return nil
	}
	answer, err := p.Recv(fd, maxMessage, 0)
	if err != nil {
		return err
	}
	p.Printf("%d: %s", number, answer)
	return nil
}

package echo

import (
	"net/netip"

	"encap/layers/socket"
)

// maxMessage is the longest message that is read, in bytes.
const maxMessage = 65507

// serve answers each message with the message itself.
func serve(p *socket.Process, port uint16) error {
	fd, err := p.Socket(socket.Datagram)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	if err := p.Bind(fd, netip.AddrPortFrom(netip.IPv4Unspecified(), port)); err != nil {
		return err
	}
	for {
		m, from, err := p.RecvFrom(fd, maxMessage, 0)
		if err != nil {
			return err
		}
		// That one client cannot be answered is no reason to end.
		if _, err := p.SendTo(fd, m, 0, from); err != nil {
			p.Printf("%v cannot be answered: %v", from, err)
		}
	}
}

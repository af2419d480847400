package message

import (
	"net/netip"

	"encap/layers/socket"
)

// listen is the life of a server: it opens a door with a number that clients
// know, and waits behind it for ever.
func listen(p *socket.Process, port uint16, answer string) error {
	fd, err := p.Socket(socket.Datagram)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	if err := p.Bind(fd, netip.AddrPortFrom(netip.IPv4Unspecified(), port)); err != nil {
		return err
	}
	for {
		text, from, err := p.RecvFrom(fd, maxLine, 0)
		if err != nil {
			return err
		}
		p.Printf("%v says: %s", from, text)
		if answer == "" {
			continue
		}
		// That one client cannot be answered is no reason to end.
		if _, err := p.SendTo(fd, []byte(answer), 0, from); err != nil {
			p.Printf("%v cannot be answered: %v", from, err)
		}
	}
}

package echo

import (
	"errors"
	"net/netip"

	"encap/layers/socket"
)

// converse opens a connection, writes a text count times, each when the one
// before has come back, and closes.
func converse(p *socket.Process, host string, port uint16, text []byte, count int) error {
	addr, err := p.Lookup(host)
	if err != nil {
		return err
	}
	fd, err := p.Socket(socket.Stream)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	if err := p.Connect(fd, netip.AddrPortFrom(addr, port)); err != nil {
		return err
	}
	for i := 1; i <= count; i++ {
		if _, err := p.Write(fd, text); err != nil {
			return err
		}
		back, err := readAll(p, fd, len(text))
		if err != nil {
			return err
		}
		p.Printf("%d: %s", i, back)
	}
	return nil
}

var errEnd = errors.New("the server has closed the connection")

// readAll reads n bytes. A stream keeps no borders: what was written at once
// may come in pieces.
func readAll(p *socket.Process, fd, n int) ([]byte, error) {
	var all []byte
	for len(all) < n {
		some, err := p.Read(fd, n-len(all))
		if err != nil {
			return nil, err
		}
		if len(some) == 0 {
			return nil, errEnd
		}
		all = append(all, some...)
	}
	return all, nil
}

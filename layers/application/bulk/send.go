package bulk

import (
	"net/netip"

	"encap/layers/socket"
)

// send opens a connection, writes so many bytes in pieces, and closes.
func send(p *socket.Process, host string, port uint16, size int, o options) error {
	addr, err := p.Lookup(host)
	if err != nil {
		return err
	}
	fd, err := p.Socket(socket.Stream)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	if o.noDelay {
		if err := p.SetSockOpt(fd, socket.TCP_NODELAY, 1); err != nil {
			return err
		}
	}
	if err := p.Connect(fd, netip.AddrPortFrom(addr, port)); err != nil {
		return err
	}
	t, piece := newText(), make([]byte, 0, min(o.piece, size))
	for at := 0; at < size; {
		piece = t.append(piece[:0], at, min(o.piece, size-at))
		n, err := p.Write(fd, piece)
		if err != nil {
			return err
		}
		at += n
		if o.every > 0 && at < size {
			p.Sleep(o.every)
		}
	}
	p.Printf("%d bytes are written", size)
	return nil
}

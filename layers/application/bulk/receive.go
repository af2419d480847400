package bulk

import (
	"net/netip"

	"encap/layers/socket"
)

// receive takes in one client after the other.
func receive(p *socket.Process, port uint16, o options) error {
	door, err := p.Socket(socket.Stream)
	if err != nil {
		return err
	}
	defer p.Close(door)
	if err := p.SetSockOpt(door, socket.SO_REUSEADDR, 1); err != nil {
		return err
	}
	// The buffer's size must be known before the handshake: it says there by
	// how much its windows are shifted.
	if o.buffer > 0 {
		if err := p.SetSockOpt(door, socket.SO_RCVBUF, int64(o.buffer)); err != nil {
			return err
		}
	}
	if err := p.Bind(door, netip.AddrPortFrom(netip.IPv4Unspecified(), port)); err != nil {
		return err
	}
	if err := p.Listen(door, backlog); err != nil {
		return err
	}
	r := reader{newText(), make([]byte, min(o.piece, mostRead))}
	for {
		fd, from, err := p.Accept(door)
		if err != nil {
			return err
		}
		begin := p.Now()
		n, right, err := r.take(p, fd, o)
		switch took := p.Now().Sub(begin); {
		case err != nil:
			p.Printf("%v is lost after %d bytes: %v", from, n, err)
		case !right:
			p.Printf("%v has sent %d bytes, not all as they should be", from, n)
		default:
			p.Printf("%v has sent %d bytes in %v", from, n, took)
		}
		p.Close(fd)
	}
}

// backlog is how many clients may wait at the door.
const backlog = 8

// mostRead bounds what one read takes, in bytes: it is memory of the process.
const mostRead = 1 << 20

// reader is what is kept for all clients: the text to compare with, and memory
// to read into.
type reader struct {
	text  *text
	piece []byte
}

// take reads all that a client sends, and says whether each byte is in its
// place.
func (r *reader) take(p *socket.Process, fd int, o options) (n int, right bool, err error) {
	right = true
	if o.after > 0 {
		p.Sleep(o.after)
	}
	for {
		got, err := p.ReadInto(fd, r.piece)
		if err != nil || got == 0 {
			return n, right, err
		}
		right = right && r.text.is(r.piece[:got], n)
		n += got
		if o.every > 0 {
			p.Sleep(o.every)
		}
	}
}

package bulk

import (
	"fmt"
	"net/netip"

	"encap/layers/socket"
)

// lineLength is the length of a line of the text that is sent, in bytes.
const lineLength = 16

// line writes the text's n-th line: its own number, so that each byte tells
// where in the stream it belongs.
func line(text []byte, n int) []byte { return fmt.Appendf(text, "%0*d\n", lineLength-1, n) }

// section gives n bytes of the text from a place on.
func section(at, n int) []byte {
	text := make([]byte, 0, n+2*lineLength)
	for first := at / lineLength; len(text) < at%lineLength+n; first++ {
		text = line(text, first)
	}
	return text[at%lineLength:][:n]
}

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
	for at := 0; at < size; {
		n, err := p.Write(fd, section(at, min(o.piece, size-at)))
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

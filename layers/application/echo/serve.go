package echo

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"

	"encap/layers/application/message"
	"encap/layers/socket"
)

// Usage tells how the program is called.
const Usage = `echo serve [PORT] | echo send HOST:PORT "TEXT" [COUNT]`

// Port is the echo service's own (RFC 862).
const Port = 7

// maxMessage is the longest message that is read, in bytes.
const maxMessage = 65507

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	switch {
	case len(args) == 1 && args[0] == "serve":
		return func(p *socket.Process) error { return serve(p, Port) }, nil
	case len(args) == 2 && args[0] == "serve":
		port, err := strconv.ParseUint(args[1], 10, 16)
		if err != nil || port == 0 {
			return nil, fmt.Errorf("%q is not a port number from 1 to 65535", args[1])
		}
		return func(p *socket.Process) error { return serve(p, uint16(port)) }, nil
	case (len(args) == 3 || len(args) == 4) && args[0] == "send":
		return parseSend(args[1:])
	}
	return nil, errors.New("usage: " + Usage)
}

func parseSend(args []string) (func(p *socket.Process) error, error) {
	host, port, err := message.SplitHostPort(args[0])
	if err != nil {
		return nil, err
	}
	count := 1
	if len(args) == 3 {
		if count, err = strconv.Atoi(args[2]); err != nil || count < 1 {
			return nil, fmt.Errorf("%q is not a number of messages", args[2])
		}
	}
	return func(p *socket.Process) error { return send(p, host, port, args[1], count) }, nil
}

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

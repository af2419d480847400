package message

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"encap/layers/socket"
)

// Usage tells how the program is called.
const Usage = `message send HOST:PORT "TEXT" [wait DURATION] | message listen PORT ["ANSWER"]`

// maxLine is the longest line that is read, in bytes.
const maxLine = 65507

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	switch {
	case len(args) >= 2 && len(args) <= 3 && args[0] == "listen":
		return parseListen(args[1:])
	case len(args) >= 3 && args[0] == "send":
		return parseSend(args[1:])
	}
	return nil, errors.New("usage: " + Usage)
}

func parseSend(args []string) (func(p *socket.Process) error, error) {
	host, port, err := SplitHostPort(args[0])
	if err != nil {
		return nil, err
	}
	wait := time.Duration(0)
	switch {
	case len(args) == 4 && args[2] == "wait":
		if wait, err = time.ParseDuration(strings.ReplaceAll(args[3], " ", "")); err != nil || wait <= 0 {
			return nil, fmt.Errorf("%q is no time to wait, such as 1s", args[3])
		}
	case len(args) != 2:
		return nil, errors.New("usage: " + Usage)
	}
	return func(p *socket.Process) error { return send(p, host, port, args[1], wait) }, nil
}

// SplitHostPort takes "bob:5000" apart.
func SplitHostPort(s string) (host string, port uint16, err error) {
	host, number, ok := strings.Cut(s, ":")
	n, err := strconv.ParseUint(number, 10, 16)
	if !ok || host == "" || err != nil || n == 0 {
		return "", 0, fmt.Errorf("%q is not a host and a port such as bob:5000", s)
	}
	return host, uint16(n), nil
}

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

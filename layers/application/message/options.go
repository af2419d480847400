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
const Usage = `message send [tcp] HOST:PORT "TEXT" [from PORT] [wait DURATION] | message listen [tcp] PORT ["ANSWER"]`

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	if len(args) == 0 || args[0] != "listen" && args[0] != "send" {
		return nil, errors.New("usage: " + Usage)
	}
	verb, args := args[0], args[1:]
	tcp := len(args) > 0 && args[0] == "tcp"
	if tcp {
		args = args[1:]
	}
	switch n := len(args); {
	case verb == "listen" && (n == 1 || n == 2):
		return parseListen(tcp, args)
	case verb == "send" && n >= 2 && n%2 == 0:
		return parseSend(tcp, args)
	}
	return nil, errors.New("usage: " + Usage)
}

func parseListen(tcp bool, args []string) (func(p *socket.Process) error, error) {
	port, err := strconv.ParseUint(args[0], 10, 16)
	if err != nil || port == 0 {
		return nil, fmt.Errorf("%q is not a port number from 1 to 65535", args[0])
	}
	answer := ""
	if len(args) == 2 {
		answer = args[1]
	}
	if tcp {
		return func(p *socket.Process) error { return listenStream(p, uint16(port), answer) }, nil
	}
	return func(p *socket.Process) error { return listen(p, uint16(port), answer) }, nil
}

// errand is what a client is to do.
type errand struct {
	host string
	port uint16
	text string
	from uint16        // its own port; 0: any
	wait time.Duration // for an answer; 0: not at all
}

func parseSend(tcp bool, args []string) (func(p *socket.Process) error, error) {
	e, err := errand{text: args[1]}, error(nil)
	if e.host, e.port, err = SplitHostPort(args[0]); err != nil {
		return nil, err
	}
	for more := args[2:]; len(more) > 0; more = more[2:] {
		switch more[0] {
		case "from":
			port, err := strconv.ParseUint(more[1], 10, 16)
			if err != nil || port == 0 {
				return nil, fmt.Errorf("%q is not a port number from 1 to 65535", more[1])
			}
			e.from = uint16(port)
		case "wait":
			if e.wait, err = time.ParseDuration(strings.ReplaceAll(more[1], " ", "")); err != nil || e.wait <= 0 {
				return nil, fmt.Errorf("%q is no time to wait, such as 1s", more[1])
			}
		default:
			return nil, errors.New("usage: " + Usage)
		}
	}
	if tcp {
		return e.sendStream, nil
	}
	return e.send, nil
}

// open opens the client's door, and puts its number on it if it is to have a
// certain one.
func (e errand) open(p *socket.Process, k socket.Kind) (fd int, err error) {
	if fd, err = p.Socket(k); err != nil || e.from == 0 {
		return fd, err
	}
	if err = p.Bind(fd, netip.AddrPortFrom(netip.IPv4Unspecified(), e.from)); err != nil {
		p.Close(fd)
	}
	return fd, err
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

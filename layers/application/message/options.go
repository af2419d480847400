package message

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"encap/layers/socket"
)

// Usage tells how the program is called.
const Usage = `message send [tcp] HOST:PORT "TEXT" [wait DURATION] | message listen [tcp] PORT ["ANSWER"]`

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
	case verb == "send" && (n == 2 || n == 4 && args[2] == "wait"):
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

func parseSend(tcp bool, args []string) (func(p *socket.Process) error, error) {
	host, port, err := SplitHostPort(args[0])
	if err != nil {
		return nil, err
	}
	wait := time.Duration(0)
	if len(args) == 4 {
		if wait, err = time.ParseDuration(strings.ReplaceAll(args[3], " ", "")); err != nil || wait <= 0 {
			return nil, fmt.Errorf("%q is no time to wait, such as 1s", args[3])
		}
	}
	if tcp {
		return func(p *socket.Process) error { return sendStream(p, host, port, args[1], wait) }, nil
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

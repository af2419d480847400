package echo

import (
	"errors"
	"fmt"
	"strconv"

	"encap/layers/application/message"
	"encap/layers/socket"
)

// Usage tells how the program is called.
const Usage = `echo serve [tcp] [PORT] | echo send [tcp] HOST:PORT "TEXT" [COUNT]`

// Port is the echo service's own (RFC 862).
const Port = 7

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	if len(args) == 0 || args[0] != "serve" && args[0] != "send" {
		return nil, errors.New("usage: " + Usage)
	}
	verb, args := args[0], args[1:]
	tcp := len(args) > 0 && args[0] == "tcp"
	if tcp {
		args = args[1:]
	}
	switch n := len(args); {
	case verb == "serve" && n <= 1:
		return parseServe(tcp, args)
	case verb == "send" && (n == 2 || n == 3):
		return parseSend(tcp, args)
	}
	return nil, errors.New("usage: " + Usage)
}

func parseServe(tcp bool, args []string) (func(p *socket.Process) error, error) {
	port := uint64(Port)
	if len(args) == 1 {
		var err error
		if port, err = strconv.ParseUint(args[0], 10, 16); err != nil || port == 0 {
			return nil, fmt.Errorf("%q is not a port number from 1 to 65535", args[0])
		}
	}
	if tcp {
		return func(p *socket.Process) error { return serveClients(p, uint16(port)) }, nil
	}
	return func(p *socket.Process) error { return serve(p, uint16(port)) }, nil
}

func parseSend(tcp bool, args []string) (func(p *socket.Process) error, error) {
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
	if tcp {
		return func(p *socket.Process) error { return converse(p, host, port, []byte(args[1]), count) }, nil
	}
	return func(p *socket.Process) error { return send(p, host, port, args[1], count) }, nil
}

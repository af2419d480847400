package bulk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"encap/layers/application/message"
	"encap/layers/socket"
)

// Usage tells how the program is called.
const Usage = `bulk send HOST:PORT BYTES [piece BYTES] [every DURATION] [nodelay] | ` +
	`bulk receive PORT [buffer BYTES] [piece BYTES] [every DURATION] [after DURATION]`

// options are how the program goes about it.
type options struct {
	piece   int           // bytes for one call
	every   time.Duration // how long it waits after each
	after   time.Duration // how long it waits before the first
	buffer  int           // size of the receive buffer in bytes; 0: the system's
	noDelay bool          // small segments need not wait (TCP_NODELAY)
}

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	switch {
	case len(args) >= 3 && args[0] == "send":
		return parseSend(args[1], args[2], args[3:])
	case len(args) >= 2 && args[0] == "receive":
		return parseReceive(args[1], args[2:])
	}
	return nil, errors.New("usage: " + Usage)
}

func parseSend(server, size string, rest []string) (func(p *socket.Process) error, error) {
	host, port, err := message.SplitHostPort(server)
	if err != nil {
		return nil, err
	}
	n, err := number(size)
	if err != nil {
		return nil, err
	}
	o, err := parseOptions(rest, "piece", "every", "nodelay")
	if err != nil {
		return nil, err
	}
	return func(p *socket.Process) error { return send(p, host, port, n, o) }, nil
}

func parseReceive(port string, rest []string) (func(p *socket.Process) error, error) {
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 {
		return nil, fmt.Errorf("%q is not a port number from 1 to 65535", port)
	}
	o, err := parseOptions(rest, "buffer", "piece", "every", "after")
	if err != nil {
		return nil, err
	}
	return func(p *socket.Process) error { return receive(p, uint16(n), o) }, nil
}

// parseOptions reads words, each with its value but the last.
func parseOptions(args []string, known ...string) (o options, err error) {
	o.piece = 4096
	for len(args) > 0 {
		word, value := args[0], ""
		if args = args[1:]; word != "nodelay" && len(args) > 0 {
			value, args = args[0], args[1:]
		}
		if !strings.Contains(" "+strings.Join(known, " ")+" ", " "+word+" ") {
			return o, errors.New("usage: " + Usage)
		}
		switch word {
		case "piece":
			o.piece, err = number(value)
		case "buffer":
			o.buffer, err = number(value)
		case "every":
			o.every, err = duration(value)
		case "after":
			o.after, err = duration(value)
		case "nodelay":
			o.noDelay = true
		}
		if err != nil {
			return o, err
		}
	}
	return o, nil
}

// most is the most bytes that are sent, or taken at once.
const most = 1 << 30

func number(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%q is no number of bytes from 1 to %d", s, most)
	}
	return n, nil
}

func duration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is no time, such as 500ms", s)
	}
	return d, nil
}

package forge

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"encap/layers/application/message"
	"encap/layers/socket"
)

// Usage tells how the program is called. With step each segment's number is so
// much higher than that of the one before; with spread each comes from the
// next address.
const Usage = `forge syn|rst|fin|ack HOST:PORT from ADDRESS:PORT [seq NUMBER] [ack NUMBER] ` +
	`[count NUMBER] [every DURATION] [step NUMBER] [spread]`

// options are what a call asks for.
type options struct {
	flag     string // of the segments
	host     string // to whom
	port     uint16
	from     netip.AddrPort // from whom they claim to be
	seq, ack uint32
	count    int
	every    time.Duration // between two of them
	step     uint32
	spread   bool
}

// most is the most segments of one call.
const most = 1_000_000

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	if len(args) < 4 || flags[args[0]] == 0 || args[2] != "from" {
		return nil, errors.New("usage: " + Usage)
	}
	o := options{flag: args[0], count: 1, every: time.Millisecond}
	var err error
	if o.host, o.port, err = message.SplitHostPort(args[1]); err != nil {
		return nil, err
	}
	if o.from, err = netip.ParseAddrPort(args[3]); err != nil || !o.from.Addr().Is4() {
		return nil, fmt.Errorf("%q is not an address and a port such as 203.0.113.1:1025", args[3])
	}
	for rest := args[4:]; len(rest) > 0; {
		word, value := rest[0], ""
		if rest = rest[1:]; word != "spread" && len(rest) > 0 {
			value, rest = rest[0], rest[1:]
		}
		if err := o.set(word, value); err != nil {
			return nil, err
		}
	}
	return func(p *socket.Process) error { return run(p, o) }, nil
}

// set reads one option.
func (o *options) set(word, value string) (err error) {
	switch word {
	case "seq":
		o.seq, err = number(value)
	case "ack":
		o.ack, err = number(value)
	case "step":
		o.step, err = number(value)
	case "count":
		if o.count, err = strconv.Atoi(value); err != nil || o.count < 1 || o.count > most {
			return fmt.Errorf("%q is not a number of segments from 1 to %d", value, most)
		}
	case "every":
		if o.every, err = time.ParseDuration(value); err != nil || o.every < 0 {
			return fmt.Errorf("%q is no time, such as 1ms", value)
		}
	case "spread":
		o.spread = true
	default:
		return fmt.Errorf("%q is not known; usage: %s", strings.ToValidUTF8(word, "?"), Usage)
	}
	return err
}

// number reads a sequence number.
func number(s string) (uint32, error) {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("%q is not a number from 0 to %d", s, uint32(1<<32-1))
	}
	return uint32(n), nil
}

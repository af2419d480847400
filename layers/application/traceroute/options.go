package traceroute

import (
	"errors"
	"flag"
	"io"
	"strings"
	"time"

	"encap/layers/socket"
)

// Usage tells how the program is called; the letters are those of traceroute
// on Linux.
const Usage = `traceroute [-m MAXHOPS] [-q PROBES] [-w PATIENCE] [-I|-T] HOST`

// options are what a call asks for.
type options struct {
	host     string
	hops     int
	probes   int // for each hop
	patience time.Duration
	icmp     bool // by echo requests, not by datagrams
	tcp      bool // by attempts to connect
}

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	var o options
	f := flag.NewFlagSet("traceroute", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&o.hops, "m", 30, "")
	f.IntVar(&o.probes, "q", 3, "")
	f.DurationVar(&o.patience, "w", time.Second, "")
	f.BoolVar(&o.icmp, "I", false, "")
	f.BoolVar(&o.tcp, "T", false, "")
	if err := f.Parse(args); err != nil {
		return nil, errors.New(strings.ReplaceAll(err.Error(), "\n", " ") + "; usage: " + Usage)
	}
	switch {
	case f.NArg() != 1, o.icmp && o.tcp:
		return nil, errors.New("usage: " + Usage)
	case o.hops < 1, o.hops > 255, o.probes < 1, o.probes > 10, o.patience <= 0:
		return nil, errors.New("a number is out of range; usage: " + Usage)
	}
	o.host = f.Arg(0)
	return func(p *socket.Process) error { return run(p, o) }, nil
}

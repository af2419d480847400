package ping

import (
	"errors"
	"flag"
	"io"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/layers/socket"
)

// Usage tells how the program is called; the letters are those of ping on
// Linux.
const Usage = `ping [-c COUNT] [-s BYTES] [-t TTL] [-i INTERVAL] [-W PATIENCE] [-M do|want|dont] [-R] [-T tsonly|tsandaddr] HOST`

// options are what a call asks for.
type options struct {
	host     string
	count    int
	size     int // of the data, in bytes
	ttl      int
	interval time.Duration
	patience time.Duration // for one reply
	df       osi.DF
	record   bool   // the route is to be recorded in the header
	stamp    string // and the time, "tsonly", or with addresses, "tsandaddr"
}

// maxSize is the most data that an echo request can carry, in bytes.
const maxSize = 65507

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	var o options
	f := flag.NewFlagSet("ping", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&o.count, "c", 4, "")
	f.IntVar(&o.size, "s", 56, "")
	f.IntVar(&o.ttl, "t", 64, "")
	f.DurationVar(&o.interval, "i", time.Second, "")
	f.DurationVar(&o.patience, "W", time.Second, "")
	f.BoolVar(&o.record, "R", false, "")
	f.StringVar(&o.stamp, "T", "", "")
	f.TextVar(&o.df, "M", osi.DFWhenFits, "")
	if err := f.Parse(args); err != nil {
		return nil, errors.New(strings.ReplaceAll(err.Error(), "\n", " ") + "; usage: " + Usage)
	}
	switch {
	case f.NArg() != 1:
		return nil, errors.New("usage: " + Usage)
	case o.count < 1, o.size < 0, o.size > maxSize, o.ttl < 1, o.ttl > 255, o.interval <= 0, o.patience <= 0:
		return nil, errors.New("a number is out of range; usage: " + Usage)
	}
	if _, known := stampFlags[o.stamp]; !known || o.record && o.stamp != "" {
		return nil, errors.New("-T is tsonly or tsandaddr, and goes without -R; usage: " + Usage)
	}
	o.host = f.Arg(0)
	return func(p *socket.Process) error { return run(p, o) }, nil
}

package sim

import (
	"fmt"
	"strconv"

	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

const (
	macofUsage = "macof -n FRAMES"
	mostForged = 10_000 // frames of one command
)

// parseMacof reads the arguments of macof, which fills a switch's table with
// stations that do not exist; dsniff has a tool of that name.
func parseMacof(args []string) (command, error) {
	if len(args) != 2 || args[0] != "-n" {
		return nil, usage(macofUsage)
	}
	frames, err := strconv.Atoi(args[1])
	if err != nil || frames < 1 || frames > mostForged {
		return nil, fmt.Errorf("%q is not a number of frames from 1 to %d", args[1], mostForged)
	}
	return func(w *world, n *node) {
		for range frames {
			n.host.Links[0].Forge(w.pool.Get(nil), w.invented(n), w.invented(n), ethernet.Experiment)
		}
	}, nil
}

// invented gives an address that most likely no station has: locally
// administered, of one station.
func (w *world) invented(n *node) ethernet.Addr {
	if n.forge == nil {
		n.forge = w.env(n.name, osi.Link).Rand("macof")
	}
	a := ethernet.Addr{0x06}
	for i := range a[1:] {
		a[1+i] = byte(n.forge.Uint32())
	}
	return a
}

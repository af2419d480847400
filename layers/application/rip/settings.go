package rip

import "time"

// SplitHorizon says what a router tells of a route into the network that it has
// the route from.
type SplitHorizon uint8

// The choices (RFC 2453 §3.4.3).
const (
	Poisoned SplitHorizon = iota // that it is unreachable
	Simple                       // nothing
	Without                      // the same as everywhere
)

var horizonNames = [...]string{"poisoned", "simple", "off"}

// String gives the choice's name.
func (h SplitHorizon) String() string { return horizonNames[h] }

// Horizons are the names of the choices.
func Horizons() []string { return horizonNames[:] }

// Settings are how a router speaks RIP. Zero times are the standard's.
type Settings struct {
	SplitHorizon SplitHorizon
	NoTriggered  bool // changes wait for the next regular update
	Update       time.Duration
	Timeout      time.Duration // after how long a route is believed no more
	Garbage      time.Duration // how long that is told
}

// Times of RFC 2453 §3.8.
const (
	updateTime  = 30 * time.Second
	timeoutTime = 180 * time.Second
	garbageTime = 120 * time.Second
)

// orUsual gives the settings with the standard's times where none are said.
func (s Settings) orUsual() Settings {
	or := func(d *time.Duration, usual time.Duration) {
		if *d == 0 {
			*d = usual
		}
	}
	or(&s.Update, updateTime)
	or(&s.Timeout, timeoutTime)
	or(&s.Garbage, garbageTime)
	return s
}

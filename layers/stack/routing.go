package stack

import (
	"encap/layers/application/rip"
	"encap/layers/osi"
	"encap/layers/transport/udp"
)

// AddRIP lets a router find its routes by RIP. Start makes it speak.
func (h *Host) AddRIP(w World, s rip.Settings) (start func() error) {
	var below rip.UDP = h.UDP
	if w.Tap != nil {
		below = intoUDP{h.UDP, w.Tap, "rip"}
	}
	r := rip.New(w.Env(osi.Application), w.Pool, below, h.IP, s)
	var heard udp.Socket = r
	if w.Tap != nil {
		heard = fromUDP{r, w.Tap, "rip"}
	}
	return func() error { return r.Start(heard) }
}

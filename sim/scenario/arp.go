package scenario

import "slices"

// arpCaches are the ways to treat old rows of an ARP cache.
var arpCaches = []string{"rfc", "linux"}

// arpKey says what old rows of an ARP cache are worth.
var arpKey = key{"arp", false, choice{"a kind of ARP cache", arpCaches},
	"`rfc`: after a minute the address is asked for anew; `linux`: it is used and checked (stale, delay, probe); left out: `rfc`"}

// arp looks at that of a scenario that was built in Go.
func (v *validator) arp(kind string, sp spot) {
	if kind != "" && !slices.Contains(arpCaches, kind) {
		v.wrong(sp, 0, didYouMean(kind, arpCaches), "%q is not a kind of ARP cache", clip(kind))
	}
}

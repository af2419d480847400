package icmp

import (
	"net/netip"
	"slices"
	"time"

	"encap/layers/osi"
)

// How many errors one host is told, as on Linux (icmp(7)): six at once, then one
// each second. What path-MTU discovery needs is not counted, nor what this host
// tells itself.
const (
	burst    = 6
	oneEach  = time.Second
	maxHosts = 1024
)

// quota is how many more errors each host may be told.
type quota struct {
	hosts map[netip.Addr]*allowance
	order []netip.Addr // the first that was told something first
}

// allowance is one host's. It grows as time passes.
type allowance struct {
	left int
	at   osi.Instant // when it was last brought up to date
}

// allowed says whether a host may be told one more error, and counts it.
func (l *Layer) allowed(host netip.Addr) bool {
	if l.below.Local(host) {
		return true
	}
	q, now := &l.quota, l.env.Now()
	a := q.hosts[host]
	if a == nil {
		if q.hosts == nil {
			q.hosts = map[netip.Addr]*allowance{}
		}
		if len(q.order) == maxHosts {
			delete(q.hosts, q.order[0])
			q.order = slices.Delete(q.order, 0, 1)
		}
		a = &allowance{burst, now}
		q.hosts[host] = a
		q.order = append(q.order, host)
	}
	if n := int(now.Sub(a.at) / oneEach); n > 0 {
		a.left = min(burst, a.left+n)
		a.at = a.at.Add(time.Duration(n) * oneEach)
	}
	if a.left == 0 {
		return false
	}
	a.left--
	return true
}

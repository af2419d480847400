package ipv4

import (
	"net/netip"
	"slices"
	"time"

	"encap/layers/osi"
)

// Limits of what is known of paths.
const (
	pathMTULifetime = 10 * time.Minute // RFC 1191 §6.3
	leastMTU        = 68               // every link carries as much (RFC 791 §3.2)
	maxPaths        = 1024
)

// pathMTU is a path that is narrower than its first link.
type pathMTU struct {
	dst  netip.Addr
	vars pathVars
	gone bool
}

// pathVars are what a student sees of it.
type pathVars struct {
	MTU   int         // in bytes
	Until osi.Instant // afterwards more is tried again
}

// pathMTUs are all such paths of a node.
type pathMTUs struct {
	byDst map[netip.Addr]*pathMTU
	order []*pathMTU // the oldest first
}

// Entity names the path by its end.
func (p *pathMTU) Entity() (kind, name string) { return "path MTU", p.dst.String() }

// Vars gives its variables, and nil when it has given way to another.
func (p *pathMTU) Vars() any {
	if p.gone {
		return nil
	}
	return p.vars
}

// mtu gives how long a packet may be that leaves by an interface for dst.
func (l *Layer) mtu(out *Interface, dst netip.Addr) int {
	mtu := min(out.MTU, maxLen)
	if p := l.paths.byDst[dst]; p != nil && l.env.Now() < p.vars.Until {
		mtu = min(mtu, p.vars.MTU)
	}
	return mtu
}

// LowerMTU takes in that a router could not pass on a packet to dst that was
// length bytes long, since its next link carries mtu bytes at most (RFC 1191
// §3). Who calls it has made sure that such a packet was sent.
func (l *Layer) LowerMTU(dst netip.Addr, mtu, length int) {
	if mtu == 0 { // a router that does not know RFC 1191
		mtu = plateauBelow(length)
	}
	mtu = max(mtu, leastMTU)
	if mtu >= l.MTU(dst) {
		return
	}
	p := l.paths.byDst[dst]
	if p == nil {
		p = l.addPath(dst)
	}
	l.env.Enter(p)
	l.env.Note(&PathMTU)
	p.vars = pathVars{mtu, l.env.Now().Add(pathMTULifetime)}
}

// addPath makes room for one more path, and the path.
func (l *Layer) addPath(dst netip.Addr) *pathMTU {
	all := &l.paths
	if len(all.order) == maxPaths {
		oldest := all.order[0]
		l.env.Enter(oldest)
		oldest.gone = true
		delete(all.byDst, oldest.dst)
		all.order = slices.Delete(all.order, 0, 1)
	}
	p := &pathMTU{dst: dst}
	if all.byDst == nil {
		all.byDst = map[netip.Addr]*pathMTU{}
	}
	all.byDst[dst] = p
	all.order = append(all.order, p)
	return p
}

// plateaus are MTUs of links that there are or were (RFC 1191 §7).
var plateaus = [...]int{32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296, leastMTU}

// plateauBelow guesses the MTU of a link that a packet was too long for.
func plateauBelow(length int) int {
	for _, mtu := range plateaus {
		if mtu < length {
			return mtu
		}
	}
	return leastMTU
}

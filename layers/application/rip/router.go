package rip

import (
	"math/rand/v2"
	"net/netip"
	"time"

	"encap/layers/codec"
	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/network/route"
	"encap/layers/osi"
	"encap/layers/transport/udp"
)

// UDP is what RIP needs of its transport.
type UDP interface {
	Bind(local netip.AddrPort, shared bool, s udp.Socket) (*udp.Binding, error)
	Send(b *codec.Buffer, p osi.Path, src, dst uint16) error
}

// Network is what RIP needs of IP: its interfaces and its routes.
type Network interface {
	Interfaces() []*ipv4.Interface
	Join(i *ipv4.Interface, group netip.Addr)
	Local(a netip.Addr) bool
	Towards(a netip.Addr) (number int, ok bool)
	Route(p netip.Prefix) *route.Route
	AddRoute(r route.Route)
	RemoveRoute(p netip.Prefix) bool
}

// Router is the RIP of one router.
type Router struct {
	env      osi.Env
	pool     *codec.Pool
	udp      UDP
	network  Network
	settings Settings
	chance   *rand.Rand

	table   map[netip.Prefix]*entry
	order   []*entry // by prefix
	regular osi.Timer
	hold    osi.Timer // until the next triggered update may be sent
	holding bool
	untold  bool // something has changed since the last update
}

// New makes the RIP of a router that does not speak yet.
func New(env osi.Env, pool *codec.Pool, below UDP, network Network, s Settings) *Router {
	r := &Router{env: env, pool: pool, udp: below, network: network, settings: s.orUsual(), table: map[netip.Prefix]*entry{}}
	r.chance = env.Rand("rip.jitter")
	r.regular = env.Background("rip update", r.tell)
	r.hold = env.Background("rip triggered update", r.released)
	return r
}

// Start takes the router's own networks into the table, asks the neighbours for
// what they know, and begins to speak. heard is who is given what comes in.
func (r *Router) Start(heard udp.Socket) error {
	if _, err := r.udp.Bind(netip.AddrPortFrom(netip.IPv4Unspecified(), port), false, heard); err != nil {
		return err
	}
	for n, i := range r.network.Interfaces() {
		if !i.Addr.IsValid() {
			continue
		}
		r.network.Join(i, group)
		e := r.add(i.Addr.Masked())
		e.vars = entryVars{Metric: 1, Interface: n, State: connected}
	}
	r.env.Note(&AskAll)
	for _, i := range r.network.Interfaces() {
		r.send(i, request, []advert{wholeTable})
	}
	r.regular.Reset(r.jitter(r.settings.Update))
	return nil
}

// jitter gives a time that differs from d by a sixth at most: else routers that
// once spoke at the same instant would do so for ever (RFC 2453 §3.8).
func (r *Router) jitter(d time.Duration) time.Duration {
	sixth := d.Milliseconds() / 6
	return d + time.Duration(r.chance.Int64N(2*sixth+1)-sixth)*time.Millisecond
}

// send sends a message to all RIP routers on an interface's link.
func (r *Router) send(i *ipv4.Interface, command uint8, adverts []advert) {
	if i.Addr.IsValid() {
		r.sendTo(osi.Path{Src: i.Addr.Addr(), Dst: group, TTL: 1}, port, command, adverts)
	}
}

// sendTo sends as many messages as the adverts need.
func (r *Router) sendTo(p osi.Path, to uint16, command uint8, adverts []advert) {
	for len(adverts) > 0 {
		n := min(len(adverts), mostInOne)
		if err := r.udp.Send(r.pool.Get(encode(command, adverts[:n])), p, port, to); err != nil {
			return // there is no way; IP has said so
		}
		adverts = adverts[n:]
	}
}

// Failed is told that a message was not delivered; RIP will speak again anyhow.
func (r *Router) Failed(netip.AddrPort, icmp.Error) {}

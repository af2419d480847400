package nat

import (
	"net/netip"
	"slices"

	"encap/layers/network/flow"
	"encap/layers/osi"
)

// NAT is a translator between the networks inside and one outside.
type NAT struct {
	env     osi.Env
	public  netip.Addr // what all inside share
	outside int        // the number of the interface that has it

	mappings  []*mapping // in the order in which they were made
	inside    map[end]*mapping
	taken     map[end]*mapping // by the public end
	fragments flow.Fragments
}

// end is one end of a conversation.
type end struct {
	protocol uint8
	at       netip.AddrPort
}

// maxMappings bounds the table, and so the memory.
const maxMappings = 16384

// New makes a translator whose public address is that of interface outside.
func New(env osi.Env, public netip.Addr, outside int) *NAT {
	return &NAT{env: env, public: public, outside: outside, inside: map[end]*mapping{}, taken: map[end]*mapping{}}
}

// Forward lets what comes to a public port always go to one host inside: a
// server there can be reached (RFC 2663 §3.1). It says whether the port was
// free.
func (n *NAT) Forward(protocol uint8, port uint16, to netip.AddrPort) bool {
	if n.taken[end{protocol, netip.AddrPortFrom(n.public, port)}] != nil || n.inside[end{protocol, to}] != nil {
		return false
	}
	n.add(protocol, to, port, forwarded)
	return true
}

// kind says how a mapping came to be.
type kind uint8

const (
	dynamic   kind = iota // by a packet from inside
	forwarded             // by configuration: it stays
	own                   // the port is in use by the translator itself
)

// String gives the kind's name.
func (k kind) String() string { return [...]string{"dynamic", "forwarded", "own"}[k] }

// mapping is a row of the table: the public end that stands for an inside one.
type mapping struct {
	end
	vars     mappingVars
	sessions []*session
	gone     bool
}

// mappingVars are what a student sees of a mapping.
type mappingVars struct {
	Outside  netip.AddrPort
	Kind     kind
	Sessions int
}

// Entity names the mapping by its inside end: "udp 10.0.1.2:5000".
func (m *mapping) Entity() (kind, name string) {
	return "nat", flow.Name(m.protocol) + " " + m.at.String()
}

// Vars gives the mapping's variables; nil once it is forgotten.
func (m *mapping) Vars() any {
	if m.gone {
		return nil
	}
	return m.vars
}

// Mappings gives the rows of the table, for who wants to show them.
func (n *NAT) Mappings() []osi.Entity {
	var all []osi.Entity
	for _, m := range n.mappings {
		all = append(all, m)
	}
	return all
}

// of gives the mapping of an inside end, and makes it if there is none: the
// same one for all remote ends, so that the host is the same to all (RFC 4787
// §4.1). nil: the table is full.
func (n *NAT) of(protocol uint8, inside netip.AddrPort) *mapping {
	if m := n.inside[end{protocol, inside}]; m != nil && !n.forget(m) {
		return m
	}
	if len(n.mappings) >= maxMappings && !n.makeRoom() {
		return nil
	}
	port, ok := n.assign(protocol, inside.Port())
	if !ok {
		return nil
	}
	n.env.Note(&NewMapping)
	if port == inside.Port() {
		n.env.Note(&PortKept)
	} else {
		n.env.Note(&PortChanged)
	}
	return n.add(protocol, inside, port, dynamic)
}

func (n *NAT) add(protocol uint8, inside netip.AddrPort, port uint16, k kind) *mapping {
	m := &mapping{end: end{protocol, inside}, vars: mappingVars{Outside: netip.AddrPortFrom(n.public, port), Kind: k}}
	n.mappings = append(n.mappings, m)
	n.inside[m.end] = m
	n.taken[end{protocol, m.vars.Outside}] = m
	return m
}

// assign finds a free public port: the inside one if it can be, else the next
// with the same parity, within the well-known ports or outside of them
// (RFC 4787 §4.2). No two inside ends ever share one.
func (n *NAT) assign(protocol uint8, wish uint16) (uint16, bool) {
	low, high := 1024, 65535
	if wish < 1024 {
		low, high = 0, 1023
	}
	span := high + 1 - low
	for step := 0; step < span; step += 2 {
		port := uint16(low + (int(wish)-low+step)%span)
		if m := n.taken[end{protocol, netip.AddrPortFrom(n.public, port)}]; port != 0 && (m == nil || n.forget(m)) {
			return port, true
		}
	}
	return 0, false
}

// forget drops what is over of a mapping, and the mapping itself if that was
// all; it says whether the mapping is gone.
func (n *NAT) forget(m *mapping) bool {
	n.sweep(m)
	if m.vars.Kind == forwarded || len(m.sessions) > 0 {
		return false
	}
	n.env.Enter(m)
	m.gone = true
	delete(n.inside, m.end)
	delete(n.taken, end{m.protocol, m.vars.Outside})
	n.mappings = slices.DeleteFunc(n.mappings, func(other *mapping) bool { return other == m })
	return true
}

// makeRoom forgets a mapping that is over, if there is one.
func (n *NAT) makeRoom() bool {
	for _, m := range n.mappings {
		if n.forget(m) {
			return true
		}
	}
	return false
}

package ipv4

import "encap/layers/codec"

// Filter looks at packets on their way through the node: a firewall, a
// translator of addresses. Interfaces are told by their numbers; -1 is the node
// itself. Packets that it lets pass go on; it says itself why others do not.
type Filter interface {
	// Arrives is shown a packet before it is known where it goes. It gives the
	// one to go on with: the same, a changed copy, or nil.
	Arrives(packet []byte, in int) []byte
	// Accepts is shown a packet that is for the node itself.
	Accepts(packet []byte, in int) bool
	// Leaves is shown a packet that is about to leave, whole, and may change it
	// in place.
	Leaves(b *codec.Buffer, in, out int) bool
}

// itself stands for the node where an interface's number is asked for.
const itself = -1

// Use lets a filter look at what passes through the node, behind those that are
// there: it sees what they have made of a packet that arrives, and comes before
// them when it leaves.
func (l *Layer) Use(f Filter) { l.filters = append(l.filters, f) }

// arrives gives what the filters make of a packet that came in, and its header;
// nil: it goes no further.
func (l *Layer) arrives(h header, packet []byte, in int) (header, []byte) {
	for _, f := range l.filters {
		if packet = f.Arrives(packet, in); packet == nil {
			return h, nil
		}
	}
	if len(l.filters) == 0 {
		return h, packet
	}
	h, _, err := l.decode(packet)
	if err != nil {
		panic(err) // it was whole before
	}
	return h, packet
}

// accepts says whether the filters let a packet reach the node itself.
func (l *Layer) accepts(packet []byte, in int) bool {
	for _, f := range l.filters {
		if !f.Accepts(packet, in) {
			return false
		}
	}
	return true
}

// leaves says whether the filters let a packet leave.
func (l *Layer) leaves(b *codec.Buffer, in, out int) bool {
	for i := len(l.filters) - 1; i >= 0; i-- {
		if !l.filters[i].Leaves(b, in, out) {
			l.pool.Put(b)
			return false
		}
	}
	return true
}

// Prohibited tells a packet's sender that a firewall does not let it pass.
func (l *Layer) Prohibited(packet []byte) { l.report(Prohibited, 0, packet) }

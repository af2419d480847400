package flow

// Fragments remembers of which conversation the pieces of a packet are: only
// the first one bears the ports. Pieces that overtake their first one stay
// unknown (RFC 4787 §11 asks for those in order).
type Fragments struct {
	first [maxFragmented]Packet
	next  int
}

// maxFragmented is of how many packets the pieces are kept in mind; the oldest
// gives way.
const maxFragmented = 64

// Complete tells a later piece the ports of its first one, and remembers the
// ports of a first. It says whether the ports are known, if the protocol has
// any.
func (f *Fragments) Complete(p *Packet) bool {
	if !p.Later {
		if p.more {
			f.first[f.next] = *p
			f.next = (f.next + 1) % maxFragmented
		}
		return true
	}
	for i := range f.first {
		first := &f.first[i]
		if first.id == p.id && first.Protocol == p.Protocol && first.more &&
			first.Src.Addr() == p.Src.Addr() && first.Dst.Addr() == p.Dst.Addr() {
			p.Src, p.Dst = first.Src, first.Dst
			return true
		}
	}
	return false
}

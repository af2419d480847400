package firewall

import (
	"encap/layers/codec"
	"encap/layers/network/flow"
)

// Arrives lets every packet in: it is judged when it is known where it goes.
func (f *Firewall) Arrives(packet []byte, _ int) []byte { return packet }

// Accepts judges a packet that came in by interface in and is for the node
// itself.
func (f *Firewall) Accepts(packet []byte, in int) bool { return f.judge(packet, in, -1) }

// Leaves judges a packet that is passed on. What the node itself sends (in is
// -1) may leave, and what answers it may come.
func (f *Firewall) Leaves(b *codec.Buffer, in, out int) bool {
	if in < 0 {
		p := flow.Parse(b.Bytes())
		if f.fragments.Complete(&p) && p.Quoted == nil {
			if c := f.remember(&p); c != nil {
				f.saw(c, &p)
			}
		}
		return true
	}
	return f.judge(b.Bytes(), in, out)
}

// judge lets a packet pass, or drops it.
func (f *Firewall) judge(packet []byte, in, out int) bool {
	// First, whose is it? A later fragment is of the same as its first.
	p := flow.Parse(packet)
	if !f.fragments.Complete(&p) {
		f.env.Drop(&UnknownPiece, packet)
		return false
	}
	// Second, was its conversation allowed before?
	c := f.of(&p)
	// Third, the first rule that fits decides.
	r := f.first(&p, c != nil, in, out)
	f.env.Enter(r)
	r.packets++
	r.bytes += uint64(len(packet))
	switch r.rule.Action {
	case Allow:
		f.allow(r, &p, c)
		return true
	case Reject:
		f.env.Drop(&Rejected, packet)
		f.Refuse(packet)
		return false
	}
	why := &Denied
	if r.isRest {
		why = &ByDefault
	}
	f.env.Drop(why, packet)
	return false
}

// allow says why a packet may pass, and remembers its conversation.
func (f *Firewall) allow(r *row, p *flow.Packet, c *connection) {
	why := &Allowed
	switch {
	case r.isRest:
		why = &ByDefault
	case r.rule.Established && p.Quoted != nil:
		why = &Related
	case r.rule.Established:
		why = &Known
	}
	f.env.Note(why)
	if p.Quoted != nil {
		return
	}
	if c == nil {
		c = f.remember(p)
	}
	if c != nil {
		f.saw(c, p)
	}
}

// first finds the rule that decides.
func (f *Firewall) first(p *flow.Packet, known bool, in, out int) *row {
	for _, r := range f.rows {
		if f.fits(&r.rule, p, known, in, out) {
			return r
		}
	}
	return f.rest
}

// fits says whether a packet is one that a rule is about.
func (f *Firewall) fits(r *Rule, p *flow.Packet, known bool, in, out int) bool {
	switch {
	case r.Protocol != 0 && r.Protocol != p.Protocol:
	case !r.From.fits(p.Src) || !r.To.fits(p.Dst):
	case r.In != "" && r.In != f.interfaces(in):
	case r.Out != "" && r.Out != f.interfaces(out):
	case r.Established && !known:
	case r.ACK && p.Flags&(flow.ACK|flow.RST) == 0:
	case r.SYN && p.Flags&(flow.SYN|flow.ACK) != flow.SYN:
	default:
		return true
	}
	return false
}

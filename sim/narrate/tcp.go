package narrate

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"encap/layers/osi"
	"encap/layers/transport/tcp"
	"encap/sim/trace"
)

// segment is what a sentence about a segment needs: who speaks with whom, and
// its numbers as a person counts them, from the first one of each side on.
type segment struct {
	local, remote netip.AddrPort
	entity        trace.Entity // the connection, as its node knows it
	flags         tcp.Flags
	seq, ack      uint32 // counted from 0
	length        int    // of the text
	window        uint64 // in bytes
	left, right   uint32 // the first block that a SACK tells of; right is 0 without one
}

// offFlags and offSeq are places in the header, in bytes.
const (
	offSeq   = 4
	offFlags = 13
)

// segment reads the segment of the event; nil where it is too damaged.
func (t *teller) segment() *segment {
	p := t.outer("tcp")
	if p == nil || p.Malformed != "" || p.Body == p.Start || t.field("tcp.urgent_pointer") == nil {
		return nil
	}
	s := &segment{
		flags: tcp.Flags(t.number("tcp.flags")), length: p.Tail - p.Body,
		seq: uint32(t.number("tcp.seq_raw")), ack: uint32(t.number("tcp.ack_raw")), window: t.number("tcp.window_size_value"),
	}
	src, dst := t.addresses()
	s.local = netip.AddrPortFrom(src, uint16(t.number("tcp.srcport")))
	s.remote = netip.AddrPortFrom(dst, uint16(t.number("tcp.dstport")))
	ours, theirs, scale := "ISS", "IRS", "RcvScale"
	if t.e.Kind != trace.Send {
		s.local, s.remote = s.remote, s.local
		ours, theirs, scale = theirs, ours, "SndScale"
	}
	s.entity = trace.Entity{Node: t.e.Node, Kind: "tcp", Name: s.local.String() + " > " + s.remote.String()}
	s.seq -= t.counter(s.entity, ours)
	base := t.counter(s.entity, theirs)
	s.ack -= base
	if t.field("tcp.options.sack_re") != nil {
		s.left, s.right = uint32(t.number("tcp.options.sack_le"))-base, uint32(t.number("tcp.options.sack_re"))-base
	}
	if shift := t.counter(s.entity, scale); shift <= maxShift && s.flags&tcp.SYN == 0 {
		s.window <<= shift
	}
	return s
}

// maxShift is the largest shift of a window (RFC 7323 §2.3).
const maxShift = 14

// counter gives a variable that is a number, 0 where it is not known.
func (t *teller) counter(entity trace.Entity, field string) uint32 {
	n, _ := strconv.ParseUint(t.variable(entity, field), 10, 32)
	return uint32(n)
}

// addresses gives the addresses of the packet that carries the segment: the
// event behind this one sends it, the one before has read it.
func (t *teller) addresses() (src, dst netip.Addr) {
	var e *trace.Event
	switch t.e.Kind {
	case trace.Send:
		e = t.src.Event(t.e.ID + 1)
	case trace.Drop:
		if c := t.cause(); c != nil {
			e = t.src.Event(c.Cause)
		}
	default:
		e = t.cause()
	}
	if e == nil || e.Name != "ip" {
		return src, dst
	}
	packet := newTeller(t.src, e)
	return packet.addr("ip.src"), packet.addr("ip.dst")
}

// pairs gives what the texts about a segment ask for.
func (t *teller) pairs(s *segment) []any {
	peer := t.hostOnly(s.remote.Addr())
	if !s.remote.Addr().IsValid() {
		peer = someAddress
	}
	told, behind := "", somethingBehind
	if s.right != 0 {
		block := []any{"left", s.left, "right", s.right - 1}
		told, behind = t.say(blockTold, block...), t.say(blockBehind, block...)
	}
	return []any{
		"told", told, "behind", behind, "peer", peer, "seq", s.seq, "ack", s.ack, "window", bytesOf(int(s.window)), "text", t.numbers(s),
		"before", s.ack - 1, "header", bytesOf(t.outer("tcp").Body), "segment", bytesOf(len(t.e.PDU)),
	}
}

// numbers names the bytes of a segment's text by their places in the stream,
// from 1 on: SYN has the number 0.
func (t *teller) numbers(s *segment) string {
	switch {
	case s.length == 1:
		return t.say(byteNumber, "first", s.seq)
	case s.length > 1:
	case s.flags&tcp.SYN != 0:
		return aSyn
	case s.flags&tcp.FIN != 0:
		return aFin
	default:
		return noBytes
	}
	return t.say(byteNumbers, "first", s.seq, "last", s.seq+uint32(s.length)-1)
}

// firstWith says whether the segment is the first of the run that has exactly
// these of the flags in mask, and text only if it has: then words are
// explained.
func (t *teller) firstWith(mask tcp.Flags) bool {
	return t.src.firstWith(t.e, mask, len(t.e.PDU) > t.outer("tcp").Body)
}

// because says whether one of these rules made the event happen: one that its
// cause obeyed, or by which a segment was dropped just before.
func (t *teller) because(rules ...*osi.Rule) bool {
	return slices.ContainsFunc(t.reasons(), func(r *osi.Rule) bool { return slices.Contains(rules, r) })
}

// reasons gives the rules because of which the event happened, in their order.
func (t *teller) reasons() (rules []*osi.Rule) {
	for id := t.e.Cause; id > 0 && id < t.e.ID; id++ {
		e := t.src.Event(id)
		if e == nil || id != t.e.Cause && (e.Kind != trace.Drop || e.Cause != t.e.Cause) {
			continue
		}
		for _, why := range e.Rules {
			rules = append(rules, why.Rule)
		}
	}
	return rules
}

// state tells how a connection's state changed, as a sentence to add.
func (t *teller) state() string {
	d := t.delta("tcp", "State")
	switch {
	case d == nil || strings.HasSuffix(d.Entity.Name, "*"):
		return ""
	case d.Old == "":
		return t.say(stateIs, "now", d.New)
	}
	return t.say(stateGoes, "old", d.Old, "now", d.New)
}

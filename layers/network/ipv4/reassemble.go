package ipv4

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"encap/layers/osi"
)

// Limits of reassembly.
const (
	reassemblyTime = time.Minute // RFC 1122 §3.3.2: 60 to 120 seconds
	maxHeld        = 4 << 20     // bytes of all fragments that wait, as Linux has it
	perFragment    = 128         // bytes that keeping one costs besides its own
)

// open is where a hole ends whose end is not known yet.
const open = maxLen

// assembly is a packet of which not all fragments have come. It is found by
// what all of its fragments have in common (RFC 791 §3.2).
type assembly struct {
	key    assemblyKey
	vars   assemblyVars
	holes  []hole
	pieces []piece // in the order they came
	first  []byte  // the packet with the first fragment
	ecn    uint8
	timer  osi.Timer
	gone   bool
}

type assemblyKey struct {
	src, dst netip.Addr
	protocol uint8
	id       uint16
}

// assemblyVars are what a student sees of it.
type assemblyVars struct {
	Fragments int
	Bytes     int // of the payload that are here
	Length    int // of the whole payload; 0 until the last fragment is here
	Holes     int
}

// hole is what is missing between two bytes, both included.
type hole struct{ first, last int }

// piece is one fragment's payload and its place, with its packet.
type piece struct {
	at              int
	payload, packet []byte
}

// assemblies are all packets of a node that wait for fragments.
type assemblies struct {
	byKey map[assemblyKey]*assembly
	order []*assembly // the oldest first
	held  int         // bytes
}

// Entity names the packet by its ends and its identification.
func (a *assembly) Entity() (kind, name string) {
	return "reassembly", fmt.Sprintf("%v > %v id %d", a.key.src, a.key.dst, a.key.id)
}

// Vars gives its variables, and nil when it is whole or given up.
func (a *assembly) Vars() any {
	if a.gone {
		return nil
	}
	return a.vars
}

// reassemble takes in a fragment and gives the whole packet, if that was the
// last that was missing, and else nil.
func (l *Layer) reassemble(h header, packet, payload []byte) []byte {
	first, last := h.offset, h.offset+len(payload)-1
	if len(payload) == 0 || h.moreFragments && len(payload)%8 != 0 || h.headerLen+last >= maxLen {
		l.env.Drop(&BadFragment, packet)
		return nil
	}
	a := l.assembly(h)
	l.env.Enter(a)
	if !h.moreFragments && !a.setLength(last+1) || a.vars.Length != 0 && last >= a.vars.Length {
		l.giveUp(a, &Overlap, packet)
		return nil
	}
	switch i := a.holeFor(first, last); {
	case i >= 0:
		a.fill(i, first, last)
	case a.has(first, last):
		l.env.Drop(&RepeatedFragment, packet)
		return nil
	default:
		l.giveUp(a, &Overlap, packet)
		return nil
	}
	a.keep(h, packet, payload)
	l.assemblies.held += len(packet) + perFragment
	if len(a.holes) == 0 {
		l.env.Note(&Whole)
		l.remove(a)
		return a.whole()
	}
	l.env.Note(&WaitForRest)
	l.makeRoom(a)
	if a.vars.Fragments == 1 {
		a.timer.Reset(reassemblyTime)
	}
	return nil
}

// assembly finds the packet that a fragment belongs to, or begins one.
func (l *Layer) assembly(h header) *assembly {
	key := assemblyKey{h.Src, h.Dst, h.Protocol, h.id}
	all := &l.assemblies
	if a := all.byKey[key]; a != nil {
		return a
	}
	a := &assembly{key: key, holes: []hole{{0, open}}}
	a.vars.Holes = 1
	if all.byKey == nil {
		all.byKey = map[assemblyKey]*assembly{}
	}
	all.byKey[key] = a
	all.order = append(all.order, a)
	a.timer = l.env.Timer("reassembly", func() { l.timeUp(a) })
	return a
}

// setLength takes in where the payload ends, and says whether that can be: it
// agrees with what was said before, and nothing lies beyond.
func (a *assembly) setLength(n int) bool {
	if a.vars.Length != 0 {
		return a.vars.Length == n
	}
	for _, p := range a.pieces {
		if p.at+len(p.payload) > n {
			return false
		}
	}
	a.vars.Length = n
	for i := range a.holes {
		if a.holes[i].last == open {
			a.holes[i].last = n - 1
		}
	}
	return true
}

// holeFor gives the hole in which a fragment fits without touching what is
// there, or -1.
func (a *assembly) holeFor(first, last int) int {
	return slices.IndexFunc(a.holes, func(h hole) bool { return h.first <= first && last <= h.last })
}

// has says whether all of these bytes have come already.
func (a *assembly) has(first, last int) bool {
	return !slices.ContainsFunc(a.holes, func(h hole) bool { return first <= h.last && h.first <= last })
}

// fill puts what is left of a hole in its place: nothing, or the parts before
// and behind the fragment (RFC 815 §3, steps 4 to 6).
func (a *assembly) fill(i, first, last int) {
	h := a.holes[i]
	var left []hole
	if first > h.first {
		left = append(left, hole{h.first, first - 1})
	}
	if last < h.last {
		left = append(left, hole{last + 1, h.last})
	}
	a.holes = slices.Replace(a.holes, i, i+1, left...)
	a.vars.Holes = len(a.holes)
}

// keep keeps a copy of a fragment: its frame's memory may be used again.
func (a *assembly) keep(h header, packet, payload []byte) {
	packet = append([]byte(nil), packet...)
	a.pieces = append(a.pieces, piece{h.offset, packet[len(packet)-len(payload):], packet})
	if h.offset == 0 {
		a.first = packet
	}
	if h.TOS&ecnMask == ecnCE {
		a.ecn = ecnCE
	}
	a.vars.Fragments++
	a.vars.Bytes += len(payload)
}

// The ECN field of the type of service (RFC 3168 §5).
const (
	ecnMask = 3
	ecnCE   = 3
)

// whole puts the pieces together behind the first one's header. What one
// fragment has learnt of congestion holds for all (RFC 3168 §5.3).
func (a *assembly) whole() []byte {
	headerLen := int(a.first[0]&0x0f) * 4
	packet := make([]byte, headerLen+a.vars.Length)
	copy(packet, a.first[:headerLen])
	for _, p := range a.pieces {
		copy(packet[headerLen+p.at:], p.payload)
	}
	packet[offTOS] |= a.ecn
	binary.BigEndian.PutUint16(packet[offTotalLen:], uint16(len(packet)))
	binary.BigEndian.PutUint16(packet[offFragment:], 0)
	sum(packet[:headerLen])
	return packet
}

// timeUp gives a packet up whose rest has not come. Its sender is told if the
// first fragment is here, which says whose it was (RFC 792).
func (l *Layer) timeUp(a *assembly) {
	l.env.Enter(a)
	l.drop(a, &ReassemblyTimeout)
	if a.first != nil {
		l.report(ReassemblyTimeExceeded, 0, a.first)
	}
}

// giveUp drops a packet's fragments because one more does not fit to them.
func (l *Layer) giveUp(a *assembly, why *osi.Rule, packet []byte) {
	l.env.Drop(why, packet)
	l.drop(a, why)
}

// makeRoom gives the oldest packets up, but not a, while too much waits.
func (l *Layer) makeRoom(a *assembly) {
	for l.assemblies.held > maxHeld && l.assemblies.order[0] != a {
		oldest := l.assemblies.order[0]
		l.env.Enter(oldest)
		l.drop(oldest, &ReassemblyFull)
	}
}

func (l *Layer) drop(a *assembly, why *osi.Rule) {
	l.remove(a)
	for _, p := range a.pieces {
		l.env.Drop(why, p.packet)
	}
}

// remove forgets a packet, because it is whole or given up.
func (l *Layer) remove(a *assembly) {
	a.timer.Stop()
	a.gone = true
	all := &l.assemblies
	delete(all.byKey, a.key)
	i := slices.Index(all.order, a)
	all.order = slices.Delete(all.order, i, i+1)
	for _, p := range a.pieces {
		all.held -= len(p.packet) + perFragment
	}
}

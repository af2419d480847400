package drill

import (
	"bytes"
	"fmt"
	"net/netip"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
)

// Ports of the two ends.
const (
	defaultPort   = 8080  // the server's
	firstPeerPort = 53055 // the script's as a client
)

// newFlow makes a connection from the script's next port to a port of the
// stack.
func (r *Run) newFlow(local uint16) *flow {
	f := &flow{local: netip.AddrPortFrom(hostAddr.Addr(), local), remote: netip.AddrPortFrom(peerAddr, r.nextPort)}
	r.nextPort++
	return f
}

// How long a packet is waited for that is late already, so that the report can
// tell when it came, and one that may come any time.
const (
	patience   = 3 * time.Second
	anyWaiting = 10 * time.Minute
)

// got is what the stack has sent, in the script's numbers.
type got struct {
	segment
	ip      ipFields
	at      osi.Instant
	id      trace.ID
	arrival arrival
	several bool // it is several segments taken together
}

// expect waits for a packet from the stack and compares it.
func (r *Run) expect(s *step, p *packet) error {
	w, want := s.when, p.segment
	now, tolerance := r.world.engine.Now(), r.script.set.tolerance
	from, to := osi.Instant(w.from), osi.Instant(w.to)
	if w.timing == relative {
		from, to = now.Add(w.from), now.Add(w.to)
	}
	last := to.Add(tolerance)
	if w.timing == anytime {
		from, to, last = 0, now.Add(anyWaiting), now.Add(anyWaiting)
	}
	g, err := r.collect(want, last)
	if err != nil {
		return err
	}
	if g != nil {
		r.say(g.id, s.text)
	}
	expected := want.notation(true) + " " + interval(w.timing, from, to)
	if g == nil {
		return &mismatch{expected: expected, came: fmt.Sprintf("nothing up to %s", seconds(r.world.engine.Now()))}
	}
	if why := differs(p, g); why != "" {
		return &mismatch{expected: expected, came: fmt.Sprintf("%s at %s: %s", g.notation(want.window >= 0), seconds(g.at), why), because: g.id}
	}
	if w.timing != anytime && (g.at < from.Add(-tolerance) || g.at > last) {
		return &mismatch{expected: expected, came: fmt.Sprintf("it at %s, %s", seconds(g.at), offBy(g.at, from, to)), because: g.id}
	}
	return nil
}

func interval(t timing, from, to osi.Instant) string {
	switch {
	case t == anytime:
		return "at any time"
	case from == to:
		return "at " + seconds(from)
	}
	return "from " + seconds(from) + " to " + seconds(to)
}

func offBy(at, from, to osi.Instant) string {
	if at < from {
		return fmt.Sprintf("%v too early", from.Sub(at).Round(time.Microsecond))
	}
	return fmt.Sprintf("%v too late", at.Sub(to).Round(time.Microsecond))
}

// collect gives the next segment of the connection: several that follow one
// another become one, as long as the script expects. Nil: none came.
func (r *Run) collect(want *segment, last osi.Instant) (*got, error) {
	first, err := r.next(last.Add(patience))
	if first == nil || err != nil {
		return nil, err
	}
	f := r.flow
	f.meet(&first.segment, want)
	all := *first
	all.segment = f.fromStack(first.segment, want)
	for all.length > 0 && all.length < want.length && !r.script.set.strict {
		more, err := r.next(last)
		if err != nil {
			return nil, err
		}
		if more == nil {
			break
		}
		s := f.fromStack(more.segment, want)
		if s.seq != all.seq+uint32(all.length) || s.length == 0 || all.length+s.length > want.length || s.ack != all.ack {
			r.world.came = append([]arrival{more.arrival}, r.world.came...)
			break
		}
		// Only the last one says whether the process waits for the rest.
		all.flags = all.flags&^(psh|fin) | s.flags
		all.length, all.window, all.options, all.id = all.length+s.length, s.window, s.options, more.id
		all.several = true
	}
	if all.several {
		// A system that hands several segments to its interface as one sets PSH on
		// it whatever follows.
		all.flags |= want.flags & psh
	}
	return &all, nil
}

// next gives the next segment of the connection that comes up to an instant,
// in the stack's own numbers; nil: none.
func (r *Run) next(last osi.Instant) (*got, error) {
	w := r.world
	for {
		if err := w.await(last, func() bool { return len(w.came) > 0 }); err != nil {
			return nil, err
		}
		if len(w.came) == 0 {
			return nil, nil
		}
		a := w.came[0]
		w.came = w.came[1:]
		s, ip, src, dst, err := readSegment(a.packet)
		if err != nil {
			continue // not TCP
		}
		f := r.flow
		if f.opening && s.has(syn) && dst == f.remote.Port() {
			f.local, f.opening = netip.AddrPortFrom(ip.src, src), false
		}
		if ip.dst == f.remote.Addr() && dst == f.remote.Port() && src == f.local.Port() {
			return &got{segment: s, ip: ip, at: a.at, id: a.id, arrival: a}, nil
		}
	}
}

// differs says in what a segment is not as the script says, or nothing.
func differs(p *packet, g *got) string {
	w := p.segment
	switch {
	case g.flags != w.flags:
		return "other flags"
	case g.seq != w.seq && !w.anySeq:
		return "another sequence number"
	case g.length != w.length:
		return "another length"
	case w.has(ack) && g.ack != w.ack:
		return "another acknowledgment"
	case w.window >= 0 && g.window != w.window:
		return "another window"
	case w.has(urg) && g.urgent != w.urgent:
		return "another urgent pointer"
	case !w.anyOptions && !bytes.Equal(g.options, w.options):
		return "other options"
	case p.tos == anyECT && g.ip.tos&3 != 1 && g.ip.tos&3 != 2, p.tos >= 0 && p.tos != anyECT && int(g.ip.tos)&p.tosMask != p.tos:
		return fmt.Sprintf("tos 0x%x", g.ip.tos)
	case p.ttl > 0 && int(g.ip.ttl) != p.ttl:
		return fmt.Sprintf("ttl %d", g.ip.ttl)
	}
	return ""
}

package sim

import (
	"net/netip"
	"sort"
	"strconv"
	"strings"

	"encap/sim/dissect"
	"encap/sim/trace"
)

// flowKey names one direction of a connection by its sending end.
type flowKey struct {
	node          string
	local, remote netip.AddrPort
}

// flow is one direction of a connection: its stream of bytes, counted from the
// one behind the SYN on.
type flow struct {
	first    uint32 // the sequence number of the stream's first byte
	last     int64  // where the latest segment stood
	end      int64  // where the next call's bytes will stand
	writes   []write
	segments []int32
	read     int64 // where the next bytes that are read stand
	readings []reading
}

// write is what one call has put into a stream.
type write struct {
	call  trace.ID
	flow  *flow
	start int64
	n     int
}

// place turns a sequence number into a place in the stream: the one nearest to
// the latest, since the numbers wrap (RFC 9293 §3.4).
func (f *flow) place(seq uint32) int64 {
	f.last += int64(int32(seq - f.first - uint32(f.last)))
	return f.last
}

// newSegment takes in what something on this host sends through IP. What a
// host sends to itself stays without an IP header.
func (t *threads) newSegment(packet, send *trace.Event) int32 {
	pdus := dissect.Dissect(packet.Proto, packet.PDU)
	p := bearer(pdus)
	g := segment{send: send.ID, n: p.Tail - p.Body}
	switch {
	case send.Name == "tcp" && packet.Proto != "ip":
		return 0 // the ends of the connection are not told
	case send.Name == "tcp" && p.Proto == "tcp":
		if g.flow = t.flowOf(packet.Node, pdus[0], *p); g.flow == nil {
			return 0
		}
		seq := uint32(number(p, "tcp.seq_raw"))
		if flagged(p, "tcp.flags.syn") {
			seq++
		}
		g.at = g.flow.place(seq)
		g.flow.segments = append(g.flow.segments, int32(len(t.segments)))
		t.bears(&g)
	case t.byID[send.Cause] != nil:
		// The process writes the header of an echo message itself.
		if p.Proto == "icmp" {
			g.skip = p.Body - p.Start
		}
		c := t.byID[send.Cause]
		g.call = c.ID
		if g.n > 0 {
			c.Bearers = append(c.Bearers, send.ID)
		}
		t.messages[c.ID] = append(t.messages[c.ID], int32(len(t.segments)))
	default:
		return 0
	}
	t.segments = append(t.segments, g)
	return int32(len(t.segments) - 1)
}

// flowOf gives the flow that a segment belongs to; a SYN with another number
// than the last begins a new one.
func (t *threads) flowOf(node string, ip, tcp dissect.PDU) *flow {
	k := flowKey{node, endOf(&ip, "ip.src", &tcp, "tcp.srcport"), endOf(&ip, "ip.dst", &tcp, "tcp.dstport")}
	f, first := t.flows[k], uint32(number(&tcp, "tcp.seq_raw"))+1
	if flagged(&tcp, "tcp.flags.syn") && (f == nil || f.first != first) {
		f = &flow{first: first}
		t.flows[k] = f
		t.streams[pair{k.local, k.remote}] = f
	}
	return f
}

func endOf(ip *dissect.PDU, addr string, tcp *dissect.PDU, port string) netip.AddrPort {
	a, _ := value(ip, addr).(netip.Addr)
	return netip.AddrPortFrom(a, uint16(number(tcp, port)))
}

func number(p *dissect.PDU, name string) uint64 {
	n, _ := value(p, name).(uint64)
	return n
}

func flagged(p *dissect.PDU, name string) bool {
	set, _ := value(p, name).(bool)
	return set
}

func value(p *dissect.PDU, name string) any {
	for i := range p.Fields {
		if p.Fields[i].Name == name {
			return p.Fields[i].Value
		}
	}
	return nil
}

// writes takes in a call that hands bytes over to a stream. How many TCP takes
// is known when it returns; until then it may be all.
func (t *threads) writes(e *trace.Event) {
	s := t.sockets[e.Entity]
	if len(e.Data) == 0 || s == nil || s.proto != "tcp" {
		return
	}
	if f := t.flows[flowKey{e.Node, s.local, s.remote}]; f != nil {
		w := write{e.ID, f, f.end, len(e.Data)}
		f.writes = append(f.writes, w)
		t.written[e.ID] = w
	}
}

// wrote takes in how many bytes such a call has handed over.
func (t *threads) wrote(c *Call, returned *trace.Event) {
	w, ok := t.written[c.ID]
	if !ok {
		return
	}
	w.n, _ = strconv.Atoi(strings.TrimPrefix(returned.Text, "= "))
	w.n = max(w.n, 0) // "= -1 EAGAIN (…)" is no number
	w.flow.end += int64(w.n)
	t.written[c.ID] = w
	w.flow.writes[len(w.flow.writes)-1] = w
	if w.n == 0 {
		w.flow.writes = w.flow.writes[:len(w.flow.writes)-1]
		delete(t.written, c.ID)
	}
}

// writer says which call a byte of a segment's text comes from, and which byte
// of the call's Data it is.
func (t *threads) writer(g *segment, at int) (trace.ID, int) {
	if g.flow == nil {
		return g.call, g.skip + at
	}
	place := g.at + int64(at)
	if later := g.flow.from(place); len(later) > 0 && later[0].start <= place {
		return later[0].call, int(place - later[0].start)
	}
	return 0, 0
}

// from gives the calls that wrote the byte at a place in the stream and what
// follows it.
func (f *flow) from(place int64) []write {
	i := sort.Search(len(f.writes), func(i int) bool { return f.writes[i].start+int64(f.writes[i].n) > place })
	return f.writes[i:]
}

// bears tells the calls whose bytes a segment bears of it.
func (t *threads) bears(g *segment) {
	for _, w := range g.flow.from(g.at) {
		if w.start >= g.at+int64(g.n) {
			return
		}
		c := t.byID[w.call]
		c.Bearers = append(c.Bearers, g.send)
	}
}

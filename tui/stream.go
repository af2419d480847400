package tui

import (
	"net/netip"
	"strconv"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
)

// stream is one conversation: all that two endpoints say to each other in one
// protocol. a is who spoke first.
type stream struct {
	proto string // "tcp", "udp"
	a, b  netip.AddrPort
	first trace.ID
	began osi.Instant
	base  [2]uint32 // the first sequence number that a and that b used
	told  [2]bool   // whether they have used one
	high  [2]uint32 // and the end of what they sent last
	acked [2]uint32 // what they acknowledged last,
	wnd   [2]uint32 // the window that they told with it,
	dups  [2]int    // and how often they have said the same since

	resent map[sent]bool
}

// sent is where the text of a segment begins, and who sent it.
type sent struct {
	back bool
	seq  uint32
}

// streamKey finds a stream whoever speaks.
type streamKey struct {
	proto string
	a, b  netip.AddrPort // the lower one first
}

// noStream is the number of the stream of what belongs to none.
const noStream int32 = -1

// talk is what a frame says in its stream.
type talk struct {
	stream int32
	back   bool   // b speaks
	again  bool   // its text was sent before
	seq    uint32 // of a segment
	size   uint32 // sequence numbers that it takes
	dup    int    // it says for the n-th time what is awaited still; 0: it says something new
}

// streamIndex knows the streams of a film and which events belong to them.
type streamIndex struct {
	all     []stream
	byKey   map[streamKey]int32
	of      []int32 // the stream of each event
	sockets map[trace.Entity]*endpoints
	conns   map[trace.Entity]*conn
	ends    []*conn                       // in the order in which they came to be
	births  map[trace.Entity][]trace.ID   // of each descriptor
	owners  map[trace.Entity]trace.Entity // of each connection the descriptor that had it last
}

// endpoints are what a descriptor is bound to.
type endpoints struct {
	proto         string
	local, remote netip.AddrPort
}

func newStreamIndex(events trace.ID) *streamIndex {
	return &streamIndex{byKey: map[streamKey]int32{}, of: make([]int32, events+1), sockets: map[trace.Entity]*endpoints{}, conns: map[trace.Entity]*conn{},
		births: map[trace.Entity][]trace.ID{}, owners: map[trace.Entity]trace.Entity{}}
}

// find gives the number of a stream, after making it if it is new.
func (x *streamIndex) find(proto string, src, dst netip.AddrPort, e *trace.Event) (n int32, back bool) {
	key := streamKey{proto, src, dst}
	if dst.Compare(src) < 0 {
		key.a, key.b = dst, src
	}
	n, ok := x.byKey[key]
	if !ok {
		n = int32(len(x.all))
		x.byKey[key] = n
		x.all = append(x.all, stream{proto: proto, a: src, b: dst, first: e.ID, began: e.At})
	}
	return n, x.all[n].a != src
}

// talkOf finds out what a frame says. A frame that only goes on from a hub, a
// switch or a router says what it said before; mine tells whether an address is
// that of the frame's node.
func (x *streamIndex) talkOf(pdus []dissect.PDU, e *trace.Event, before *flight, mine func(netip.Addr) bool) talk {
	src, dst, proto, p := ends(pdus)
	if p == nil {
		return talk{stream: noStream}
	}
	t := talk{}
	t.stream, t.back = x.find(proto, src, dst, e)
	if proto != "tcp" {
		return t
	}
	t.seq, t.size = uint32(numberIn(p, "tcp.seq_raw")), uint32(p.Tail-p.Body)
	for _, flag := range [...]string{"tcp.flags.syn", "tcp.flags.fin"} {
		if flagIn(p, flag) {
			t.size++
		}
	}
	if before != nil && before.stream == t.stream && before.back == t.back && before.seq == t.seq && before.size == t.size {
		t.again, t.dup = before.again, before.dup
		return t
	}
	s, way := &x.all[t.stream], 0
	if t.back {
		way = 1
	}
	if !mine(src.Addr()) {
		// It waited on its way for an address.
		t.again = s.resent[sent{t.back, t.seq}]
		return t
	}
	end := t.seq + t.size
	switch {
	case !s.told[way] || flagIn(p, "tcp.flags.syn") && t.seq != s.base[way]:
		s.told[way], s.base[way], s.high[way] = true, t.seq, end
	case t.size > 0 && int32(end-s.high[way]) <= 0:
		t.again = true
		if s.resent == nil {
			s.resent = map[sent]bool{}
		}
		s.resent[sent{t.back, t.seq}] = true
	case int32(end-s.high[way]) > 0:
		s.high[way] = end
	}
	t.dup = s.repeat(way, t.size, p)
	return t
}

// repeat counts acknowledgments that say what the one before said (RFC 5681
// §2), and bear nothing.
func (s *stream) repeat(way int, size uint32, p *dissect.PDU) int {
	ack, wnd := uint32(numberIn(p, "tcp.ack_raw")), uint32(numberIn(p, "tcp.window_size_value"))
	awaited := int32(s.high[1-way]-ack) > 0
	if size == 0 && ack == s.acked[way] && wnd == s.wnd[way] && awaited && !flagIn(p, "tcp.flags.reset") {
		s.dups[way]++
		return s.dups[way]
	}
	s.acked[way], s.wnd[way], s.dups[way] = ack, wnd, 0
	return 0
}

// ends gives the two ends of what a frame carries, and its transport header.
func ends(pdus []dissect.PDU) (src, dst netip.AddrPort, proto string, p *dissect.PDU) {
	var from, to netip.Addr
	for i := range pdus {
		switch p := &pdus[i]; p.Proto {
		case "ip":
			from, to = addressIn(p, "ip.src"), addressIn(p, "ip.dst")
		case "ipv6":
			from, to = addressIn(p, "ipv6.src"), addressIn(p, "ipv6.dst")
		case "icmp", "icmpv6": // what it quotes is another stream's
			return netip.AddrPortFrom(from, 0), netip.AddrPortFrom(to, 0), "icmp", p
		case "tcp", "udp":
			return netip.AddrPortFrom(from, uint16(numberIn(p, p.Proto+".srcport"))), netip.AddrPortFrom(to, uint16(numberIn(p, p.Proto+".dstport"))), p.Proto, p
		}
	}
	return src, dst, "", nil
}

// value gives a field of a header, nil if it has none of this name.
func valueIn(p *dissect.PDU, name string) any {
	for i := range p.Fields {
		if p.Fields[i].Name == name {
			return p.Fields[i].Value
		}
	}
	return nil
}

func numberIn(p *dissect.PDU, name string) uint64 {
	n, _ := valueIn(p, name).(uint64)
	return n
}

func flagIn(p *dissect.PDU, name string) bool {
	b, _ := valueIn(p, name).(bool)
	return b
}

func addressIn(p *dissect.PDU, name string) netip.Addr {
	a, _ := valueIn(p, name).(netip.Addr)
	return a
}

// enter finds the stream of an event that is no frame's: by what it changed,
// by its descriptor, by what it answers, by what caused it.
func (x *streamIndex) enter(e *trace.Event, flying int32) {
	n := noStream
	for i := range e.Deltas {
		if s := x.changed(&e.Deltas[i], e); s != noStream {
			n = s
		}
	}
	switch {
	case e.Kind == trace.TxStart:
		n = flying
	case n != noStream:
	case e.Of != 0:
		n = x.of[e.Of]
	case e.Entity.Kind == "socket":
		n = x.ofSocket(e.Entity, e)
	case e.Kind != trace.Start && e.Kind != trace.Act && e.Layer != osi.Application:
		n = x.of[e.Cause]
	}
	x.of[e.ID] = n
}

// changed gives the stream of a connection or a descriptor that changed.
func (x *streamIndex) changed(d *trace.Delta, e *trace.Event) int32 {
	switch d.Entity.Kind {
	case "tcp":
		if src, dst, ok := connection(d.Entity.Name); ok {
			n, _ := x.find("tcp", src, dst, e)
			return n
		}
	case "socket":
		s := x.sockets[d.Entity]
		if s == nil {
			s = &endpoints{}
			x.sockets[d.Entity] = s
		}
		switch d.Field {
		case "Proto":
			s.proto = d.New
			if d.Old == "" {
				x.births[d.Entity] = append(x.births[d.Entity], e.ID)
			}
		case "Local":
			s.local, _ = netip.ParseAddrPort(d.New)
		case "Remote":
			s.remote, _ = netip.ParseAddrPort(d.New)
		case "":
			delete(x.sockets, d.Entity)
			return noStream
		}
		if s.proto == "tcp" && s.remote.IsValid() {
			x.owners[trace.Entity{Node: d.Entity.Node, Kind: "tcp", Name: s.local.String() + " > " + s.remote.String()}] = d.Entity
		}
	}
	return noStream
}

// ofSocket gives the stream of a descriptor that is connected.
func (x *streamIndex) ofSocket(entity trace.Entity, e *trace.Event) int32 {
	s := x.sockets[entity]
	if s == nil || !s.remote.IsValid() {
		return noStream
	}
	n, _ := x.find(s.proto, s.local, s.remote, e)
	return n
}

// connection reads the name of a connection: "10.0.1.2:49152 > 10.0.1.3:7".
func connection(name string) (local, remote netip.AddrPort, ok bool) {
	for i := 0; i+3 <= len(name); i++ {
		if name[i:i+3] != " > " {
			continue
		}
		l, err := netip.ParseAddrPort(name[:i])
		r, err2 := netip.ParseAddrPort(name[i+3:])
		return l, r, err == nil && err2 == nil
	}
	return local, remote, false
}

// title names a stream: "TCP 10.0.1.2:49152 ↔ 10.0.1.3:7".
func (f *film) streamTitle(n int32) string {
	s := &f.streams.all[n]
	return protoName(s.proto) + " " + f.endName(s.a) + " ↔ " + f.endName(s.b)
}

// endName writes an endpoint with the name of the node that has the address.
func (f *film) endName(a netip.AddrPort) string {
	name := a.Addr().String()
	if n, ok := f.owners[a.Addr()]; ok {
		name = n
	}
	if a.Port() == 0 {
		return name
	}
	return name + ":" + strconv.Itoa(int(a.Port()))
}

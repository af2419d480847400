package tcp

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"net/netip"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
)

// Below is what TCP needs of the network layer.
type Below interface {
	Send(b *codec.Buffer, p osi.Path) error
	Source(dst netip.Addr) (netip.Addr, error)
	// MTU gives how long a packet to dst may be when it leaves here, in bytes.
	MTU(dst netip.Addr) int
	// LowerMTU takes in that a packet of that length was too long for a link on
	// the way, which carries mtu bytes; 0: the router does not say.
	LowerMTU(dst netip.Addr, mtu, length int)
}

// pair is what a connection is known by: both ends.
type pair struct{ local, remote netip.AddrPort }

// ownSegment is a segment that a node sends to itself.
type ownSegment struct {
	path osi.Path
	data []byte
}

// Layer is the TCP of one node.
type Layer struct {
	env       osi.Env
	pool      *codec.Pool
	below     Below
	profile   *Profile
	conns     map[pair]*Conn
	last      *Conn // to which the last segment belonged: mostly the next one, too
	listeners map[uint16][]*Listener
	ports     map[uint16][]*Binding
	using     map[uint16]int // connections on a port
	wire      wire
	sending   int          // segments that are being sent
	own       []ownSegment // those to ourselves wait here
	loop      osi.Timer
	chance    *rand.Rand
	secret    [16]byte
	hasSecret bool

	challenges  int // sent since challengeAt
	challengeAt osi.Instant
}

// New makes the TCP of a node.
func New(env osi.Env, pool *codec.Pool, below Below, p *Profile) *Layer {
	return &Layer{env: env, pool: pool, below: below, profile: p}
}

// Receive takes a segment and gives it to the connection it belongs to, or to
// the server that waits for one, or says that there is neither. A segment that
// this node sends to itself comes while it is being sent; it waits until that
// is done.
func (l *Layer) Receive(p osi.Path, data []byte) {
	if l.sending == 0 {
		l.receive(p, data)
		return
	}
	l.own = append(l.own, ownSegment{p, append([]byte(nil), data...)})
	if l.loop == nil {
		l.loop = l.env.Timer("loopback", l.receiveOwn)
	}
	l.loop.Reset(0)
}

// receiveOwn takes what this node has sent to itself.
func (l *Layer) receiveOwn() {
	own := l.own
	l.own = nil
	for _, s := range own {
		l.receive(s.path, s.data)
	}
}

// receive finds out whose a segment is.
func (l *Layer) receive(p osi.Path, data []byte) {
	if codec.Fold(codec.Sum(codec.PseudoHeader(p.Src, p.Dst, Protocol, len(data)), data)) != 0 {
		l.env.Drop(&BadChecksum, data)
		return
	}
	var s Segment
	if err := l.wire.decode(p, data, &s); err != nil {
		l.env.Drop(&Malformed, data)
		return
	}
	switch {
	case toMany(p.Src) || toMany(p.Dst):
		l.env.Drop(&NotToMany, data)
		return
	case l.profile.DropSynFin && s.Has(SYN) && s.Has(FIN):
		l.env.Drop(&SynFin, data)
		return
	}
	if c := l.find(s.Dst, s.Src); c != nil {
		c.receive(&s)
		return
	}
	if li := l.listener(s.Dst); li != nil {
		li.receive(&s)
		return
	}
	l.receiveClosed(&s)
}

func toMany(a netip.Addr) bool {
	return a.IsMulticast() || a == netip.AddrFrom4([4]byte{255, 255, 255, 255}) || a.IsUnspecified()
}

// add makes a connection known.
func (l *Layer) add(c *Conn) {
	if l.conns == nil {
		l.conns, l.using = map[pair]*Conn{}, map[uint16]int{}
	}
	l.conns[pair{c.Local, c.Remote}] = c
	l.using[c.Local.Port()]++
}

// find gives the connection between two ends, or nil.
func (l *Layer) find(local, remote netip.AddrPort) *Conn {
	if c := l.last; c != nil && c.Local == local && c.Remote == remote {
		return c
	}
	c := l.conns[pair{local, remote}]
	l.last = c
	return c
}

// remove forgets a connection.
func (l *Layer) remove(c *Conn) {
	if l.last == c {
		l.last = nil
	}
	delete(l.conns, pair{c.Local, c.Remote})
	if l.using[c.Local.Port()]--; l.using[c.Local.Port()] == 0 {
		delete(l.using, c.Local.Port())
	}
}

// isn chooses a connection's first number: a clock that counts each four
// microseconds, plus a secret function of both ends (RFC 6528 §3).
func (l *Layer) isn(local, remote netip.AddrPort) Seq {
	l.env.Note(&ChooseISN)
	if !l.hasSecret {
		r := l.env.Rand("tcp.isn")
		binary.BigEndian.PutUint64(l.secret[:], r.Uint64())
		binary.BigEndian.PutUint64(l.secret[8:], r.Uint64())
		l.hasSecret = true
	}
	b := append([]byte(nil), l.secret[:]...)
	for _, end := range [...]netip.AddrPort{local, remote} {
		addr := end.Addr().As16()
		b = binary.BigEndian.AppendUint16(append(b, addr[:]...), end.Port())
	}
	f := sha256.Sum256(b)
	m := uint32(time.Duration(l.env.Now()) / (4 * time.Microsecond))
	return Seq(m + binary.BigEndian.Uint32(f[:]))
}

// clock is the timestamp clock: milliseconds (RFC 7323 §5.4), from 1 on.
func (l *Layer) clock() uint32 { return uint32(time.Duration(l.env.Now())/time.Millisecond) + 1 }

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
}

// pair is what a connection is known by: both ends.
type pair struct{ local, remote netip.AddrPort }

// Layer is the TCP of one node.
type Layer struct {
	env       osi.Env
	pool      *codec.Pool
	below     Below
	profile   *Profile
	conns     map[pair]*Conn
	listeners map[uint16][]*Listener
	ports     map[uint16][]*Binding
	lingering map[uint16]int // connections on a port that no process has any more
	wire      wire
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
// the server that waits for one, or says that there is neither.
func (l *Layer) Receive(p osi.Path, data []byte) {
	var s Segment
	if err := l.wire.decode(p, data, &s); err != nil {
		l.env.Drop(&Malformed, data)
		return
	}
	if codec.Fold(codec.Sum(codec.PseudoHeader(p.Src, p.Dst, Protocol, len(data)), data)) != 0 {
		l.env.Drop(&BadChecksum, data)
		return
	}
	if toMany(p.Src) || toMany(p.Dst) {
		l.env.Drop(&NotToMany, data)
		return
	}
	if c := l.conns[pair{s.Dst, s.Src}]; c != nil {
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
		l.conns = map[pair]*Conn{}
	}
	l.conns[pair{c.Local, c.Remote}] = c
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

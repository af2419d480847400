package udp

import (
	"errors"
	"math/rand/v2"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/osi"
)

// maxMessage is the most that one datagram over IPv4 can carry, in bytes.
const maxMessage = 1<<16 - 1 - 20 - headerLen

// ErrTooLong means that a message does not fit into one datagram.
var ErrTooLong = errors.New("udp: message too long")

// Below is what UDP needs of the network layer.
type Below interface {
	Send(b *codec.Buffer, p osi.Path) error
	Source(dst netip.Addr) (netip.Addr, error)
	RefusePort(packet []byte)
	LowerMTU(dst netip.Addr, mtu, length int)
}

// Layer is the UDP of one node.
type Layer struct {
	env    osi.Env
	pool   *codec.Pool
	below  Below
	ports  map[uint16][]*Binding
	chance *rand.Rand
	header wire // kept, so that a header allocates nothing
}

// New makes the UDP of a node.
func New(env osi.Env, pool *codec.Pool, below Below) *Layer {
	return &Layer{env: env, pool: pool, below: below}
}

// Send puts a header with the ports in front of the message that b holds and
// sends the datagram. It consumes b. A zero source address is filled in.
func (l *Layer) Send(b *codec.Buffer, p osi.Path, src, dst uint16) error {
	p.Protocol = Protocol
	if b.Len() > maxMessage {
		l.pool.Put(b)
		return ErrTooLong
	}
	if !p.Src.IsValid() || p.Src.IsUnspecified() {
		var err error
		if p.Src, err = l.below.Source(p.Dst); err != nil {
			l.pool.Put(b)
			return err
		}
	}
	l.env.Note(&Ports)
	l.env.Note(&Checksummed)
	l.encode(b, p, src, dst)
	return l.below.Send(b, p)
}

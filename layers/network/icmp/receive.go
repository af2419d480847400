package icmp

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/osi"
)

// Below is what ICMP needs of IP.
type Below interface {
	Send(b *codec.Buffer, p osi.Path) error
	Local(a netip.Addr) bool
	// LowerMTU takes in that a packet was too long for a link on the way.
	LowerMTU(dst netip.Addr, mtu, length int)
	// Redirected takes in that another router is said to be the better way.
	Redirected(dst, from, gateway netip.Addr)
}

// Error is an error message as the protocol that sent the quoted packet gets
// it.
type Error struct {
	Type, Code uint8
	MTU        uint16     // of the next hop, with FragmentationNeeded
	From       netip.Addr // who says so
	Sent       osi.Path   // of the packet that is quoted
	Length     int        // of that packet when it was whole, in bytes
	Quoted     []byte     // the first bytes of what that packet carried, at least 8
}

// TooLong says whether a packet may not be cut and was too long for a link.
func (e *Error) TooLong() bool { return e.Type == Unreachable && e.Code == FragmentationNeeded }

// Above is a protocol that wants to know what became of its packets.
type Above interface {
	Failed(e Error)
}

// Layer is the ICMP of one node.
type Layer struct {
	AnswerBroadcast bool // echo requests to everybody are answered, as they once were

	env    osi.Env
	pool   *codec.Pool
	below  Below
	above  []upper
	echoes map[uint16]Echoer
	nextID uint16
	quota  quota
	header wire // kept, so that a header allocates nothing
}

type upper struct {
	protocol uint8
	tell     Above
}

// New makes the ICMP of a node.
func New(env osi.Env, pool *codec.Pool, below Below) *Layer {
	return &Layer{env: env, pool: pool, below: below}
}

// Handle lets a protocol know what became of its packets.
func (l *Layer) Handle(protocol uint8, tell Above) {
	l.above = append(l.above, upper{protocol, tell})
}

// Receive handles a message by its type (RFC 1122 §3.2.2).
func (l *Layer) Receive(p osi.Path, message []byte) {
	// First, is it whole?
	h, body, err := l.decode(message)
	if err != nil {
		l.env.Drop(&Garbled, message)
		return
	}
	if codec.Checksum(message) != 0 {
		l.env.Drop(&BadChecksum, message)
		return
	}
	// Second, what does it want?
	switch h.typ {
	case EchoRequest:
		l.answer(p, h, message, body)
	case EchoReply:
		l.answered(p, h, message)
	case Unreachable, TimeExceeded, ParameterProblem:
		l.failed(p, h, message, body)
	case Redirect:
		l.redirected(p, h, message, body)
	case SourceQuench:
		l.env.Drop(&NoQuench, message)
	default:
		l.env.Drop(&Unknown, message)
	}
}

// failed tells the protocol whose packet an error message quotes.
func (l *Layer) failed(p osi.Path, h header, message, quoted []byte) {
	sent, rest, ok := quotedPacket(quoted)
	if !ok {
		l.env.Drop(&Garbled, message)
		return
	}
	if sent.Src != p.Dst { // an error goes to the source of what it is about
		l.env.Drop(&NotOurs, message)
		return
	}
	e := Error{Type: h.typ, Code: h.code, From: p.Src, Sent: sent, Quoted: rest}
	e.Length = int(binary.BigEndian.Uint16(quoted[offQuotedLen:]))
	if e.TooLong() {
		e.MTU = h.seq
	}
	if sent.Protocol == Protocol {
		l.echoFailed(e, message)
		return
	}
	for _, up := range l.above {
		if up.protocol == sent.Protocol {
			l.env.Note(&Deliver)
			up.tell.Failed(e)
			return
		}
	}
	l.env.Drop(&NotOurs, message)
}

// redirected takes in that there is a better way for the packet that is quoted.
func (l *Layer) redirected(p osi.Path, h header, message, quoted []byte) {
	sent, _, ok := quotedPacket(quoted)
	switch {
	case !ok:
		l.env.Drop(&Garbled, message)
	case sent.Src != p.Dst:
		l.env.Drop(&NotOurs, message)
	default:
		l.below.Redirected(sent.Dst, p.Src, netip.AddrFrom4([4]byte(message[offGateway:])))
	}
}

// quotedPacket reads the packet that an error message quotes. It may be cut
// off, and routers may have changed it on the way, so only what is needed is
// looked at.
func quotedPacket(q []byte) (sent osi.Path, rest []byte, ok bool) {
	if len(q) < quotedHeaderMin || q[0]>>4 != 4 {
		return sent, nil, false
	}
	n := int(q[0]&0x0f) * 4
	laterFragment := q[6]&0x1f != 0 || q[7] != 0
	if total := int(binary.BigEndian.Uint16(q[2:])); total >= n && total < len(q) {
		q = q[:total:total] // the frame's padding stood behind it
	}
	if n < quotedHeaderMin || len(q) < n+quotedTransportMin || laterFragment {
		return sent, nil, false
	}
	sent = osi.Path{
		Src: netip.AddrFrom4([4]byte(q[12:16])), Dst: netip.AddrFrom4([4]byte(q[16:20])),
		Protocol: q[9], TTL: q[8], TOS: q[1],
	}
	return sent, q[n:], true
}

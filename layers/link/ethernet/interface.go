package ethernet

import (
	"encap/layers/codec"
	"encap/layers/osi"
)

// Below is what an interface needs of the port: to send a whole frame.
type Below interface {
	Send(b *codec.Buffer)
}

// Above is whoever reads what frames of one type carry.
type Above interface {
	// Receive is given the payload, which is valid until it returns; toAll
	// says that the frame was for many stations, and not for this one alone.
	Receive(payload []byte, toAll bool)
}

// Interface is a station's end of an Ethernet link.
type Interface struct {
	Name string
	Addr Addr
	MTU  int // bytes of payload in a frame

	env    osi.Env
	pool   *codec.Pool
	below  Below
	above  []upper
	header wire // kept, so that framing allocates nothing
	to     Addr
}

type upper struct {
	typ  Type
	read Above
}

// New makes an interface with nobody above it yet.
func New(env osi.Env, pool *codec.Pool, name string, addr Addr, mtu int, below Below) *Interface {
	return &Interface{Name: name, Addr: addr, MTU: mtu, env: env, pool: pool, below: below}
}

// Handle lets a reader have what frames of type t carry.
func (i *Interface) Handle(t Type, read Above) {
	i.above = append(i.above, upper{t, read})
}

// tagLen is what the tag of a VLAN adds to a frame; the MTU does not count it
// (IEEE 802.3 §3.2.7).
const tagLen = 4

// Send frames what b holds and hands it to the port. It consumes b.
func (i *Interface) Send(b *codec.Buffer, dst Addr, t Type) {
	if b.Len() > i.MTU && (t != VLAN || b.Len() > i.MTU+tagLen) {
		i.env.Drop(&FrameTooLong, b.Bytes())
		i.pool.Put(b)
		return
	}
	i.env.Note(&Framed)
	if HeaderLen+b.Len() < MinFrame {
		i.env.Note(&Padded)
	}
	i.encode(b, dst, t)
	AppendFCS(b)
	i.below.Send(b)
}

// Forge sends a frame that names another sender than this interface. It consumes
// b, which is no longer than the MTU.
func (i *Interface) Forge(b *codec.Buffer, src, dst Addr, t Type) {
	i.env.Note(&Forged)
	own := i.Addr
	i.Addr = src
	i.encode(b, dst, t)
	i.Addr = own
	AppendFCS(b)
	i.below.Send(b)
}

// Receive takes a whole frame from the port and hands up what it carries.
func (i *Interface) Receive(frame []byte) {
	// First, is it whole? (IEEE 802.3 §4.2.4)
	if len(frame) < MinFrame+FCSLen {
		i.env.Drop(&Runt, frame)
		return
	}
	if !CheckFCS(frame) {
		i.env.Drop(&BadFCS, frame)
		return
	}
	h, payload, err := i.decode(frame[:len(frame)-FCSLen])
	if err != nil {
		i.env.Drop(&BadLength, frame)
		return
	}
	// Second, is it for us? A group is not asked whether we belong to it: who
	// reads on knows better.
	if h.dst != i.Addr && !h.dst.Group() {
		i.env.Drop(&NotForUs, frame)
		return
	}
	// Third, who reads what is inside?
	if !i.Read(h.typ, payload, h.dst.Group()) {
		i.env.Drop(&NoProtocol, frame)
	}
}

// Read hands a payload to whoever reads its type, and says whether anybody
// does.
func (i *Interface) Read(t Type, payload []byte, toAll bool) bool {
	for _, up := range i.above {
		if up.typ == t {
			up.read.Receive(payload, toAll)
			return true
		}
	}
	return false
}

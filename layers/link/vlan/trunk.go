package vlan

import (
	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// Below is what a trunk needs of the interface whose cable it shares.
type Below interface {
	Send(b *codec.Buffer, dst ethernet.Addr, t ethernet.Type)
}

// Trunk is a station's end of a link that several VLANs share: it reads what
// frames of the type 0x8100 carry.
type Trunk struct {
	env   osi.Env
	below Below
	in    []*Interface

	// Native reads what has no tag; nil: nobody does.
	Native func(t ethernet.Type, payload []byte, toAll bool) (read bool)
}

// Interface is a station's interface in one VLAN, as Linux's eth0.10.
type Interface struct {
	ID    ID
	trunk *Trunk
	above []upper
}

type upper struct {
	typ  ethernet.Type
	read ethernet.Above
}

// NewTrunk makes a trunk without interfaces.
func NewTrunk(env osi.Env, below Below) *Trunk { return &Trunk{env: env, below: below} }

// Interface adds an interface in a VLAN.
func (t *Trunk) Interface(id ID) *Interface {
	i := &Interface{ID: id, trunk: t}
	t.in = append(t.in, i)
	return i
}

// Handle lets a reader have what frames of type t carry in this VLAN.
func (i *Interface) Handle(t ethernet.Type, read ethernet.Above) {
	i.above = append(i.above, upper{t, read})
}

// Send tags what b holds and lets the link frame it. It consumes b.
func (i *Interface) Send(b *codec.Buffer, dst ethernet.Addr, t ethernet.Type) {
	i.trunk.env.Note(&Tagged)
	Tag{ID: i.ID}.Prepend(b, t)
	i.trunk.below.Send(b, dst, ethernet.VLAN)
}

// Receive reads a tag and hands up what follows it in the VLAN that it names.
func (t *Trunk) Receive(data []byte, toAll bool) {
	tag, inner, payload, err := Parse(data)
	switch {
	case err != nil:
		t.env.Drop(&BadTag, data)
		return
	case tag.ID == 0:
		t.env.Note(&PriorityOnly)
		if t.Native == nil || !t.Native(inner, payload, toAll) {
			t.env.Drop(&OtherVLAN, data)
		}
		return
	}
	for _, i := range t.in {
		if i.ID != tag.ID {
			continue
		}
		for _, up := range i.above {
			if up.typ == inner {
				t.env.Note(&OurVLAN)
				up.read.Receive(payload, toAll)
				return
			}
		}
	}
	t.env.Drop(&OtherVLAN, data)
}

package bridge

import (
	"encoding/binary"

	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
	"encap/layers/osi"
)

// Membership says in which VLANs a port stands. An access port has a native
// VLAN alone; a trunk has some that are tagged, and perhaps a native one.
type Membership struct {
	Native vlan.ID  // of frames without a tag, in both directions; 0: none
	Tagged vlan.Set // frames of these leave with a tag
}

// frame is a whole frame while the bridge handles it.
type frame struct {
	bytes    []byte
	dst, src ethernet.Addr
	hasTag   bool     // it came with one,
	noID     bool     // which tells a priority only
	tag      vlan.Tag // with the VLAN to which the frame belongs; 0: VLANs are not looked at
}

func (f *frame) vid() vlan.ID { return f.tag.ID }

// classify finds the VLAN of a frame (IEEE 802.1Q, ingress): that of its tag, or
// the native one of its port. The port must stand in that VLAN.
func (b *Bridge) classify(in int, f *frame) (refused *osi.Rule) {
	if !b.cfg.VLANs {
		return nil
	}
	p := b.ports[in]
	if ethernet.Type(binary.BigEndian.Uint16(f.bytes[12:])) == ethernet.VLAN {
		f.hasTag = true
		f.tag, _, _, _ = vlan.Parse(f.bytes[14:]) // no frame is too short for it
	}
	if f.noID = f.tag.ID == 0; f.noID {
		if f.tag.ID = p.vlans.Native; f.tag.ID == 0 {
			return &NoNative
		}
		if !f.hasTag {
			b.env.Note(&Native)
		}
	}
	if !b.member(in, f.tag.ID) {
		return &NotThisVLAN
	}
	return nil
}

// member says whether a port stands in a VLAN.
func (b *Bridge) member(port int, id vlan.ID) bool {
	m := &b.ports[port].vlans
	return !b.cfg.VLANs || id == m.Native || m.Tagged.Has(id)
}

// leave sends a copy of the frame out of a port, with a tag or without one as
// frames of its VLAN are sent there (IEEE 802.1Q, egress).
func (b *Bridge) leave(out int, f *frame) {
	p := b.ports[out]
	wants := b.cfg.VLANs && f.vid() != p.vlans.Native
	if wants == f.hasTag && !(wants && f.noID) {
		p.below.Send(b.pool.Get(f.bytes))
		return
	}
	header := 14
	if f.hasTag {
		header += vlan.TagLen
	}
	if wants {
		b.env.Note(&TagOn)
	} else {
		b.env.Note(&TagOff)
	}
	inner := ethernet.Type(binary.BigEndian.Uint16(f.bytes[header-2:]))
	buf := b.pool.Get(f.bytes[header : len(f.bytes)-ethernet.FCSLen])
	outer := inner
	if wants {
		f.tag.Prepend(buf, inner)
		outer = ethernet.VLAN
	}
	binary.BigEndian.PutUint16(buf.Prepend(2), uint16(outer))
	copy(buf.Prepend(12), f.bytes)
	ethernet.Complete(buf)
	p.below.Send(buf)
}

// Entity names the port whose VLANs these are.
func (p *port) Entity() (kind, name string) { return "vlan", p.name }

// Vars gives the port's VLANs.
func (p *port) Vars() any { return vlanVars{p.vlans.Native, p.vlans.Tagged.String()} }

// vlanVars are what a student sees of a port's VLANs.
type vlanVars struct {
	Native vlan.ID
	Tagged string // "10 20"
}

// PortVLANs are the VLANs of a port, as they are shown to a person.
type PortVLANs struct {
	Port  string
	VLANs Membership
}

// Memberships gives the VLANs of each port; none if the bridge does not look at
// them.
func (b *Bridge) Memberships() (all []PortVLANs) {
	if b.cfg.VLANs {
		for _, p := range b.ports {
			all = append(all, PortVLANs{p.name, p.vlans})
		}
	}
	return all
}

// SetVLAN puts a port into a VLAN, as its native one or with tags, or takes it
// out.
func (b *Bridge) SetVLAN(name string, id vlan.ID, member, native bool) error {
	i := b.portNamed(name)
	switch {
	case i < 0:
		return ErrNoPort
	case !b.cfg.VLANs:
		return ErrNoVLANs
	case !member && !b.member(i, id):
		return ErrNoVLAN
	}
	p := b.ports[i]
	b.env.Enter(p)
	if p.vlans.Native == id {
		p.vlans.Native = 0
	}
	p.vlans.Tagged.Set(id, member && !native)
	if member && native {
		p.vlans.Native = id
	}
	return nil
}

// Show enters what there is to see of a bridge that nothing has happened to.
func (b *Bridge) Show() {
	if b.cfg.VLANs {
		for _, p := range b.ports {
			b.env.Enter(p)
		}
	}
}

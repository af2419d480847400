package vlan

import (
	"fmt"

	"encap/layers/codec"
	"encap/layers/link/ethernet"

	"github.com/google/gopacket/layers"
)

// wire is a tag as gopacket writes and reads it.
type wire = layers.Dot1Q

// TagLen is what a tag adds to a frame, in bytes: its own type and itself.
const TagLen = 4

// ID is the number of a VLAN, 1 to 4094. 0 in a tag means none: the tag tells
// a priority only (IEEE 802.1Q Table 9-2).
type ID uint16

// MaxID is the highest number of a VLAN; 4095 is reserved.
const MaxID ID = 4094

// Tag is a tag as plain values.
type Tag struct {
	Priority uint8 // 0 to 7, 7 first
	DEI      bool  // may be dropped first
	ID       ID
}

// Prepend puts the tag in front of what b holds; inner is the type of that, or
// its length. The frame's own type is then ethernet.VLAN.
func (t Tag) Prepend(b *codec.Buffer, inner ethernet.Type) {
	h := wire{Priority: t.Priority & 7, DropEligible: t.DEI, VLANIdentifier: uint16(t.ID & 0xfff), Type: layers.EthernetType(inner)}
	if err := codec.Encode(&h, b); err != nil {
		panic(err) // our own tag always fits
	}
}

// Parse reads the tag that stands behind a frame's type 0x8100, and gives the
// type or length of what follows it.
func Parse(data []byte) (t Tag, inner ethernet.Type, payload []byte, err error) {
	var h wire
	if len(data) < TagLen {
		return t, 0, nil, fmt.Errorf("vlan: %d bytes, a tag has %d", len(data), TagLen)
	}
	if err := codec.Decode(&h, data); err != nil {
		return t, 0, nil, err
	}
	return Tag{h.Priority, h.DropEligible, ID(h.VLANIdentifier)}, ethernet.Type(h.Type), data[TagLen:len(data):len(data)], nil
}

package ethernet

import (
	"fmt"

	"encap/layers/codec"

	"github.com/google/gopacket/layers"
)

// wire is a header as gopacket writes and reads it. One is kept, so that doing
// so allocates nothing.
type wire = layers.Ethernet

// Type says what a frame carries: an EtherType. Numbers below 0x0600 are none,
// but the length of what follows (IEEE 802.3 §3.2.6).
type Type uint16

// LeastType is the lowest number that is a type.
const LeastType Type = 0x0600

// The types we know.
const (
	IPv4 Type = 0x0800
	ARP  Type = 0x0806
	VLAN Type = 0x8100 // a tag of IEEE 802.1Q, and then the type of the rest
	// Experiment is for local use: nobody's protocol (IEEE 802).
	Experiment Type = 0x88b5
)

// String gives the type in hex.
func (t Type) String() string { return fmt.Sprintf("0x%04x", uint16(t)) }

// header is a frame's header as plain values.
type header struct {
	dst, src Addr
	typ      Type
}

// encode puts a header in front of b; gopacket pads it to 60 bytes. The kept
// header is set anew: a frame that came in may have left a length in it.
func (i *Interface) encode(b *codec.Buffer, dst Addr, t Type) {
	i.to = dst
	i.header = layers.Ethernet{SrcMAC: i.Addr[:], DstMAC: i.to[:], EthernetType: layers.EthernetType(t)}
	if err := codec.Encode(&i.header, b); err != nil {
		panic(err) // our own header always fits
	}
}

// decode reads a frame without its FCS.
func (i *Interface) decode(frame []byte) (h header, payload []byte, err error) {
	if err := codec.Decode(&i.header, frame); err != nil {
		return h, nil, err
	}
	h.dst, h.src = Addr(i.header.DstMAC), Addr(i.header.SrcMAC)
	h.typ = Type(i.header.EthernetType)
	if i.header.EthernetType == layers.EthernetTypeLLC {
		h.typ = Type(i.header.Length)
	}
	p := i.header.Payload
	return h, p[:len(p):len(p)], nil
}

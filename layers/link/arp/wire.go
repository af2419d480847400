package arp

import (
	"errors"
	"fmt"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/link/ethernet"

	"github.com/google/gopacket/layers"
)

// wire is a header as gopacket writes and reads it. One is kept, so that doing
// so allocates nothing.
type wire = layers.ARP

// operation says what an ARP packet wants (RFC 826, "ar$op").
type operation uint16

const (
	request operation = 1
	reply   operation = 2
)

// packet is an ARP packet as plain values, with RFC 826's names.
type packet struct {
	op       operation
	sha, tha ethernet.Addr // hardware address of the sender, of the target
	spa, tpa netip.Addr    // protocol address of the sender, of the target
}

// unspecified is the sender of a probe: nobody yet.
var unspecified = netip.IPv4Unspecified()

// isProbe says whether a station asks before it has an address (RFC 5227 §2.1.1).
func (p packet) isProbe() bool { return p.op == request && p.spa == unspecified }

var errNotEthernetIPv4 = errors.New("arp: neither Ethernet nor IPv4")

// encode writes p in front of an empty buffer.
func (r *Resolver) encode(b *codec.Buffer, p packet) {
	spa, tpa := p.spa.As4(), p.tpa.As4()
	h := &r.header
	h.AddrType, h.Protocol = layers.LinkTypeEthernet, layers.EthernetTypeIPv4
	h.HwAddressSize, h.ProtAddressSize = 6, 4
	h.Operation = uint16(p.op)
	h.SourceHwAddress, h.SourceProtAddress = p.sha[:], spa[:]
	h.DstHwAddress, h.DstProtAddress = p.tha[:], tpa[:]
	if err := codec.Encode(h, b); err != nil {
		panic(err) // our own packet always fits
	}
}

// decode reads an ARP packet; the frame's padding may stand behind it.
func (r *Resolver) decode(data []byte) (packet, error) {
	h := &r.header
	if err := codec.Decode(h, data); err != nil {
		return packet{}, err
	}
	if h.AddrType != layers.LinkTypeEthernet || h.Protocol != layers.EthernetTypeIPv4 {
		return packet{}, errNotEthernetIPv4
	}
	p := packet{
		op:  operation(h.Operation),
		sha: ethernet.Addr(h.SourceHwAddress), tha: ethernet.Addr(h.DstHwAddress),
		spa: netip.AddrFrom4([4]byte(h.SourceProtAddress)), tpa: netip.AddrFrom4([4]byte(h.DstProtAddress)),
	}
	if p.op != request && p.op != reply {
		return packet{}, fmt.Errorf("arp: operation %d at byte 6, want 1 or 2", p.op)
	}
	return p, nil
}

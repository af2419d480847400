package codec

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

// maxData is the most that is ever decoded, in bytes: no PDU of this
// repository is longer, and gopacket's decoders are not safe on megabytes.
const maxData = 64 << 10

// maxAddr is the longest address an ARP packet may carry, in bytes. gopacket
// adds up the lengths in eight bits, so longer ones would wrap around.
const maxAddr = 16

// errTruncated is what a decoder that misses bytes ends with.
var errTruncated = errors.New("the data end before the header says")

// gopacket picks an application's decoder by port number. Here an application
// reads its own bytes, and some of those decoders cannot survive hostile ones
// (UDP port 6343 runs out of memory), so every port means payload.
func init() {
	for _, p := range []layers.UDPPort{53, 67, 68, 123, 546, 547, 623, 1812, 2152, 3784, 4789, 5060, 6081, 6343} {
		layers.RegisterUDPPortLayerType(p, gopacket.LayerTypePayload)
	}
	for _, p := range []layers.TCPPort{53, 443, 502, 636, 989, 990, 992, 993, 994, 995, 5061} {
		layers.RegisterTCPPortLayerType(p, gopacket.LayerTypePayload)
	}
}

// Decode reads one header from data into l, whose fields and payload are then
// parts of data. It is the only door to gopacket's decoders: sizes are checked
// first, since gopacket trusts some of them, missing bytes are an error, and a
// decoder that panics is an error too.
func Decode(l gopacket.DecodingLayer, data []byte) (err error) {
	if err := checkData(l, data); err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: cannot read %d bytes: %v", layerName(l), len(data), p)
		}
	}()
	if err := l.DecodeFromBytes(data, feedback{}); err != nil {
		return fmt.Errorf("%s: %w", layerName(l), err)
	}
	return nil
}

// feedback ends a decoder at the moment it misses bytes. A panic needs no
// memory on the good path, where a flag would need some for each header.
type feedback struct{}

// SetTruncated is what gopacket calls when bytes are missing.
func (feedback) SetTruncated() { panic(errTruncated) }

// checkData checks the sizes that gopacket does not check, or checks too late.
func checkData(l gopacket.DecodingLayer, data []byte) error {
	if len(data) > maxData {
		return fmt.Errorf("%s: %d bytes, at most %d are read", layerName(l), len(data), maxData)
	}
	switch l.(type) {
	case *layers.Ethernet:
		return checkEthernet(data)
	case *layers.ARP:
		return checkARP(data)
	case *layers.IPv4:
		return checkIPv4(data)
	case *layers.ICMPv4:
		return need("icmp", data, 8)
	case *layers.UDP:
		return checkUDP(data)
	}
	return nil
}

func checkEthernet(data []byte) error {
	if err := need("ethernet", data, 14); err != nil {
		return err
	}
	// A number below 0x0600 is not a type but the length of what follows.
	if n := int(binary.BigEndian.Uint16(data[12:])); n < 0x0600 && n > len(data)-14 {
		return fmt.Errorf("ethernet: length %d at byte 12, but %d bytes follow", n, len(data)-14)
	}
	return nil
}

func checkARP(data []byte) error {
	if err := need("arp", data, 8); err != nil {
		return err
	}
	hardware, protocol := binary.BigEndian.Uint16(data), binary.BigEndian.Uint16(data[2:])
	hlen, plen := int(data[4]), int(data[5])
	switch {
	case hardware > 0xff: // gopacket keeps eight bits: 0x0101 would pass for Ethernet
		return fmt.Errorf("arp: hardware type %d at byte 0, want at most 255", hardware)
	case hardware == uint16(layers.LinkTypeEthernet) && hlen != 6:
		return fmt.Errorf("arp: hardware address length %d at byte 4, want 6", hlen)
	case protocol == uint16(layers.EthernetTypeIPv4) && plen != 4:
		return fmt.Errorf("arp: protocol address length %d at byte 5, want 4", plen)
	case hlen > maxAddr:
		return fmt.Errorf("arp: hardware address length %d at byte 4, want at most %d", hlen, maxAddr)
	case plen > maxAddr:
		return fmt.Errorf("arp: protocol address length %d at byte 5, want at most %d", plen, maxAddr)
	}
	return need("arp", data, 8+2*hlen+2*plen)
}

func checkIPv4(data []byte) error {
	if err := need("ipv4", data, 20); err != nil {
		return err
	}
	version, ihl := data[0]>>4, int(data[0]&0x0f)
	total := int(binary.BigEndian.Uint16(data[2:]))
	switch {
	case version != 4:
		return fmt.Errorf("ipv4: version %d at byte 0, want 4", version)
	case ihl < 5:
		return fmt.Errorf("ipv4: header length %d at byte 0, want at least 5", ihl)
	case total < ihl*4:
		return fmt.Errorf("ipv4: total length %d at byte 2, want at least the header's %d", total, ihl*4)
	case total > len(data):
		return fmt.Errorf("ipv4: total length %d at byte 2, but there are %d bytes", total, len(data))
	}
	return checkIPv4Options(data[:ihl*4])
}

// checkIPv4Options walks the options behind the fixed header (RFC 791 §3.1):
// type 0 ends them, type 1 is one byte, all others have a length.
func checkIPv4Options(header []byte) error {
	for i := 20; i < len(header) && header[i] != 0; {
		if header[i] == 1 {
			i++
			continue
		}
		if i+1 == len(header) {
			return fmt.Errorf("ipv4: option %d at byte %d has no length", header[i], i)
		}
		n := int(header[i+1])
		if n < 2 || i+n > len(header) {
			return fmt.Errorf("ipv4: option length %d at byte %d, want 2 to %d", n, i+1, len(header)-i)
		}
		i += n
	}
	return nil
}

func checkUDP(data []byte) error {
	if err := need("udp", data, 8); err != nil {
		return err
	}
	n := int(binary.BigEndian.Uint16(data[4:]))
	switch {
	case n < 8:
		return fmt.Errorf("udp: length %d at byte 4, want at least 8", n)
	case n > len(data):
		return fmt.Errorf("udp: length %d at byte 4, but there are %d bytes", n, len(data))
	}
	return nil
}

func need(name string, data []byte, n int) error {
	if len(data) < n {
		return fmt.Errorf("%s: %d bytes, the header needs %d", name, len(data), n)
	}
	return nil
}

// layerName gives what errors call a layer.
func layerName(l any) string {
	switch l.(type) {
	case *layers.Ethernet:
		return "ethernet"
	case *layers.ARP:
		return "arp"
	case *layers.IPv4:
		return "ipv4"
	case *layers.ICMPv4:
		return "icmp"
	case *layers.UDP:
		return "udp"
	}
	return fmt.Sprintf("%T", l)
}

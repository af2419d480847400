package stack_test

import (
	"encoding/binary"
	"testing"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
)

// checkFrame checks that a frame the host has sent is one: lengths, addresses
// and checksums of all layers.
func checkFrame(t *testing.T, frame []byte) {
	t.Helper()
	bad := func(what string) { t.Errorf("%s in the frame %x", what, frame) }
	if len(frame) < 64 || len(frame) > 1518 || !ethernet.CheckFCS(frame) {
		bad("a wrong length or FCS")
		return
	}
	payload := frame[14 : len(frame)-4]
	switch binary.BigEndian.Uint16(frame[12:]) {
	case uint16(ethernet.ARP):
		if op := binary.BigEndian.Uint16(payload[6:]); string(payload[:6]) != "\x00\x01\x08\x00\x06\x04" || op != 1 && op != 2 {
			bad("a wrong ARP packet")
		}
	case uint16(ethernet.IPv4):
		checkPacket(bad, payload)
	default:
		bad("a wrong type")
	}
}

func checkPacket(bad func(what string), p []byte) {
	n, total := int(p[0]&15)*4, int(binary.BigEndian.Uint16(p[2:]))
	if p[0]>>4 != 4 || n < 20 || total < n || total > len(p) || codec.Checksum(p[:n]) != 0 {
		bad("a wrong IP header")
		return
	}
	forwarded := [4]byte(p[12:16]) != targetAddr.As4() // its payload is the stranger's affair
	payload := p[n:total]
	switch {
	case forwarded:
	case p[9] == 1 && (len(payload) < 8 || codec.Checksum(payload) != 0):
		bad("a wrong ICMP message")
	case p[9] == 17 && (len(payload) < 8 || udpSum(p, payload) != 0 || int(binary.BigEndian.Uint16(payload[4:])) != len(payload)):
		bad("a wrong datagram")
	case p[9] != 1 && p[9] != 17:
		bad("an unknown protocol")
	}
}

package forge

import (
	"encoding/binary"
	"hash/crc32"

	"encap/layers/codec"
	"encap/sim/dissect"
)

// What IP calls the protocols with a pseudo header.
var pseudo = map[string]uint8{"tcp": 6, "udp": 17}

// mend computes all checksums of a frame anew, and its FCS, from the inside
// out: each header may stand in the bytes that the next one sums up. What a
// fragment or a quoted packet carries is not whole and keeps its checksum.
func mend(frame []byte) {
	pdus := dissect.Dissect("eth", frame)
	last := len(pdus)
	for i := range pdus { // what is behind ICMP's header is quoted
		if pdus[i].Proto == "icmp" {
			last = i + 1
			break
		}
	}
	for i := last - 1; i >= 0; i-- {
		p := &pdus[i]
		switch p.Proto {
		case "tcp", "udp", "icmp":
			if i > 0 && pdus[i-1].Proto == "ip" && whole(&pdus[i-1]) {
				mendTransport(frame, &pdus[i-1], p)
			}
		case "ip":
			put(frame, p.Start+10, codec.Sum(0, without(frame[p.Start:p.Body], 10)))
		case "eth":
			n := len(frame) - 4
			if n >= 0 {
				binary.LittleEndian.PutUint32(frame[n:], crc32.ChecksumIEEE(frame[:n]))
			}
		}
	}
}

// mendTransport computes the checksum of what an IP packet carries.
func mendTransport(frame []byte, ip, p *dissect.PDU) {
	f := find([]dissect.PDU{*p}, p.Proto+".checksum")
	if f == nil || f.End-f.Start != 16 || f.Start%8 != 0 {
		return
	}
	at := f.Start / 8
	if p.Proto == "udp" && binary.BigEndian.Uint16(frame[at:]) == 0 {
		return // its sender computes none
	}
	body := frame[p.Start:p.Tail]
	sum := codec.Sum(0, without(body, at-p.Start))
	if proto, ok := pseudo[p.Proto]; ok {
		sum = codec.Sum(sum, frame[ip.Start+12:ip.Start+20]) + uint64(proto) + uint64(len(body))
	}
	put(frame, at, sum)
	if p.Proto == "udp" && binary.BigEndian.Uint16(frame[at:]) == 0 {
		binary.BigEndian.PutUint16(frame[at:], 0xffff) // 0 would mean that there is none (RFC 768)
	}
}

// whole says whether an IP packet is no fragment.
func whole(ip *dissect.PDU) bool {
	for _, name := range []string{"ip.flags.mf", "ip.frag_offset"} {
		if f := find([]dissect.PDU{*ip}, name); f != nil && f.Value != false && f.Value != uint64(0) {
			return false
		}
	}
	return ip.Malformed == ""
}

// without gives a copy in which the checksum at a byte counts as zero.
func without(b []byte, at int) []byte {
	c := append([]byte(nil), b...)
	if at+2 <= len(c) {
		c[at], c[at+1] = 0, 0
	}
	return c
}

// put writes a checksum.
func put(frame []byte, at int, sum uint64) {
	if at+2 <= len(frame) {
		binary.BigEndian.PutUint16(frame[at:], codec.Fold(sum))
	}
}

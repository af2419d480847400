package stack

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"

	"encap/layers/link/ethernet"
	"encap/layers/network/ipv4"
)

// mark gives a copy of a frame whose packet says that it has met congestion, or
// nil if there is no such packet in it. A port's queue knows no packets, so
// whoever has an IP lends it this. A switch has none, and marks nothing.
func mark(frame []byte) []byte {
	const tagLen, tagged = 4, 0x8100 // IEEE 802.1Q §9.3
	at := ethernet.HeaderLen
	if len(frame) > at+tagLen && binary.BigEndian.Uint16(frame[at-2:]) == tagged {
		at += tagLen
	}
	if len(frame) < at+ethernet.FCSLen || ethernet.Type(binary.BigEndian.Uint16(frame[at-2:])) != ethernet.IPv4 {
		return nil
	}
	marked := bytes.Clone(frame)
	end := len(marked) - ethernet.FCSLen
	if !ipv4.MarkCongestion(marked[at:end]) {
		return nil
	}
	binary.LittleEndian.PutUint32(marked[end:], crc32.ChecksumIEEE(marked[:end]))
	return marked
}

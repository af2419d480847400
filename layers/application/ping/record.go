package ping

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"

	"encap/layers/network/ipv4"
)

// stampFlags are the flags of a timestamp option by what -T says.
var stampFlags = map[string]byte{"": 0, "tsonly": ipv4.TimeOnly, "tsandaddr": ipv4.TimeAndAddr}

// header gives the options that the request's IP header is to have (RFC 791
// §3.1): as much room as there is for addresses or times.
func (o *options) header() []byte {
	switch {
	case o.record:
		return append([]byte{ipv4.RecordRoute, 39, 4}, make([]byte, 36)...) // nine addresses
	case o.stamp == "tsonly":
		return append([]byte{ipv4.Timestamp, 40, 5, stampFlags[o.stamp]}, make([]byte, 36)...) // nine times
	case o.stamp == "tsandaddr":
		return append([]byte{ipv4.Timestamp, 36, 5, stampFlags[o.stamp]}, make([]byte, 32)...) // four of both
	}
	return nil
}

// recorded says what the options of a reply's header have gathered on the way;
// "" when there are none.
func recorded(o []byte) string {
	if len(o) < 4 || int(o[1]) > len(o) || o[2] == 0 || int(o[2]) > int(o[1])+1 {
		return ""
	}
	var all []string
	addr := func(b []byte) string { return netip.AddrFrom4([4]byte(b)).String() }
	switch {
	case o[0] == ipv4.RecordRoute:
		for b := o[3 : o[2]-1]; len(b) >= 4; b = b[4:] {
			all = append(all, addr(b))
		}
		return "RR: " + strings.Join(all, " ")
	case o[0] == ipv4.Timestamp && o[2] >= 5:
		withAddr := o[3]&0x0f != ipv4.TimeOnly
		for b := o[4 : o[2]-1]; len(b) >= 4; b = b[4:] {
			where := ""
			if withAddr && len(b) >= 8 {
				where, b = addr(b)+" ", b[4:]
			}
			all = append(all, fmt.Sprintf("%s%d ms", where, binary.BigEndian.Uint32(b)))
		}
		text := "TS: " + strings.Join(all, ", ")
		if missed := o[3] >> 4; missed > 0 {
			text += fmt.Sprintf(" (%d more had no room)", missed)
		}
		return text
	}
	return ""
}

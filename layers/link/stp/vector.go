package stp

import (
	"bytes"
	"cmp"
	"fmt"
	"time"

	"encap/layers/link/ethernet"
)

// BridgeID names a bridge: the lower, the better (IEEE 802.1D-2004 §9.2.5).
type BridgeID struct {
	Priority uint16 // 0 to 61440, in steps of 4096
	Addr     ethernet.Addr
}

// Compare gives -1 if id is lower, and so better, than other.
func (id BridgeID) Compare(other BridgeID) int {
	return cmp.Or(cmp.Compare(id.Priority, other.Priority), bytes.Compare(id.Addr[:], other.Addr[:]))
}

// String gives the identifier as Linux does: "8000.020000000100".
func (id BridgeID) String() string { return fmt.Sprintf("%04x.%x", id.Priority, id.Addr[:]) }

// PortID names a port of a bridge: four bits of priority, twelve of number. The
// lower, the better.
type PortID uint16

// NewPortID makes the identifier of a port: priority from 0 to 240 in steps of
// 16, and the number from 1 on.
func NewPortID(priority uint8, number int) PortID {
	return PortID(uint16(priority&0xf0)<<8 | uint16(number&0xfff))
}

// String gives the identifier as Linux does: "8001".
func (id PortID) String() string { return fmt.Sprintf("%04x", uint16(id)) }

// Vector is a spanning tree priority vector (IEEE 802.1D-2004 §17.5): which root
// a BPDU tells of, how far it is from the bridge that tells so, and who tells so,
// by which port.
type Vector struct {
	Root   BridgeID
	Cost   uint32 // of the path from Bridge to Root
	Bridge BridgeID
	Port   PortID
}

// Compare gives -1 if v is better than o: a lower root, then a shorter path, then
// a lower bridge, then a lower port.
func (v Vector) Compare(o Vector) int {
	return cmp.Or(v.Root.Compare(o.Root), cmp.Compare(v.Cost, o.Cost), v.Bridge.Compare(o.Bridge), cmp.Compare(v.Port, o.Port))
}

// superior says whether a received v replaces o: it is better, or comes from the
// same port of the same bridge, which knows best what it says.
func (v Vector) superior(o Vector) bool {
	return v.Compare(o) < 0 || v.Bridge.Addr == o.Bridge.Addr && v.Port&0xfff == o.Port&0xfff
}

// Times are what the root tells all bridges, so that they agree.
type Times struct {
	MessageAge   time.Duration // how old the information is: about a second more at each bridge
	MaxAge       time.Duration // at which age it is no longer believed
	HelloTime    time.Duration // between two BPDUs
	ForwardDelay time.Duration // that a port listens, and learns, before it forwards
}

// The times that the standard recommends (IEEE 802.1D-2004 Table 17-1).
const (
	usualHello        = 2 * time.Second
	usualMaxAge       = 20 * time.Second
	usualForwardDelay = 15 * time.Second
	migrateTime       = 3 * time.Second
	txHoldCount       = 6 // BPDUs in a second, at most
)

// PathCost gives the cost that the standard recommends for a link of a rate in
// bits a second: 20,000 for a gigabit (IEEE 802.1D-2004 Table 17-3).
func PathCost(rate uint64) uint32 {
	const most = 200_000_000
	if rate == 0 {
		return most
	}
	return uint32(max(1, min(20_000_000_000_000/rate, most)))
}

package ethernet

import (
	"fmt"
	"net"
	"net/netip"
)

// Addr is a MAC address, six bytes (IEEE 802).
type Addr [6]byte

// Broadcast is the address of every station.
var Broadcast = Addr{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}

// ParseAddr reads six bytes in hex with colons or hyphens between.
func ParseAddr(s string) (Addr, error) {
	hw, err := net.ParseMAC(s)
	if err != nil || len(hw) != 6 {
		return Addr{}, fmt.Errorf("ethernet: %q is not a MAC address such as 02:00:00:00:00:01", s)
	}
	return Addr(hw), nil
}

// String gives the six bytes in hex with colons between.
func (a Addr) String() string {
	return fmt.Sprintf("%02x:%02x:%02x:%02x:%02x:%02x", a[0], a[1], a[2], a[3], a[4], a[5])
}

// GroupOf gives the address of the stations that belong to a group of IPv4: the
// group's last 23 bits behind 01:00:5e (RFC 1112 §6.4).
func GroupOf(group netip.Addr) Addr {
	a := group.As4()
	return Addr{0x01, 0x00, 0x5e, a[1] & 0x7f, a[2], a[3]}
}

// Group says whether the address names many stations: the lowest bit of the
// first byte is set (IEEE 802.3 §3.2.3).
func (a Addr) Group() bool { return a[0]&1 == 1 }

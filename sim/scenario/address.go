package scenario

import (
	"encoding/hex"
	"net/netip"
	"slices"
	"strings"

	"encap/layers/link/ethernet"
)

func readAddr(s string) (netip.Addr, error) {
	a, err := netip.ParseAddr(s)
	switch {
	case err == nil && a.Is4():
		return a, nil
	case err == nil:
		return netip.Addr{}, complain("", "%s is an IPv6 address; scenarios have IPv4", clip(s))
	case strings.Contains(s, "/"):
		before, _, _ := strings.Cut(s, "/")
		return netip.Addr{}, complain("write "+before, "%q has a prefix length, which is not wanted here", clip(s))
	}
	return netip.Addr{}, complain("write it as 10.0.1.1", "%q is not an IPv4 address", clip(s))
}

func readPrefix(s string) (netip.Prefix, error) {
	p, err := netip.ParsePrefix(s)
	switch {
	case err == nil && p.Addr().Is4():
		return p, nil
	case err == nil:
		return netip.Prefix{}, complain("", "%s is an IPv6 address; scenarios have IPv4", clip(s))
	case !strings.Contains(s, "/"):
		if _, err := readAddr(s); err == nil {
			return netip.Prefix{}, complain("write "+s+"/24 if the first 24 bits name the network", "%s has no prefix length", s)
		}
	}
	return netip.Prefix{}, complain("write it as 10.0.1.2/24", "%q is not an IPv4 address with a prefix length", clip(s))
}

// refusals are the routes that lead nowhere.
var refusals = []string{"blackhole", "unreachable", "prohibit"}

func readRefusal(s string) error {
	if slices.Contains(refusals, s) {
		return nil
	}
	return complain("", "%q is not %s", clip(s), oneOf(refusals))
}

// readWay reads the next hop of a route, or the word that there is none.
func readWay(s string) error {
	if readRefusal(s) == nil {
		return nil
	}
	_, err := readAddr(s)
	return err
}

func readNetwork(s string) error {
	p, err := readPrefix(s)
	if err == nil && p != p.Masked() {
		return complain("write "+p.Masked().String(), "%s is an address in a network, not the network", s)
	}
	return err
}

func readOutside(s string) (netip.AddrPort, error) {
	a, err := netip.ParseAddrPort(s)
	if err != nil || !a.Addr().Is4() || a.Port() == 0 {
		return netip.AddrPort{}, complain("write it as 192.0.2.1:4789", "%q is not an IPv4 address and UDP port", clip(s))
	}
	return a, nil
}

func readMAC(s string) (ethernet.Addr, error) {
	a, err := ethernet.ParseAddr(s)
	switch {
	case err != nil:
		return a, complain("write it as 02:00:00:00:00:01", "%q is not a MAC address", clip(s))
	case a.Group():
		return a, complain("make the first byte even", "%s names a group of stations, not one", s)
	case a == ethernet.Addr{}:
		return a, complain("", "%s is nobody's address", s)
	}
	return a, nil
}

// readFrame reads a frame that is at least a header long.
func readFrame(s string) ([]byte, error) {
	b, err := hex.DecodeString(s)
	switch {
	case err != nil:
		return nil, complain("write two digits from 0 to f for each byte", "this is not a frame in hex")
	case len(b) < leastFrame || len(b) > mostFrameBytes:
		return nil, complain("", "a frame of %d bytes; it has %d to %d", len(b), leastFrame, mostFrameBytes)
	}
	return b, nil
}

package forge

import (
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"encap/layers/link/ethernet"
	"encap/sim/dissect"
)

// number reads a value as the bits of a field, which now has the bits raw. Some
// fields count in units, such as words of four bytes: their value is what the
// units come to.
func number(f *dissect.Field, raw uint64, value string) (uint64, error) {
	switch v := f.Value.(type) {
	case netip.Addr:
		a, err := netip.ParseAddr(value)
		if err != nil || !a.Is4() || f.End-f.Start != 32 {
			return 0, fmt.Errorf("%q is no IPv4 address", value)
		}
		b := a.As4()
		return bitsOf(b[:], 0, 32), nil
	case ethernet.Addr:
		mac, err := net.ParseMAC(value)
		if err != nil || len(mac) != 6 {
			return 0, fmt.Errorf("%q is no MAC address", value)
		}
		return bitsOf(mac, 0, 48), nil
	case bool:
		switch value {
		case "true", "1":
			return 1, nil
		case "false", "0":
			return 0, nil
		}
		return 0, fmt.Errorf("%q is neither true nor false", value)
	case uint64:
		return units(f, raw, v, value)
	}
	return 0, fmt.Errorf("nothing can be written there")
}

// units reads a whole number, in the unit of the field.
func units(f *dissect.Field, raw, shown uint64, value string) (uint64, error) {
	n, err := strconv.ParseUint(value, 0, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no whole number", value)
	}
	if raw != 0 && shown != raw && shown%raw == 0 {
		unit := shown / raw
		if n%unit != 0 {
			return 0, fmt.Errorf("%d is no multiple of %d", n, unit)
		}
		n /= unit
	}
	if width := f.End - f.Start; width < 64 && n>>width != 0 {
		return 0, fmt.Errorf("%s is too much for %d bits", value, width)
	}
	return n, nil
}

// asBytes reads "0x48656c6c6f".
func asBytes(value string, want int) ([]byte, error) {
	b, err := hex.DecodeString(strings.TrimPrefix(value, "0x"))
	if err != nil || !strings.HasPrefix(value, "0x") {
		return nil, fmt.Errorf("%q is not bytes, such as 0x48656c", value)
	}
	if len(b) != want {
		return nil, fmt.Errorf("%d bytes for a field of %d", len(b), want)
	}
	return b, nil
}

package scenario

import (
	"net"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// setHelp is how a frame is written over.
const setHelp = "write set ip.ttl 3 or set byte 34 0x50, and mend behind it if the checksums are to fit"

// parseSet reads what stands behind "set".
func parseSet(s string) (Fault, error) {
	f := Fault{Kind: Set}
	words := strings.Fields(s)
	if n := len(words); n > 0 && words[n-1] == "mend" {
		f.Mended = true
		words = words[:n-1]
	}
	switch {
	case len(words) == 3 && words[0] == "byte":
		place, err := strconv.ParseUint(words[1], 10, 32)
		if err != nil || place >= mostBits/8 {
			return f, complain("", "%q is no byte of a frame: they are 0 to %d", clip(words[1]), mostBits/8-1)
		}
		value, err := strconv.ParseUint(words[2], 0, 64)
		if err != nil || value > 255 {
			return f, complain("", "%q is no byte: one is 0 to 255, or 0x00 to 0xff", clip(words[2]))
		}
		f.Byte, f.Value = int(place), words[2]
	case len(words) == 2 && words[0] != "byte":
		if !fieldName.MatchString(words[0]) {
			return f, complain("write it as ip.ttl", "%q is not the name of a field", clip(words[0]))
		}
		if !isValue(words[1]) {
			return f, complain("write a number, an address, true, false or bytes as 0x48656c", "%q is no value", clip(words[1]))
		}
		f.Field, f.Value = words[0], words[1]
	default:
		return f, complain(setHelp, "%q does not say what is written where", clip("set "+s))
	}
	return f, nil
}

var hexBytes = regexp.MustCompile(`^0x([0-9A-Fa-f]{2})+$`)

// isValue says whether a word can be the value of some field.
func isValue(word string) bool {
	if _, err := strconv.ParseUint(word, 0, 64); err == nil {
		return true
	}
	if _, err := netip.ParseAddr(word); err == nil {
		return true
	}
	if mac, err := net.ParseMAC(word); err == nil && len(mac) == 6 {
		return true
	}
	return word == "true" || word == "false" || hexBytes.MatchString(word)
}

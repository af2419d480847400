package ping

import (
	"fmt"

	"encap/layers/network/icmp"
	"encap/layers/socket"
)

// complaint says what an ICMP error means, in the words of ping on Linux.
func complaint(f socket.Failure) string {
	switch {
	case f.Type == icmp.TimeExceeded && f.Code == icmp.ReassemblyTime:
		return "Frag reassembly time exceeded"
	case f.Type == icmp.TimeExceeded:
		return "Time to live exceeded"
	case f.Type == icmp.ParameterProblem:
		return "Parameter problem"
	case f.Type != icmp.Unreachable || int(f.Code) >= len(unreachables):
		return f.Errno.Error()
	case f.Code == icmp.FragmentationNeeded:
		return fmt.Sprintf("Frag needed and DF set (mtu = %d)", f.MTU)
	}
	return unreachables[f.Code]
}

// unreachables are the codes of "destination unreachable" (RFC 792, RFC 1812
// §5.2.7.1).
var unreachables = [...]string{"Destination Net Unreachable", "Destination Host Unreachable", "Destination Protocol Unreachable",
	"Destination Port Unreachable", "", "Source Route Failed", "Destination Net Unknown", "Destination Host Unknown",
	"Source Host Isolated", "Destination Net Prohibited", "Destination Host Prohibited", "Destination Net Unreachable for Type of Service",
	"Destination Host Unreachable for Type of Service", "Packet filtered", "Precedence Violation", "Precedence Cutoff"}

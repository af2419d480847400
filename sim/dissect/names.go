package dissect

// What numbers mean, as IANA and IEEE have assigned them, for those that
// appear in our networks or next to them.

// etherTypeName gives the name of an EtherType, "" if it is none we know.
func etherTypeName(v uint64) string {
	switch v {
	case 0x0800:
		return "IPv4"
	case 0x0806:
		return "ARP"
	case 0x8100:
		return "802.1Q"
	case 0x86dd:
		return "IPv6"
	case 0x88b5, 0x88b6:
		return "local experiment"
	}
	return ""
}

// etherTypeProto gives the protocol that reads what an EtherType announces.
func etherTypeProto(v uint64) string {
	switch v {
	case 0x0800:
		return "ip"
	case 0x0806:
		return "arp"
	case 0x8100:
		return "vlan"
	}
	return "data"
}

// ipProtoName gives the name of a protocol number.
func ipProtoName(v uint64) string {
	switch v {
	case 1:
		return "ICMP"
	case 2:
		return "IGMP"
	case tcpNumber:
		return "TCP"
	case udpNumber:
		return "UDP"
	case 41:
		return "IPv6"
	case 58:
		return "ICMPv6"
	case 89:
		return "OSPF"
	}
	return "unknown"
}

// ipProto gives the protocol that reads a packet's payload.
func ipProto(v uint64) string {
	switch v {
	case 1:
		return "icmp"
	case tcpNumber:
		return "tcp"
	case udpNumber:
		return "udp"
	}
	return "data"
}

func dscpName(v uint64) string {
	switch v {
	case 0:
		return "default"
	case 46:
		return "expedited forwarding"
	}
	return ""
}

// ecnNames are the code points of RFC 3168 §5.
var ecnNames = [4]string{"not capable", "capable, ECT(1)", "capable, ECT(0)", "congestion experienced"}

// The options whose contents are read.
const (
	optionRecordRoute = 7
	optionTimestamp   = 68
)

func optionName(v uint64) string {
	switch v {
	case 0:
		return "end of options"
	case 1:
		return "no operation"
	case 7:
		return "record route"
	case 68:
		return "timestamp"
	case 131:
		return "loose source route"
	case 137:
		return "strict source route"
	case 148:
		return "router alert"
	}
	return ""
}

func hardwareName(v uint64) string {
	if v == 1 {
		return "Ethernet"
	}
	return ""
}

func opcodeName(v uint64) string {
	switch v {
	case 1:
		return "request"
	case 2:
		return "reply"
	}
	return ""
}

// The types of ICMP messages, and the one code that changes the header.
const (
	icmpEchoReply        = 0
	icmpUnreachable      = 3
	icmpSourceQuench     = 4
	icmpRedirect         = 5
	icmpEchoRequest      = 8
	icmpTimeExceeded     = 11
	icmpParameterProblem = 12

	icmpFragmentationNeeded = 4
)

func icmpName(kind uint64) string {
	switch kind {
	case icmpEchoReply:
		return "echo reply"
	case icmpUnreachable:
		return "destination unreachable"
	case icmpSourceQuench:
		return "source quench"
	case icmpRedirect:
		return "redirect"
	case icmpEchoRequest:
		return "echo request"
	case icmpTimeExceeded:
		return "time exceeded"
	case icmpParameterProblem:
		return "parameter problem"
	}
	return "unknown"
}

var (
	unreachableNames = [...]string{"network unreachable", "host unreachable", "protocol unreachable", "port unreachable",
		"fragmentation needed", "source route failed", "network unknown", "host unknown", "source host isolated",
		"network forbidden", "host forbidden", "network unreachable for this service", "host unreachable for this service",
		"forbidden by a filter", "precedence violation", "precedence cutoff"}
	redirectNames = [...]string{"for the network", "for the host", "for the service and network", "for the service and host"}
	timeNames     = [...]string{"TTL ran out on the way", "fragments did not arrive in time"}
)

// icmpCodeName gives what a code means for its type (RFC 792, RFC 1812 §5.2.7).
func icmpCodeName(kind, code uint64) string {
	var names []string
	switch kind {
	case icmpUnreachable:
		names = unreachableNames[:]
	case icmpRedirect:
		names = redirectNames[:]
	case icmpTimeExceeded:
		names = timeNames[:]
	}
	if code < uint64(len(names)) {
		return names[code]
	}
	return ""
}

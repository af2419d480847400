package filter

import (
	"slices"
	"strings"

	"encap/sim/trace"
)

// Field is a name that filters know, for lists, help and completion.
type Field struct {
	Name  string // "ip.ttl"
	Kind  string // of its values: "number", "IP address"; "protocol" for a whole header
	Label string // for a person: "time to live"
}

// Fields gives all protocols and fields that filters know: first the event's
// own, then those of headers from the bottom up.
func Fields() []Field {
	list := make([]Field, len(fields))
	for i, f := range fields {
		list[i] = Field{f.name, f.kind.String(), f.label}
	}
	return list
}

// field is what a filter may ask of an event.
type field struct {
	name  string
	kind  kind
	label string
	// from are the fields in a dissected PDU that hold the values: one, or
	// source and destination.
	from []string
	// payload: the value is all that the header carries.
	payload bool
	// own gives the values of an event's own field to test, until one passes.
	own func(ev *trace.Event, test func(value) bool) bool
	// words are the only texts the field can be compared with. For a number
	// each stands for its index.
	words []string
	// counted is what count counts where the field is asked for.
	counted counted
}

// fields holds the event's own fields and those of headers.
var fields = append(ownFields(), headerFields()...)

var fieldByName = func() map[string]*field {
	m := make(map[string]*field, len(fields))
	for i := range fields {
		m[fields[i].name] = &fields[i]
	}
	return m
}()

// statuses are the values of Wireshark's fields that judge a checksum.
const statuses = "0 no, 1 yes, 2 unknown, 3 there is none"

// headerTable holds what sim/dissect finds in a PDU, by Wireshark's names.
var headerTable = []field{
	{name: "eth", kind: protocol, label: "Ethernet frame"},
	{name: "eth.addr", kind: mac, label: "destination or source address", from: []string{"eth.dst", "eth.src"}},
	{name: "eth.dst", kind: mac, label: "destination address"},
	{name: "eth.src", kind: mac, label: "source address"},
	{name: "eth.type", kind: number, label: "type of what the frame carries"},
	{name: "eth.len", kind: number, label: "length, where a frame has no type"},
	{name: "eth.padding", kind: raw, label: "padding up to the least length"},
	{name: "eth.trailer", kind: raw, label: "bytes that follow without need"},
	{name: "eth.fcs", kind: number, label: "frame check sequence"},
	{name: "eth.fcs.status", kind: number, label: "is the check sequence right: " + statuses},

	{name: "vlan", kind: protocol, label: "tag of a virtual LAN"},
	{name: "vlan.priority", kind: number, label: "priority"},
	{name: "vlan.dei", kind: boolean, label: "may be dropped first"},
	{name: "vlan.id", kind: number, label: "number of the virtual LAN"},
	{name: "vlan.etype", kind: number, label: "type of what follows the tag"},
	{name: "vlan.len", kind: number, label: "length, where a tag has no type"},

	{name: "llc", kind: protocol, label: "Logical Link Control"},
	{name: "llc.dsap", kind: number, label: "service that is meant: 0x42 spanning tree"},
	{name: "llc.ssap", kind: number, label: "service that speaks"},
	{name: "llc.control", kind: number, label: "kind of LLC frame"},

	{name: "stp", kind: protocol, label: "Spanning Tree Protocol"},
	{name: "stp.protocol", kind: number, label: "protocol: 0"},
	{name: "stp.version", kind: number, label: "0 STP, 2 RSTP"},
	{name: "stp.type", kind: number, label: "0 configuration, 2 rapid, 0x80 topology change notification"},
	{name: "stp.flags", kind: number, label: "all the flags"},
	{name: "stp.flags.tcack", kind: boolean, label: "the change is acknowledged"},
	{name: "stp.flags.agreement", kind: boolean, label: "agreement: you may forward"},
	{name: "stp.flags.forwarding", kind: boolean, label: "the sender's port forwards"},
	{name: "stp.flags.learning", kind: boolean, label: "the sender's port learns"},
	{name: "stp.flags.port_role", kind: number, label: "the sender's port: 1 alternate or backup, 2 root, 3 designated"},
	{name: "stp.flags.proposal", kind: boolean, label: "proposal: may I forward?"},
	{name: "stp.flags.tc", kind: boolean, label: "the topology changes"},
	{name: "stp.root.prio", kind: number, label: "priority of the root"},
	{name: "stp.root.ext", kind: number, label: "extension of it"},
	{name: "stp.root.hw", kind: mac, label: "address of the root"},
	{name: "stp.root.cost", kind: number, label: "cost of the way to the root"},
	{name: "stp.bridge.prio", kind: number, label: "priority of the bridge that speaks"},
	{name: "stp.bridge.ext", kind: number, label: "extension of it"},
	{name: "stp.bridge.hw", kind: mac, label: "its address"},
	{name: "stp.port", kind: number, label: "its port"},
	{name: "stp.msg_age", kind: number, label: "age of the information in seconds"},
	{name: "stp.max_age", kind: number, label: "age at which it is no longer believed"},
	{name: "stp.hello", kind: number, label: "seconds between BPDUs"},
	{name: "stp.forward", kind: number, label: "seconds that a port listens, and learns"},
	{name: "stp.version_1_length", kind: number, label: "always 0"},

	{name: "arp", kind: protocol, label: "Address Resolution Protocol"},
	{name: "arp.hw.type", kind: number, label: "kind of hardware address"},
	{name: "arp.proto.type", kind: number, label: "kind of protocol address"},
	{name: "arp.hw.size", kind: number, label: "length of a hardware address"},
	{name: "arp.proto.size", kind: number, label: "length of a protocol address"},
	{name: "arp.opcode", kind: number, label: "1 request, 2 reply"},
	{name: "arp.src.hw_mac", kind: mac, label: "sender's MAC address"},
	{name: "arp.src.proto_ipv4", kind: address, label: "sender's IP address"},
	{name: "arp.dst.hw_mac", kind: mac, label: "target's MAC address"},
	{name: "arp.dst.proto_ipv4", kind: address, label: "target's IP address"},
	{name: "arp.src.hw", kind: raw, label: "sender's hardware address of another kind"},
	{name: "arp.src.proto", kind: raw, label: "sender's protocol address of another kind"},
	{name: "arp.dst.hw", kind: raw, label: "target's hardware address of another kind"},
	{name: "arp.dst.proto", kind: raw, label: "target's protocol address of another kind"},

	{name: "ip", kind: protocol, label: "Internet Protocol version 4"},
	{name: "ip.version", kind: number, label: "version"},
	{name: "ip.hdr_len", kind: number, label: "header length in bytes"},
	{name: "ip.dsfield", kind: number, label: "differentiated services"},
	{name: "ip.dsfield.dscp", kind: number, label: "code point of the service"},
	{name: "ip.dsfield.ecn", kind: number, label: "explicit congestion notification"},
	{name: "ip.len", kind: number, label: "total length in bytes"},
	{name: "ip.id", kind: number, label: "identification of fragments"},
	{name: "ip.flags", kind: number, label: "the three flags"},
	{name: "ip.flags.rb", kind: boolean, label: "reserved"},
	{name: "ip.flags.df", kind: boolean, label: "do not fragment"},
	{name: "ip.flags.mf", kind: boolean, label: "more fragments follow"},
	{name: "ip.frag_offset", kind: number, label: "fragment's offset in units of eight bytes"},
	{name: "ip.ttl", kind: number, label: "time to live"},
	{name: "ip.proto", kind: number, label: "protocol of what the packet carries"},
	{name: "ip.checksum", kind: number, label: "header checksum"},
	{name: "ip.checksum.status", kind: number, label: "is the checksum right: " + statuses},
	{name: "ip.addr", kind: address, label: "source or destination address", from: []string{"ip.src", "ip.dst"}},
	{name: "ip.src", kind: address, label: "source address"},
	{name: "ip.dst", kind: address, label: "destination address"},
	{name: "ip.host", kind: text, label: "source or destination address as text", from: []string{"ip.src", "ip.dst"}},
	{name: "ip.opt.type", kind: number, label: "type of an option"},
	{name: "ip.opt.len", kind: number, label: "length of an option"},

	{name: "icmp", kind: protocol, label: "Internet Control Message Protocol"},
	{name: "icmp.type", kind: number, label: "type of message: 8 echo request, 0 echo reply"},
	{name: "icmp.code", kind: number, label: "code within the type"},
	{name: "icmp.checksum", kind: number, label: "checksum"},
	{name: "icmp.checksum.status", kind: number, label: "is the checksum right: " + statuses},
	{name: "icmp.ident", kind: number, label: "identifier of an echo"},
	{name: "icmp.seq", kind: number, label: "sequence number of an echo"},
	{name: "icmp.mtu", kind: number, label: "MTU of the next hop"},
	{name: "icmp.pointer", kind: number, label: "where the problem stands"},
	{name: "icmp.redir_gw", kind: address, label: "better gateway"},
	{name: "icmp.unused", kind: raw, label: "unused bytes"},

	{name: "udp", kind: protocol, label: "User Datagram Protocol"},
	{name: "udp.port", kind: number, label: "source or destination port", from: []string{"udp.srcport", "udp.dstport"}},
	{name: "udp.srcport", kind: number, label: "source port"},
	{name: "udp.dstport", kind: number, label: "destination port"},
	{name: "udp.length", kind: number, label: "length in bytes"},
	{name: "udp.checksum", kind: number, label: "checksum"},
	{name: "udp.checksum.status", kind: number, label: "is the checksum right: " + statuses},
	{name: "udp.payload", kind: raw, label: "what the datagram carries", payload: true},

	{name: "tcp", kind: protocol, label: "Transmission Control Protocol"},
	{name: "tcp.port", kind: number, label: "source or destination port", from: []string{"tcp.srcport", "tcp.dstport"}},
	{name: "tcp.srcport", kind: number, label: "source port"},
	{name: "tcp.dstport", kind: number, label: "destination port"},
	{name: "tcp.len", kind: number, label: "length of the text in bytes"},
	{name: "tcp.seq_raw", kind: number, label: "sequence number as it is on the wire"},
	{name: "tcp.ack_raw", kind: number, label: "acknowledgment number as it is on the wire"},
	{name: "tcp.hdr_len", kind: number, label: "header length in bytes"},
	{name: "tcp.flags", kind: number, label: "all the flags: 0x02 SYN, 0x12 SYN and ACK"},
	{name: "tcp.flags.res", kind: boolean, label: "reserved"},
	{name: "tcp.flags.ae", kind: boolean, label: "accurate ECN"},
	{name: "tcp.flags.cwr", kind: boolean, label: "congestion window reduced"},
	{name: "tcp.flags.ece", kind: boolean, label: "congestion was echoed"},
	{name: "tcp.flags.urg", kind: boolean, label: "urgent pointer counts"},
	{name: "tcp.flags.ack", kind: boolean, label: "acknowledgment number counts"},
	{name: "tcp.flags.push", kind: boolean, label: "push"},
	{name: "tcp.flags.reset", kind: boolean, label: "reset: the connection is gone"},
	{name: "tcp.flags.syn", kind: boolean, label: "synchronize: a connection begins"},
	{name: "tcp.flags.fin", kind: boolean, label: "finish: nothing more will be sent"},
	{name: "tcp.window_size_value", kind: number, label: "window as it is on the wire, not scaled"},
	{name: "tcp.checksum", kind: number, label: "checksum"},
	{name: "tcp.checksum.status", kind: number, label: "is the checksum right: " + statuses},
	{name: "tcp.urgent_pointer", kind: number, label: "where urgent text ends"},
	{name: "tcp.options", kind: raw, label: "all the options"},
	{name: "tcp.option_kind", kind: number, label: "kind of an option"},
	{name: "tcp.option_len", kind: number, label: "length of an option"},
	{name: "tcp.options.mss_val", kind: number, label: "maximum segment size"},
	{name: "tcp.options.wscale.shift", kind: number, label: "by how many bits windows are shifted"},
	{name: "tcp.options.sack_perm", kind: raw, label: "selective acknowledgments are permitted"},
	{name: "tcp.options.sack_le", kind: number, label: "left edge of a block that has arrived"},
	{name: "tcp.options.sack_re", kind: number, label: "right edge of it"},
	{name: "tcp.options.timestamp.tsval", kind: number, label: "sender's clock"},
	{name: "tcp.options.timestamp.tsecr", kind: number, label: "echo of the other's clock"},
	{name: "tcp.payload", kind: raw, label: "text that the segment carries", payload: true},

	{name: "http", kind: protocol, label: "Hypertext Transfer Protocol"},
	{name: "http.request.method", kind: text, label: "method: GET"},
	{name: "http.request.uri", kind: text, label: "target: what is asked for"},
	{name: "http.request.version", kind: text, label: "version of a request"},
	{name: "http.request.line", kind: text, label: "header field of a request"},
	{name: "http.response.version", kind: text, label: "version of a response"},
	{name: "http.response.code", kind: number, label: "status of a response: 200"},
	{name: "http.response.phrase", kind: text, label: "status in words"},
	{name: "http.response.line", kind: text, label: "header field of a response"},

	{name: "data", kind: protocol, label: "bytes that no protocol claims"},
	{name: "data.data", kind: raw, label: "the bytes"},
	{name: "data.text", kind: text, label: "the bytes, if they are text"},
	{name: "data.len", kind: number, label: "how many bytes"},
}

// headerFields gives the table with from filled in.
func headerFields() []field {
	list := slices.Clone(headerTable)
	for i := range list {
		if list[i].from == nil {
			list[i].from = []string{list[i].name}
		}
	}
	return list
}

// header gives the header that the field belongs to: "udp" of "udp.payload".
func (f *field) header() string {
	name, _, _ := strings.Cut(f.name, ".")
	return name
}

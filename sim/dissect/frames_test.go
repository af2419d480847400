package dissect

import (
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"encap/layers/codec"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

// sample is a frame of the tests, with its FCS.
type sample struct {
	name  string
	frame []byte
}

// samples are frames of every kind that we read.
func samples(t testing.TB) []sample {
	hello := udpPacket(t, "hello", nil)
	quote := hello[:28] // header and eight bytes (RFC 792)
	long := udpPacket(t, string(slices.Repeat([]byte("x"), 100)), nil)
	first := fragment(long, 0, 48)
	unused := [4]byte{}
	return []sample{
		{"arp-request", frame(t, 0x0806, arpPacket(t, 1))},
		{"arp-reply", frame(t, 0x0806, arpPacket(t, 2))},
		{"arp-with-trailer", frame(t, 0x0806, append(arpPacket(t, 2), make([]byte, 80)...))},
		{"udp", frame(t, 0x0800, hello)},
		{"udp-without-checksum", frame(t, 0x0800, patch(hello, 26, 0, 0))},
		{"udp-router-alert", frame(t, 0x0800, udpPacket(t, "option", []layers.IPv4Option{{OptionType: 148, OptionLength: 4, OptionData: []byte{0, 0}}, {OptionType: 1}}))},
		{"udp-first-fragment", frame(t, 0x0800, first)},
		{"udp-last-fragment", frame(t, 0x0800, fragment(long, 48, 60))},
		{"udp-in-vlan", frame(t, 0x8100, append([]byte{0x60, 10, 8, 0}, long...))},
		{"icmp-echo", frame(t, 0x0800, icmpPacket(t, 8, 0, [4]byte{0, 1, 0, 2}, []byte("abcdefghabcdefghabcdefghabcdefgh")))},
		{"icmp-echo-reply-empty", frame(t, 0x0800, icmpPacket(t, 0, 0, [4]byte{0, 1, 0, 2}, nil))},
		{"icmp-port-unreachable", frame(t, 0x0800, icmpPacket(t, 3, 3, unused, quote))},
		{"icmp-fragmentation-needed", frame(t, 0x0800, icmpPacket(t, 3, 4, [4]byte{0, 0, 0x05, 0xaa}, quote))},
		{"icmp-time-exceeded-whole", frame(t, 0x0800, icmpPacket(t, 11, 0, unused, hello))},
		{"icmp-redirect", frame(t, 0x0800, icmpPacket(t, 5, 1, [4]byte{10, 0, 1, 254}, quote))},
		{"icmp-parameter-problem", frame(t, 0x0800, icmpPacket(t, 12, 0, [4]byte{20}, quote))},
		{"tcp-syn", frame(t, 0x0800, tcpPacket(t, 80, 0x002, 1000, 0, "020405b40103030704 02080a0000000500000000", ""))},
		{"tcp-text", frame(t, 0x0800, tcpPacket(t, 40000, 0x018, 1001, 5001, "", "hello"))},
		{"tcp-urgent-sack", frame(t, 0x0800, tcpPacket(t, 40000, 0x1f4, 1006, 5001, "0101080a0000000600000007 0101 0512 00001770 00001b58 00001f40 00002328", ""))},
		{"tcp-reset", frame(t, 0x0800, tcpPacket(t, 40000, 0x014, 0, 1001, "fd0401020000", ""))},
		{"http-request", frame(t, 0x0800, tcpPacket(t, 80, 0x018, 2001, 5001, "", "GET /a?b HTTP/1.1\r\nHost: bob\r\nAccept: */*\r\n\r\n"))},
		{"http-cut", frame(t, 0x0800, tcpPacket(t, 80, 0x010, 3001, 5001, "", "POST / HTTP/1.1\r\nHost: b"))},
		{"http-response", frame(t, 0x0800, tcpPacket(t, 80, 0x019, 4001, 5001, "", "HTTP/1.0 404 Not Found\r\nContent-Length: 5\r\n\r\nhello"))},
		{"icmp-quotes-tcp", frame(t, 0x0800, icmpPacket(t, 3, 1, unused, tcpPacket(t, 80, 0x002, 1000, 0, "020405b4", "")[:28]))},
		{"stp-rapid", frame(t, 39, unhex(t, "424203 0000 02 02 7b 1000020000000100 00004e20 8001020000000200 8003 0100 1400 0200 0f00 00"))},
		{"stp-config", frame(t, 38, unhex(t, "424203 0000 00 00 81 1000020000000100 00004e20 8000020000000200 8003 0100 1400 0200 0f00"))},
		{"stp-tcn", frame(t, 7, unhex(t, "424203 0000 00 80"))},
		{"experiment", frame(t, 0x88b5, slices.Repeat([]byte{0, 0xff}, 25))},
	}
}

func unhex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	must(t, err)
	return b
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func encode(t testing.TB, l gopacket.SerializableLayer, payload []byte) []byte {
	t.Helper()
	b := codec.NewBuffer(payload)
	must(t, codec.Encode(l, b))
	return b.Bytes()
}

// frame wraps a payload in Ethernet, pads it and adds the FCS.
func frame(t testing.TB, kind uint16, payload []byte) []byte {
	f := encode(t, &layers.Ethernet{DstMAC: mac(2), SrcMAC: mac(1), EthernetType: layers.EthernetType(kind)}, payload)
	return binary.LittleEndian.AppendUint32(f, crc32.ChecksumIEEE(f))
}

func mac(n byte) net.HardwareAddr { return net.HardwareAddr{2, 0, 0, 0, n, 0} }

var (
	alice = netip.MustParseAddr("10.0.1.2")
	bob   = netip.MustParseAddr("10.0.2.2")
)

func arpPacket(t testing.TB, op uint16) []byte {
	l := &layers.ARP{AddrType: 1, Protocol: 0x0800, Operation: op,
		SourceHwAddress: mac(1), SourceProtAddress: []byte{10, 0, 1, 2},
		DstHwAddress: make([]byte, 6), DstProtAddress: []byte{10, 0, 1, 3}}
	return encode(t, l, nil)
}

func ipPacket(t testing.TB, proto layers.IPProtocol, options []layers.IPv4Option, payload []byte) []byte {
	l := &layers.IPv4{Version: 4, Id: 7, TTL: 64, Protocol: proto, SrcIP: alice.AsSlice(), DstIP: bob.AsSlice(), Options: options}
	return resum(encode(t, l, payload))
}

// resum puts a right header checksum into a packet.
func resum(packet []byte) []byte {
	header := packet[:4*int(packet[0]&0xf)]
	binary.BigEndian.PutUint16(header[10:], 0)
	binary.BigEndian.PutUint16(header[10:], codec.Checksum(header))
	return packet
}

func udpPacket(t testing.TB, text string, options []layers.IPv4Option) []byte {
	d := encode(t, &layers.UDP{SrcPort: 40001, DstPort: 40000}, []byte(text))
	binary.BigEndian.PutUint16(d[6:], codec.Fold(codec.Sum(codec.PseudoHeader(alice, bob, 17, len(d)), d)))
	return ipPacket(t, 17, options, d)
}

// tcpPacket gives a segment with these options, in hex, in a packet.
func tcpPacket(t testing.TB, port, flags uint16, seq, ack uint32, options, text string) []byte {
	opts, err := hex.DecodeString(strings.ReplaceAll(options, " ", ""))
	must(t, err)
	opts = append(opts, make([]byte, -len(opts)&3)...)
	be := binary.BigEndian
	s := be.AppendUint16(be.AppendUint16(nil, 40001), port)
	s = be.AppendUint32(be.AppendUint32(s, seq), ack)
	s = be.AppendUint16(be.AppendUint16(s, uint16(5+len(opts)/4)<<12|flags), 64240)
	s = slices.Concat(s, []byte{0, 0, 0, byte(flags >> 3 & 4)}, opts, []byte(text))
	be.PutUint16(s[16:], codec.Fold(codec.Sum(codec.PseudoHeader(alice, bob, 6, len(s)), s)))
	return ipPacket(t, 6, nil, s)
}

// fragment cuts bytes [from:to) out of a packet's payload.
func fragment(packet []byte, from, to int) []byte {
	f := slices.Concat(packet[:20], packet[20+from:20+to])
	binary.BigEndian.PutUint16(f[2:], uint16(len(f)))
	flags := uint16(from / 8)
	if to < len(packet)-20 {
		flags |= 0x2000
	}
	binary.BigEndian.PutUint16(f[6:], flags)
	return resum(f)
}

func icmpPacket(t testing.TB, kind, code uint8, rest [4]byte, payload []byte) []byte {
	m := slices.Concat([]byte{kind, code, 0, 0}, rest[:], payload)
	binary.BigEndian.PutUint16(m[2:], codec.Checksum(m))
	return ipPacket(t, 1, nil, m)
}

// patch gives a copy with other bytes at a place.
func patch(data []byte, at int, with ...byte) []byte {
	c := slices.Clone(data)
	copy(c[at:], with)
	return c
}

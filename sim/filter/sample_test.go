package filter

import (
	"encoding/binary"
	"hash/crc32"
	"net/netip"
	"slices"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/sim/trace"
)

// This file builds a small trace by hand: alice sends "hello" through r1 to
// bob, then a packet whose TTL runs out at r1.

var (
	aliceMAC = ethernet.Addr{2, 0, 0, 0, 1, 0}
	r1MAC    = ethernet.Addr{2, 0, 0, 0, 2, 0}
	r1MAC1   = ethernet.Addr{2, 0, 0, 0, 2, 1}
	bobMAC   = ethernet.Addr{2, 0, 0, 0, 3, 0}

	aliceIP = netip.MustParseAddr("10.0.1.2")
	r1IP    = netip.MustParseAddr("10.0.1.1")
	bobIP   = netip.MustParseAddr("10.0.2.2")
)

// frame wraps a payload into Ethernet, pads it and adds the FCS.
func frame(dst, src ethernet.Addr, kind uint16, payload []byte) []byte {
	b := append(append(dst[:], src[:]...), byte(kind>>8), byte(kind))
	b = append(b, payload...)
	b = append(b, make([]byte, max(0, 60-len(b)))...)
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

func arpPacket(opcode byte, sha ethernet.Addr, spa netip.Addr, tha ethernet.Addr, tpa netip.Addr) []byte {
	return slices.Concat([]byte{0, 1, 8, 0, 6, 4, 0, opcode}, sha[:], spa.AsSlice(), tha[:], tpa.AsSlice())
}

func ipPacket(src, dst netip.Addr, ttl, proto byte, payload []byte) []byte {
	b := slices.Concat([]byte{0x45, 0, 0, 0, 0, 7, 0x40, 0, ttl, proto, 0, 0}, src.AsSlice(), dst.AsSlice())
	binary.BigEndian.PutUint16(b[2:], uint16(20+len(payload)))
	binary.BigEndian.PutUint16(b[10:], codec.Checksum(b))
	return append(b, payload...)
}

func udpDatagram(src, dst netip.Addr, srcPort, dstPort uint16, payload string) []byte {
	var b []byte
	for _, v := range []uint16{srcPort, dstPort, uint16(8 + len(payload)), 0} {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	b = append(b, payload...)
	binary.BigEndian.PutUint16(b[6:], codec.Fold(codec.Sum(codec.PseudoHeader(src, dst, 17, len(b)), b)))
	return b
}

// tcpSegment gives a segment in its packet.
func tcpSegment(src, dst netip.Addr, srcPort, dstPort, flags uint16, seq, ack uint32, options, text string) []byte {
	be := binary.BigEndian
	b := be.AppendUint16(be.AppendUint16(nil, srcPort), dstPort)
	b = be.AppendUint32(be.AppendUint32(b, seq), ack)
	b = be.AppendUint16(be.AppendUint16(b, uint16(5+len(options)/4)<<12|flags), 64240)
	b = slices.Concat(b, make([]byte, 4), []byte(options), []byte(text))
	be.PutUint16(b[16:], codec.Fold(codec.Sum(codec.PseudoHeader(src, dst, 6, len(b)), b)))
	return ipPacket(src, dst, 64, 6, b)
}

func icmpMessage(kind, code byte, rest uint32, payload []byte) []byte {
	b := binary.BigEndian.AppendUint32([]byte{kind, code, 0, 0}, rest)
	b = append(b, payload...)
	binary.BigEndian.PutUint16(b[2:], codec.Checksum(b))
	return b
}

var (
	hello      = udpDatagram(aliceIP, bobIP, 49152, 5000, "hello")
	helloIP    = ipPacket(aliceIP, bobIP, 64, 17, hello)
	dyingIP    = ipPacket(aliceIP, bobIP, 1, 17, hello)
	arpRequest = frame(ethernet.Broadcast, aliceMAC, 0x0806, arpPacket(1, aliceMAC, aliceIP, ethernet.Addr{}, r1IP))
	arpReply   = frame(aliceMAC, r1MAC, 0x0806, arpPacket(2, r1MAC, r1IP, aliceMAC, aliceIP))
	helloOne   = frame(r1MAC, aliceMAC, 0x0800, helloIP)
	helloTwo   = frame(bobMAC, r1MAC1, 0x0800, ipPacket(aliceIP, bobIP, 63, 17, hello))
	dying      = frame(r1MAC, aliceMAC, 0x0800, dyingIP)
	exceeded   = frame(aliceMAC, r1MAC, 0x0800, ipPacket(r1IP, aliceIP, 64, 1, icmpMessage(11, 0, 0, dyingIP[:28])))
	echo       = frame(r1MAC, aliceMAC, 0x0800, ipPacket(aliceIP, r1IP, 64, 1, icmpMessage(8, 0, 7<<16|1, []byte("abcdefgh"))))
)

var (
	forward = &osi.Rule{Name: "Forward", Cite: "RFC 1812 §5.2.1", Why: "The packet is for somebody else."}
	lowered = &osi.Rule{Name: "LowerTTL", Cite: "RFC 1812 §5.3.1", Why: "Each router takes one."}
	expired = &osi.Rule{Name: "TTLExpired", Cite: "RFC 1812 §5.3.1", Why: "The TTL has reached zero."}
)

// list is a trace for Holds.
type list []trace.Event

func (l list) Len() int                       { return len(l) }
func (l list) Event(id trace.ID) *trace.Event { return &l[id-1] }

// sample gives the trace. An event's place in the list is its ID, from 1.
func sample() list {
	why := func(rules ...*osi.Rule) (reasons []trace.Reason) {
		for _, r := range rules {
			reasons = append(reasons, trace.Reason{Rule: r})
		}
		return reasons
	}
	l := list{
		{Kind: trace.Act, Node: "alice", Layer: osi.Application, Name: "command", Text: `message send bob:5000 "hello"`}, // 1
		{Kind: trace.Start, Node: "alice", Process: "message/1", Layer: osi.Application},
		{Kind: trace.Call, Node: "alice", Process: "message/1", Layer: osi.Application, Name: "sendto", Text: `sendto(3, "hello", bob:5000)`, Data: []byte("hello")},
		{Kind: trace.Send, Node: "alice", Layer: osi.Transport, Proto: "udp", PDU: hello},
		{Kind: trace.Send, Node: "alice", Layer: osi.Network, Proto: "ip", PDU: helloIP}, // 5
		{Kind: trace.TimerSet, Node: "alice", Layer: osi.Link, Name: "arp request"},
		{Kind: trace.TxStart, Node: "alice", Port: "eth0", Layer: osi.Physical, Frame: 1, Proto: "eth", PDU: arpRequest},
		{Kind: trace.Arrival, Node: "r1", Port: "eth0", Layer: osi.Physical, Frame: 1, Proto: "eth", PDU: arpRequest},
		{Kind: trace.TxStart, Node: "r1", Port: "eth0", Layer: osi.Physical, Frame: 2, Proto: "eth", PDU: arpReply},
		{Kind: trace.Arrival, Node: "alice", Port: "eth0", Layer: osi.Physical, Frame: 2, Proto: "eth", PDU: arpReply}, // 10
		{Kind: trace.TimerStopped, Node: "alice", Layer: osi.Link, Name: "arp request"},
		{Kind: trace.TxStart, Node: "alice", Port: "eth0", Layer: osi.Physical, Frame: 3, Proto: "eth", PDU: helloOne},
		{Kind: trace.Return, Node: "alice", Process: "message/1", Layer: osi.Application, Name: "sendto", Text: "= 5"},
		{Kind: trace.Arrival, Node: "r1", Port: "eth0", Layer: osi.Physical, Frame: 3, Proto: "eth", PDU: helloOne},
		{Kind: trace.Receive, Node: "r1", Layer: osi.Network, Frame: 3, Proto: "ip", PDU: helloIP, Rules: why(forward, lowered)}, // 15
		{Kind: trace.TxStart, Node: "r1", Port: "eth1", Layer: osi.Physical, Frame: 4, Proto: "eth", PDU: helloTwo},
		{Kind: trace.Arrival, Node: "bob", Port: "eth0", Layer: osi.Physical, Frame: 4, Proto: "eth", PDU: helloTwo},
		{Kind: trace.Receive, Node: "bob", Layer: osi.Transport, Frame: 4, Proto: "udp", PDU: hello},
		{Kind: trace.Return, Node: "bob", Process: "message/1", Layer: osi.Application, Frame: 4, Name: "recvfrom", Text: "= 5", Data: []byte("hello")},
		{Kind: trace.Output, Node: "bob", Process: "message/1", Layer: osi.Application, Text: "10.0.1.2 says hello"}, // 20
		{Kind: trace.TxStart, Node: "alice", Port: "eth0", Layer: osi.Physical, Frame: 5, Proto: "eth", PDU: dying},
		{Kind: trace.Arrival, Node: "r1", Port: "eth0", Layer: osi.Physical, Frame: 5, Proto: "eth", PDU: dying},
		{Kind: trace.Drop, Node: "r1", Layer: osi.Network, Frame: 5, Proto: "ip", PDU: dyingIP, Rules: why(expired)},
		{Kind: trace.TxStart, Node: "r1", Port: "eth0", Layer: osi.Physical, Frame: 6, Proto: "eth", PDU: exceeded},
		{Kind: trace.Arrival, Node: "alice", Port: "eth0", Layer: osi.Physical, Frame: 6, Proto: "eth", PDU: exceeded}, // 25
		{Kind: trace.Exit, Node: "bob", Process: "message/1", Layer: osi.Application},
		{Kind: trace.Note, Text: "nothing is left to do"},
	}
	for i := range l {
		l[i].ID = trace.ID(i + 1)
		l[i].At = osi.Instant(10*time.Millisecond) + osi.Instant(i)*osi.Instant(time.Millisecond) // event n at 9+n ms
		if i > 0 {
			l[i].Cause = trace.ID(i)
		}
	}
	return l
}

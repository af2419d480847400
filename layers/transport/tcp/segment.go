package tcp

import (
	"net/netip"
	"strings"
)

// Flags are the control bits of a segment (RFC 9293 §3.1).
type Flags uint8

// The control bits, with their places in the header.
const (
	FIN Flags = 1 << iota
	SYN
	RST
	PSH
	ACK
	URG
	ECE
	CWR
)

// String gives the flags as Wireshark lists them: "SYN, ACK".
func (f Flags) String() string {
	var names []string
	for i, name := range [...]string{"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"} {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// Segment is a segment as plain values.
type Segment struct {
	Src, Dst netip.AddrPort
	Seq, Ack Seq
	Flags    Flags
	Window   uint16
	Urgent   uint16
	Options  Options
	Text     []byte

	pdu   []byte // as it came
	ecn   uint8  // the ECN field of its packet
	fresh bool   // its text was never sent before
}

// Has says whether one of the flags is set.
func (s *Segment) Has(f Flags) bool { return s.Flags&f != 0 }

// Len is SEG.LEN: the sequence numbers that the segment takes, SYN and FIN
// being one each (RFC 9293 §3.4).
func (s *Segment) Len() int {
	n := len(s.Text)
	if s.Has(SYN) {
		n++
	}
	if s.Has(FIN) {
		n++
	}
	return n
}

// End gives the sequence number behind the segment.
func (s *Segment) End() Seq { return s.Seq.Add(s.Len()) }

// Options are the options that a segment bears.
type Options struct {
	MSS           uint16 // 0: none (RFC 9293 §3.7.1)
	WindowScale   uint8  // valid with HasScale (RFC 7323 §2)
	HasScale      bool
	SACKPermitted bool // RFC 2018 §2
	HasTimestamps bool // RFC 7323 §3
	TSVal, TSEcr  uint32
	SACK          [4]Block // RFC 2018 §3; the first n of them
	Blocks        int
}

// Block is a piece of the stream that has arrived: from Left up to before
// Right.
type Block struct{ Left, Right Seq }

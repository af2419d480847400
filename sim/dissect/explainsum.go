package dissect

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
)

// shownWords bounds how many additions are shown one by one.
const shownWords = 40

// explainSum explains the Internet checksum f over the PDU's bytes up to end
// (RFC 1071), with the pseudo header of UDP or TCP in front.
func explainSum(pdus []PDU, data []byte, f Field, end int) []string {
	p := &pdus[len(pdus)-1]
	switch statusOf(p, f) {
	case statusNotPresent:
		return []string{fmt.Sprintf("0 says that the sender made no checksum (%s).", f.Cite)}
	case statusUnverified:
		return nil
	}
	s := addition{}
	if p.Proto == "udp" || p.Proto == "tcp" {
		if len(pdus) < 2 { // the packet that has the addresses was not given
			return nil
		}
		s.say("A pseudo header comes first, so that a %s at the wrong address is noticed (%s):", p.Word, f.Cite)
		s.pseudo(&pdus[len(pdus)-2], p)
	}
	s.say("The %s as words of 16 bits; the checksum itself counts as 0:", part(p))
	for i := p.Start; i < end; i += 2 {
		s.addWord(data[i:min(i+2, end)], p, f, i)
	}
	want := s.finish()
	if want == 0 && p.Proto == "udp" {
		s.say("0 would mean that there is no checksum, so 0xffff is sent in its place (%s).", f.Cite)
		want = 0xffff
	}
	s.lines = append(s.lines, verdict(p.Word, f, want))
	return s.lines
}

// statusOf gives the status that stands beside a checksum.
func statusOf(p *PDU, sum Field) uint64 {
	for _, f := range p.Fields {
		if f.Name == sum.Name+".status" {
			return f.Value.(uint64)
		}
	}
	return statusUnverified
}

// part names what the checksum covers.
func part(p *PDU) string {
	if p.Proto == "ip" {
		return "header"
	}
	return p.Word
}

// addition is a one's complement sum that says what it does.
type addition struct {
	lines  []string
	sum    uint64
	added  int // words so far
	hidden int // of them not shown one by one
}

func (s *addition) say(format string, args ...any) {
	s.lines = append(s.lines, strings.TrimRight(fmt.Sprintf(format, args...), " "))
}

// word gives a sum in hex, with as many digits as it takes.
func word(v uint64) string { return fmt.Sprintf("0x%04x", v) }

func (s *addition) add(v uint64, what string) {
	before := s.sum
	s.sum += v
	s.added++
	switch {
	case s.added > shownWords:
		s.hidden++
	case s.added == 1:
		s.say("%8s  %19s  %s", "", word(v), what)
	default:
		s.say("%8s + %s = %8s  %s", word(before), word(v), word(s.sum), what)
	}
}

// pseudo adds the pseudo header of RFC 768 and RFC 9293: addresses, protocol,
// length.
func (s *addition) pseudo(ip, inside *PDU) {
	for _, f := range ip.Fields {
		if f.Name == "ip.src" || f.Name == "ip.dst" {
			a := f.Value.(netip.Addr).As4()
			s.add(uint64(binary.BigEndian.Uint16(a[:2])), f.Label+" "+f.Text)
			s.add(uint64(binary.BigEndian.Uint16(a[2:])), "")
		}
	}
	number := uint64(udpNumber)
	if inside.Proto == "tcp" {
		number = tcpNumber
	}
	s.add(number, "Protocol")
	s.add(uint64(inside.Tail-inside.Start), "Length")
}

// addWord adds one word of the PDU, named after the fields it belongs to.
func (s *addition) addWord(b []byte, p *PDU, sum Field, at int) {
	v := uint64(b[0]) << 8
	if len(b) == 2 {
		v |= uint64(b[1])
	}
	switch {
	case at*8 == sum.Start:
		s.add(0, sum.Label)
	case at >= p.Body && printable(b):
		s.add(v, fmt.Sprintf("%q", b))
	default:
		s.add(v, fieldsAt(p, at*8))
	}
}

// fieldsAt names the fields that begin in the word at a bit.
func fieldsAt(p *PDU, at int) string {
	var labels []string
	end := 0
	for _, f := range p.Fields {
		if f.Start >= end && f.Start >= at && f.Start < at+16 && f.End > f.Start {
			labels = append(labels, f.Label)
			end = f.End
		}
	}
	return strings.Join(labels, ", ")
}

// finish folds the carries back in and turns all bits over (RFC 1071 §1).
func (s *addition) finish() uint64 {
	if s.hidden > 0 {
		s.say("%8s and %d more words = %s", "", s.hidden, word(s.sum))
	}
	for s.sum>>16 > 0 {
		folded := s.sum>>16 + s.sum&0xffff
		s.say("What does not fit into 16 bits is added again: 0x%x + %s = %s.", s.sum>>16, word(s.sum&0xffff), word(folded))
		s.sum = folded
	}
	want := ^s.sum & 0xffff
	s.say("All bits turned over: %s.", word(want))
	return want
}

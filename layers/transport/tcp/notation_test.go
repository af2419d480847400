package tcp

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// The tests write segments as packetdrill does: flags, first and last number
// and length, acknowledgment, window, options:
//
//	S. 0:0(0) ack 1 win 65535 <mss 1460,nop,wscale 7>
//	P. 1:11(10) ack 1

var letters = []struct {
	letter byte
	flag   Flags
}{{'S', SYN}, {'F', FIN}, {'R', RST}, {'P', PSH}, {'E', ECE}, {'W', CWR}, {'.', ACK}, {'U', URG}}

// parse reads a segment. Its text counts up from its place in the stream.
func parse(t testing.TB, line string) (s Segment) {
	t.Helper()
	for name, field := range map[string]uint8{"[ect0] ": ect0, "[ce] ": ce} {
		if rest, ok := strings.CutPrefix(line, name); ok {
			line, s.ecn = rest, field
		}
	}
	head, options, _ := strings.Cut(line, "<")
	words := strings.Fields(head)
	for _, c := range []byte(words[0]) {
		for _, l := range letters {
			if l.letter == c {
				s.Flags |= l.flag
			}
		}
	}
	var from, to, n int
	if _, err := fmt.Sscanf(words[1], "%d:%d(%d)", &from, &to, &n); err != nil || to-from != n {
		t.Fatalf("%s: %v", line, err)
	}
	s.Seq = Seq(from)
	at := from - 1
	if s.Has(SYN) {
		at++
	}
	s.Text = text(at, n)
	s.Window = 257
	for i := 2; i+1 < len(words); i += 2 {
		v := number(t, words[i+1])
		switch words[i] {
		case "ack":
			s.Ack = Seq(v)
		case "win":
			s.Window = uint16(v)
		case "urg":
			s.Urgent = uint16(v)
		default:
			t.Fatalf("%s: %s?", line, words[i])
		}
	}
	for _, o := range strings.Split(strings.TrimSuffix(options, ">"), ",") {
		s.Options.parse(t, strings.Fields(o))
	}
	return s
}

// parse reads one option.
func (o *Options) parse(t testing.TB, words []string) {
	t.Helper()
	if len(words) == 0 {
		return
	}
	switch words[0] {
	case "mss":
		o.MSS = uint16(number(t, words[1]))
	case "wscale":
		o.HasScale, o.WindowScale = true, uint8(number(t, words[1]))
	case "sackOK":
		o.SACKPermitted = true
	case "TS":
		o.HasTimestamps = true
		o.TSVal, o.TSEcr = uint32(number(t, words[2])), uint32(number(t, words[4]))
	case "sack":
		for _, b := range words[1:] {
			left, right, _ := strings.Cut(b, ":")
			o.SACK[o.Blocks] = Block{Seq(number(t, left)), Seq(number(t, right))}
			o.Blocks++
		}
	case "nop":
	default:
		t.Fatalf("option %s?", words[0])
	}
}

func number(t testing.TB, word string) int {
	t.Helper()
	v, err := strconv.Atoi(word)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// write gives a segment in the same notation.
func (s *Segment) write(window, options bool) string {
	var b strings.Builder
	if s.ecn == ect0 {
		b.WriteString("[ect0] ")
	}
	for _, l := range letters {
		if s.Has(l.flag) {
			b.WriteByte(l.letter)
		}
	}
	end := s.Seq.Add(len(s.Text))
	fmt.Fprintf(&b, " %d:%d(%d)", int32(s.Seq), int32(end), len(s.Text))
	if s.Has(ACK) {
		fmt.Fprintf(&b, " ack %d", int32(s.Ack))
	}
	if window {
		fmt.Fprintf(&b, " win %d", s.Window)
	}
	if options {
		fmt.Fprintf(&b, " <%s>", s.Options.write())
	}
	return b.String()
}

// write gives the options in a fixed order.
func (o *Options) write() string {
	var list []string
	if o.MSS != 0 {
		list = append(list, fmt.Sprintf("mss %d", o.MSS))
	}
	if o.SACKPermitted {
		list = append(list, "sackOK")
	}
	if o.HasTimestamps {
		list = append(list, fmt.Sprintf("TS val %d ecr %d", o.TSVal, o.TSEcr))
	}
	if o.HasScale {
		list = append(list, fmt.Sprintf("wscale %d", o.WindowScale))
	}
	if o.Blocks > 0 {
		sack := "sack"
		for _, b := range o.SACK[:o.Blocks] {
			sack += fmt.Sprintf(" %d:%d", int32(b.Left), int32(b.Right))
		}
		list = append(list, sack)
	}
	return strings.Join(list, ",")
}

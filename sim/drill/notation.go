package drill

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// notation writes a segment as a script would.
func (s *segment) notation(withWindow bool) string {
	var b strings.Builder
	for _, f := range flagLetters {
		if s.has(f.bit) {
			b.WriteByte(f.letter)
		}
	}
	if s.flags == 0 {
		b.WriteByte('-')
	}
	if s.anySeq {
		fmt.Fprintf(&b, " ...(%d)", s.length)
	} else {
		fmt.Fprintf(&b, " %d:%d(%d)", s.seq, s.seq+uint32(s.length), s.length)
	}
	if s.has(ack) {
		fmt.Fprintf(&b, " ack %d", s.ack)
	}
	if withWindow && s.window >= 0 {
		fmt.Fprintf(&b, " win %d", s.window)
	}
	if s.has(urg) {
		fmt.Fprintf(&b, " urg %d", s.urgent)
	}
	if s.anyOptions {
		b.WriteString(" <...>")
	} else if len(s.options) > 0 {
		fmt.Fprintf(&b, " <%s>", s.optionText())
	}
	return b.String()
}

// optionText writes options as a script would.
func (s *segment) optionText() string {
	var all []string
	eachOption(s.options, func(kind byte, data []byte) {
		text := oneOption(kind, data)
		if kind == optTimestamps && (s.anyStamp[0] || s.anyStamp[1]) {
			text = s.stampText(data)
		}
		all = append(all, text)
	})
	return strings.Join(all, ",")
}

// stampText writes timestamps of which some may be any.
func (s *segment) stampText(d []byte) string {
	text := "TS"
	for i, field := range [...]string{"val", "ecr"} {
		if s.anyStamp[i] {
			text += " " + field + " ..."
		} else {
			text += fmt.Sprintf(" %s %d", field, binary.BigEndian.Uint32(d[4*i:]))
		}
	}
	return text
}

func oneOption(kind byte, d []byte) string {
	switch {
	case kind == optEnd:
		return "eol"
	case kind == optNop:
		return "nop"
	case kind == optMSS && len(d) == 2:
		return fmt.Sprint("mss ", binary.BigEndian.Uint16(d))
	case kind == optWindowScale && len(d) == 1:
		return fmt.Sprint("wscale ", d[0])
	case kind == optSACKPermitted && len(d) == 0:
		return "sackOK"
	case kind == optTimestamps && len(d) == 8:
		return fmt.Sprintf("TS val %d ecr %d", binary.BigEndian.Uint32(d), binary.BigEndian.Uint32(d[4:]))
	case kind == optSACK && len(d)%8 == 0:
		s := "sack"
		for ; len(d) > 0; d = d[8:] {
			s += fmt.Sprintf(" %d:%d", binary.BigEndian.Uint32(d), binary.BigEndian.Uint32(d[4:]))
		}
		return s
	case kind == optFastOpen:
		return fmt.Sprintf("FO %x", d)
	}
	return fmt.Sprintf("option %d %x", kind, d)
}

package drill

import (
	"encoding/binary"
	"encoding/hex"
	"math"
)

// maxOptions is the most that a header has room for, in bytes.
const maxOptions = 40

// options reads <mss 1000,nop,wscale 7>, or <...> for any.
func (p *parser) options(s *segment, out bool) {
	pos := p.next().pos
	if p.accept("...") {
		if !out {
			p.fail(pos, "<...> is for packets from the stack")
		}
		s.anyOptions = true
		p.expect(">")
		return
	}
	for p.err == nil {
		s.options = append(s.options, p.option(s, out)...)
		if !p.accept(",") {
			break
		}
	}
	p.expect(">")
	switch n := len(s.options); {
	case n > maxOptions:
		p.fail(pos, "%d bytes of options, want at most %d", n, maxOptions)
	case n%4 != 0:
		p.fail(pos, "%d bytes of options, want a multiple of 4: add nop or eol", n)
	}
}

// option reads one option into the form it has in a header.
func (p *parser) option(s *segment, out bool) []byte {
	pos, name := p.peek().pos, p.word("a TCP option")
	u32 := func(b []byte, what string) []byte {
		return binary.BigEndian.AppendUint32(b, uint32(p.number(what, 0, math.MaxUint32)))
	}
	switch name {
	case "nop", "NOP":
		return []byte{optNop}
	case "eol", "EOL":
		return []byte{optEnd}
	case "mss":
		return binary.BigEndian.AppendUint16([]byte{optMSS, 4}, uint16(p.number("mss", 0, math.MaxUint16)))
	case "wscale", "ws":
		return []byte{optWindowScale, 3, byte(p.number("wscale", 0, math.MaxUint8))}
	case "sackOK":
		return []byte{optSACKPermitted, 2}
	case "sack":
		b := []byte{optSACK, 0}
		for p.err == nil && p.peek().kind == integer {
			b = u32(b, "left edge")
			p.expect(":")
			b = u32(b, "right edge")
		}
		b[1] = byte(min(len(b), math.MaxUint8))
		return b
	case "TS":
		b := []byte{optTimestamps, 10}
		for i, field := range [...]string{"val", "ecr"} {
			p.expect(field)
			if s.anyStamp[i] = out && p.accept("..."); s.anyStamp[i] {
				b = binary.BigEndian.AppendUint32(b, 0)
			} else {
				b = u32(b, "timestamp")
			}
		}
		return b
	case "FO", "md5":
		return p.hexOption(map[string]byte{"FO": optFastOpen, "md5": optMD5}[name])
	}
	p.fail(pos, "unknown TCP option %q", name)
	return nil
}

// hexOption reads an option whose data is written in hexadecimal digits.
func (p *parser) hexOption(kind byte) []byte {
	b := []byte{kind, 2}
	if t := p.peek(); t.kind == word || t.kind == integer {
		p.next()
		data, err := hex.DecodeString(t.text)
		if err != nil || len(data) > maxOptions-2 {
			p.fail(t.pos, "%q are no bytes in hexadecimal digits", t.text)
		}
		b = append(b, data...)
		b[1] = byte(min(len(b), math.MaxUint8))
	}
	return b
}

package capture

import (
	"bytes"
	"fmt"
	"math/bits"
	"time"

	"encap/layers/osi"
)

// block takes what a block tells.
func (f *reader) block(kind uint32, body []byte) error {
	switch kind {
	case sectionHeader:
		return f.section(body)
	case interfaceBlock:
		return f.iface(body)
	case enhancedPacket:
		return f.packet(body)
	case simplePacket:
		return f.simple(body)
	}
	return nil
}

// section begins a section (§4.1): interfaces count anew.
func (f *reader) section(body []byte) error {
	if len(body) < 16 {
		return fmt.Errorf("a section header of %d bytes, want 16", len(body))
	}
	// Minor version 2 is to be read as 0.
	if major, minor := f.order.Uint16(body[4:]), f.order.Uint16(body[6:]); major != 1 || minor != 0 && minor != 2 {
		return fmt.Errorf("version %d.%d, want 1.0", major, minor)
	}
	f.ends = nil
	return nil
}

// iface takes an interface (§4.2).
func (f *reader) iface(body []byte) error {
	if len(body) < 8 {
		return fmt.Errorf("an interface of %d bytes, want 8", len(body))
	}
	i := iface{link: f.order.Uint16(body), snap: f.order.Uint32(body[4:]), resolution: 6}
	err := f.options(body[8:], func(code uint16, v []byte) {
		switch {
		case code == interfaceName:
			i.name = string(v)
		case code == interfaceResolution && len(v) == 1:
			i.resolution = v[0]
		case code == interfaceFCS && len(v) == 1:
			i.fcs = int(v[0])
		case code == interfaceOffset && len(v) == 8:
			i.offset = int64(f.order.Uint64(v))
		}
	})
	f.ends = append(f.ends, i)
	return err
}

// packet takes an enhanced packet (§4.3).
func (f *reader) packet(body []byte) error {
	if len(body) < 20 {
		return fmt.Errorf("a packet block of %d bytes, want 20", len(body))
	}
	end, err := f.end(f.order.Uint32(body))
	if err != nil {
		return err
	}
	at, err := end.instant(uint64(f.order.Uint32(body[4:]))<<32 | uint64(f.order.Uint32(body[8:])))
	if err != nil {
		return err
	}
	captured, length := f.order.Uint32(body[12:]), f.order.Uint32(body[16:])
	if int64(captured) > int64(len(body)-20) {
		return fmt.Errorf("captured length %d, but there are %d bytes", captured, len(body)-20)
	}
	data := body[20 : 20+captured]
	p := Packet{Interface: end.name, At: at, Data: bytes.Clone(data), Length: int(max(captured, length)), FCS: end.fcs}
	err = f.options(body[20+(captured+3)/4*4:], func(code uint16, v []byte) {
		switch {
		case code == optComment && p.Comment == "":
			p.Comment = string(v)
		case code == optComment:
			p.Comment += "\n" + string(v)
		case code == packetFlags && len(v) == 4:
			p.flags(f.order.Uint32(v))
		case code == packetID && len(v) == 8:
			p.ID = f.order.Uint64(v)
		}
	})
	f.packets = append(f.packets, p)
	return err
}

// flags takes what we know of the flags word (§4.3.1).
func (p *Packet) flags(v uint32) {
	if d := Direction(v & 3); d <= Outbound {
		p.Direction = d
	}
	if n := int(v >> 5 & 0xf); n > 0 {
		p.FCS = n
	}
}

// simple takes a simple packet (§4.4), which is of interface 0 and knows no
// time.
func (f *reader) simple(body []byte) error {
	if len(body) < 4 {
		return fmt.Errorf("a simple packet block of %d bytes, want 4", len(body))
	}
	end, err := f.end(0)
	if err != nil {
		return err
	}
	length := f.order.Uint32(body)
	captured := length
	if end.snap > 0 {
		captured = min(captured, end.snap)
	}
	if int64(captured) > int64(len(body)-4) {
		return fmt.Errorf("captured length %d, but there are %d bytes", captured, len(body)-4)
	}
	f.packets = append(f.packets, Packet{Interface: end.name, Data: bytes.Clone(body[4 : 4+captured]), Length: int(length), FCS: end.fcs})
	return nil
}

// end finds the interface of a packet.
func (f *reader) end(id uint32) (*iface, error) {
	if int64(id) >= int64(len(f.ends)) {
		return nil, fmt.Errorf("interface %d, but there are %d", id, len(f.ends))
	}
	if end := &f.ends[id]; end.link == etherLink {
		return end, nil
	}
	return nil, fmt.Errorf("link type %d, want %d (Ethernet)", f.ends[id].link, etherLink)
}

// options walks a list of options (§3.5).
func (f *reader) options(list []byte, take func(code uint16, value []byte)) error {
	for len(list) >= 4 {
		code, n := f.order.Uint16(list), int(f.order.Uint16(list[2:]))
		if code == optEnd {
			return nil
		}
		padded := (n + 3) / 4 * 4
		if padded > len(list)-4 {
			return fmt.Errorf("option %d of length %d, but there are %d bytes", code, n, len(list)-4)
		}
		take(code, list[4:4+n])
		list = list[4+padded:]
	}
	return nil
}

const (
	second     = osi.Instant(time.Second)
	maxSeconds = 1 << 32 // keeps sums of nanoseconds within 63 bits
)

// scale turns a timestamp into nanoseconds. The resolution is a negative power
// of ten, or of two with the highest bit set (§4.2).
func scale(ts uint64, resolution byte) (ns uint64, ok bool) {
	hi, lo := bits.Mul64(ts, uint64(second))
	if n := resolution & 0x7f; resolution != n {
		if n > 63 {
			return 0, false
		}
		ns, hi = lo>>n|hi<<(64-n), hi>>n
	} else {
		unit := uint64(1)
		for range n {
			over, u := bits.Mul64(unit, 10)
			if over != 0 {
				return 0, false
			}
			unit = u
		}
		if hi >= unit {
			return 0, false
		}
		ns, _ = bits.Div64(hi, lo, unit)
		hi = 0
	}
	return ns, hi == 0 && ns <= maxSeconds*uint64(second)
}

package tcp

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/osi"

	"github.com/google/gopacket/layers"
)

// Protocol is TCP's number in the IPv4 header.
const Protocol = 6

// HeaderLen is the length of a header without options, in bytes.
const HeaderLen = 20

// offChecksum is the checksum's place in the header, in bytes.
const offChecksum = 16

// wire writes and reads segments. It is kept, so that a header allocates
// nothing.
type wire struct {
	h      layers.TCP
	list   [16]layers.TCPOption
	values [40]byte
}

// Kinds of options (IANA's registry of TCP option kinds).
const (
	nop           = 1
	mss           = 2
	windowScale   = 3
	sackPermitted = 4
	sack          = 5
	timestamps    = 8
)

// encode puts a header in front of the text that b holds, and sums up the
// whole segment. The options come in the given order.
func (w *wire) encode(b *codec.Buffer, s *Segment, order []byte) {
	h := &w.h
	h.SrcPort, h.DstPort = layers.TCPPort(s.Src.Port()), layers.TCPPort(s.Dst.Port())
	h.Seq, h.Ack, h.Window, h.Urgent, h.Checksum = uint32(s.Seq), uint32(s.Ack), s.Window, s.Urgent, 0
	h.FIN, h.SYN, h.RST, h.PSH = s.Has(FIN), s.Has(SYN), s.Has(RST), s.Has(PSH)
	h.ACK, h.URG, h.ECE, h.CWR = s.Has(ACK), s.Has(URG), s.Has(ECE), s.Has(CWR)
	h.NS, h.Padding, h.Options = false, nil, w.options(&s.Options, order)
	if err := codec.Encode(h, b); err != nil {
		panic(err) // our own options always fit
	}
	segment := b.Bytes()
	sum := codec.Sum(codec.PseudoHeader(s.Src.Addr(), s.Dst.Addr(), Protocol, len(segment)), segment)
	binary.BigEndian.PutUint16(segment[offChecksum:], codec.Fold(sum))
}

// options lists a segment's options. NOPs in the order are kept only where the
// option that they align is there. Those of 32-bit numbers always have them
// aligned (RFC 7323, appendix A).
func (w *wire) options(o *Options, order []byte) []layers.TCPOption {
	list, values, pad, off := w.list[:0], w.values[:0], 0, 0
	for _, kind := range order {
		if kind == nop {
			pad++
			continue
		}
		at := len(values)
		values = o.append(values, kind)
		if data := values[at:len(values):len(values)]; len(data) > 0 || kind == sackPermitted && o.SACKPermitted {
			for (kind == timestamps || kind == sack) && (off+pad)%4 != 2 {
				pad++
			}
			off += pad + 2 + len(data)
			for range pad {
				list = append(list, layers.TCPOption{OptionType: nop, OptionLength: 1})
			}
			list = append(list, layers.TCPOption{OptionType: layers.TCPOptionKind(kind), OptionLength: uint8(2 + len(data)), OptionData: data})
		}
		pad = 0
	}
	return list
}

// append writes an option's data behind b, if the segment bears it.
func (o *Options) append(b []byte, kind byte) []byte {
	switch {
	case kind == mss && o.MSS != 0:
		return binary.BigEndian.AppendUint16(b, o.MSS)
	case kind == windowScale && o.HasScale:
		return append(b, o.WindowScale)
	case kind == timestamps && o.HasTimestamps:
		return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, o.TSVal), o.TSEcr)
	case kind == sack:
		for _, block := range o.SACK[:o.Blocks] {
			b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, uint32(block.Left)), uint32(block.Right))
		}
	}
	return b
}

// decode reads a segment; its text is a part of data.
func (w *wire) decode(p osi.Path, data []byte, s *Segment) error {
	if err := codec.Decode(&w.h, data); err != nil {
		return err
	}
	h := &w.h
	*s = Segment{
		Src: netip.AddrPortFrom(p.Src, uint16(h.SrcPort)), Dst: netip.AddrPortFrom(p.Dst, uint16(h.DstPort)),
		Seq: Seq(h.Seq), Ack: Seq(h.Ack), Window: h.Window, Urgent: h.Urgent, Text: h.Payload, pdu: data, ecn: p.TOS & ecnField,
	}
	for i, set := range [...]bool{h.FIN, h.SYN, h.RST, h.PSH, h.ACK, h.URG, h.ECE, h.CWR} {
		if set {
			s.Flags |= 1 << i
		}
	}
	for _, o := range h.Options {
		s.Options.read(o)
	}
	return nil
}

// read takes one option in. One of a wrong length is passed over, as is one
// that nobody knows (RFC 9293 §3.1).
func (o *Options) read(from layers.TCPOption) {
	d := from.OptionData
	switch {
	case from.OptionType == mss && len(d) == 2:
		o.MSS = binary.BigEndian.Uint16(d)
	case from.OptionType == windowScale && len(d) == 1:
		o.HasScale, o.WindowScale = true, min(d[0], maxScale)
	case from.OptionType == sackPermitted && len(d) == 0:
		o.SACKPermitted = true
	case from.OptionType == timestamps && len(d) == 8:
		o.HasTimestamps = true
		o.TSVal, o.TSEcr = binary.BigEndian.Uint32(d), binary.BigEndian.Uint32(d[4:])
	case from.OptionType == sack && len(d)%8 == 0:
		for ; len(d) > 0 && o.Blocks < len(o.SACK); d = d[8:] {
			o.SACK[o.Blocks] = Block{Seq(binary.BigEndian.Uint32(d)), Seq(binary.BigEndian.Uint32(d[4:]))}
			o.Blocks++
		}
	}
}

// maxScale is the largest shift of a window (RFC 7323 §2.3).
const maxScale = 14

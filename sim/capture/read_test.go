package capture

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"encap/layers/osi"
)

// file puts a capture together block by block, in either order of bytes.
type file struct {
	order binary.ByteOrder
	b     []byte
}

func (f *file) u32(v uint32) []byte { b := make([]byte, 4); f.order.PutUint32(b, v); return b }
func (f *file) u16(v uint16) []byte { b := make([]byte, 2); f.order.PutUint16(b, v); return b }

// block appends a block of these pieces.
func (f *file) block(kind uint32, pieces ...[]byte) *file {
	body := bytes.Join(pieces, nil)
	total := f.u32(uint32(len(body) + 12))
	f.b = append(f.b, bytes.Join([][]byte{f.u32(kind), total, body, total}, nil)...)
	return f
}

func (f *file) section() *file {
	return f.block(sectionHeader, f.u32(byteOrderMagic), f.u16(1), f.u16(0), bytes.Repeat([]byte{0xff}, 8))
}

func (f *file) iface(link uint16, options ...[]byte) *file {
	return f.block(interfaceBlock, f.u16(link), f.u16(0), f.u32(0), bytes.Join(options, nil))
}

func (f *file) option(code uint16, value []byte) []byte {
	pad := make([]byte, (4-len(value)%4)%4)
	return bytes.Join([][]byte{f.u16(code), f.u16(uint16(len(value))), value, pad}, nil)
}

func (f *file) packet(id uint32, ts uint64, data []byte, options ...[]byte) *file {
	n := f.u32(uint32(len(data)))
	pad := make([]byte, (4-len(data)%4)%4)
	return f.block(enhancedPacket, f.u32(id), f.u32(uint32(ts>>32)), f.u32(uint32(ts)), n, n, data, pad, bytes.Join(options, nil))
}

var orders = []binary.ByteOrder{binary.LittleEndian, binary.BigEndian}

// TestReadForeign reads what other programs write.
func TestReadForeign(t *testing.T) {
	for _, order := range orders {
		f := &file{order: order}
		f.section().
			iface(etherLink, f.option(interfaceName, []byte("eth0")), f.option(optEnd, nil), []byte("rest")).
			block(nameResolution, make([]byte, 4)).
			block(0x80000001, []byte("ours")). // a type for local use
			packet(0, 1_500_000, []byte("micro"), f.option(optComment, []byte("one")), f.option(optComment, []byte("two"))).
			block(simplePacket, f.u32(5), []byte("simple\x00\x00")).
			section(). // interfaces count anew
			iface(etherLink, f.option(interfaceResolution, []byte{0x80 | 10}), f.option(interfaceFCS, []byte{4}), f.option(interfaceOffset, offset(order, 10))).
			packet(0, 512, []byte("binary"), f.option(packetFlags, f.u32(3)))
		got, err := Read(iotest.OneByteReader(bytes.NewReader(f.b)))
		must(t, err)
		want := []Packet{
			{Interface: "eth0", At: osi.Instant(1500 * time.Millisecond), Data: []byte("micro"), Length: 5, Comment: "one\ntwo"},
			{Interface: "eth0", Data: []byte("simpl"), Length: 5},
			{At: osi.Instant(10500 * time.Millisecond), Data: []byte("binary"), Length: 6, FCS: 4},
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%v: got %+v", order, got)
		}
	}
}

func offset(order binary.ByteOrder, seconds uint64) []byte {
	b := make([]byte, 8)
	order.PutUint64(b, seconds)
	return b
}

func TestReadErrors(t *testing.T) {
	le := binary.LittleEndian
	head := func() *file { f := &file{order: le}; return f.section() }
	eth := func() *file { return head().iface(etherLink) }
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"nothing", nil, "the file ends within the block at byte 0"},
		{"another format", []byte{0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0}, "no section header at byte 0: not a pcapng file"},
		{"a wrong magic", []byte("\n\r\r\n\x1c\x00\x00\x00abcd"), "byte-order magic 61 62 63 64 at byte 8"},
		{"half a magic", []byte("\n\r\r\n\x1c\x00\x00\x00ab"), "the file ends within the block at byte 0"},
		{"a short section", (&file{order: le}).block(sectionHeader, []byte{0x4d, 0x3c, 0x2b, 0x1a}).b, "block at byte 0: a section header of 4 bytes, want 16"},
		{"version 2", (&file{order: le}).block(sectionHeader, []byte{0x4d, 0x3c, 0x2b, 0x1a, 2, 0, 0, 0}, make([]byte, 8)).b, "block at byte 0: version 2.0, want 1.0"},
		{"half a head", append(head().b, 1, 0, 0), "the file ends within the block at byte 28"},
		{"half a block", eth().b[:40], "the file ends within the block at byte 28"},
		{"a length of 13", append(head().b, 1, 0, 0, 0, 13, 0, 0, 0), "block length 13 at byte 32, want a multiple of 4 from 12 to 16777216"},
		{"a huge length", append(head().b, 1, 0, 0, 0, 0, 0, 0, 0xf0), "block length 4026531840 at byte 32, want a multiple of 4 from 12 to 16777216"},
		{"a long length of a short file", append(head().b, 1, 0, 0, 0, 0, 0, 0, 1), "the file ends within the block at byte 28"},
		{"two lengths", append(eth().b[:44], 99, 0, 0, 0), "block at byte 28 has length 20 in front and 99 behind"},
		{"a short interface", head().block(interfaceBlock, []byte{1, 0, 0, 0}).b, "block at byte 28: an interface of 4 bytes, want 8"},
		{"a short packet", eth().block(enhancedPacket, make([]byte, 16)).b, "block at byte 48: a packet block of 16 bytes, want 20"},
		{"a packet without interface", head().packet(0, 0, nil).b, "block at byte 28: interface 0, but there are 0"},
		{"a packet of another link", head().iface(113).packet(0, 0, nil).b, "block at byte 48: link type 113, want 1 (Ethernet)"},
		{"a captured length too long", eth().block(enhancedPacket, make([]byte, 12), []byte{9, 0, 0, 0}, make([]byte, 12)).b, "block at byte 48: captured length 9, but there are 8 bytes"},
		{"a captured length far too long", eth().block(enhancedPacket, make([]byte, 12), bytes.Repeat([]byte{0xff}, 8)).b, "block at byte 48: captured length 4294967295, but there are 0 bytes"},
		{"a simple packet too long", eth().block(simplePacket, []byte{9, 0, 0, 0}).b, "block at byte 48: captured length 9, but there are 0 bytes"},
		{"half a simple packet", eth().block(simplePacket).b, "block at byte 48: a simple packet block of 0 bytes, want 4"},
		{"an option too long", eth().packet(0, 0, nil, []byte{1, 0, 5, 0, 'a', 'b', 'c', 'd'}).b, "block at byte 48: option 1 of length 5, but there are 4 bytes"},
		{"a year too far", eth().packet(0, 1<<63, nil).b, "block at byte 48: a timestamp out of range"},
		{"before all time", head().iface(etherLink, []byte{interfaceOffset, 0, 8, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}).packet(0, 999_999, nil).b, "block at byte 60: a timestamp out of range"},
		{"a resolution of no use", head().iface(etherLink, []byte{interfaceResolution, 0, 1, 0, 127, 0, 0, 0}).packet(0, 1, nil).b, "block at byte 56: a timestamp out of range"},
	} {
		_, err := Read(bytes.NewReader(c.file))
		if err == nil {
			t.Errorf("%s: no error, want %s", c.name, c.want)
			continue
		}
		if got := strings.TrimPrefix(err.Error(), "pcapng: "); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// TestReadTakesNoMoreThanThereIs: a length is a claim, not bytes.
func TestReadTakesNoMoreThanThereIs(t *testing.T) {
	f := (&file{order: binary.LittleEndian}).section()
	claim := append(f.b, 6, 0, 0, 0, 0, 0, 0, 1) // a block of 16 MiB, which does not follow
	allocated := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			if _, err := Read(bytes.NewReader(claim)); err == nil {
				b.Fatal("no error")
			}
		}
	}).AllocedBytesPerOp()
	if allocated > 64<<10 {
		t.Errorf("%d bytes for a file of %d", allocated, len(claim))
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		ts         uint64
		resolution byte
		want       uint64
		ok         bool
	}{
		{5, 0, 5e9, true},
		{5, 3, 5e6, true},
		{5, 9, 5, true},
		{1999, 12, 1, true},
		{1 << 63, 19, 922337203, true},
		{1, 20, 0, false},
		{3, 0x81, 1.5e9, true},
		{1 << 63, 0x80 | 63, 1e9, true},
		{1, 0x80 | 64, 0, false},
		{1 << 63, 0x80, 0, false},
		{1 << 63, 0, 0, false},
	} {
		if got, ok := scale(c.ts, c.resolution); ok != c.ok || ok && got != c.want {
			t.Errorf("%d in units of %#x: got %d, %v, want %d, %v", c.ts, c.resolution, got, ok, c.want, c.ok)
		}
	}
}

// FuzzRead: no file does harm, and what was read is read again after it was
// written.
func FuzzRead(f *testing.F) {
	f.Add(export(f))
	for _, order := range orders {
		s := &file{order: order}
		s.section().iface(etherLink, s.option(interfaceName, []byte("eth0")), s.option(interfaceResolution, []byte{0x8a}), s.option(interfaceOffset, offset(order, 1))).
			packet(0, 99, []byte("frame"), s.option(packetFlags, s.u32(1|4<<5)), s.option(packetID, offset(order, 3)), s.option(optComment, []byte("why"))).
			block(simplePacket, s.u32(4), []byte("data"))
		f.Add(s.b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		packets, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		w := NewWriter(&out, Section{})
		for i := range packets {
			p := &packets[i]
			p.FCS &= 0xf // more does not fit into the flags
			p.Comment = fit(p.Comment)
			if _, known := w.ids[p.Interface]; !known {
				w.Interface(p.Interface, 0, 0)
			}
			w.Packet(*p)
		}
		must(t, w.Flush())
		again, err := Read(&out)
		must(t, err)
		if !reflect.DeepEqual(again, packets) {
			t.Fatalf("got %+v, want %+v", again, packets)
		}
	})
}

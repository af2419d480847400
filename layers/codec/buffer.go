package codec

import (
	"fmt"

	"github.com/google/gopacket"
)

// Room kept free around a payload, in bytes: enough for all headers of this
// repository in front, and for padding and FCS behind.
const (
	Headroom = 128
	Tailroom = 64
)

// Buffer is the memory of one frame. Send consumes it: who wants to send the
// same bytes twice (flood, retransmit, quote) copies them first. It implements
// gopacket.SerializeBuffer, but hands out zeroed memory only, since gopacket's
// layers leave gaps.
type Buffer struct {
	mem        []byte
	start, end int
}

var _ gopacket.SerializeBuffer = (*Buffer)(nil)

// NewBuffer makes a buffer of its own memory that holds a copy of payload.
func NewBuffer(payload []byte) *Buffer {
	b := &Buffer{mem: make([]byte, Headroom+len(payload)+Tailroom)}
	b.hold(payload)
	return b
}

func (b *Buffer) hold(payload []byte) {
	b.start, b.end = Headroom, Headroom+len(payload)
	copy(b.mem[b.start:], payload)
}

// Bytes gives the bytes written so far. No later Prepend or Append changes
// them.
func (b *Buffer) Bytes() []byte { return b.mem[b.start:b.end:b.end] }

// Len gives the number of bytes written so far.
func (b *Buffer) Len() int { return b.end - b.start }

// Prepend gives n zeroed bytes in front of what is there. It panics when the
// headroom is used up: our own headers always fit.
func (b *Buffer) Prepend(n int) []byte {
	if n < 0 || n > b.start {
		panic(fmt.Sprintf("codec: %d bytes do not fit in front: %d are free", n, b.start))
	}
	b.start -= n
	front := b.mem[b.start : b.start+n : b.start+n]
	clear(front)
	return front
}

// Append gives n zeroed bytes behind what is there. It panics when the
// tailroom is used up.
func (b *Buffer) Append(n int) []byte {
	if n < 0 || b.end+n > len(b.mem) {
		panic(fmt.Sprintf("codec: %d bytes do not fit behind: %d are free", n, len(b.mem)-b.end))
	}
	back := b.mem[b.end : b.end+n : b.end+n]
	b.end += n
	clear(back)
	return back
}

// PrependBytes is Prepend for gopacket.
func (b *Buffer) PrependBytes(n int) ([]byte, error) {
	if n < 0 || n > b.start {
		return nil, fmt.Errorf("codec: %d bytes do not fit in front: %d are free", n, b.start)
	}
	return b.Prepend(n), nil
}

// AppendBytes is Append for gopacket.
func (b *Buffer) AppendBytes(n int) ([]byte, error) {
	if n < 0 || b.end+n > len(b.mem) {
		return nil, fmt.Errorf("codec: %d bytes do not fit behind: %d are free", n, len(b.mem)-b.end)
	}
	return b.Append(n), nil
}

// Clear empties the buffer, for gopacket.
func (b *Buffer) Clear() error {
	b.start, b.end = Headroom, Headroom
	return nil
}

// Layers is gopacket's; we keep no such list.
func (b *Buffer) Layers() []gopacket.LayerType { return nil }

// PushLayer is gopacket's; we keep no such list.
func (b *Buffer) PushLayer(gopacket.LayerType) {}

package codec

import (
	"bytes"
	"testing"

	"github.com/google/gopacket"
)

func TestBufferHandsOutZeroes(t *testing.T) {
	b := NewBuffer([]byte("payload"))
	for i := range b.mem {
		if b.mem[i] == 0 {
			b.mem[i] = 0xaa // what an earlier frame left behind
		}
	}
	front, back := b.Prepend(14), b.Append(4)
	if !bytes.Equal(front, make([]byte, 14)) || !bytes.Equal(back, make([]byte, 4)) {
		t.Errorf("got % x and % x, want zeroes", front, back)
	}
	if want := 14 + 7 + 4; b.Len() != want || len(b.Bytes()) != want {
		t.Errorf("length %d, want %d", b.Len(), want)
	}
}

func TestBufferPrependsInPlace(t *testing.T) {
	b := NewBuffer([]byte("segment"))
	inner := b.Bytes()
	copy(b.Prepend(3), "ip ")
	copy(b.Append(4), " fcs")
	if got := string(b.Bytes()); got != "ip segment fcs" {
		t.Errorf("got %q", got)
	}
	if string(inner) != "segment" || &inner[0] != &b.Bytes()[3] {
		t.Errorf("the inner PDU is %q, want a part of the frame's own bytes", inner)
	}
	if cap(inner) != len(inner) {
		t.Error("an append to a PDU could overwrite the frame behind it")
	}
}

func TestBufferEndsOfRoom(t *testing.T) {
	b := NewBuffer(nil)
	if _, err := b.PrependBytes(Headroom); err != nil {
		t.Error(err)
	}
	if _, err := b.AppendBytes(Tailroom); err != nil {
		t.Error(err)
	}
	for _, n := range []int{1, -1} {
		if _, err := b.PrependBytes(n); err == nil {
			t.Errorf("%d more bytes in front: want an error", n)
		}
		if _, err := b.AppendBytes(n); err == nil {
			t.Errorf("%d more bytes behind: want an error", n)
		}
		panics(t, func() { b.Prepend(n) })
		panics(t, func() { b.Append(n) })
	}
	if err := b.Clear(); err != nil || b.Len() != 0 {
		t.Errorf("after Clear: %d bytes, %v", b.Len(), err)
	}
	b.PushLayer(gopacket.LayerTypePayload)
	if b.Layers() != nil {
		t.Error("a list of layers is kept, which nobody reads")
	}
}

func panics(t *testing.T, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Error("want a panic")
		}
	}()
	f()
}

func TestPoolRecycles(t *testing.T) {
	p := new(Pool)
	b := p.Get([]byte("first"))
	b.Prepend(20)
	p.Put(b)
	c := p.Get([]byte("second"))
	if c != b {
		t.Error("the buffer was not used again")
	}
	if got := string(c.Bytes()); got != "second" {
		t.Errorf("got %q", got)
	}
	if got := c.Prepend(1)[0]; got != 0 {
		t.Errorf("the first header's byte %#x shows", got)
	}
}

func TestPoolKeepsOnlyItsOwnSize(t *testing.T) {
	p := new(Pool)
	p.Put(nil)
	p.Put(NewBuffer(nil))
	p.Put(p.Get(make([]byte, 9000)))
	if len(p.free) != 0 {
		t.Errorf("%d buffers kept, want none", len(p.free))
	}
}

// TestNilPool: a traced run recycles nothing, since the trace still shows it.
func TestNilPool(t *testing.T) {
	var p *Pool
	b := p.Get([]byte("seen"))
	p.Put(b)
	p.Get([]byte("next"))
	if got := string(b.Bytes()); got != "seen" {
		t.Errorf("got %q", got)
	}
}

package trace

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// Source is a list of events; IDs are 1 to Len.
type Source interface {
	Len() int
	Event(id ID) *Event
}

// Hash gives the SHA-256 of the canonical form of all events, in hex. Two runs
// are the same if their hashes are. Where in our own source a rule was noted is
// no part of it.
func Hash(s Source) string {
	h := newCanon()
	for id := ID(1); int(id) <= s.Len(); id++ {
		h.event(s.Event(id))
	}
	return hex.EncodeToString(h.sum.Sum(nil))
}

// Same says whether two events are the same in every point that Hash sees.
func Same(a, b *Event) bool {
	x, y := newCanon(), newCanon()
	x.event(a)
	y.event(b)
	return [sha256.Size]byte(x.sum.Sum(nil)) == [sha256.Size]byte(y.sum.Sum(nil))
}

// canon writes events as numbers of eight bytes, most significant first, and
// texts with their length before them, so that nothing can be read two ways.
type canon struct {
	sum hash.Hash
	buf []byte
}

func newCanon() *canon { return &canon{sum: sha256.New()} }

func (c *canon) event(e *Event) {
	c.buf = c.buf[:0]
	for _, n := range [...]int64{int64(e.ID), int64(e.Cause), int64(e.Of), int64(e.At), int64(e.Until), int64(e.Arrives),
		int64(e.Layer), int64(e.Kind), int64(e.Frame), int64(len(e.Rules)), int64(len(e.Deltas))} {
		c.number(n)
	}
	for _, s := range [...]string{e.Node, e.Port, e.Process, e.Proto, e.Name, e.Text} {
		c.text(s)
	}
	c.entity(e.Entity)
	c.text(string(e.PDU))
	c.text(string(e.Data))
	for _, r := range e.Rules {
		c.text(r.Rule.Name)
		c.text(r.Rule.Cite)
	}
	for _, d := range e.Deltas {
		c.entity(d.Entity)
		c.text(d.Field)
		c.text(d.Old)
		c.text(d.New)
	}
	c.sum.Write(c.buf)
}

func (c *canon) number(n int64) { c.buf = binary.BigEndian.AppendUint64(c.buf, uint64(n)) }

func (c *canon) text(s string) {
	c.number(int64(len(s)))
	c.buf = append(c.buf, s...)
}

func (c *canon) entity(e Entity) {
	c.text(e.Node)
	c.text(e.Kind)
	c.text(e.Name)
}

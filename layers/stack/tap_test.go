package stack_test

import (
	"bytes"
	"fmt"
	"testing"

	"encap/layers/codec"
	"encap/layers/osi"
)

// tap remembers what went over the arrows: in words, and the bytes themselves
// with a copy, so that a later change is found.
type tap struct {
	lines []string
	depth int
	seen  []sight
}

type sight struct{ bytes, copy []byte }

func (t *tap) Down(l osi.Layer, name, proto string, b *codec.Buffer) {
	t.note(fmt.Sprintf("%*s↓ %v: %s sends %d bytes (%s)", 2*t.depth, "", l, name, b.Len(), proto), b.Bytes())
}

func (t *tap) Up(l osi.Layer, name string, pdu []byte) {
	t.note(fmt.Sprintf("%*s↑ %v: %s gets %d bytes", 2*t.depth, "", l, name, len(pdu)), pdu)
}

func (t *tap) note(line string, pdu []byte) {
	t.lines = append(t.lines, line)
	t.depth++
	t.seen = append(t.seen, sight{pdu, bytes.Clone(pdu)})
}

func (t *tap) Done() { t.depth-- }

// unchanged checks that no byte that was seen has changed since.
func (t *tap) unchanged(test *testing.T) {
	test.Helper()
	if t.depth != 0 {
		test.Errorf("%d arrows were not told done", t.depth)
	}
	for i, s := range t.seen {
		if !bytes.Equal(s.bytes, s.copy) {
			test.Errorf("%s: %x has become %x", t.lines[i], s.copy, s.bytes)
		}
	}
}

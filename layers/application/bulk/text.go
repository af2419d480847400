package bulk

import (
	"bytes"
	"fmt"
)

// What the text looks like.
const (
	lineLength = 16   // bytes, with the line's end
	pageLines  = 1000 // so that on a page only the last three digits differ
	pageLength = pageLines * lineLength
	pageDigits = lineLength - 1 - 3 // of a line's number, those that tell the page
)

// text is what is sent: lines, each with its own number, so that each byte
// tells where in the stream it belongs. Of this endless text one page is kept.
type text struct {
	digits [pageDigits]byte // of the page's number
	page   [pageLength]byte
}

// newText opens the text at its beginning.
func newText() *text {
	t := &text{}
	for i := range t.digits {
		t.digits[i] = '0'
	}
	for n := range pageLines {
		line := t.page[n*lineLength:]
		copy(line, t.digits[:])
		line[pageDigits] = '0' + byte(n/100)
		line[pageDigits+1] = '0' + byte(n/10%10)
		line[pageDigits+2] = '0' + byte(n%10)
		line[pageDigits+3] = '\n'
	}
	return t
}

// from gives the text from a place on, up to the end of the page.
func (t *text) from(at int) []byte {
	t.turn(at / pageLength)
	return t.page[at%pageLength:]
}

// turn turns to a page: in all of its lines the digits change that tell it.
func (t *text) turn(page int) {
	was := t.digits
	copy(t.digits[:], fmt.Sprintf("%0*d", pageDigits, page))
	same := 0
	for same < pageDigits && was[same] == t.digits[same] {
		same++
	}
	for i := same; i < pageDigits; i++ { // mostly the last one alone
		for at := i; at < pageLength; at += lineLength {
			t.page[at] = t.digits[i]
		}
	}
}

// append puts n bytes of the text, from a place on, behind b.
func (t *text) append(b []byte, at, n int) []byte {
	for end := len(b) + n; len(b) < end; {
		part := t.from(at)
		part = part[:min(len(part), end-len(b))]
		b, at = append(b, part...), at+len(part)
	}
	return b
}

// is says whether b is the text from a place on.
func (t *text) is(b []byte, at int) bool {
	for len(b) > 0 {
		part := t.from(at)
		part = part[:min(len(part), len(b))]
		if !bytes.Equal(part, b[:len(part)]) {
			return false
		}
		b, at = b[len(part):], at+len(part)
	}
	return true
}

package canvas

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
)

// A picture is well formed, holds the words, and draws lines as shapes.
func TestSVG(t *testing.T) {
	c := New(12, 2, false)
	c.Clear(dark.Base)
	c.Text(0, 0, "┌─a<b&c", dark.Base)
	c.Text(0, 1, "▐T▌", dark.Chip[4])
	d := c.Copy()
	d.Text(8, 1, "new", dark.Strong)
	var b strings.Builder
	f := Film{Frames: []*Canvas{c, d, d}, Each: 100 * time.Millisecond, Title: "a < b", Paper: dark.Base}
	if err := f.SVG(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for x := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := x.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
	}
	for _, want := range []string{"<title>a &lt; b</title>", ">a&lt;b&amp;c</text>", ">new</text>", `values="hidden;visible" keyTimes="0.0000;0.2500"`, `values="visible;hidden" keyTimes="0.0000;0.2500"`, `dur="400ms"`, `<g visibility="visible">`, `fill="#f0e442"`} {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.ContainsAny(text, "┌─▐▌") {
		t.Error("a line or a block is written as text")
	}
	if strings.Count(text, "a&lt;b") != 1 {
		t.Error("a row that does not change is drawn more than once")
	}
}

// Every glyph of the set that is a line or a block is drawn as a shape.
func TestShapes(t *testing.T) {
	for _, g := range append(append(UTF8.Joint[:], UTF8.Busy[:]...), UTF8.Full, UTF8.Half, UTF8.Empty, UTF8.High, UTF8.Low, UTF8.ChipLeft, UTF8.ChipRight) {
		c := New(1, 1, false)
		c.Set(0, 0, g, dark.Base)
		var b strings.Builder
		f := Film{Frames: []*Canvas{c}, Paper: dark.Base}
		if err := f.SVG(&b); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "<text") || strings.Count(b.String(), "<rect") < 2 {
			t.Errorf("%q is no shape", g)
		}
	}
}

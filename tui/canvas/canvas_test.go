package canvas

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		ascii            bool
	}{
		{"plain", "hello", "hello", false},
		{"wide", "漢字x", "漢字x", false},
		{"wide at the edge is left out", "1234567漢", "1234567", false},
		{"combined", "e\u0301a", "e\u0301a", false},
		{"escape", "a\x1b[2Jb", "a·[2Jb", false},
		{"C1 control", "a\u009bb", "ab", false},
		{"newline and tab", "a\n\tb", "a··b", false},
		{"zero width", "a\u200bb\u202ec", "abc", false},
		{"bad UTF-8", "a\xffb", "a·b", false},
		{"folded", "a → b…", "a -> b..", true},
		{"unknown in ASCII", "漢a", "?a", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			cv := New(8, 1, c.ascii)
			cv.Text(0, 0, c.text, Style{})
			got := strings.TrimSuffix(cv.String(), "\n")
			if got != c.want {
				t.Errorf("%q shows as %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// Whatever is drawn, a wide character is whole or gone.
func TestNoHalfCharacters(t *testing.T) {
	c := New(6, 1, false)
	c.Text(1, 0, "漢字", Style{})
	c.Set(2, 0, "a", Style{})
	if got := c.String(); got != "  a字\n" {
		t.Errorf("right half overwritten: %q", got)
	}
	c.Text(2, 0, "漢", Style{})
	if got := c.String(); got != "  漢\n" {
		t.Errorf("over a left half: %q", got)
	}
}

func TestWindowsClip(t *testing.T) {
	c := New(10, 4, false)
	w := c.In(Rect{2, 1, 4, 2}).In(Rect{1, 0, 9, 9})
	w.Fill(Rect{-5, -5, 50, 50}, "#", Style{})
	w.Text(-2, 1, "abcdefghij", Style{})
	w.Box(Rect{-1, -1, 30, 30}, UTF8.Thin, Style{})
	want := "\n   ###\n   cde\n\n"
	if got := c.String(); got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	c.Only(Rect{0, 0, 1, 1}).Fill(c.Bounds(), "!", Style{})
	if got := c.String(); got != "!"+want {
		t.Errorf("got\n%s, want one mark at the beginning", got)
	}
	if w.At(-1, 0) != (Cell{}) {
		t.Error("a cell outside the window can be seen")
	}
}

func TestClipAndWrap(t *testing.T) {
	utf, plain := New(1, 1, false), New(1, 1, true)
	for _, c := range []struct{ got, want string }{
		{utf.Clip("hello", 5), "hello"},
		{utf.Clip("hello", 4), "hel…"},
		{utf.Clip("漢字漢", 5), "漢字…"},
		{utf.Clip("漢字漢", 4), "漢…"},
		{utf.Clip("hello", 0), ""},
		{plain.Clip("hello", 4), "hel~"},
		{plain.Clip("a→b", 3), "a-~"},
		{strings.Join(utf.Wrap("one two three", 7), "|"), "one two|three"},
		{strings.Join(utf.Wrap("a\x1b[1mb", 7), "|"), "a [1mb"},
		{strings.Join(utf.Wrap("漢字漢字", 5), "|"), "漢字|漢字"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Width must be what Text draws and what a terminal shows.
func FuzzText(f *testing.F) {
	for _, s := range []string{"hello", "漢字", "e\u0301", "\x1b[31m", "👨‍👩‍👧", "a\xff", "\u009b2J", "क्षि", "…→§", "000000\x00\x800"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, text string, ascii bool) {
		c := New(12, 2, ascii)
		end := c.Text(0, 0, text, Style{})
		if w := c.Width(text); end != w {
			t.Errorf("Text ends at %d, Width says %d", end, w)
		}
		if w := Width(c.Clip(text, 7)); w > 7 {
			t.Errorf("clipped to %d columns, want at most 7", w)
		}
		for y, row := range strings.Split(strings.TrimSuffix(c.String(), "\n"), "\n") {
			if y == 1 && row != "" {
				t.Errorf("second row holds %q", row)
			}
			for _, r := range row {
				if r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || ascii && r >= 0x80 {
					t.Errorf("%q lets %q through", text, r)
				}
			}
			if w := ansi.StringWidth(row); w > 12 {
				t.Errorf("%q is %d columns wide", row, w)
			}
		}
	})
}

package tui

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"encap/tui/canvas"
)

var update = flag.Bool("update", false, "write the goldens again")

// view is a fixed place of a recorded run, with keys pressed there.
type view struct {
	name  string
	start string
	keys  func(s *screen)
}

var views = []view{
	{"picker", "", func(s *screen) { s.press("down") }},
	{"wrap", "hello", func(s *screen) { s.at("alice send link eth", 2) }},
	{"flight", "hello", func(s *screen) { s.at("alice txstart physical ", 2).press(" ").wait(900 * time.Millisecond).press(" ") }},
	{"field", "router", func(s *screen) { s.at("r1 send link arp", 1).press("4", "down", "down", "down") }},
	{"lost", "router", func(s *screen) { s.at("r1 drop physical ", 1).press("1", "down") }},
	{"tables", "hello", func(s *screen) { s.at("alice receive link arp", 1).press("8") }},
	{"help", "router", func(s *screen) { s.press("?") }},
}

// TestGolden compares the views in variants chosen so that every two of size,
// theme, glyphs and language meet.
func TestGolden(t *testing.T) { goldens(t, views, 2, everywhere) }

// goldens compares views, per of them in each of 16 variants: one pane, or
// everything.
func goldens(t *testing.T, views []view, per int, pane paneID) {
	t.Helper()
	sizes := [][2]int{{80, 24}, {100, 30}, {120, 36}, {200, 60}}
	themes := []string{"dark", "light", "contrast", "mono"}
	for i := range 16 {
		for j := range per {
			size, theme := i/4, i%4
			l := look{w: sizes[size][0], h: sizes[size][1], theme: themes[theme], glyphs: [2]string{"utf8", "ascii"}[(size+theme)%2], say: english}
			lang := "en"
			if (size/2+theme)%2 == 1 {
				l.say, lang = pseudo, "pseudo"
			}
			v := views[(per*i+j+i/7)%len(views)]
			name := fmt.Sprintf("%s-%dx%d-%s-%s-%s", v.name, l.w, l.h, l.theme, l.glyphs, lang)
			t.Run(name, func(t *testing.T) {
				s := newScreen(t, v.start, l)
				v.keys(s)
				what := s.m.canvas
				if pane != everywhere {
					what = what.In(s.m.layout.panes[pane])
				}
				compare(t, "testdata/golden/"+name+".txt", picture(what))
			})
		}
	}
}

// picture writes a canvas as text, and below it how it looks: a letter a cell
// for its style, and what the letters mean.
func picture(c *canvas.Canvas) string {
	var b, legend strings.Builder
	b.WriteString(c.String())
	letters := map[canvas.Style]byte{}
	w, h := c.Size()
	for y := range h {
		row := make([]byte, w)
		for x := range w {
			st := c.At(x, y).Style
			l, ok := letters[st]
			if !ok {
				l = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[len(letters)]
				letters[st] = l
				fmt.Fprintf(&legend, "%c %06x on %06x %04b\n", l, st.FG&0xffffff, st.BG&0xffffff, st.Attr)
			}
			row[x] = l
		}
		// The commonest style is left blank, so that changes are seen.
		b.WriteString(strings.TrimRight(strings.ReplaceAll(string(row), "a", " "), " ") + "\n")
	}
	return b.String() + legend.String()
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		a, b := "", ""
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Errorf("line %d\n got %s\nwant %s", i+1, a, b)
		}
	}
}

// The views differ in nothing but their looks: whatever the theme, the text is
// the same.
func TestThemesShowTheSame(t *testing.T) {
	for _, v := range views {
		var first string
		for _, theme := range canvas.Themes() {
			s := newScreen(t, v.start, look{w: 120, h: 36, theme: theme.Name})
			v.keys(s)
			if first == "" {
				first = s.text()
			}
			if s.text() != first {
				t.Errorf("%s: %s shows another text", v.name, theme.Name)
			}
		}
	}
}

// In ASCII there is nothing but ASCII.
func TestASCII(t *testing.T) {
	for _, v := range views {
		for _, say := range []locale{english, pseudo} {
			s := newScreen(t, v.start, look{w: 100, h: 30, glyphs: "ascii", say: say})
			v.keys(s)
			for _, r := range s.text() {
				if r >= 0x80 {
					t.Errorf("%s shows %q", v.name, r)
				}
			}
		}
	}
}

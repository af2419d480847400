package tui

import (
	"fmt"
	"testing"

	"encap/sim/quiz"
	"encap/tui/canvas"
)

// overlays are what lies over the screen, each opened by its keys.
var overlays = []view{
	{"question", "router", func(s *screen) {
		s.at("r1 send link arp", 1)
		s.m.ask(quiz.About(s.m.film(), s.m.stage.at.id, quiz.Where), "2 of 5")
		q := s.m.modals[0].(*question)
		s.press(string('1' + rune((q.Question.Right+1)%len(q.Choices))))
	}},
	{"chaos", "router", func(s *screen) { s.at("alice txstart physical ", 2).press("c", "down") }},
	{"prompt", "router", func(s *screen) { s.press("/").write("ip.tl") }},
	{"palette", "hello", func(s *screen) { s.press(":").write("event") }},
	{"futures", "hello", func(s *screen) { s.press("B") }},
}

// The boxes look the same in every variant.
func TestGoldenBoxes(t *testing.T) {
	sizes := [][2]int{{80, 24}, {120, 36}}
	themes := []string{"dark", "light", "contrast", "mono"}
	for i, v := range overlays {
		for j := range 4 {
			size := sizes[(i+j)%2]
			l := look{w: size[0], h: size[1], theme: themes[(i+j)%4], glyphs: [2]string{"utf8", "ascii"}[j/2], say: english}
			lang := "en"
			if j == 1 || j == 2 {
				l.say, lang = pseudo, "pseudo"
			}
			name := fmt.Sprintf("box-%s-%dx%d-%s-%s-%s", v.name, l.w, l.h, l.theme, l.glyphs, lang)
			t.Run(name, func(t *testing.T) {
				s := newScreen(t, v.start, l)
				v.keys(s)
				compare(t, "testdata/golden/"+name+".txt", picture(s.m.canvas.In(s.m.stage.boxed)))
			})
		}
	}
}

// In ASCII the boxes have nothing but ASCII, and no theme shows another text.
func TestBoxesInASCII(t *testing.T) {
	for _, v := range overlays {
		first := ""
		for _, theme := range canvas.Themes() {
			s := newScreen(t, v.start, look{w: 80, h: 24, theme: theme.Name, glyphs: "ascii", say: pseudo})
			v.keys(s)
			for _, r := range s.text() {
				if r >= 0x80 {
					t.Fatalf("%s shows %q:\n%s", v.name, r, s.text())
				}
			}
			if first == "" {
				first = s.text()
			}
			if s.text() != first {
				t.Errorf("%s: %s shows another text", v.name, theme.Name)
			}
		}
	}
}

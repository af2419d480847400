package canvas

import (
	"fmt"
	"testing"
)

// shown gives the colour a terminal shows for one of ours.
func shown(c Color, p Profile, otherwise Color) Color {
	if !c.Set() {
		return otherwise
	}
	switch p {
	case Colors16:
		return xterm16[p.index(c)]
	case Colors256:
		i := int(p.index(c))
		if i >= 232 {
			v := uint32(8 + 10*(i-232))
			return RGB(v<<16 | v<<8 | v)
		}
		if i >= 16 {
			levels := [6]uint32{0, 95, 135, 175, 215, 255}
			return RGB(levels[(i-16)/36]<<16 | levels[(i-16)/6%6]<<8 | levels[(i-16)%6])
		}
		return xterm16[i]
	}
	return c
}

// Every text of every theme can be read: 4.5:1 as WCAG 2.2 §1.4.3 asks, 7:1 in
// the theme that promises more, 3:1 for lines and where there are sixteen
// colours only.
func TestContrast(t *testing.T) {
	for _, theme := range Themes() {
		if theme.Name == mono.Name {
			continue
		}
		for _, p := range []Profile{Colors16, Colors256, TrueColor} {
			th := theme.For(p)
			lines := map[*Style]bool{&th.Border: true, &th.Wire: true}
			for i, s := range th.styles() {
				want := 4.5
				switch {
				case p == Colors16:
					want = 3
				case theme.Name == contrast.Name:
					want = 7
				case lines[s]:
					want = 3
				}
				ink, paper := RGB(0xE5E5E5), RGB(0x000000)
				if !theme.Dark {
					ink, paper = RGB(0x000000), RGB(0xFFFFFF)
				}
				fg, bg := shown(s.FG, p, ink), shown(s.BG, p, paper)
				if got := Contrast(fg, bg); got < want {
					t.Errorf("%s, %d colours, style %d: #%06X on #%06X is %.2f:1, want %v:1",
						theme.Name, p, i, fg&0xffffff, bg&0xffffff, got, want)
				}
				if theme.Name == projector.Name && s.Attr&Bold == 0 || s.Attr&Dim != 0 {
					t.Errorf("%s, style %d has attributes %b", theme.Name, i, s.Attr)
				}
			}
		}
	}
}

// The layers' five fills are told apart even in sixteen colours.
func TestChipsDiffer(t *testing.T) {
	for _, theme := range Themes()[:4] {
		for _, p := range []Profile{Colors16, Colors256, TrueColor} {
			seen := map[Color]int{}
			for layer := 1; layer <= 5; layer++ {
				c := shown(theme.For(p).Chip[layer].BG, p, 0)
				if other, ok := seen[c]; ok {
					t.Errorf("%s, %d colours: layers %d and %d have the same fill", theme.Name, p, layer, other)
				}
				seen[c] = layer
			}
		}
	}
}

func TestWithoutColorsAllIsMono(t *testing.T) {
	for _, theme := range Themes() {
		for i, s := range theme.For(NoColor).styles() {
			if s.FG.Set() || s.BG.Set() {
				t.Errorf("%s, style %d has a colour", theme.Name, i)
			}
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		env     Env
		profile Profile
		theme   string
		ascii   bool
	}{
		{Env{"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}, Colors256, "dark", false},
		{Env{"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.utf8"}, TrueColor, "dark", false},
		{Env{"TERM": "tmux-256color", "LANG": "C"}, Colors256, "dark", true},
		{Env{"TERM": "linux", "LANG": "en_US.UTF-8"}, Colors16, "dark", true},
		{Env{"TERM": "xterm", "LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}, Colors16, "dark", true},
		{Env{"TERM": "xterm-kitty", "LANG": "ja_JP.UTF-8", "NO_COLOR": "1"}, NoColor, "dark", false},
		{Env{"TERM": "xterm", "NO_COLOR": "yes", "CLICOLOR_FORCE": "1"}, NoColor, "dark", true},
		{Env{"TERM": "dumb", "CLICOLOR_FORCE": "1"}, Colors16, "dark", true},
		{Env{"TERM": "dumb", "CLICOLOR_FORCE": "0"}, NoColor, "dark", true},
		{Env{"TERM": "xterm", "CLICOLOR": "0"}, NoColor, "dark", true},
		{Env{"TERM": "rxvt", "COLORFGBG": "0;15"}, Colors16, "light", true},
		{Env{"TERM": "rxvt", "COLORFGBG": "15;0"}, Colors16, "dark", true},
	} {
		if got := DetectProfile(c.env); got != c.profile {
			t.Errorf("%v: profile %d, want %d", c.env, got, c.profile)
		}
		if got := DetectTheme(c.env).Name; got != c.theme {
			t.Errorf("%v: theme %s, want %s", c.env, got, c.theme)
		}
		if got := DetectGlyphs(c.env).ASCII; got != c.ascii {
			t.Errorf("%v: ASCII %v, want %v", c.env, got, c.ascii)
		}
	}
}

func TestFindTheme(t *testing.T) {
	for _, want := range Themes() {
		if got, ok := FindTheme(want.Name); !ok || got != want {
			t.Errorf("%s is not found", want.Name)
		}
	}
	if _, ok := FindTheme("pink"); ok {
		t.Error("there is a theme pink")
	}
}

// Every glyph is one column wide, and the plain set is ASCII.
func TestGlyphs(t *testing.T) {
	for _, g := range []*Glyphs{&UTF8, &Plain} {
		for _, s := range glyphsOf(g) {
			if Width(s) != 1 || g.ASCII && s[0] >= 0x80 {
				t.Errorf("glyph %q, ASCII %v: width %d", s, g.ASCII, Width(s))
			}
		}
	}
}

func ExampleContrast() {
	fmt.Printf("%.1f\n", Contrast(RGB(0x000000), RGB(0xFFFFFF)))
	// Output: 21.0
}

func ExampleCanvas() {
	c := New(20, 3, false)
	inside := c.Box(c.Bounds(), UTF8.Thin, Style{})
	c.In(inside).Text(0, 0, "hello → world, and more", Style{})
	fmt.Print(c)
	// Output:
	// ┌──────────────────┐
	// │hello → world, and│
	// └──────────────────┘
}

package canvas

// Theme says how each role on the screen looks. Colour is never alone: every
// role that tells something has a letter, a glyph or an attribute besides.
type Theme struct {
	Name string
	Dark bool

	Base     Style // text
	Dim      Style // text that matters less: units, labels, what is over
	Strong   Style // text that matters more
	Future   Style // what has not happened yet
	Title    Style // a pane's title
	Border   Style // a pane's border
	Focus    Style // the border and title of the pane that has the keys
	Row      Style // the selected row of the pane that has the keys
	RowIdle  Style // the selected row of another pane
	Bar      Style // header and footer
	BarDim   Style
	BarKey   Style // a key's name in the footer
	BarPlay  Style // what plays
	Link     Style // the field under the cursor, wherever it is seen
	Span     Style // the header that the field belongs to
	Changed  Style // what this event changed
	Good     Style
	Bad      Style
	Warn     Style
	Say      Style // the lesson speaks
	Wire     Style // a cable
	WireBusy Style // the stretch of it that a frame fills

	Chip [8]Style // a layer's chip, by the layer's number: text on a fill
	Ink  [8]Style // a layer's colour as text
}

// Chips are the fills of Okabe and Ito, which people who see colours
// differently tell apart; black text on all of them.
func chips(fills [8]Color, ink Color) (c [8]Style) {
	for i, fill := range fills {
		c[i] = Style{FG: ink, BG: fill, Attr: Bold}
	}
	return c
}

func inks(colors [8]Color, bg Color, a Attr) (c [8]Style) {
	for i, color := range colors {
		c[i] = Style{FG: color, BG: bg, Attr: a}
	}
	return c
}

// byLayer spreads the five colours over the seven layers; 0 is for what
// belongs to none.
func byLayer(none, p, l, n, t, a Color) [8]Color {
	return [8]Color{none, p, l, n, t, a, a, a}
}

// Themes gives the themes by name, in the order in which a key cycles through
// them.
func Themes() []*Theme { return []*Theme{&dark, &light, &contrast, &projector, &mono} }

// FindTheme finds a theme by its name.
func FindTheme(name string) (*Theme, bool) {
	for _, t := range Themes() {
		if t.Name == name {
			return t, true
		}
	}
	return nil, false
}

// DetectTheme guesses a theme without asking the terminal: COLORFGBG is set by
// some; the others are dark more often than not, and our themes bring their
// own background.
func DetectTheme(env Env) *Theme {
	switch v := env["COLORFGBG"]; {
	case v == "":
		return &dark
	case v[len(v)-1] == '7' || len(v) > 2 && v[len(v)-2:] == "15":
		return &light
	}
	return &dark
}

// For gives the theme as a terminal with fewer colours can show it.
func (t *Theme) For(p Profile) *Theme {
	switch {
	case p == NoColor:
		return &mono
	case p > Colors16 || t.Name == mono.Name:
		return t
	}
	// Sixteen colours have no fine shades: text and background are the
	// terminal's own, and what had a background of its own is reversed.
	r := *t
	for _, s := range r.styles() {
		switch {
		case s.BG == t.Base.BG:
			s.BG = 0
		case s.FG == t.Chip[0].FG:
			continue // black on a fill
		default:
			s.FG, s.BG, s.Attr = 0, 0, s.Attr|Reverse
		}
		if !t.legible16(s.FG) {
			s.FG = 0
		}
	}
	return &r
}

// legible16 says whether one of the sixteen colours can stand for a colour of
// text: not grey, which the terminal's own text is, and 3:1 at least.
func (t *Theme) legible16(c Color) bool {
	if c == t.Base.FG || c == t.Dim.FG {
		return false
	}
	paper := RGB(0x000000)
	if !t.Dark {
		paper = RGB(0xFFFFFF)
	}
	return Contrast(xterm16[Colors16.index(c)], paper) >= 3
}

// styles gives all styles of a theme, to change or to check.
func (t *Theme) styles() []*Style {
	all := []*Style{&t.Base, &t.Dim, &t.Strong, &t.Future, &t.Title, &t.Border, &t.Focus, &t.Row, &t.RowIdle,
		&t.Bar, &t.BarDim, &t.BarKey, &t.BarPlay, &t.Link, &t.Span, &t.Changed, &t.Good, &t.Bad, &t.Warn, &t.Say, &t.Wire, &t.WireBusy}
	for i := range t.Chip {
		all = append(all, &t.Chip[i], &t.Ink[i])
	}
	return all
}

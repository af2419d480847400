package canvas

// on makes a style of two colours.
func on(fg, bg uint32, a Attr) Style { return Style{RGB(fg), RGB(bg), a} }

var okabeIto = byLayer(RGB(0xB8C0CC), RGB(0x009E73), RGB(0xE69F00), RGB(0x56B4E9), RGB(0xF0E442), RGB(0xCC79A7))

const darkBG = 0x10141B

var dark = Theme{
	Name: "dark", Dark: true,
	Base: on(0xD5DBE6, darkBG, 0), Dim: on(0x8D97A8, darkBG, 0), Strong: on(0xFFFFFF, darkBG, Bold), Future: on(0x7C8798, darkBG, 0),
	Title: on(0xA9B8D0, darkBG, Bold), Border: on(0x58647A, darkBG, 0), Focus: on(0xFFD166, darkBG, Bold),
	Row: on(0xFFFFFF, 0x2B3A55, Bold), RowIdle: on(0xD5DBE6, 0x222B3A, 0),
	Bar: on(0xD5DBE6, 0x1E2634, 0), BarDim: on(0x9AA5B6, 0x1E2634, 0), BarKey: on(0xFFD166, 0x1E2634, Bold), BarPlay: on(0x7EE2A8, 0x1E2634, Bold),
	Link: on(0x000000, 0xFFD166, Bold), Span: on(0xFFFFFF, 0x2B3A55, 0), Changed: on(0xFFD166, darkBG, Bold),
	Good: on(0x7EE2A8, darkBG, 0), Bad: on(0xFF7B7B, darkBG, Bold), Warn: on(0xFFB454, darkBG, 0), Say: on(0xFFD166, darkBG, 0),
	Wire: on(0x76839B, darkBG, 0), WireBusy: on(0x2BD4A0, darkBG, Bold),
	Chip: chips(okabeIto, RGB(0)),
	Ink:  inks(byLayer(RGB(0xD5DBE6), RGB(0x2BC796), RGB(0xE69F00), RGB(0x56B4E9), RGB(0xF0E442), RGB(0xDB93BA)), RGB(darkBG), 0),
}

const lightBG = 0xFBFAF7

var light = Theme{
	Name: "light",
	Base: on(0x1F2328, lightBG, 0), Dim: on(0x59636E, lightBG, 0), Strong: on(0x000000, lightBG, Bold), Future: on(0x68727D, lightBG, 0),
	Title: on(0x37475C, lightBG, Bold), Border: on(0x8490A0, lightBG, 0), Focus: on(0x9A3412, lightBG, Bold),
	Row: on(0x0B1F3A, 0xC9DCF5, Bold), RowIdle: on(0x1F2328, 0xE6ECF4, 0),
	Bar: on(0x1F2328, 0xE2E6EC, 0), BarDim: on(0x4E5864, 0xE2E6EC, 0), BarKey: on(0x8A2F10, 0xE2E6EC, Bold), BarPlay: on(0x0B5D30, 0xE2E6EC, Bold),
	Link: on(0x000000, 0xFFD84D, Bold), Span: on(0x0B1F3A, 0xC9DCF5, 0), Changed: on(0x9A3412, lightBG, Bold),
	Good: on(0x116329, lightBG, 0), Bad: on(0xB3261E, lightBG, Bold), Warn: on(0x8A4B00, lightBG, 0), Say: on(0x7A3E00, lightBG, 0),
	Wire: on(0x6B7787, lightBG, 0), WireBusy: on(0x00664A, lightBG, Bold),
	Chip: chips(okabeIto, RGB(0)),
	Ink:  inks(byLayer(RGB(0x1F2328), RGB(0x00664A), RGB(0x8A5200), RGB(0x0B5C8A), RGB(0x665C00), RGB(0x8E3B6B)), RGB(lightBG), 0),
}

// contrast keeps every ratio at 7:1 or more (WCAG 2.2 §1.4.6).
var contrast = Theme{
	Name: "contrast", Dark: true,
	Base: on(0xFFFFFF, 0, 0), Dim: on(0xD8D8D8, 0, 0), Strong: on(0xFFFFFF, 0, Bold), Future: on(0xC0C0C0, 0, 0),
	Title: on(0xFFFFFF, 0, Bold), Border: on(0xC0C0C0, 0, 0), Focus: on(0xFFFF00, 0, Bold),
	Row: on(0x000000, 0xFFFFFF, Bold), RowIdle: on(0xFFFFFF, 0x303030, Bold),
	Bar: on(0xFFFFFF, 0x202020, 0), BarDim: on(0xE0E0E0, 0x202020, 0), BarKey: on(0xFFFF00, 0x202020, Bold), BarPlay: on(0x80FFB0, 0x202020, Bold),
	Link: on(0x000000, 0xFFFF00, Bold), Span: on(0xFFFFFF, 0x303030, Bold), Changed: on(0xFFFF00, 0, Bold),
	Good: on(0x80FFB0, 0, 0), Bad: on(0xFF9C9C, 0, Bold), Warn: on(0xFFC870, 0, 0), Say: on(0xFFFF80, 0, 0),
	Wire: on(0xC0C0C0, 0, 0), WireBusy: on(0x40FFC0, 0, Bold),
	Chip: chips(byLayer(RGB(0xFFFFFF), RGB(0x00C893), RGB(0xE69F00), RGB(0x56B4E9), RGB(0xF0E442), RGB(0xE29AC2)), RGB(0)),
	Ink:  inks(byLayer(RGB(0xFFFFFF), RGB(0x40FFC0), RGB(0xFFB83D), RGB(0x7CCBFF), RGB(0xF0E442), RGB(0xF3ABD3)), RGB(0), 0),
}

// projector is for a bright room: black on white, everything bold.
var projector = Theme{
	Name: "projector",
	Base: on(0x000000, 0xFFFFFF, Bold), Dim: on(0x303030, 0xFFFFFF, Bold), Strong: on(0x000000, 0xFFFFFF, Bold), Future: on(0x505050, 0xFFFFFF, Bold),
	Title: on(0x000000, 0xFFFFFF, Bold), Border: on(0x404040, 0xFFFFFF, Bold), Focus: on(0x8A0000, 0xFFFFFF, Bold),
	Row: on(0xFFFFFF, 0x003A80, Bold), RowIdle: on(0x000000, 0xD5DEEA, Bold),
	Bar: on(0xFFFFFF, 0x202020, Bold), BarDim: on(0xE0E0E0, 0x202020, Bold), BarKey: on(0xFFE066, 0x202020, Bold), BarPlay: on(0x80FFB0, 0x202020, Bold),
	Link: on(0x000000, 0xFFD000, Bold), Span: on(0x000000, 0xC9DCF5, Bold), Changed: on(0x8A0000, 0xFFFFFF, Bold),
	Good: on(0x004D1F, 0xFFFFFF, Bold), Bad: on(0xA00000, 0xFFFFFF, Bold), Warn: on(0x6B3800, 0xFFFFFF, Bold), Say: on(0x5A2D00, 0xFFFFFF, Bold),
	Wire: on(0x404040, 0xFFFFFF, Bold), WireBusy: on(0x005A41, 0xFFFFFF, Bold),
	Chip: chips(okabeIto, RGB(0)),
	Ink:  inks(byLayer(RGB(0x000000), RGB(0x005A41), RGB(0x704200), RGB(0x084A70), RGB(0x524A00), RGB(0x762E58)), RGB(0xFFFFFF), Bold),
}

// mono does without any colour: what must stand out is bold, underlined or
// reversed.
var mono = Theme{
	Name: "mono", Dark: true,
	Strong: Style{Attr: Bold}, Future: Style{Attr: Dim},
	Title: Style{Attr: Bold}, Focus: Style{Attr: Bold},
	Row: Style{Attr: Bold | Reverse}, RowIdle: Style{Attr: Bold},
	Bar: Style{Attr: Reverse}, BarDim: Style{Attr: Reverse}, BarKey: Style{Attr: Reverse | Bold}, BarPlay: Style{Attr: Reverse | Bold},
	Link: Style{Attr: Reverse | Bold}, Span: Style{Attr: Underline}, Changed: Style{Attr: Bold | Underline},
	Bad: Style{Attr: Bold}, Warn: Style{Attr: Bold}, Say: Style{Attr: Bold},
	WireBusy: Style{Attr: Bold},
	Chip:     monoChips(),
}

func monoChips() (c [8]Style) {
	for i := range c {
		c[i].Attr = Reverse | Bold
	}
	return c
}

package canvas

import "strings"

// Lines are drawn from the middle of a cell to its edges: bits left 1, right 2,
// up 4, down 8, as in Glyphs.Joint.
var lightLines, heavyLines = lineBits(UTF8.Joint, UTF8.Thin), lineBits(UTF8.Busy, UTF8.Thick)

// lineBits says of each line character of a set which edges it meets.
func lineBits(joint [16]string, b Border) map[rune]int {
	bits := map[rune]int{}
	for i, text := range joint {
		if i == 1 || i == 2 {
			i = 3 // a cable's end is drawn as a whole piece
		}
		for _, r := range text {
			bits[r] |= i
		}
	}
	for text, n := range map[string]int{b.H: 3, b.V: 12, b.TL: 2 | 8, b.TR: 1 | 8, b.BL: 2 | 4, b.BR: 1 | 4} {
		for _, r := range text {
			bits[r] = n
		}
	}
	return bits
}

// blocks are characters that fill a part of their cell: x, y, width, height.
var blocks = map[rune][4]int{
	'█': {0, 0, 10, 20}, '▌': {0, 0, 5, 20}, '▐': {5, 0, 5, 20}, '▁': {0, 17, 10, 2}, '▔': {0, 2, 10, 2},
	'▀': {0, 0, 10, 10}, '▄': {0, 10, 10, 10}, '╎': {5, 3, 1, 14},
	'▂': {0, 15, 10, 5}, '▃': {0, 12, 10, 8}, '▅': {0, 8, 10, 12}, '▆': {0, 5, 10, 15}, '▇': {0, 3, 10, 17},
}

// The thickness of lines.
const (
	thinLine  = 2
	thickLine = 4
)

// rule draws n cells of a horizontal line.
func (p *pen) rule(text string, x, y, n int, c Color) {
	thick := thinLine
	if text == UTF8.Thick.H {
		thick = thickLine
	}
	p.rect(x, y+(cellHeight-thick)/2, n*cellWidth, thick, c)
}

// shape draws a character that is a line or a block, and says whether it is
// one.
func (p *pen) shape(r rune, x, y int, c Color) bool {
	if n, ok := lightLines[r]; ok {
		p.lines(n, x, y, thinLine, c)
		return true
	}
	if n, ok := heavyLines[r]; ok {
		p.lines(n, x, y, thickLine, c)
		return true
	}
	if b, ok := blocks[r]; ok {
		p.rect(x+b[0], y+b[1], b[2], b[3], c)
		return true
	}
	if r >= 0x2800 && r < 0x2900 {
		p.braille(int(r-0x2800), x, y, c)
		return true
	}
	return strings.ContainsRune("░", r) && p.shade(x, y, c)
}

// lines draws the arms of a line character.
func (p *pen) lines(bits, x, y, thick int, c Color) {
	mx, my := x+(cellWidth-thick)/2, y+(cellHeight-thick)/2
	switch bits & 3 {
	case 1:
		p.rect(x, my, mx+thick-x, thick, c)
	case 2:
		p.rect(mx, my, x+cellWidth-mx, thick, c)
	case 3:
		p.rect(x, my, cellWidth, thick, c)
	}
	switch bits & 12 {
	case 4:
		p.rect(mx, y, thick, my+thick-y, c)
	case 8:
		p.rect(mx, my, thick, y+cellHeight-my, c)
	case 12:
		p.rect(mx, y, thick, cellHeight, c)
	}
}

// braille draws the dots of a plot, two by four in a cell (Unicode §21.1).
func (p *pen) braille(dots, x, y int, c Color) {
	for i, at := range [8][2]int{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}} {
		if dots>>i&1 == 1 {
			p.rect(x+1+at[0]*5, y+1+at[1]*5, 3, 3, c)
		}
	}
}

// shade draws a lightly filled cell.
func (p *pen) shade(x, y int, c Color) bool {
	for dy := 2; dy < cellHeight; dy += 5 {
		for dx := 1; dx < cellWidth; dx += 5 {
			p.rect(x+dx, y+dy, 2, 2, c)
		}
	}
	return true
}

package canvas

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// The size of a cell in the units of a picture.
const (
	cellWidth  = 10
	cellHeight = 20
	baseline   = 15 // of the text, from the cell's top
)

// Film is a picture that may move: canvases of one size, each shown for a while
// and the last one twice as long, again and again.
type Film struct {
	Frames []*Canvas
	Each   time.Duration
	Title  string // for who hears the picture
	Paper  Style  // of what has no colours of its own
}

// band is one row of cells as it is in some of the frames.
type band struct {
	y     int
	cells []Cell
	from  []bool // by frame: it is shown
}

// SVG writes a film as a drawing in SVG 1.1; with more than one frame it moves
// by SMIL, without a script. Lines and blocks are drawn as shapes, so that they
// meet whatever the reader's font is; everything else is text.
func (f *Film) SVG(out io.Writer) error {
	w, h := f.Frames[0].Size()
	p := &pen{w: bufio.NewWriter(out), paper: f.Paper}
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="16" text-rendering="geometricPrecision" shape-rendering="crispEdges">`+"\n", w*cellWidth, h*cellHeight)
	p.printf("<title>%s</title>\n", markup.Replace(f.Title))
	p.printf(`<rect width="100%%" height="100%%" fill="%s"/>`+"\n", hex(f.Paper.BG))
	for _, b := range f.bands() {
		if all(b.from) {
			p.row(&b)
			continue
		}
		begin := "hidden" // where nothing moves the first frame is seen
		if b.from[0] {
			begin = "visible"
		}
		p.printf(`<g visibility="%s">`+"\n", begin)
		f.blink(p, b.from)
		p.row(&b)
		p.printf("</g>\n")
	}
	p.printf("</svg>\n")
	return p.w.Flush()
}

// bands finds out which rows are alike in which frames.
func (f *Film) bands() (list []band) {
	w, h := f.Frames[0].Size()
	for y := range h {
		first := len(list)
	frames:
		for i, c := range f.Frames {
			cells := make([]Cell, w)
			for x := range cells {
				cells[x] = c.At(x, y)
			}
			for j := range list[first:] {
				if same(list[first+j].cells, cells) {
					list[first+j].from[i] = true
					continue frames
				}
			}
			b := band{y, cells, make([]bool, len(f.Frames))}
			b.from[i] = true
			list = append(list, b)
		}
	}
	return list
}

// blink shows a row in its frames only.
func (f *Film) blink(p *pen, shown []bool) {
	n := len(shown) + 1 // the last frame counts twice
	var values, times []string
	for i, on := range shown {
		if i > 0 && on == shown[i-1] {
			continue
		}
		value := "hidden"
		if on {
			value = "visible"
		}
		values = append(values, value)
		times = append(times, fmt.Sprintf("%d.%04d", i/n, i*10000/n))
	}
	p.printf(`<animate attributeName="visibility" values="%s" keyTimes="%s" calcMode="discrete" dur="%dms" repeatCount="indefinite"/>`+"\n",
		strings.Join(values, ";"), strings.Join(times, ";"), (time.Duration(n) * f.Each).Milliseconds())
}

func all(list []bool) bool {
	for _, b := range list {
		if !b {
			return false
		}
	}
	return true
}

func same(a, b []Cell) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// pen draws cells.
type pen struct {
	w     *bufio.Writer
	paper Style
}

func (p *pen) printf(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

// hex writes a colour.
func hex(c Color) string { return fmt.Sprintf("#%06x", uint32(c)&0xffffff) }

// markup keeps text from being read as markup.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// colors gives a style's two colours as a picture shows them.
func (p *pen) colors(s Style) (fg, bg Color) {
	fg, bg = s.FG, s.BG
	if !fg.Set() {
		fg = p.paper.FG
	}
	if !bg.Set() {
		bg = p.paper.BG
	}
	if s.Attr&Reverse != 0 {
		return bg, fg
	}
	return fg, bg
}

// row draws a row of cells: first the grounds, then what stands on them.
func (p *pen) row(b *band) {
	p.runs(b, func(x, n int, s Style) {
		if _, bg := p.colors(s); bg != p.paper.BG {
			p.rect(x*cellWidth, b.y*cellHeight, n*cellWidth, cellHeight, bg)
		}
	})
	p.runs(b, func(x, n int, s Style) {
		fg, _ := p.colors(s)
		if s.Attr&Underline != 0 {
			p.rect(x*cellWidth, b.y*cellHeight+cellHeight-3, n*cellWidth, 1, fg)
		}
		p.run(b, x, n, s, fg)
	})
}

// runs calls for each stretch of cells of one style.
func (p *pen) runs(b *band, f func(x, n int, s Style)) {
	for x := 0; x < len(b.cells); {
		n := 1
		for x+n < len(b.cells) && b.cells[x+n].Style == b.cells[x].Style {
			n++
		}
		f(x, n, b.cells[x].Style)
		x += n
	}
}

// run draws a stretch: shapes one by one, and words.
func (p *pen) run(b *band, x, n int, s Style, fg Color) {
	var word strings.Builder
	start, wide := x, 0
	flush := func() {
		if word.Len() > 0 {
			p.text(start, b.y, wide, word.String(), s, fg)
		}
		word.Reset()
		wide = 0
	}
	for i := x; i < x+n; i++ {
		text := b.cells[i].Text
		r, _ := utf8.DecodeRuneInString(text)
		switch {
		case text == "":
			wide++ // the second half of a wide character
			continue
		case text == " ":
			flush()
			continue
		case text == UTF8.Thin.H || text == UTF8.Thick.H:
			flush()
			m := 1 // a line is drawn in one piece
			for i+m < x+n && b.cells[i+m].Text == text {
				m++
			}
			p.rule(text, i*cellWidth, b.y*cellHeight, m, fg)
			i += m - 1
			continue
		case p.shape(r, i*cellWidth, b.y*cellHeight, fg):
			flush()
			continue
		}
		if word.Len() == 0 {
			start = i
		}
		word.WriteString(text)
		wide++
	}
	flush()
}

// text writes a word into its cells.
func (p *pen) text(x, y, n int, word string, s Style, fg Color) {
	weight := ""
	if s.Attr&Bold != 0 {
		weight = ` font-weight="bold"`
	}
	p.printf(`<text x="%d" y="%d" textLength="%d" lengthAdjust="spacingAndGlyphs" fill="%s"%s>%s</text>`+"\n",
		x*cellWidth, y*cellHeight+baseline, n*cellWidth, hex(fg), weight, markup.Replace(word))
}

func (p *pen) rect(x, y, w, h int, c Color) {
	p.printf(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", x, y, w, h, hex(c))
}

package tui

import (
	"fmt"
	"strings"
	"time"

	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// topology draws the network, and on its cables the frames.
type topology struct {
	of     *film
	size   canvas.Rect // the drawing was worked out for this
	ascii  bool
	boxes  []canvas.Rect // of the nodes
	labels [][]string    // what stands in them
	wires  []wire        // of the cables
	drawn  canvas.Rect
}

// wire is a cable's way over the screen, cell by cell, from its first end to
// its second.
type wire struct {
	cells  []point
	legend string
	at     point // where the legend is centred
	room   int   // and how much of it there is
}

type point struct{ x, y int }

func (t *topology) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	t.drawn = r
	t.heading(s, c, r)
	_, r = r.Top(1)
	if s.film == nil || r.Empty() {
		return
	}
	t.arrange(s, c, r)
	c = c.In(r)
	if shift := t.shift(s, r.W); shift > 0 {
		c = c.In(canvas.Rect{X: -shift, W: r.W + shift, H: r.H})
	}
	for i := range t.wires {
		t.cable(s, c, &t.wires[i])
	}
	s.film.under(s.at, func(fl *flight) { t.frameOn(s, c, fl, false) })
	for i := range t.boxes {
		t.box(s, c, i)
	}
	// Labels last: they tell which frame it is.
	s.film.under(s.at, func(fl *flight) { t.frameOn(s, c, fl, true) })
}

// heading draws the line above: no box, the network needs the room.
func (t *topology) heading(s *stage, c *canvas.Canvas, r canvas.Rect) {
	style, rule := s.theme.Border, s.g.Thin.H
	name := s.theme.Title
	if s.focus == paneTopology {
		style, rule, name = s.theme.Focus, s.g.Thick.H, s.theme.Focus
	}
	c.Fill(canvas.Rect{X: r.X, Y: r.Y, W: r.W, H: 1}, rule, style)
	s.title(c, r, paneTopology, s.paneTitle(paneTopology), name)
}

// arrange works the drawing out, once for each size.
func (t *topology) arrange(s *stage, c *canvas.Canvas, r canvas.Rect) {
	size := canvas.Rect{W: r.W, H: r.H}
	if t.of == s.film && t.size == size && t.ascii == c.ASCII() {
		return
	}
	t.of, t.size, t.ascii = s.film, size, c.ASCII()
	sc := s.film.sc
	spots, cols, rows := mapNetwork(sc)
	height := boxHeight(r.H, rows)
	var widths []int
	for d := fullLabel; d <= leastLabel; d++ {
		widths = make([]int, cols)
		t.labels = make([][]string, len(sc.Nodes))
		for i := range sc.Nodes {
			t.labels[i] = nodeLabel(&sc.Nodes[i], i, height, d)
			for j, l := range t.labels[i] {
				n := c.Width(l) + 4
				switch {
				case height == 1:
					n = c.Width(l) + 2
				case j == 0:
					n += 2 // the name stands in the border
				}
				widths[spots[i].col] = max(widths[spots[i].col], n)
			}
		}
		if columns(widths, r.W)[max(0, cols-1)]+widths[max(0, cols-1)] < r.W {
			break
		}
	}
	left := columns(widths, r.W)
	t.boxes = make([]canvas.Rect, len(sc.Nodes))
	for i := range sc.Nodes {
		col, row := spots[i].col, spots[i].row
		y := row*r.H/max(1, rows) + (r.H/max(1, rows)-height)/2
		w := widths[col]
		if height == 1 {
			w = c.Width(t.labels[i][0]) + 2
		}
		t.boxes[i] = canvas.Rect{X: left[col], Y: y, W: w, H: height}
	}
	t.wires = make([]wire, len(sc.Cables))
	for i := range sc.Cables {
		t.wires[i] = t.route(s.film, &sc.Cables[i])
	}
}

// boxHeight gives how many lines a node's box may have.
func boxHeight(h, rows int) int {
	switch per := h / max(1, rows); {
	case per >= 5:
		return 4
	case per >= 3:
		return 3
	}
	return 1
}

// detail is how much a node's box says.
type detail int

const (
	fullLabel detail = iota
	shortLabel
	leastLabel
)

// nodeLabel gives the lines of a node's box: its name first.
func nodeLabel(n *scenario.Node, number, height int, d detail) []string {
	if height == 1 {
		if len(n.Ports) == 1 && n.Ports[0].Addr.IsValid() && d < leastLabel {
			return []string{n.Name + " " + tail(n.Ports[0].Addr.Addr().String(), 1)}
		}
		return []string{n.Name}
	}
	lines := []string{n.Name, addresses(n, d)}
	if height == 4 && n.Kind != scenario.Switch && n.Kind != scenario.Outside {
		lines = append(lines, macs(n, number, d))
	}
	return lines
}

// addresses writes a node's addresses as long as the detail allows.
func addresses(n *scenario.Node, d detail) string {
	var out []string
	for _, p := range n.Ports {
		switch a := p.Addr; {
		case !a.IsValid():
		case d == leastLabel:
			out = append(out, tail(a.Addr().String(), 1))
		case len(n.Ports) > 1 || d == shortLabel:
			out = append(out, tail(a.Addr().String(), 2))
		default:
			out = append(out, a.String())
		}
	}
	switch {
	case n.Kind == scenario.Switch:
		return string(n.Kind)
	case n.Kind == scenario.Outside:
		return n.Outside.String()
	}
	return strings.Join(out, "  ")
}

// macs writes a node's hardware addresses.
func macs(n *scenario.Node, number int, d detail) string {
	var out []string
	for i, p := range n.Ports {
		mac := p.MAC
		if mac == (ethernet.Addr{}) {
			mac = ethernet.Addr{2, 0, byte((number + 1) >> 16), byte((number + 1) >> 8), byte(number + 1), byte(i)}
		}
		text := mac.String()
		if d > fullLabel || len(n.Ports) > 1 {
			text = ".." + text[len(text)-6:]
		}
		out = append(out, text)
	}
	return strings.Join(out, "  ")
}

// tail gives the last n parts of an address: ".1.2".
func tail(addr string, n int) string {
	for i := len(addr) - 1; i >= 0; i-- {
		if addr[i] == '.' || addr[i] == ':' {
			if n--; n == 0 {
				return addr[i:]
			}
		}
	}
	return addr
}

// columns spreads the columns over the width; where they do not fit they keep
// a shortest cable between them and run over the edge.
func columns(widths []int, w int) []int {
	const shortest = 9
	sum := 0
	for _, cw := range widths {
		sum += cw
	}
	left := make([]int, len(widths))
	if len(widths) == 0 {
		return left
	}
	margin := 1
	if w-sum > 60 {
		margin = 4
	}
	gaps := max(1, len(widths)-1)
	gap := max(shortest, (w-2*margin-sum)/gaps)
	x := margin
	for i := range widths {
		left[i] = x
		x += widths[i] + gap
	}
	return left
}

// shift gives how far a drawing that is too wide is moved to the left, so that
// the cursor's node is in it.
func (t *topology) shift(s *stage, w int) int {
	right := 0
	for _, b := range t.boxes {
		right = max(right, b.X+b.W+1)
	}
	e := s.event()
	if right <= w || e == nil || s.film.nodes[e.Node] == nil {
		return 0
	}
	b := t.boxes[s.film.nodes[e.Node].index]
	return max(0, min(right-w, b.X+b.W/2-w/2))
}

// route lays a cable between the boxes of its ends.
func (t *topology) route(f *film, cable *scenario.Cable) wire {
	from, to := f.nodes[cable.Ends[0].Node], f.nodes[cable.Ends[1].Node]
	if from == nil || to == nil {
		return wire{}
	}
	a, b := t.boxes[from.index], t.boxes[to.index]
	turn := b.X < a.X
	if turn {
		a, b = b, a
	}
	ya, yb := a.Y+min(1, a.H-1), b.Y+min(1, b.H-1)
	var w wire
	line := func(x1, y1, x2, y2 int) { w.cells = appendLine(w.cells, x1, y1, x2, y2) }
	right, left := a.X+a.W, b.X-1
	if b.X < right { // one above the other: around the right side
		left, right = max(right, b.X+b.W)+2, a.X+a.W
		line(right, ya, left, ya)
		line(left, ya, left, yb)
		line(left, yb, b.X+b.W, yb)
	} else {
		mid := left - 2
		if ya == yb {
			mid = left
		}
		line(right, ya, mid, ya)
		line(mid, ya, mid, yb)
		line(mid, yb, left, yb)
	}
	if turn {
		for i, j := 0, len(w.cells)-1; i < j; i, j = i+1, j-1 {
			w.cells[i], w.cells[j] = w.cells[j], w.cells[i]
		}
	}
	w.legend = legend(cable)
	w.at, w.room = point{(right + left) / 2, ya}, left-right
	if ya != yb {
		w.at, w.room = point{(left + b.X) / 2, yb}, 0
	}
	return w
}

// appendLine appends the cells of a straight line, without the one that the
// line before ended on.
func appendLine(cells []point, x1, y1, x2, y2 int) []point {
	dx, dy := sign(x2-x1), sign(y2-y1)
	for p := (point{x1, y1}); ; p = (point{p.x + dx, p.y + dy}) {
		if len(cells) == 0 || cells[len(cells)-1] != p {
			cells = append(cells, p)
		}
		if p == (point{x2, y2}) || dx == 0 && dy == 0 {
			return cells
		}
	}
}

func sign(n int) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

// legend tells what a cable does: rate, delay, and what it does to frames.
func legend(c *scenario.Cable) string {
	parts := []string{rate(uint64(c.Rate))}
	if c.Delay > 0 {
		parts = append(parts, shortTime(c.Delay))
	}
	if c.Loss > 0 {
		parts = append(parts, fmt.Sprintf("loss %g %%", float64(c.Loss)/1e7))
	}
	return strings.Join(parts, " · ")
}

func rate(r uint64) string {
	switch {
	case r == 0:
		return "1 Gbit/s"
	case r%1e9 == 0:
		return fmt.Sprintf("%d Gbit/s", r/1e9)
	case r%1e6 == 0:
		return fmt.Sprintf("%d Mbit/s", r/1e6)
	case r%1e3 == 0:
		return fmt.Sprintf("%d kbit/s", r/1e3)
	}
	return fmt.Sprintf("%d bit/s", r)
}

// shortTime writes a time with a blank before its unit.
func shortTime(d time.Duration) string {
	text := d.String()
	i := strings.IndexFunc(text, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if i < 0 || strings.ContainsAny(text[i:], "0123456789") {
		return text // 1m30s
	}
	return text[:i] + " " + text[i:]
}

// cable draws a cable and its legend.
func (t *topology) cable(s *stage, c *canvas.Canvas, w *wire) {
	for i, p := range w.cells {
		c.Set(p.x, p.y, t.piece(s, w, i), s.theme.Wire)
	}
	if n := c.Width(w.legend); n+4 <= w.room && w.at.y > 0 && len(w.cells) > 0 {
		c.Text(w.at.x-n/2, w.at.y-1, w.legend, s.theme.Dim)
	}
}

// piece gives the glyph of a cable's i-th cell: straight, or a corner.
func (t *topology) piece(s *stage, w *wire, i int) string {
	p := w.cells[i]
	in, out := p, p
	if i > 0 {
		in = w.cells[i-1]
	}
	if i+1 < len(w.cells) {
		out = w.cells[i+1]
	}
	left := in.x < p.x || out.x < p.x
	above, below := in.y < p.y || out.y < p.y, in.y > p.y || out.y > p.y
	switch {
	case !above && !below:
		return s.g.Wire
	case above && below:
		return s.g.WireV
	case left && below:
		return s.g.CornerDown
	case left:
		return s.g.CornerUp
	case below:
		return s.g.CornerRight
	}
	return s.g.CornerLeft
}

// box draws a node.
func (t *topology) box(s *stage, c *canvas.Canvas, i int) {
	b, node := t.boxes[i], s.film.sc.Nodes[i].Name
	style, name, border := s.theme.Border, s.theme.Strong, s.g.Thin
	e := s.event()
	if e != nil && e.Node == node {
		style, name = s.theme.Focus, s.theme.Focus
	}
	if s.node == node {
		border = s.g.Thick
	}
	c.Fill(b, " ", s.theme.Base)
	if b.H == 1 {
		x := c.Text(b.X, b.Y, s.g.Thin.Left, style)
		c.Text(c.TextIn(x, b.Y, b.W-2, t.labels[i][0], name), b.Y, s.g.Thin.Right, style)
		return
	}
	in := c.Box(b, border, style)
	c.TextIn(b.X+2, b.Y, b.W-4, " "+t.labels[i][0]+" ", name)
	for l, text := range t.labels[i][1:] {
		st := s.theme.Base
		if l > 0 {
			st = s.theme.Dim
		}
		c.TextIn(in.X+1, in.Y+l, in.W-2, text, st)
	}
}

// frameOn draws a frame that is on its cable: first the stretch of cable that
// it fills, true to scale, then the label at its head.
func (t *topology) frameOn(s *stage, c *canvas.Canvas, fl *flight, label bool) {
	if fl.cable < 0 || fl.cable >= len(t.wires) {
		return
	}
	w := &t.wires[fl.cable]
	n := len(w.cells)
	if n == 0 {
		return
	}
	tail, head := fl.stretch(s.at.now)
	if s.at.id == fl.end { // just arrived, or just lost
		tail, head = fl.place, fl.place
	}
	from, to := int(tail*float64(n-1)+0.5), int(head*float64(n-1)+0.5)
	cell := func(i int) point {
		if !fl.forward {
			i = n - 1 - i
		}
		return w.cells[max(0, min(i, n-1))]
	}
	if !label {
		for i := from; i <= to; i++ {
			p := cell(i)
			c.Set(p.x, p.y, busyPiece(s, t.piece(s, w, t.at(w, p))), s.theme.WireBusy)
		}
		return
	}
	if fl.lost && s.at.id == fl.end {
		t.crash(s, c, fl, cell(to))
		return
	}
	t.tag(s, c, fl, w, cell, to)
}

// at gives the number of a cell in a wire.
func (t *topology) at(w *wire, p point) int {
	for i := range w.cells {
		if w.cells[i] == p {
			return i
		}
	}
	return 0
}

// busyPiece is a piece of cable that a frame fills.
func busyPiece(s *stage, piece string) string {
	switch piece {
	case s.g.Wire:
		return s.g.WireDone
	case s.g.WireV:
		return s.g.Thick.V
	}
	return piece
}

// tag draws a frame's chip on its cable, its head where the first bit is.
func (t *topology) tag(s *stage, c *canvas.Canvas, fl *flight, w *wire, cell func(int) point, head int) {
	p := cell(head)
	// The straight run of cable around the head is what the chip may cover.
	first, last := head, head
	for first > 0 && cell(first-1).y == p.y {
		first--
	}
	for last < len(w.cells)-1 && cell(last+1).y == p.y {
		last++
	}
	text, layer := frameName(s.film, fl.tx)
	chip := s.theme.Chip[layer]
	room := last - first + 1
	for _, full := range []string{fmt.Sprintf("#%d %s", fl.frame, text), fmt.Sprintf("#%d", fl.frame)} {
		width := c.Width(full) + 2
		if width > room {
			continue
		}
		begin := max(first, min(head-width+1, last-width+1))
		a, b := cell(begin), cell(begin+width-1)
		x, right := min(a.x, b.x), b.x > a.x
		drawChip(s, c, x, p.y, full, chip)
		if right && begin+width <= last {
			c.Set(x+width, p.y, s.g.Right, s.theme.WireBusy)
		}
		if !right && begin+width <= last {
			c.Set(x-1, p.y, s.g.Left, s.theme.WireBusy)
		}
		return
	}
	arrow := s.g.Right
	if head > 0 && cell(head-1).x > p.x || head == 0 && len(w.cells) > 1 && cell(1).x < p.x {
		arrow = s.g.Left
	}
	c.Set(p.x, p.y, arrow, s.theme.WireBusy)
}

// crash draws a lost frame: it falls off its cable where it was lost.
func (t *topology) crash(s *stage, c *canvas.Canvas, fl *flight, p point) {
	c.Set(p.x, p.y, s.g.Lost, s.theme.Bad)
	text := fmt.Sprintf("#%d %s", fl.frame, s.say(txtLostHere))
	w, _ := c.Size()
	x := max(0, min(p.x-c.Width(text)/2, w-c.Width(text)))
	y := p.y + 1
	if _, h := c.Size(); y >= h {
		y = p.y - 1
	}
	c.Text(x, y, text, s.theme.Bad)
}

// drawChip draws a text on a fill with half a cell at each end, and gives the
// column after it.
func drawChip(s *stage, c *canvas.Canvas, x, y int, text string, chip canvas.Style) int {
	ends := canvas.Style{FG: chip.BG, BG: s.theme.Base.BG}
	if !chip.BG.Set() {
		ends = s.theme.Strong
	}
	c.Set(x, y, s.g.ChipLeft, ends)
	x = c.Text(x+1, y, text, chip)
	c.Set(x, y, s.g.ChipRight, ends)
	return x + 1
}

// frameName gives the name of what a frame carries, and whose layer it is: the
// innermost protocol that has a name.
func frameName(f *film, tx trace.ID) (string, osi.Layer) {
	name, layer := "", osi.Link
	for _, p := range f.dissected(tx) {
		if p.Proto != "data" {
			name, layer = protoName(p.Proto), p.Layer
		}
		if p.Proto == "icmp" || p.Proto == "arp" {
			break // what an ICMP error quotes is not what it is
		}
	}
	return name, shelf(layer)
}

// protoName writes a protocol's name as its standard does.
func protoName(proto string) string {
	switch proto {
	case "eth":
		return "ETH"
	case "data":
		return "data"
	}
	return strings.ToUpper(proto)
}

func (t *topology) handle(s *stage, a action) bool {
	switch a {
	case actUp:
		s.chooseNode(-1)
	case actDown:
		s.chooseNode(1)
	case actEnter:
		s.focus = paneTables
	default:
		return false
	}
	return true
}

func (t *topology) click(s *stage, x, y int) {
	for i, b := range t.boxes {
		if b.Contains(x-t.drawn.X+t.shift(s, t.drawn.W), y-t.drawn.Y-1) {
			s.node = s.film.sc.Nodes[i].Name
			return
		}
	}
	s.node = ""
}

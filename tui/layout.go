package tui

import "encap/tui/canvas"

// The smallest screen on which everything can be reached.
const (
	leastWidth  = 80
	leastHeight = 24
)

// The screen on which all panes are seen together, or named where they share a
// place.
const (
	wideWidth  = 120
	wideHeight = 36
)

// layout says where everything is. Panes that are not seen have no rectangle.
type layout struct {
	header, why, footer canvas.Rect
	panes               [panePicker]canvas.Rect
	tabs                [panePicker][]paneID // of a pane that is seen: those that share its place
}

// arrange lays the screen out. Of the panes that share a place the one that
// comes first in order is seen. zoomed fills the screen, but for the time bar; a
// lesson speaks, and needs room for it.
func arrange(w, h int, order recent, zoomed paneID, lesson bool) (l layout) {
	rest := canvas.Rect{W: w, H: h}
	l.header, rest = rest.Top(1)
	rest, l.footer = rest.Top(rest.H - 1)
	wide := w >= wideWidth && h >= wideHeight
	bar, why := 1, 2
	if h >= 28 {
		why = 3
	}
	if wide {
		bar, why = 2, 3+(h-wideHeight)/8
	}
	if lesson {
		why += 2
	}
	rest, l.why = rest.Top(rest.H - why)
	rest, l.panes[paneTime] = rest.Top(rest.H - bar)
	switch {
	case zoomed != everywhere && zoomed != paneTime:
		l.panes[zoomed] = rest
	case wide:
		l.arrangeWide(rest, order)
	default:
		l.arrangeSmall(rest, order)
	}
	return l
}

// arrangeWide shows all places.
func (l *layout) arrangeWide(r canvas.Rect, order recent) {
	extra := max(0, r.H-(wideHeight-9))
	top, r := r.Top(7 + extra/4)
	side := 42
	if r.W >= 160 {
		side = r.W * 3 / 10
	}
	net, beside := top.Left(top.W - side)
	stack := 12
	if panels[order.first(placeRight, true)].tall && extra < 12 {
		stack = 7
	}
	middle, r := r.Top(stack)
	list := r.W - 79
	if r.W >= 160 {
		list = r.W * 2 / 5
	}
	left, right := r.Left(list)
	l.put(order, placeNet, net, true)
	l.put(order, placeSide, beside, true)
	l.put(order, placeStack, middle, true)
	l.put(order, placeLeft, left, true)
	l.put(order, placeRight, right, true)
}

// arrangeSmall lets most panes share the lower place.
func (l *layout) arrangeSmall(r canvas.Rect, order recent) {
	extra := r.H - (leastHeight - 5)
	net, r := r.Top(4 + max(0, min(3, extra/3)))
	stack := 7
	if extra >= 10 {
		stack = 12
	}
	// A tall pane takes the stacks' place, until they are asked for.
	if panels[order.first(placeLower, false)].tall && order[0] != paneStacks {
		stack = 0
	}
	middle, lower := r.Top(stack)
	l.put(order, placeNet, net, false)
	l.put(order, placeStack, middle, false)
	l.put(order, placeLower, lower, false)
}

// put gives a place to the first of its panes.
func (l *layout) put(order recent, p place, r canvas.Rect, wide bool) {
	seen := order.first(p, wide)
	l.panes[seen] = r
	for id := paneTopology; id < panePicker; id++ {
		if id.in(p, wide) {
			l.tabs[seen] = append(l.tabs[seen], id)
		}
	}
}

// first gives the pane of a place that had the keys last.
func (r *recent) first(p place, wide bool) paneID {
	for _, id := range r {
		if id.in(p, wide) {
			return id
		}
	}
	return everywhere
}

// in says whether a pane has a place.
func (id paneID) in(p place, wide bool) bool {
	if wide {
		return panels[id].wide == p
	}
	return panels[id].small == p
}

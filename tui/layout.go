package tui

import "encap/tui/canvas"

// The smallest screen on which everything can be reached.
const (
	leastWidth  = 80
	leastHeight = 24
)

// The screen on which all panes are seen together.
const (
	wideWidth  = 120
	wideHeight = 36
)

// layout says where everything is. Panes that are not seen have no rectangle.
type layout struct {
	header, why, footer canvas.Rect
	panes               [panePicker]canvas.Rect
	tabs                []paneID // panes that share one place; one of them is seen
}

// arrange lays the screen out. shared is the pane that was looked at last
// among those that share a place where the screen is small; a lesson speaks,
// and needs room for it.
func arrange(w, h int, shared, zoomed paneID, lesson bool) (l layout) {
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
		l.arrangeWide(rest)
	default:
		l.arrangeSmall(rest, shared)
	}
	return l
}

// arrangeWide shows all panes.
func (l *layout) arrangeWide(r canvas.Rect) {
	extra := max(0, r.H-(wideHeight-9))
	top, r := r.Top(7 + extra/4)
	side := 42
	if r.W >= 160 {
		side = r.W * 3 / 10
	}
	l.panes[paneTopology], l.panes[paneTables] = top.Left(top.W - side)
	l.panes[paneStacks], r = r.Top(12)
	list := r.W - 79
	if r.W >= 160 {
		list = r.W * 2 / 5
	}
	l.panes[paneEvents], l.panes[paneBytes] = r.Left(list)
}

// arrangeSmall lets events, bytes and tables share one place.
func (l *layout) arrangeSmall(r canvas.Rect, shared paneID) {
	l.tabs = []paneID{paneEvents, paneBytes, paneTables}
	extra := r.H - (leastHeight - 5)
	top := 4 + max(0, min(3, extra/3))
	l.panes[paneTopology], r = r.Top(top)
	stack := 7
	if extra >= 10 {
		stack = 12
	}
	l.panes[paneStacks], r = r.Top(stack)
	l.panes[shared] = r
}

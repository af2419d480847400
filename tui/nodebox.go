package tui

import (
	"fmt"
	"strings"

	"encap/layers/link/ethernet"
	"encap/sim/scenario"
	"encap/tui/canvas"
)

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
		if n.Kind == scenario.Host && len(n.Ports) == 1 && n.Ports[0].Addr.IsValid() && d < leastLabel {
			return []string{n.Name + " " + tail(n.Ports[0].Addr.Addr().String(), 1)}
		}
		return []string{n.Name + kindMark(n.Kind, shortLabel)}
	}
	lines := []string{n.Name + kindMark(n.Kind, d), addresses(n, d)}
	if height == 4 && !n.Kind.ByCables() && n.Kind != scenario.Outside {
		lines = append(lines, macs(n, number, d))
	}
	return lines
}

// kindMark says what kind of node it is, if it is no host: by its word or by
// the word's first letter.
func kindMark(k scenario.Kind, d detail) string {
	switch {
	case k == scenario.Host || k == "":
		return ""
	case d == fullLabel:
		return " · " + string(k)
	}
	return " " + strings.ToUpper(string(k[:1]))
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
	if n.Kind == scenario.Outside {
		return n.Outside.String()
	}
	return strings.Join(few(out), "  ")
}

// few cuts a long list.
func few(list []string) []string {
	const most = 3
	if len(list) <= most+1 {
		return list
	}
	return append(list[:most:most], fmt.Sprintf("+%d", len(list)-most))
}

// boxWidth gives how wide a node's box is.
func boxWidth(c *canvas.Canvas, label []string, height int) (w int) {
	for j, l := range label {
		n := c.Width(l) + 4
		switch {
		case height == 1:
			n = c.Width(l) + 2
		case j == 0:
			n += 2 // the name stands in the border
		}
		w = max(w, n)
	}
	return w
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
	return strings.Join(few(out), "  ")
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

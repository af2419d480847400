package tui

import (
	"encap/tui/canvas"
)

// graphKeys are what keys do in this pane.
var graphKeys = []binding{
	{paneGraph, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneGraph, actNext, []string{"right", "l"}, txtKeyEventNext},
}

// graphHints are its entries in the footer.
var graphHints = []hint{
	{paneGraph, []action{actPrev, actNext}, txtKeyEvent},
}

// graph shows the variables of all connections.
type graph struct{}

func (p *graph) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	in := s.frame(c, r, paneGraph, s.paneTitle(paneGraph))
	y := in.Y
	for _, row := range s.film.stateAt(s.at.id).Rows {
		if row.Entity.Kind == "conn" && y < in.Y+in.H {
			x := c.TextIn(in.X, y, in.W, row.Entity.Node+" "+row.Entity.Name, s.theme.Base)
			for _, v := range row.Vars {
				x = c.TextIn(x+1, y, in.X+in.W-x-1, v.Name+" "+v.Value, s.theme.Dim)
			}
			y++
		}
	}
}

func (p *graph) handle(*stage, action) bool { return false }
func (p *graph) click(*stage, int, int)     {}

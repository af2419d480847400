package tui

import (
	"encap/tui/canvas"
)

// socketsKeys are what keys do in this pane.
var socketsKeys = []binding{
	{paneSockets, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneSockets, actNext, []string{"right", "l"}, txtKeyEventNext},
}

// socketsHints are its entries in the footer.
var socketsHints = []hint{
	{paneSockets, []action{actPrev, actNext}, txtKeyEvent},
}

// sockets shows the descriptors and connections of all nodes.
type sockets struct{}

func (p *sockets) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	in := s.frame(c, r, paneSockets, s.paneTitle(paneSockets))
	y := in.Y
	for _, row := range s.film.stateAt(s.at.id).Rows {
		if row.Entity.Kind == "socket" && y < in.Y+in.H {
			x := c.TextIn(in.X, y, in.W, row.Entity.Node+" "+row.Entity.Name, s.theme.Base)
			for _, v := range row.Vars {
				x = c.TextIn(x+1, y, in.X+in.W-x-1, v.Name+" "+v.Value, s.theme.Dim)
			}
			y++
		}
	}
}

func (p *sockets) handle(*stage, action) bool { return false }
func (p *sockets) click(*stage, int, int)     {}

package scenario

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// mostPlace is the last column and row in which a node can be drawn.
const mostPlace = 99

// Place is where the screen draws a node: a column from the left and a row from
// above, from 0.
type Place struct {
	Node        string
	Column, Row int
}

// drawn reads the places of a file.
func (b *builder) drawn(n *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		p := Place{Node: n.Content[i].Value}
		for j, x := range items(n.Content[i+1]) {
			v, _ := strconv.Atoi(x.Value)
			switch j {
			case 0:
				p.Column = v
			case 1:
				p.Row = v
			}
		}
		b.note(spot{part: "place", i: len(b.s.Places)}, n.Content[i])
		b.s.Places = append(b.s.Places, p)
	}
}

// drawn judges the places: each is of a node that there is, and no two are the
// same.
func (v *validator) drawn() {
	taken := map[[2]int]string{}
	for i, p := range v.s.Places {
		sp := spot{part: "place", i: i}
		if v.broken("place", i) {
			continue
		}
		v.known(p.Node, sp, 0)
		at := [2]int{p.Column, p.Row}
		switch other, is := taken[at]; {
		case p.Column < 0 || p.Row < 0 || p.Column > mostPlace || p.Row > mostPlace:
			v.wrong(sp, 0, fmt.Sprintf("columns and rows go from 0 to %d", mostPlace), "a node cannot be drawn at [%d, %d]", p.Column, p.Row)
		case is:
			v.wrong(sp, 0, "give each node a place of its own", "%s and %s would be drawn at [%d, %d]", other, p.Node, p.Column, p.Row)
		}
		taken[at] = p.Node
	}
}

// places writes the places.
func (w *writer) places(all []Place) {
	if len(all) == 0 {
		return
	}
	w.line("places:")
	for _, p := range all {
		w.line(fmt.Sprintf("  %s: [%d, %d]", p.Node, p.Column, p.Row))
	}
}

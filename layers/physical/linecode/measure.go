package linecode

// Figures are what codes are compared by.
type Figures struct {
	Cells   int // times of a bit on the wire
	Edges   int // changes of the level
	Longest int // halves of a cell without any: what a receiver's clock must bridge
	Balance int // the sum of all levels, in halves of a cell: a steady current, if it is not near 0
}

// Measure gives the figures of what is sent, without the silence around it.
func Measure(cells []Cell) (f Figures) {
	var last Level
	run, begun := 0, false
	for _, c := range cells {
		if c.Idle {
			continue
		}
		f.Cells++
		for _, l := range c.Levels {
			f.Balance += int(l)
			if begun && l == last {
				run++
			} else {
				if begun {
					f.Edges++
				}
				run = 1
			}
			last, begun = l, true
			f.Longest = max(f.Longest, run)
		}
	}
	return f
}

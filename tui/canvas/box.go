package canvas

// Box draws a border along the inside of a rectangle, with a title in its
// upper line, and gives the rectangle within.
func (c *Canvas) Box(r Rect, b Border, s Style) Rect {
	if r.W < 2 || r.H < 2 {
		return Rect{r.X, r.Y, 0, 0}
	}
	right, bottom := r.X+r.W-1, r.Y+r.H-1
	for x := r.X + 1; x < right; x++ {
		c.Set(x, r.Y, b.H, s)
		c.Set(x, bottom, b.H, s)
	}
	for y := r.Y + 1; y < bottom; y++ {
		c.Set(r.X, y, b.V, s)
		c.Set(right, y, b.V, s)
	}
	c.Set(r.X, r.Y, b.TL, s)
	c.Set(right, r.Y, b.TR, s)
	c.Set(r.X, bottom, b.BL, s)
	c.Set(right, bottom, b.BR, s)
	return r.Inset(1, 1)
}

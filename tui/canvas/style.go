package canvas

// Attr is a set of attributes that do without colour.
type Attr uint8

// The attributes.
const (
	Bold Attr = 1 << iota
	Dim
	Underline
	Reverse
)

// Style is how a cell looks.
type Style struct {
	FG, BG Color
	Attr   Attr
}

// On gives the style on another style's background.
func (s Style) On(other Style) Style {
	s.BG = other.BG
	return s
}

// With gives the style with further attributes.
func (s Style) With(a Attr) Style {
	s.Attr |= a
	return s
}

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

// On gives the style on another style's background; on one that is reversed it
// is reversed too.
func (s Style) On(other Style) Style {
	s.BG = other.BG
	if other.Attr&Reverse != 0 {
		s.FG, s.Attr = other.FG, s.Attr|Reverse
	}
	return s
}

// With gives the style with further attributes.
func (s Style) With(a Attr) Style {
	s.Attr |= a
	return s
}

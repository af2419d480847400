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
// is reversed too. A colour that could be read before and cannot be read there
// gives way to the other's.
func (s Style) On(other Style) Style {
	if s.BG == other.BG && other.Attr&Reverse == 0 {
		return s
	}
	if s.FG.Set() && other.FG.Set() && other.BG.Set() && s.FG != other.FG {
		if got := Contrast(s.FG, other.BG); got < readable || got < strong && Contrast(s.FG, s.BG) >= strong {
			s.FG = other.FG
		}
	}
	s.BG = other.BG
	if other.Attr&Reverse != 0 {
		s.FG, s.Attr = other.FG, s.Attr|Reverse
	}
	return s
}

// The contrasts that text needs (WCAG 2.2 §1.4.3 and §1.4.6).
const (
	readable = 4.5
	strong   = 7
)

// With gives the style with further attributes.
func (s Style) With(a Attr) Style {
	s.Attr |= a
	return s
}

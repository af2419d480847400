package canvas

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Width gives how many columns a text takes on this canvas.
func (c *Canvas) Width(text string) int {
	if c.grid.ascii {
		text = Fold(text)
	}
	return Width(text)
}

// Width gives how many columns a text takes, as Text draws it.
func Width(text string) int {
	w, ascii := 0, true
	for i := range len(text) {
		if b := text[i]; b < 0x20 || b >= 0x7f {
			ascii = false
			break
		}
	}
	if ascii {
		return len(text)
	}
	for len(text) > 0 {
		cluster, n := next(text)
		text = text[len(cluster):]
		w += n
	}
	return w
}

// Clip cuts a text to w columns; a cut is marked by an ellipsis.
func (c *Canvas) Clip(text string, w int) string {
	if c.grid.ascii {
		return clip(Fold(text), w, "~")
	}
	return clip(text, w, "…")
}

func clip(text string, w int, mark string) string {
	if w <= 0 {
		return ""
	}
	if Width(text) <= w {
		return text
	}
	n, rest := 0, text
	for len(rest) > 0 {
		cluster, cw := next(rest)
		if n+cw > w-1 {
			break
		}
		n += cw
		rest = rest[len(cluster):]
	}
	return text[:len(text)-len(rest)] + mark
}

// Wrap breaks a text into lines of at most w columns, at blanks where it can.
func (c *Canvas) Wrap(text string, w int) []string {
	if w <= 0 {
		return nil
	}
	if c.grid.ascii {
		text = Fold(text)
	}
	// Control characters are made visible first: Wrap would act on them.
	clean := strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		if r < 0x20 || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, strings.TrimRight(text, "\n"))
	return strings.Split(ansi.Wrap(clean, w, ""), "\n")
}

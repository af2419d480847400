package drill

import "strings"

// logicalLines cuts statements apart: at line ends and semicolons outside of
// parentheses. Comments of Python are left out.
func logicalLines(src string) (all []string) {
	var line strings.Builder
	depth, quote := 0, rune(0)
	flush := func() {
		if s := strings.TrimSpace(line.String()); s != "" {
			all = append(all, s)
		}
		line.Reset()
	}
	comment := false
	src = strings.ReplaceAll(src, "\\\n", " ")
	for _, c := range strings.ReplaceAll(src, "//", floorDivision) {
		switch {
		case comment && c != '\n':
			continue
		case quote != 0:
			if c == quote {
				quote = 0
				c = '"'
			}
		case c == '"' || c == '\'':
			quote = c
			c = '"'
		case c == '#':
			comment = true
			continue
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case (c == '\n' || c == ';') && depth <= 0:
			comment = false
			flush()
			continue
		}
		comment = comment && c != '\n'
		line.WriteRune(c)
	}
	flush()
	return all
}

package scenario

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// quoted gives a text as YAML that means just that.
func quoted(s string) string {
	if !strings.ContainsAny(s, `"\`) {
		return `"` + s + `"`
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// inBrackets gives a text as a YAML value between brackets, where a comma ends
// it.
func inBrackets(s string) string {
	if fieldName.MatchString(s) || readName(s) == nil {
		return scalar(s, "")
	}
	return doubleQuotes(s)
}

// bare is a text that needs no quotes, whoever reads it: it begins with a
// letter, and holds nothing that YAML could take for its own.
var bare = regexp.MustCompile(`^\pL(?:[\pL0-9 ,.;!?()/_<>=&|'"+*$%@-]|:[\pL0-9])*$`)

// scalar gives a text as a YAML value: bare, in quotes, or in lines of its own.
func scalar(s, indent string) string {
	lines := strings.Split(s, "\n")
	switch {
	case bare.MatchString(s) && !strings.HasSuffix(s, " ") && !isWord(s):
		return s
	case len(lines) > 1 && lines[0] != "" && lines[0][0] != ' ' && lines[len(lines)-1] != "" && visible(s):
		return "|-\n" + indentLines(lines, indent)
	case len(lines) == 1 && visible(s) && !strings.Contains(s, "'"):
		return "'" + s + "'"
	}
	return doubleQuotes(s)
}

func doubleQuotes(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// isWord says whether YAML, or an older reader of it, takes a word for
// something else than text.
func isWord(s string) bool {
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}

// visible says whether a text can stand in a file as it is.
func visible(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) < 0
}

// indentLines sets the lines of a block; what is left empty needs no indent.
func indentLines(lines []string, indent string) string {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		if line != "" {
			b.WriteString(indent + line)
		}
	}
	return b.String()
}

package scenario

import (
	"slices"
	"strconv"
	"strings"
)

// mostName is the longest that a name may be: a label of the domain name
// system (RFC 1035 §2.3.4).
const mostName = 63

const (
	namePattern      = `[A-Za-z][A-Za-z0-9_-]{0,62}`
	endPattern       = `^\s*` + namePattern + `(:` + namePattern + `)?\s*$`
	directionPattern = `^\s*` + namePattern + `\s*>\s*` + namePattern + `(\s*\([0-9]+\))?\s*$`
)

// reserved words would be misread as names: by other readers of YAML, for which
// some of them are truth values, or in an expression.
var reserved = []string{
	"yes", "no", "on", "off", "y", "n", "true", "false", "null", "nil",
	"and", "or", "not", "in", "contains", "matches", "before", "received", "count", "first", "last",
	"node", "cable", "frame", "localhost", "any", "all", "none",
}

// readName says what is wrong with the name of a node or port.
func readName(s string) error {
	switch {
	case s == "":
		return complain("", "a name is empty")
	case len(s) > mostName:
		return complain("", "the name %q is longer than %d letters", clip(s), mostName)
	case !letter(s[0]):
		return complain("", "the name %q does not begin with a letter from a to z", clip(s))
	}
	for i := range len(s) {
		if c := s[i]; !letter(c) && (c < '0' || c > '9') && c != '-' && c != '_' {
			return complain("names are made of the letters a to z, digits, - and _", "the name %q is not allowed", clip(s))
		}
	}
	if slices.Contains(reserved, strings.ToLower(s)) {
		return complain("choose another name", "the word %q has a meaning of its own", s)
	}
	return nil
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// readJournal says what is wrong with the name of a journal. It leads nowhere
// but to the scenario's own folder.
func readJournal(s string) error {
	name, ok := strings.CutSuffix(s, ".pcapng")
	if !ok || name == "" || strings.ContainsAny(name, `/\:`) || strings.ContainsFunc(name, hidden) {
		return complain("write it as visit.pcapng", "%q is not the name of a pcapng file in the same folder", clip(s))
	}
	return nil
}

// readEnd reads "r1" or "r1:eth1".
func readEnd(s string) (End, error) {
	node, port, named := strings.Cut(trim(s), ":")
	if err := readName(node); err != nil {
		return End{}, err
	}
	if named {
		if err := readName(port); err != nil {
			return End{}, err
		}
	}
	return End{Node: node, Port: port}, nil
}

// String gives the end as a file writes it: r1 or r1:eth1.
func (e End) String() string {
	if e.Port == "" {
		return e.Node
	}
	return e.Node + ":" + e.Port
}

// ParseDirection reads "alice > r1", or "alice > r1 (2)" for the second cable
// between the two.
func ParseDirection(s string) (Direction, error) {
	const like = "write it as alice > r1"
	from, to, arrow := strings.Cut(s, ">")
	if !arrow {
		return Direction{}, complain(like, "%q does not say in which direction", clip(s))
	}
	d := Direction{From: trim(from), To: trim(to)}
	if name, number, ok := strings.Cut(d.To, "("); ok {
		d.To = trim(name)
		digits, closed := strings.CutSuffix(number, ")")
		n, err := strconv.Atoi(digits)
		if !closed || err != nil || digits[0] == '+' || n < 1 || n > mostCables {
			return Direction{}, complain("write (2) for the second cable between them", "%q is not the number of a cable", "("+clip(number))
		}
		d.Nth = n - 1
	}
	if err := readName(d.From); err != nil {
		return Direction{}, err
	}
	return d, readName(d.To)
}

// String gives the direction as ParseDirection reads it.
func (d Direction) String() string {
	s := d.From + " > " + d.To
	if d.Nth > 0 {
		s += " (" + strconv.Itoa(d.Nth+1) + ")"
	}
	return s
}

// afterArrow gives what stands behind the arrow of a direction.
func afterArrow(s string) string {
	_, to, _ := strings.Cut(s, ">")
	return strings.TrimLeft(to, " ")
}

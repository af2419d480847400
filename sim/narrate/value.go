package narrate

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"encap/layers/physical"
)

// bytesOf gives "1 byte", "5 bytes".
func bytesOf(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return strconv.Itoa(n) + " bytes"
}

// unit is a unit of measure, in the smallest one.
type unit struct {
	name string
	size uint64
}

var (
	timeUnits = []unit{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}, {"ns", 1}}
	rateUnits = []unit{{"Gbit/s", 1e9}, {"Mbit/s", 1e6}, {"kbit/s", 1e3}, {"bit/s", 1}}
)

// span gives a duration as a person writes it: "5.76 µs".
func span(d time.Duration) string {
	if d < 0 {
		return "-" + measure(uint64(-d), timeUnits)
	}
	return measure(uint64(d), timeUnits)
}

// rate gives a bit rate as a person writes it: "100 Mbit/s".
func rate(r physical.Bitrate) string { return measure(uint64(r), rateUnits) }

// measure writes a number in the largest unit that it has one of.
func measure(n uint64, units []unit) string {
	u := units[0]
	if n > 0 {
		for _, u = range units {
			if n >= u.size {
				break
			}
		}
	}
	text := strconv.FormatUint(n/u.size, 10)
	if rest := n % u.size; rest > 0 {
		digits := strconv.FormatUint(u.size+rest, 10)[1:] // with its leading zeros
		text += "." + strings.TrimRight(digits, "0")
	}
	return text + " " + u.name
}

// maxQuoted is how much of a text a sentence quotes, in bytes.
const maxQuoted = 60

// quoted gives a text in quotes, with "…" for the rest of a long one.
func quoted(s string) string {
	if len(s) <= maxQuoted {
		return strconv.Quote(s)
	}
	cut := maxQuoted
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strconv.Quote(s[:cut]) + "…"
}

// message gives what a process sends or gets: `"hello" (5 bytes)`, of several
// lines the first, or its length alone if it is no text.
func message(data []byte) string {
	s, _, more := strings.Cut(string(data), "\n")
	s = strings.TrimSuffix(s, "\r")
	if s == "" || len(s) > maxQuoted || !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return bytesOf(len(data))
	}
	text := quoted(s)
	if more {
		text += "…"
	}
	return text + " (" + bytesOf(len(data)) + ")"
}

// arguments takes the text of a call apart: `send(3, "a, b", 0)` has three.
func arguments(text string) []string {
	_, list, ok := strings.Cut(text, "(")
	if !ok {
		return nil
	}
	list = strings.TrimSuffix(list, ")")
	var args []string
	begin, quote, depth := 0, false, 0
	for i := 0; i < len(list); i++ {
		switch c := list[i]; {
		case quote && c == '\\':
			i++
		case c == '"':
			quote = !quote
		case quote:
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == ',' && depth == 0:
			args = append(args, strings.TrimSpace(list[begin:i]))
			begin = i + 1
		}
	}
	return append(args, strings.TrimSpace(list[begin:]))
}

// argument gives one of them, counted from 0, from the end if n is negative.
func argument(args []string, n int) string {
	if n < 0 {
		n += len(args)
	}
	if n < 0 || n >= len(args) {
		return unknown
	}
	return args[n]
}

// meaning gives what a number means: "UDP" of "17 (UDP)".
func meaning(text string) string {
	if _, name, ok := strings.Cut(text, " ("); ok {
		return strings.TrimSuffix(name, ")")
	}
	return text
}

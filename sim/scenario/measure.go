package scenario

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"encap/layers/physical"
)

// measure is a kind of quantity that is written with its unit: "1.5 ms". It is
// read without floating point, so that 0.1 % is the same on every machine.
type measure struct {
	what, like string
	finest     string // the smallest amount there is
	zero       string
	most       uint64
	units      []unit // the smallest, in which it is counted, first
}

// unit is a word behind a number. We write amounts with it from least on, if
// they are a multiple of grain; least 0: we only read it.
type unit struct {
	name               string
	size, least, grain uint64
}

var timeUnits = []unit{
	{"ns", 1, 1, 1},
	{"us", 1_000, 1_000, 1},
	// There are two letters mu: the micro sign and the Greek letter.
	{"\u00b5s", 1_000, 0, 0}, {"\u03bcs", 1_000, 0, 0},
	{"ms", 1_000_000, 1_000_000, 1_000},
	{"s", uint64(time.Second), uint64(time.Second), uint64(time.Millisecond)},
	{"min", uint64(time.Minute), uint64(time.Minute), uint64(time.Minute)},
	{"h", uint64(time.Hour), uint64(time.Hour), uint64(time.Hour)},
}

var (
	durations = &measure{
		what: "a duration", like: "2 ms", finest: "nanosecond", zero: "0 s",
		most: uint64(1000 * time.Hour), units: timeUnits,
	}
	// delays are those of one cable: light takes 22 minutes to Mars at most.
	delays = &measure{
		what: "a delay", like: "2 ms", finest: "nanosecond", zero: "0 s",
		most: uint64(time.Hour), units: timeUnits,
	}
	rates = &measure{
		what: "a rate", like: "100 Mbit/s", finest: "bit a second", zero: "0 bit/s",
		most: 1_000_000_000_000,
		units: []unit{
			{"bit/s", 1, 1, 1}, {"kbit/s", 1e3, 1e3, 1}, {"Mbit/s", 1e6, 1e6, 1e3}, {"Gbit/s", 1e9, 1e9, 1e6},
		},
	}
	// Powers of ten are how bit errors are told: 1e-6 is one bit in a million.
	chances = &measure{
		what: "a chance", like: "1 % or 1e-6", finest: "part in a billion, 1e-9", zero: "0 %",
		most: uint64(physical.Certain),
		units: []unit{
			{"e-9", 1, 1, 1}, {"e-8", 1e1, 1e1, 1e1}, {"e-7", 1e2, 1e2, 1e2}, {"e-6", 1e3, 1e3, 1e3}, {"e-5", 1e4, 1e4, 1e4},
			{"e-4", 1e5, 0, 0}, {"e-3", 1e6, 0, 0}, {"e-2", 1e7, 0, 0}, {"e-1", 1e8, 0, 0},
			{"%", 1e7, 1e5, 1e4},
		},
	}
)

func readDuration(s string) (time.Duration, error) {
	n, err := durations.read(s)
	return time.Duration(n), err
}

func readRate(s string) (physical.Bitrate, error) {
	n, err := rates.read(s)
	if err == nil && n == 0 {
		err = complain("to let nothing through, cut the cable under faults", "a rate of 0 carries nothing")
	}
	return physical.Bitrate(n), err
}

func readChance(s string) (physical.Chance, error) {
	n, err := chances.read(s)
	return physical.Chance(n), err
}

// pattern gives the regular expression of the form, for editors.
func (m *measure) pattern() string {
	return `^\s*[0-9]+(\.[0-9]+)?\s*(` + strings.Join(m.names(), "|") + `)\s*$`
}

func (m *measure) names() []string {
	var names []string
	for _, u := range m.units {
		names = append(names, u.name)
	}
	return names
}

// read gives the quantity in the smallest unit.
func (m *measure) read(s string) (uint64, error) {
	s = trim(s)
	end := len(s) - len(strings.TrimLeft(s, "0123456789.,"))
	number, name := s[:end], trim(s[end:])
	whole, fraction, point := strings.Cut(number, ".")
	like := "write it as " + m.like
	switch {
	case strings.HasPrefix(s, "-"):
		return 0, complain("", "%s may not be negative", m.what)
	case number == "":
		return 0, complain(like, "%q is not %s", clip(s), m.what)
	case strings.Count(number, ",") == 1 && !point:
		return 0, complain("write "+strings.Replace(s, ",", ".", 1), "%q has a comma where the point should be", clip(s))
	case whole == "" || point && fraction == "" || strings.ContainsAny(whole+fraction, ".,"):
		return 0, complain(like, "%q is not a number", clip(number))
	case name == "":
		return 0, complain(like, "%q has no unit", clip(s))
	}
	for _, u := range m.units {
		if u.name == name {
			return m.count(s, whole, strings.TrimRight(fraction, "0"), u.size)
		}
	}
	mend := didYouMean(name, m.names())
	if mend == "" || strings.HasPrefix(name, "e") { // another power is another amount, no slip
		mend = like
	}
	return 0, complain(mend, "unknown unit %q of %s", clip(name), m.what)
}

// count puts the digits before and behind the point together.
func (m *measure) count(s, whole, fraction string, size uint64) (uint64, error) {
	tooMuch := func() error { return complain("the most is "+m.write(m.most), "%s is too much", clip(s)) }
	tooFine := func() error { return complain("", "%s is finer than one %s", clip(s), m.finest) }
	n, err := strconv.ParseUint(whole, 10, 64)
	high, value := bits.Mul64(n, size)
	if err != nil || high > 0 || value > m.most {
		return 0, tooMuch()
	}
	if len(fraction) > 18 { // the powers of ten that 64 bits hold
		return 0, tooFine()
	}
	if fraction != "" {
		f, _ := strconv.ParseUint(fraction, 10, 64) // at most 18 digits
		scale := uint64(1)
		for range fraction {
			scale *= 10
		}
		high, low := bits.Mul64(f, size) // high < scale, since f < scale
		part, rest := bits.Div64(high, low, scale)
		if rest != 0 {
			return 0, tooFine()
		}
		value += part
	}
	if value > m.most {
		return 0, tooMuch()
	}
	return value, nil
}

// write gives the quantity with the largest unit in which it is short.
func (m *measure) write(n uint64) string {
	if n == 0 {
		return m.zero
	}
	for i := len(m.units) - 1; ; i-- { // the smallest unit fits any amount
		u := m.units[i]
		if u.least == 0 || n < u.least || n%u.grain != 0 {
			continue
		}
		text := strconv.FormatUint(n/u.size, 10)
		if rest := n % u.size; rest > 0 {
			places := len(strconv.FormatUint(u.size/u.grain, 10)) - 1 // the noughts of a power of ten
			text += "." + strings.TrimRight(fmt.Sprintf("%0*d", places, rest/u.grain), "0")
		}
		if strings.HasPrefix(u.name, "e") {
			return text + u.name
		}
		return text + " " + u.name
	}
}

// trim takes away the blanks around a text: those that YAML knows, not all that
// Unicode has.
func trim(s string) string { return strings.Trim(s, " \t\n") }

// clip keeps a message short when the text is not.
func clip(s string) string {
	if short := runesOn(s, 60); short != s {
		return short + "…"
	}
	return s
}

package filter

import (
	"fmt"
	"math/big"
	"strings"
	"time"
)

// units of duration, longest first. Both Unicode's micro sign and its Greek
// letter mu are read; "us" is printed.
var units = []struct {
	name string
	unit time.Duration
}{
	{"h", time.Hour}, {"min", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond},
	{"us", time.Microsecond}, {"µs", time.Microsecond}, {"μs", time.Microsecond}, {"ns", time.Nanosecond},
}

// unitOf finds a unit by its name.
func unitOf(name string) (time.Duration, bool) {
	for _, u := range units {
		if u.name == name {
			return u.unit, true
		}
	}
	return 0, false
}

// durationString writes a duration so that it can be read again, exactly and
// with the largest unit that leaves something before the point: "2.5 s".
func durationString(d time.Duration) string {
	for _, name := range []string{"s", "ms", "us"} {
		unit, _ := unitOf(name)
		if d < unit {
			continue
		}
		whole, frac := d/unit, d%unit
		if frac == 0 {
			return fmt.Sprintf("%d %s", whole, name)
		}
		digits := len(fmt.Sprint(int64(unit))) - 1
		return strings.TrimRight(fmt.Sprintf("%d.%0*d", whole, digits, int64(frac)), "0") + " " + name
	}
	return fmt.Sprintf("%d ns", int64(d))
}

// lexDuration reckons in fractions, so that 0.1 s is exactly 100 ms.
func lexDuration(digits string, unit time.Duration, at, end int) token {
	n, ok := new(big.Rat).SetString(digits)
	if !ok {
		return bad(errorf(at, "%s is no number", digits))
	}
	n.Mul(n, new(big.Rat).SetInt64(int64(unit)))
	if !n.IsInt() || !n.Num().IsInt64() {
		return bad(errorf(at, "a duration is a whole number of nanoseconds and at most 292 years"))
	}
	d := time.Duration(n.Num().Int64())
	lit := literal{kind: duration, val: value{num: uint64(d)}, src: durationString(d), off: at}
	return token{kind: tokLiteral, lit: lit, off: at, end: end}
}

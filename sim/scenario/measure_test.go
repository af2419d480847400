package scenario

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"encap/layers/physical"
)

func TestReadMeasures(t *testing.T) {
	for _, c := range []struct {
		m    *measure
		text string
		want uint64
		bad  string // part of the complaint
	}{
		{durations, "2 ms", 2_000_000, ""},
		{durations, "0 s", 0, ""},
		{durations, "1.5 s", 1_500_000_000, ""},
		{durations, "250us", 250_000, ""},
		{durations, "250 µs", 250_000, ""},
		{durations, "250 μs", 250_000, ""},
		{durations, "0.000000001 s", 1, ""},
		{durations, "1.000000000000000000000000 s", 1_000_000_000, ""},
		{durations, "1000 h", uint64(1000 * time.Hour), ""},
		{durations, "1000.1 h", 0, "too much"},
		{durations, "1.00000000000001 h", 0, "finer than one nanosecond"},
		{durations, "0.0000000001 s", 0, "finer than one nanosecond"},
		{durations, "18446744073709551616 ns", 0, "too much"},
		{durations, "18446744073709551615 h", 0, "too much"},
		{durations, "5", 0, "no unit"},
		{durations, "", 0, "not a duration"},
		{durations, ".5 s", 0, "not a number"},
		{durations, "5. s", 0, "not a number"},
		{durations, "1,000.5 s", 0, "not a number"},
		{durations, "5 MS", 0, `did you mean "ms"?`},
		{rates, "10 Mbit/s", 10_000_000, ""},
		{rates, "64 kbit/s", 64_000, ""},
		{rates, "1 Gbit/s", 1_000_000_000, ""},
		{rates, "1.536 Mbit/s", 1_536_000, ""},
		{rates, "100 Mb/s", 0, "unknown unit"},
		{chances, "1 %", 10_000_000, ""},
		{chances, "0.5%", 5_000_000, ""},
		{chances, "0.0000001 %", 1, ""},
		{chances, "1e-6", 1_000, ""},
		{chances, "2.5e-3", 2_500_000, ""},
		{chances, "100 %", uint64(physical.Certain), ""},
		{chances, "100.0000001 %", 0, "too much"},
		{chances, "0.00000001 %", 0, "finer than one part in a billion"},
	} {
		got, err := c.m.read(c.text)
		switch {
		case c.bad == "" && (err != nil || got != c.want):
			t.Errorf("%q: got %d, %v, want %d", c.text, got, err, c.want)
		case c.bad != "" && (err == nil || !strings.Contains(err.Error(), c.bad)):
			t.Errorf("%q: got %d, %v, want a complaint with %q", c.text, got, err, c.bad)
		}
	}
}

func TestWriteMeasures(t *testing.T) {
	for _, c := range []struct {
		m    *measure
		n    uint64
		want string
	}{
		{durations, 0, "0 s"},
		{durations, 1, "1 ns"},
		{durations, 1_500, "1.5 us"},
		{durations, 2_000_000, "2 ms"},
		{durations, 1_000_500, "1000.5 us"},
		{durations, 1_500_000_000, "1.5 s"},
		{durations, uint64(90 * time.Second), "90 s"},
		{durations, uint64(time.Hour), "1 h"},
		{durations, 500_000_000, "500 ms"},
		{rates, 1_536_000, "1.536 Mbit/s"},
		{rates, 64_000, "64 kbit/s"},
		{rates, 1_000_000_000_000, "1000 Gbit/s"},
		{chances, 10_000_000, "1 %"},
		{chances, 5_000_000, "0.5 %"},
		{chances, 1_000, "1e-6"},
		{chances, 1, "1e-9"},
		{chances, 1_234_567_0, "1234567e-8"},
		{chances, uint64(physical.Certain), "100 %"},
	} {
		if got := c.m.write(c.n); got != c.want {
			t.Errorf("%d: got %q, want %q", c.n, got, c.want)
		}
	}
}

// What is written reads as the same amount, and editors accept it.
func TestMeasuresThereAndBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, m := range []*measure{durations, delays, rates, chances} {
		pattern := regexp.MustCompile(m.pattern())
		for range 10_000 {
			n := random.Uint64N(m.most) >> random.UintN(60)
			if random.IntN(2) == 0 {
				n = n / 1000 * 1000
			}
			text := m.write(n)
			if got, err := m.read(text); err != nil || got != n || !pattern.MatchString(text) {
				t.Fatalf("%d is written %q and read %d, %v", n, text, got, err)
			}
		}
	}
}

func FuzzMeasure(f *testing.F) {
	for _, s := range []string{"2 ms", "1e-6", "1.5 Mbit/s", "100 %", "1,5 s", "-1 s", "999999999999999999999 h", "0.0000000000000000000001 ns", "µs", "1.2.3"} {
		f.Add(s)
	}
	measures := []*measure{durations, delays, rates, chances}
	var patterns []*regexp.Regexp
	for _, m := range measures {
		patterns = append(patterns, regexp.MustCompile(m.pattern()))
	}
	f.Fuzz(func(t *testing.T, s string) {
		for i, m := range measures {
			n, err := m.read(s)
			if err != nil {
				continue
			}
			if n > m.most {
				t.Errorf("%q is %d, which is too much", s, n)
			}
			if back, err := m.read(m.write(n)); err != nil || back != n {
				t.Errorf("%q is %d, written %q, read %d, %v", s, n, m.write(n), back, err)
			}
			if !patterns[i].MatchString(s) {
				t.Errorf("%q is read, but an editor refuses it", s)
			}
		}
	})
}

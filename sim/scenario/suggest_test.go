package scenario

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"alice", "bob", "r1", "r2", "carol", "switch"}
	for word, want := range map[string]string{
		"bbo": "bob", "alcie": "alice", "ALICE": "alice", "alic": "alice", "carrol": "carol", "swich": "switch",
		"r3": "", "xyz": "", "": "", "bob smith the third": "",
	} {
		if got := nearest(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"ab", "ba", 1}, {"abc", "abd", 1}, {"abc", "ac", 1}, {"abc", "cba", 2}, {"kitten", "sitting", 3}} {
		if got := slips(c.a, c.b, 9); got != c.want {
			t.Errorf("%q, %q: got %d, want %d", c.a, c.b, got, c.want)
		}
		if got := slips(c.a, c.b, 2); got != min(c.want, 2) {
			t.Errorf("%q, %q up to 2: got %d", c.a, c.b, got)
		}
	}
}

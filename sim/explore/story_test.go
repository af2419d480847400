package explore

import (
	"testing"
	"time"

	"encap/layers/osi"
	"encap/sim/scenario"
)

// said makes a story of lines that one process prints, one each second.
func said(texts ...string) *story {
	s := &story{who: []string{"a p/1"}, lines: map[string][]line{}, ends: map[string]osi.Instant{}, received: map[string][]byte{}, kept: map[string]bool{}}
	for i, text := range texts {
		s.lines["a p/1"] = append(s.lines["a p/1"], line{osi.Instant(i) * osi.Instant(time.Second), plain(text)})
	}
	return s
}

func TestCompare(t *testing.T) {
	gets := func(node, data string) *story {
		s := said("1")
		s.sockets, s.received[node+" 1/3 0"] = []string{node + " 1/3 0"}, []byte(data)
		return s
	}
	ends := func(at time.Duration) *story {
		s := said("1")
		s.ends["a p/1"] = osi.Instant(at)
		return s
	}
	keeps := said("1")
	keeps.order, keeps.kept = []string{"x"}, map[string]bool{"x": true}
	endless := said("1")
	endless.limited = "limit"
	for _, c := range []struct {
		name   string
		before *story
		after  *story
		want   Verdict
		later  time.Duration
	}{
		{"the same", said("1", "2"), said("1", "2"), Harmless, 0},
		{"missing", said("1", "2"), said("1"), Broken, 0},
		{"changed", said("1", "2"), said("1", "3"), Broken, 0},
		{"more", said("1", "2"), said("1", "2", "2"), Broken, 0},
		{"other order", said("1", "2"), said("2", "1"), Reorder, 0},
		{"times differ", said("took 4.029/4.1 ms"), said("took 1004.029/1004.1 ms"), Harmless, 0},
		{"durations differ", said("60 bytes in 1m2.5s"), said("60 bytes in 3s"), Harmless, 0},
		{"numbers differ", said("60 bytes in 3s"), said("61 bytes in 3s"), Broken, 0},
		{"descriptors differ", said("served at socket 4"), said("served at socket 5"), Harmless, 0},
		{"the same bytes", gets("bob", "hello"), gets("bob", "hello"), Harmless, 0},
		{"other bytes", gets("bob", "hello"), gets("bob", "hullo"), Broken, 0},
		{"no bytes", gets("bob", "hello"), said("1"), Broken, 0},
		{"elsewhere", gets("bob", "hello"), gets("eve", "hello"), Broken, 0},
		{"ends later", ends(1), ends(5), Slower, 4},
		{"ends sooner", ends(5), ends(1), Harmless, 0},
		{"does not end", ends(5), said("1"), Broken, 0},
		{"a broken promise", keeps, said("1"), Broken, 0},
		{"endless", said("1"), endless, Broken, 0},
	} {
		v, later, why := c.before.compare(c.after)
		if v != c.want || later != c.later || (v == Broken || v == Reorder) != (why != "") {
			t.Errorf("%s: %s, later by %v, %q", c.name, v, later, why)
		}
	}
}

func TestPromise(t *testing.T) {
	for expr, want := range map[string]bool{
		`bob received "hello"`:                                   true,
		`count(bob received "hello") == 2`:                       true,
		`never (alice received "x") && bob printed "\"quoted\""`: true,
		`(bob received "a") before (bob received "b")`:           true,
		`count(drop) == 1`:                                       false,
		`drop before (alice printed "1: no answer")`:             false,
		`first(alice printed "1") >= 1010 ms`:                    false,
		`never timerfired`:                                       false,
	} {
		if got := promise(scenario.Expect{Expr: expr}); got != want {
			t.Errorf("%s: %v", expr, got)
		}
	}
}

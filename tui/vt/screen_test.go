package vt

import (
	"reflect"
	"strings"
	"testing"
)

func TestScreen(t *testing.T) {
	for _, c := range []struct {
		name, sent, want string
		modes            []int
		unknown          int
	}{
		{"text", "ab\r\nc", "ab\nc\n", []int{25}, 0},
		{"move right", "a\x1b[2Cb", "a  b\n\n", []int{25}, 0},
		{"wide", "漢a", "漢a\n\n", []int{25}, 0},
		{"modes", "\x1b[?1049h\x1b[?25l", "\n\n", []int{1049}, 0},
		{"the main screen comes back", "x\x1b[?1049hyz\x1b[?1049lw", "xw\n\n", []int{25}, 0},
		{"unknown", "\x1b]0;title\a", "0;title\n\n", []int{25}, 2},
		{"outside", "\x1b[1;8Habc", "       a\n\n", []int{25}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New(8, 2)
			for i := range len(c.sent) { // a byte at a time: sequences arrive in pieces
				_, _ = s.Write([]byte(c.sent[i : i+1]))
			}
			if s.String() != c.want {
				t.Errorf("screen\n%q, want\n%q", s.String(), c.want)
			}
			if !reflect.DeepEqual(s.Modes(), c.modes) {
				t.Errorf("modes %v, want %v", s.Modes(), c.modes)
			}
			if len(s.Unknown()) != c.unknown {
				t.Errorf("unknown %q, want %d", s.Unknown(), c.unknown)
			}
		})
	}
}

func TestSGR(t *testing.T) {
	s := New(4, 1)
	_, _ = s.Write([]byte("\x1b[1;7;38;2;1;2;3;44ma\x1b[39mb\x1b[0mc\x1b[38;5;9;101md"))
	want := []Cell{
		{"a", "38;2;1;2;3", "44", "1;7"}, {"b", "", "44", "1;7"}, {"c", "", "", ""}, {"d", "38;5;9", "101", ""},
	}
	for x, w := range want {
		if s.At(x, 0) != w {
			t.Errorf("cell %d is %+v, want %+v", x, s.At(x, 0), w)
		}
	}
}

// However a program's output is cut into pieces, it means the same.
func TestPieces(t *testing.T) {
	const text = "\x1b[1;1H ── ┘│┐ ×1"
	for cut := range len(text) {
		s := New(10, 1)
		for _, piece := range []string{text[:cut], text[cut:]} {
			if _, err := s.Write([]byte(piece)); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.TrimSpace(s.String()); got != "── ┘│┐ ×1" || len(s.Unknown()) > 0 {
			t.Errorf("cut at %d: %q, %q", cut, got, s.Unknown())
		}
	}
}

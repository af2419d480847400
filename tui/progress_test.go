package tui

import (
	"path/filepath"
	"testing"

	"encap/sim/quiz"
)

// The picker finds lessons by some letters, and knows where one was left.
func TestPickerSearchAndResume(t *testing.T) {
	scores, err := quiz.OpenScores(filepath.Join(t.TempDir(), "scores.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []look{{w: 80, h: 24}, usual} {
		s := newScreenWith(t, Options{Library: lessons{t}, Scores: scores}, l)
		s.press("/").write("handsh").expect(everywhere, "8-handshake").press("enter").expect(everywhere, "The handshake")
		s.m.stage.goTo(40)
		s.press("9").expect(everywhere, "Scenarios").expect(everywhere, "event 40 of")
		s.press("r").expect(everywhere, "event 40/")
		s.press("end", "9").expect(everywhere, "✓")
		s.press("/").write("qqqqqq").press("enter", "esc").expect(everywhere, "Scenarios")
		s.press("enter").expect(everywhere, "event 4/").press("Q", "s", "enter", "esc", "esc", "esc", "esc", "esc").expect(everywhere, "Scenarios")
	}
	if got := scores.Of("8-handshake"); !got.Done || got.Len < 100 {
		t.Errorf("remembered: %+v", got)
	}
}

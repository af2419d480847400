package background_test

import (
	"testing"

	_ "encap/tui/background"

	"github.com/charmbracelet/lipgloss"
)

// Whoever asks gets the answer that was given, not the terminal's.
func TestAnswered(t *testing.T) {
	lipgloss.DefaultRenderer().SetOutput(nil) // asking would panic now
	if !lipgloss.HasDarkBackground() {
		t.Error("the answer is another one")
	}
}

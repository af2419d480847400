package background_test

import (
	"fmt"

	_ "encap/tui/background"

	"github.com/charmbracelet/lipgloss"
)

// Whoever asks gets the answer that was given; the terminal, here one that
// would make asking panic, is not asked.
func Example() {
	lipgloss.DefaultRenderer().SetOutput(nil)
	fmt.Println(lipgloss.HasDarkBackground())
	// Output: true
}

package tui_test

import (
	"context"
	"fmt"

	"encap/tui"
)

// What the screen does not know is told before anything is shown.
func ExampleRun() {
	err := tui.Run(context.Background(), tui.Options{Theme: "pink"})
	fmt.Println(err)
	// Output: tui: there is no theme "pink"; there are dark, light, contrast, projector and mono
}

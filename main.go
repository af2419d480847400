// Encap is a network simulator for lessons: it shows how a message is
// encapsulated on its way down five layers, across a network, and up again.
//
//	what does the command do?                root (command.go)
//	how is a scenario found?                 load.go
//	how is one run?                          run.go
//	how are files checked?                   check.go
//	how is a capture written?                export.go
//	how is a drill played?                   drill.go
//	what if a frame were lost?               explore.go
//	where did the time go?                   time.go
//	what may be otherwise than written?      change.go
//	how do real machines take part?          live.go
//	what does a lesson say, and where?       lesson.go
//	what does the screen need?               screen.go
//
// The simulator itself is in sim, the protocols are in layers, the screen is
// in tui. Start reading at layers/stack, or with docs/tour.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"encap/sim"
	"encap/sim/drill"
)

// Exit codes.
const (
	exitOK       = 0
	exitFailed   = 1 // an expectation failed
	exitUsage    = 2 // a wrong command line, a scenario with errors
	exitInternal = 3

	exitInterrupted = 130 // as shells count an interrupt
)

// errFailed means that an expectation did not hold; it has been told already.
var errFailed = errors.New("an expectation failed")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	os.Exit(exitCode(root().ExecuteContext(ctx)))
}

// exitCode tells what went wrong, and gives the code for it.
func exitCode(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case err == errFailed:
		return exitFailed
	case errors.Is(err, sim.ErrInternal), errors.Is(err, drill.ErrInternal):
		fmt.Fprintln(os.Stderr, "encap:", err)
		return exitInternal
	}
	fmt.Fprintln(os.Stderr, "encap:", err)
	return exitUsage
}

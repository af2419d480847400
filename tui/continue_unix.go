//go:build !windows

package tui

import (
	"os"
	"os/signal"
	"syscall"
)

// onContinue calls f whenever the process was stopped and goes on: somebody
// else wrote on the terminal meanwhile. The function it gives ends that.
func onContinue(f func()) (end func()) {
	c, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(c, syscall.SIGCONT)
	go func() {
		for {
			select {
			case <-c:
				f()
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(c)
		close(done)
	}
}

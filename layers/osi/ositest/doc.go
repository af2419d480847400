// Package ositest is a world for the tests of protocols: virtual time that
// moves when the test says so, a recorder that remembers which rules were
// obeyed, coroutines for processes, and the promise that every rule of a
// package is obeyed in some test.
//
//	what may the protocol under test ask for?     World.Env (world.go)
//	how does time pass?                           Clock.Advance (clock.go)
//	which rules did it obey?                      Recorder.Obeyed (recorder.go)
//	how does a process wait?                      Clock.Go (coroutine.go)
//	is every rule listed, and obeyed by a test?   Rules, Main (rules.go)
//
// Only tests import it. Start reading at World.
package ositest

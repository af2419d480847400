// Package stacktest is a small network of real hosts for tests: alice, the
// router r1 and bob, joined by cables, in virtual time that the test moves on.
//
//	what does it look like?           Net (net.go)
//	how does a program run in it?     Net.Run (process.go)
//	what did a program call and say?  Process (process.go)
//
// Only tests import it. Start reading at New.
package stacktest

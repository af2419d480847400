// Package engine is virtual time: a queue of what is due, timers that put
// themselves into it, processes that park between its steps, and chance that
// is keyed to a purpose. It knows no pace and no network.
//
//	what happens next?                     Engine.Step (engine.go)
//	in which order?                        queue.go: by time, then in the order it was asked for
//	how does a timer work?                 timer.go
//	how does an application wait?          Process.Park (process.go)
//	where do random numbers come from?     Key, Rand (chance.go)
//
// A run is one goroutine; a process is a coroutine of it (package iter), so
// nothing ever runs at the same time as anything else.
package engine

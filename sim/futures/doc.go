// Package futures compares two runs of one scenario, of which one has one more
// act: where they part, because of what, and what became otherwise.
//
//	where do two runs part?                    Compare (compare.go)
//	what became otherwise?                     Difference (compare.go), story (story.go)
//	which frame is an event about?             FrameAt (frame.go)
//	which event of one run is it in the other?  Comparison.Beside (compare.go)
//
// Acts are known by what can be seen on a cable, never by the number of an
// event: FrameAt gives the way from the one to the other.
//
// Start reading at Compare.
package futures

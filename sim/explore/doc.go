// Package explore asks of a scenario what would happen if: it runs it again for
// each frame, with that frame lost, late, doubled or damaged, and says what
// became of the story.
//
//	how is a scenario explored?               Explore (explore.go)
//	on all processors, and yet in order?      each (each.go)
//	which frames were there?                  frames (frame.go)
//	what is the story of a run?               tell, story.compare (story.go)
//	harmless, slower or broken?               Verdict (verdict.go)
//	which expectations are of the story?      promise (promise.go)
//	how is a fault written and read?          Fault, ParseFault (fault.go)
//
// Start reading at Explore.
package explore

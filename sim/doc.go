// Package sim makes a scenario run: it builds the world, plays it in virtual
// time, and answers what happened.
//
//	how is a run begun, advanced, ended?       Open, Session (session.go)
//	what is built from a scenario?             world (world.go), node (node.go), cable (cable.go)
//	what befalls a frame?                      fates (fate.go)
//	what does an act do?                       acts.go, command.go
//	what can be typed at a switch?             bridge.go; at a host besides programs: arp.go, macof.go
//	what if …?                                 Session.Fork (fork.go)
//	what did a socket call ask and cause?      Session.Calls (lens.go)
//	which call does a byte come from?          Session.Origin (provenance.go), TCP's place.go
//	which frames carried a character?          Session.Carriers (provenance.go), who read it: Session.Readers (readers.go); how they are followed: follow.go
//	who carries the frames?                    OpenWire (wire.go)
//	how does a live run follow the screen?     Pair (pair.go)
//	how do real hosts take part?               Live (live.go), outside.go
//	how is what they sent saved?               WriteRecording, LoadJournal (journal.go)
//
// Start reading at Open.
package sim

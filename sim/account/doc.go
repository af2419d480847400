// Package account answers where the time of a run went: it walks the causes of
// an event back to the act that began it all, and gives every nanosecond on the
// way an owner.
//
//	how is an account drawn up?                Of (account.go)
//	which event tells most of a run?           Telling (telling.go)
//	who can own time?                          Owner (owner.go)
//	whose is the time from cause to effect?    walk.edge (edge.go)
//	when did data wait for an acknowledgment?  walk.enter (wait.go)
//
// An event has one cause, so there is one way back and no time on it is counted
// twice. Time without an owner would be a bug in the causes.
//
// Start reading at Of.
package account

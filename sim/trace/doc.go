// Package trace holds the one list of events that everything shown is a
// projection of: TUI, plain text, capture, quiz and grade.
//
//	what is an event?                         Event, Kind (event.go)
//	where are they kept?                      Trace (trace.go)
//	who makes them?                           Tracer (tracer.go), its taps on the arrows between layers
//	who records timers?                       clock.go
//	how is a state found again?               State (state.go): a fold of deltas, with keyframes
//	are two traces the same?                  Hash (hash.go)
//	is a trace whole?                         Check (check.go)
//
// Start reading at Event.
package trace

// Package scenario holds what a run is made from: the wish, not the running
// thing. A Scenario may be built in Go; YAML is one way to get one.
//
//	what is in a scenario?                Scenario (scenario.go)
//	how is a file read?                   Parse (parse.go), then build.go
//	which keys are there?                 the tables in grammar.go
//	what may a node be?                   kind.go
//	what may a value look like?           shape.go, container.go; measure.go, name.go, address.go
//	which YAML is refused, and why?       traps.go; what the YAML reader itself refuses: syntax.go
//	is the network sound?                 Validate (validate.go): addresses.go, cabling.go, lan.go, acts.go, lesson.go
//	which port does a cable end plug in?  Scenario.Plugs (plug.go)
//	how is a command split into words?    Words (words.go)
//	what can be done to a frame?          ParseFault (fault.go)
//	how does an error look?               Problem, Problems (problem.go); where it points: source.go
//	how is a fork saved?                  Format (format.go), with quotes where YAML needs them (quote.go)
//	what is meant by a misspelt word?     suggest.go
//	how does an editor know?              Schema (schema.go)
//
// A file is read in three passes: traps (text that YAML would quietly lose),
// shapes (each value against the tables), sense (the network as a whole). Each
// goes on after a mistake, so that a reader of the answer sees all of them at
// once.
//
// Start reading at Scenario, then at Parse.
package scenario

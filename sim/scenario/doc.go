// Package scenario holds what a run is made from: the wish, not the running
// thing. A Scenario may be built in Go; YAML is one way to get one.
//
//	what is in a scenario?        Scenario (scenario.go)
//	how is a file read?           Parse (parse.go)
//	what is wrong with it?        Problems, Problem (problem.go); the checks (check.go)
//	how does an editor know?      Schema (schema.go)
//
// Start reading at Scenario.
package scenario

// Package scenarios is the library of lessons: each a scenario file that can be
// run, read, narrated, questioned and checked.
//
//	which are there?             Names (scenarios.go), the *.yaml files
//	how is one found?            Find, Source (scenarios.go)
//	do they all hold?            lesson_test.go; the classic answers: facts_test.go
//	what goes wrong otherwise?   testdata/drills/*.yaml, for tests
//	what is the printed story?   testdata/*.golden
//	is a run always the same?    *.sha256, the hash of each lesson's trace
//	which rules do they show?    docs/rules.md, written by rules_test.go
//
// Start reading at 1-message-to-a-friend.yaml.
package scenarios

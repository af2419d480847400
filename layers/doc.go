// Package layers holds the source of the protocols below it, so that a program
// can show the lines that decided something wherever it was copied to.
//
//	which files are in it?   Source (sources.go)
//
// Start reading at layers/stack, which wires the protocols together.
package layers

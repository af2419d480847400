// Package listing finds the lines of our own source that decided an event.
//
// Every rule that a protocol notes keeps the place in the program where it was
// noted; the source itself is embedded, so the lines are there wherever the
// program was copied to.
//
//	where was this decided?                Of (place.go)
//	the lines around it, or its function?  Place.Around, Place.Function (lines.go)
//	what is a comment, what a keyword?     Part (parts.go)
//
// Start reading at Of.
package listing

// Package forge writes into a frame that is on its way: a field or a byte, with
// the checksums left as they are, so that somebody may notice, or mended, so
// that nobody can.
//
//	how is a value put into a field?       Set (forge.go), number (value.go)
//	how are the checksums made to fit?     mend (mend.go)
//
// Start reading at Set.
package forge

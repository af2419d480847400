// Package linecode turns the bits of a frame into what is on the wire: a level
// for each half of each bit's time, and back.
//
// A cable carries levels, not bits. Whoever listens needs more than the levels:
// where a bit begins (so there must be edges, also in a long row of noughts),
// where a frame begins and ends, and no steady current. Each code pays for that
// in its own way.
//
//	what goes around a frame?                    Cells, Encode (encode.go)
//	which codes are there?                       Codes (code.go)
//	how does a bit become a level?               the write methods (level.go)
//	what are J, K, T and R?                      groups (group.go)
//	why is 100BASE-TX scrambled?                 cipher (cipher.go)
//	how is it read, what is a violation?         Decode (decode.go)
//	how do codes compare?                        Measure (measure.go)
//
// Start reading at Encode.
package linecode

// Package dissect turns the bytes of a PDU into what a person reads: protocols
// inside one another, each with its byte range and its fields, named as in
// Wireshark's display filters.
//
//	what is in these bytes?   Dissect
//	what is one header?       PDU
//	what is one field?        Field
//
// It only reads; the protocols themselves live in encap/layers.
package dissect

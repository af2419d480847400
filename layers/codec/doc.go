// Package codec holds the bytes of one PDU on its way through the layers, the
// Internet checksum, and the only door to gopacket's encoders and decoders.
//
//	where do headers go?                   Buffer (buffer.go)
//	who makes and recycles buffers?        Pool (pool.go)
//	how is a checksum computed?            Sum, Checksum, PseudoHeader (checksum.go)
//	how are hostile bytes decoded safely?  Decode (decode.go)
//	how is a header written?               Encode (encode.go)
//
// One frame lives in one Buffer: each layer prepends its header in place, so
// the PDU of every layer is a part of the frame's own bytes.
package codec

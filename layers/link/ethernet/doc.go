// Package ethernet frames packets: Ethernet II, the common use of IEEE 802.3
// frames in the Internet (RFC 894).
//
//	byte   0      6      12     14            60…1514
//	       +------+------+------+-------------+-----+
//	       | dst  | src  | type | packet, pad | FCS |
//	       +------+------+------+-------------+-----+
//
//	how is a frame sent and received?     Interface (interface.go)
//	how is the header written and read?   wire.go
//	how is damage found?                  CheckFCS (fcs.go)
//	why is a frame dropped?               rules.go
//
// Start reading at Interface.Send.
package ethernet

// Package capture turns a trace into a pcapng file and reads such files: what
// Wireshark then shows is the same run, with the reason of each event as the
// packet's comment.
//
//	how does a trace become a file?      Export (export.go)
//	what is one packet of a file?        Packet (packet.go)
//	how is a file written?               Writer (writer.go)
//	how do its blocks and options look?  block.go
//	how is a file read, safely?          Read (read.go, readblock.go)
//
// The format is draft-ietf-opsawg-pcapng. gopacket's writer knows no comments,
// and its reader takes what a damaged length asks for, so both are our own.
// Start reading at Export.
package capture

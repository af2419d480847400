// Package dissect turns the bytes of a PDU into what a person reads: protocols
// inside one another, each with its byte range and its fields, named as in
// Wireshark's display filters. It only reads; the protocols themselves live in
// encap/layers.
//
//	what is in these bytes?            Dissect (dissect.go)
//	what is one header, one field?     PDU, Field (pdu.go)
//	how is a field taken out?          header.go
//	how is a frame read, and its FCS?  ethernet.go
//	and the protocols inside?          arp.go, ip.go, icmp.go, udp.go, tcp.go, tcpoption.go, http.go, rip.go, data.go
//	what does the number 17 mean?      names.go
//	is a checksum right?               sum.go
//	how was this number computed?      Explain (explain.go, explainsum.go, explaincrc.go)
//	what did the router change?        Changed (changed.go)
//
// Start reading at Dissect.
package dissect

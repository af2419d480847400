// Package udp carries datagrams from process to process: the User Datagram
// Protocol (RFC 768, RFC 1122 §4.1).
//
//	byte   0         2         4        6          8
//	       +---------+---------+--------+----------+---------
//	       | srcport | dstport | length | checksum | message
//	       +---------+---------+--------+----------+---------
//
//	how is a datagram sent?                  Layer.Send (send.go)
//	which socket gets one that comes in?     Layer.Receive (receive.go)
//	who has which port?                      Bind (ports.go)
//	how is the header written and read?      wire.go
//	why?                                     rules.go
//
// Start reading at Layer.Send.
package udp

// Package icmp speaks of the network's own troubles, and answers echoes: the
// Internet Control Message Protocol (RFC 792; RFC 1122 §3.2.2 for hosts, RFC
// 1812 §4.3 for routers).
//
//	byte   0      1      2          4                8
//	       +------+------+----------+----------------+------------------
//	       | type | code | checksum | by type        | data, or the packet
//	       +------+------+----------+----------------+ that caused it
//
//	how is an echo asked for and answered?        echo.go
//	who is told that a packet was lost, and when? Layer.Report (report.go)
//	how many are told?                            Layer.allowed (limit.go)
//	what happens to a message that comes in?      Layer.Receive (receive.go)
//	how is it written and read?                   wire.go
//	why?                                          rules.go
//
// Start reading at Layer.Receive.
package icmp

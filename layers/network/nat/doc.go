// Package nat lets many hosts share one public address: network address and
// port translation (RFC 3022 §2.2), with the manners that RFC 4787 (UDP),
// RFC 5382 (TCP) and RFC 5508 (ICMP) ask for.
//
// Leaving, a packet gets the public address and a public port in place of its
// own source; what comes back to that port is led home. Who it belongs to
// stands in a table of mappings, one for each inside end, whoever it speaks
// with; with whom, and how far a TCP connection has come, in its sessions.
//
//	what happens to a packet that leaves?      NAT.Leaves (leave.go)
//	… and to one that arrives?                 NAT.Arrives (arrive.go)
//	which public port does an inside end get?  NAT.assign (mapping.go)
//	how long is a mapping kept?                flow.Track, NAT.sweep (session.go)
//	who may come in?                           mapping.admits (session.go)
//	what of ICMP's errors?                     failed (arrive.go), reported (leave.go)
//	why?                                       rules.go
//
// Start reading at NAT.Leaves.
package nat

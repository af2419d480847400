// Package ipv4 carries packets from host to host: the Internet Protocol
// (RFC 791), for hosts as RFC 1122 §3 and for routers as RFC 1812 §5 say.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+-------+-------+---------------+-------------------------------+
//	|Version|  IHL  |Type of Service|          Total Length         |
//	+-------+-------+---------------+-----+-------------------------+
//	|         Identification        |Flags|      Fragment Offset    |
//	+---------------+---------------+-----+-------------------------+
//	|  Time to Live |    Protocol   |         Header Checksum       |
//	+---------------+---------------+-------------------------------+
//	|                       Source Address                          |
//	+---------------------------------------------------------------+
//	|                    Destination Address                        |
//	+---------------------------------------------------------------+
//
//	how is a packet sent?                      Layer.Send (send.go)
//	  … one that a process has written?         Layer.SendWhole (raw.go)
//	what happens to one that comes in?         Interface.Receive (receive.go)
//	how does a router pass it on?              forward.go
//	how is a long packet cut?                  Layer.fragment (fragment.go)
//	and put together again?                    Layer.reassemble (reassemble.go)
//	how wide is a path?                        Layer.LowerMTU (pathmtu.go)
//	by which of several routes?                way.go
//	which addresses are ours, or nobody's?     address.go
//	what is the node's IP, and what does it need?   layer.go
//	what do options look like?                 option.go
//	how is the header written and read?        wire.go
//	why?                                       rules.go
//
// Start reading at Layer.Send.
package ipv4

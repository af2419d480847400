// Package rip finds routes by telling the neighbours what one knows: the Routing
// Information Protocol, version 2 (RFC 2453). It runs over UDP, on port 520, and
// speaks to the group of all RIP routers, 224.0.0.9.
//
//	byte   0         1         2           4
//	       +---------+---------+-----------+
//	       | command | version |     0     |   request 1, response 2
//	       +---------+---------+-----------+   then up to 25 times:
//	       |  address family   | route tag |
//	       +-------------------+-----------+
//	       |           address             |
//	       +-------------------------------+
//	       |         subnet mask           |
//	       +-------------------------------+
//	       |           next hop            |
//	       +-------------------------------+
//	       |    metric, 1 to 15; 16: none  |
//	       +-------------------------------+
//
//	what can be set?                              Settings (settings.go)
//	what does a router tell, when and to whom?    Router.update (update.go)
//	what does it make of what it hears?           Router.response (receive.go)
//	which routes are there, and how do they end?  table.go
//	how is a message written and read?            message.go
//	why?                                          rules.go
//
// Start reading at Router.response.
package rip

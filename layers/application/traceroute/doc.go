// Package traceroute finds the routers on the way to a host: it sends
// datagrams that may make one hop, two hops, three hops, and listens who
// complains (RFC 1393 §1 tells of the method; RFC 1812 §5.3.1 makes routers
// complain).
//
//	what are its options?             Parse (options.go)
//	… by trying to connect?           knock (knock.go)
//	how does it find a router?        probe (trace.go)
package traceroute

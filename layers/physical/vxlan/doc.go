// Package vxlan carries frames through the kernel, in UDP datagrams as VXLAN
// packs them (RFC 7348), so that Wireshark or tcpdump on the loopback
// interface shows the simulated network as it plays:
//
//	tcpdump -i lo udp port 4789
//
// Each node is a tunnel endpoint with a real socket of its own, and the VXLAN
// network identifier (VNI) is the number of the cable. A Wire keeps no time:
// what it is given comes out at once, or the run fails.
//
//	what does a datagram look like?              header.encode, header.decode (wire.go)
//	how does a frame go through the kernel?      Wire.Carry (carry.go)
//	which addresses do the nodes have?           Open (open.go), ownAddresses, sharedAddress (sockets.go)
//	how is a real machine outside reached?       Peer (peer.go)
//	what happens to datagrams of others?         Wire.Strangers, Peer.Strangers: counted and dropped
//
// The wall clock is used here for one thing: to notice that the kernel lost a
// frame. It never enters virtual time.
//
// Start reading at Wire.Carry.
package vxlan

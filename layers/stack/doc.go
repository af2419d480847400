// Package stack puts the layers together into devices. It is wiring only, and
// the first thing to read: who stands upon whom, in one screen.
//
//	what is a host made of?                Host, wire (host.go)
//	what makes a host a router?            NewRouter (router.go)
//	what makes it a firewall, a translator? AddFirewall, AddNAT (middlebox.go)
//	what is a switch made of?              Switch (switch.go)
//	how does a router get routes of its own?   AddRIP (routing.go)
//	what is a hub made of?                 NewHub (hub.go)
//	who marks packets in a queue?          mark (mark.go)
//	how is a message seen on its way?      Tap and the arrows (arrows.go)
//
// Messages go down by Send and up by Receive:
//
//	application   process              process
//	                 ↓ SendTo, Write      ↑ Recv, Read
//	socket        descriptor           descriptor
//	                 ↓ Send               ↑ Receive, Changed
//	transport     udp.Layer, tcp.Conn  udp.Layer, tcp.Layer   (icmp.Layer beside them)
//	                 ↓ Send               ↑ Receive
//	network       ipv4.Layer           ipv4.Interface
//	                 ↓ Send               ↑ Receive
//	link          arp.Resolver            ↑
//	                 ↓ Send               ↑
//	              ethernet.Interface   ethernet.Interface
//	                 ↓ Send               ↑ Receive
//	physical      physical.Port ═════▶ physical.Port
package stack

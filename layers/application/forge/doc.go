// Package forge sends TCP segments that claim to come from somebody else: for
// lessons on what a stranger can do to a connection, and on what keeps him
// from it. It writes each packet itself, IP header and all, through a raw
// socket.
//
//	how is it called?              Parse (options.go)
//	what is sent, and when?        run (forge.go)
//	how is a packet written?       packet (packet.go)
//
// Start reading at run.
package forge

// Package echo is the echo service of RFC 862: what comes is sent back.
//
//	how is it called?                                    Parse (options.go)
//	over UDP: how are messages answered, and sent?       serve (serve.go), send (send.go)
//	over TCP: how does one server serve many clients?    server.turn (clients.go)
//	          how does a client speak, and close?        converse (converse.go)
//
// The server over TCP is the story of the socket: listen, a new socket for
// each client, one poll over all of them, read, write; the client closes, the
// server closes its end and goes on listening. Start reading at serveClients.
package echo

// Package echo sends back whatever it gets: the Echo Protocol (RFC 862), over
// UDP, and a client for it.
//
//	what does the server do?    serve (serve.go)
//	what does the client do?    send (send.go)
package echo

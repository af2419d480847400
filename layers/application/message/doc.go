// Package message is the smallest messenger: one line, one datagram.
//
//	how does a client speak?     send (send.go)
//	how does a server listen?    listen (listen.go)
//
// Start reading at send.
package message

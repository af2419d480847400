// Package message is the smallest messenger: one line, one datagram; or over
// TCP one line, one connection.
//
//	how is it called?                       Parse (options.go)
//	how does a client speak?                send (send.go)
//	how does a server listen?               listen (listen.go)
//	what is different over TCP?             sendStream, listenStream (stream.go)
//
// Start reading at send.
package message

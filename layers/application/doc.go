// Package application lists the programs that can run on a host. Each is a
// package of its own, written against the socket calls as a program for a real
// host would be.
//
//	which programs are there?            Programs (programs.go)
//	how is a line sent and answered?     message
//	how is everything sent back?         echo
//	how do many bytes flow?              bulk
//	how is a web page fetched?           http
//	is a host there, and how far?        ping
//	by which routers?                    traceroute
//	what can a stranger claim?           forge
package application

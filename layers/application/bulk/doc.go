// Package bulk sends many bytes over TCP, and takes them in as fast or as
// slowly as wanted: to watch windows at work.
//
//	how is it called?            Parse (options.go)
//	how are the bytes sent?      send (send.go)
//	how are they taken in?       receive (receive.go)
//	which bytes are they?        text (text.go)
//
// Start reading at send.
package bulk

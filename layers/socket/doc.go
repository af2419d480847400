// Package socket is the door between applications and transports: what a
// process sends leaves by its door and enters by another's. Its calls are
// those of POSIX (IEEE Std 1003.1, XSH chapter 2.10), with their names and
// errors.
//
//	what is a process, and how does it wait?    Process (process.go)
//	what is behind a descriptor?                descriptor, door (descriptor.go)
//	  … that speaks in messages                 datagram.go, ping.go
//	  … that speaks in a stream                 stream.go
//	  … that waits for clients                  listener.go
//	  … for packets of one's own making         raw.go
//	how are doors opened, named and shut?       Socket, Bind, Connect, Close (open.go)
//	how does a server get its clients?          Listen, Accept (listen.go)
//	how does a message leave?                   Send, SendTo, Write (send.go)
//	how does one come in?                       Recv, RecvFrom, Read (recv.go)
//	which of several doors has something?       Poll (poll.go)
//	what can be set?                            Option (option.go), of TCP alone: streamoption.go
//	what can go wrong?                          Errno (errno.go)
//	whose are the well-known ports?             services.go
//	how does Go's standard library use it?      handle.go; ListenPacket (packetconn.go), Dial (streamconn.go)
//	why?                                        rules.go
//
// Start reading at Process.SendTo, and for streams at Process.Accept.
package socket

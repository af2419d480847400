// Package narrate says what happened: each event's sentence, written once. The
// plain text, the screen's why pane, the comments of an exported capture and
// the questions all take it from here.
//
//	what is an event's sentence?              Sentence (narrate.go)
//	how does a line of plain text look?       Line (narrate.go)
//	why did it happen?                        Why (why.go)
//	what is a captured packet's comment?      Comment (comment.go)
//	how does a text get its values?           teller.say (teller.go), value.go
//	what happened before?                     Memory (memory.go)
//	who has this address?                     name.go
//	what does the application do?             application.go, call.go, answer.go
//	… and with streams?                       stream.go
//	… the transport layer?                    transport.go (UDP)
//	… and TCP?                                tcp.go (numbers), tcpsend.go, tcpreceive.go
//	… the network layer?                      network.go
//	… translators and firewalls?              middlebox.go
//	… the link layer?                         link.go, address.go (ARP), bridge.go
//	… the physical layer?                     physical.go
//	why does a PDU go no further?             drop.go
//	what of timers, and of changes?           timer.go, change.go
//
// The texts stand in the files text_*.go, one for each theme, and nothing else
// does: a translation is another text for each of them. Names in braces are
// filled in; a name with a dot is a header field as Wireshark calls it.
//
// A word of everyday speech and the standard's word stand side by side the
// first time something of the kind happens in a run; then the standard's word
// stands alone.
//
// Start reading at teller.event.
package narrate

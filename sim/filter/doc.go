// Package filter is the one expression language of Encap: for filters,
// breakpoints, steps of lessons, expectations and questions. It is a subset of
// Wireshark's display filters, and then some: it also speaks of whole traces.
//
//	what can be written?                 the grammar: parser (parse.go)
//	where does a token begin and end?    lex (lex.go), token (token.go)
//	how is count(…), before read?        parsetrace.go
//	how is ip.ttl == 63 checked?         parsefield.go
//	which fields are there?              Fields (field.go), the event's own (own.go)
//	does it hold for this event?         Expr.Match (expr.go), the predicates (pred.go)
//	does it hold for this trace?         Expr.Holds (expr.go), the claims (claim.go), their judges (judge.go, count.go)
//	how do values compare?               compare, comparison (value.go); durations (duration.go)
//	how is it written down?              String (expr.go, syntax.go)
//	what may come next in a filter bar?  Complete (complete.go)
//	what was meant by ip.tll?            Error (error.go)
//
// Start reading at parser, then lex, then the predicates.
//
// # Event predicates
//
//	ip.ttl == 63 && node == "r1"
//	ip.src == 10.0.0.0/8 or eth.dst in {02:00:00:00:01:00, ff:ff:ff:ff:ff:ff}
//	!arp && time < 2.5 s
//	udp.payload contains "hello" || text matches "^recv(from)?"
//
// A protocol or field alone means that it is there, even if its value is 0 or
// false; a kind of event alone (drop, arrival, txstart …) that the event is of
// this kind. A comparison with a field that is absent is false, with != too.
// Where a field has several values (ip.addr, the rules of an event, a packet
// quoted in an ICMP error) one of them is enough, but for != none may be equal.
// Values are IP addresses and networks, MAC addresses, durations (10 ms, 2.5 s),
// whole numbers (63, 0x0800), text ("…" with Go's escapes), true and false.
// "!" binds tighter than "&&", "&&" than "||".
//
// # Claims about a trace
//
//	count(ip && node == "alice") == 1
//	first(icmp) < 20 ms
//	arp before icmp
//	bob received "hello" && never drop
//
// An event predicate is a claim, too: that some event matches. received looks
// at what recv, recvfrom, recvmsg and read returned at a node, printed at the
// lines its processes wrote; both may also stand where one event is meant, as
// in count(bob received "hello") == 1. never and before take the one operand
// beside them. What people read in two ways (never drop && ip) is refused.
//
// first and last are the virtual instants of the first and last event that
// matches, and compare as false if there is none.
//
// # What count counts
//
// A frame passes many events on its way, so count(F) does not count events but
// things, each once:
//
//   - frames: different frames among the TxStart events that match. A frame on
//     each cable is a frame of its own, and belongs to the node that sends it.
//     So count(ip && node == "alice") is how many frames with IP alice has sent,
//     whether they arrived or not.
//   - socket calls: a Call and its Return are one.
//   - what is on no PDU's way: each Act, Start, Exit, Output, TimerSet,
//     TimerStopped, TimerFired and Note that matches.
//
// If F asks for frame, it counts frames only. If F itself picks events, by a
// kind (drop, kind == "arrival"), by layer, rule, cite, event, received or
// printed, it counts exactly the events that match: count(drop) is how many
// drops there were, count(arrival && node == "bob") how many frames arrived at
// bob, count(rule == "NoRoute") how often that rule decided.
package filter

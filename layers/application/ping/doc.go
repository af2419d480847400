// Package ping asks whether a host is there: it sends ICMP echo requests and
// waits for the replies (RFC 792, RFC 1122 §3.2.2.6).
//
//	what are its options?            Parse (options.go)
//	what does an error mean?         complaint (complaint.go)
//	what is gathered on the way?     recorded (record.go)
//	how does it ask and wait?        pinger (ping.go)
package ping

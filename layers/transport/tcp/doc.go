// Package tcp carries a stream of bytes from process to process, whole and in
// order, over a network that loses, doubles and reorders packets: the
// Transmission Control Protocol (RFC 9293).
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+-------------------------------+-------------------------------+
//	|          Source Port          |       Destination Port        |
//	+-------------------------------+-------------------------------+
//	|                        Sequence Number                        |
//	+---------------------------------------------------------------+
//	|                    Acknowledgment Number                      |
//	+-------+-------+---------------+-------------------------------+
//	|Offset | Rsrvd |C E U A P R S F|            Window             |
//	+-------+-------+---------------+-------------------------------+
//	|           Checksum            |         Urgent Pointer        |
//	+-------------------------------+-------------------------------+
//
//	what is a connection?                         Conn, TCB (conn.go)
//	which connection does a segment belong to?    Layer.Receive (demux.go)
//	what happens when a segment arrives?          Conn.arrives (arrive.go): RFC 9293 §3.10.7 in order
//	  … in LISTEN, in SYN-SENT, in no state       listen.go, synsent.go, reset.go
//	  … too old, by its timestamp                 paws.go
//	  … its acknowledgment                        ack.go
//	  … its text, its holes, its FIN              text.go, reassemble.go
//	how is a connection opened and closed?        open.go, close.go
//	who has a port?                               Binding (ports.go)
//	what may a process choose?                    Settings (settings.go, usual.go)
//	what may be sent now?                         Conn.output (output.go): window, Nagle, silly windows
//	where does text wait?                         stream.go; where must it not be joined: record.go
//	when is it sent again?                        retransmit.go; how long to wait: rto.go
//	what if the window is shut?                   persist.go
//	when is an acknowledgment sent, what window?  delayack.go
//	what if the last segments are lost?           tail.go
//	how does a window become smaller?             prr.go
//	how fast?                                     congestion.go; tahoe.go, reno.go, newreno.go, cubic.go
//	what is lost, and what is in the pipe?        scoreboard.go (SACK), recover.go
//	what if long segments vanish?                 blackhole.go
//	what if a router is congested, and says so?   ecn.go
//	is the peer still there?                      keepalive.go
//	what if the network complains?                icmp.go
//	how do systems differ?                        Profile (profile.go)
//	how is a segment written and read?            segment.go, seq.go, wire.go
//	what has it done, and for what has it waited? count.go
//	why?                                          rules.go
//
// Not here yet: RACK (RFC 8985 §6), which belongs into recover.go; F-RTO (RFC 5682) into retransmit.go; HyStart++ (RFC 9406) beside
// slow start in congestion.go; probing for a longer path MTU (RFC 4821 §7.3)
// into blackhole.go; sending urgent text.
//
// Start reading at Conn.arrives.
package tcp

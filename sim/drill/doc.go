// Package drill plays scripts in packetdrill's language against our TCP, in
// virtual time: what a process calls, which packets come, and which packets the
// stack must send in turn, and when.
//
//	+0 < S 0:0(0) win 32792 <mss 1000,nop,wscale 7>
//	+0 > S. 0:0(0) ack 1 <...>
//
//	how is a script read?                      Parse (parse.go); its words: lex.go
//	  … its packets and their options          parsepacket.go, parseoption.go, parseicmp.go
//	  … its calls                              parsecall.go
//	  … its shell commands                     shell.go, sysctl.go
//	  … the statements in %{ }%                statement.go, eval.go, compute.go
//	what is a script?                          script.go
//	in which world does it play?               newWorld (world.go): a host on a cable
//	how is it played?                          Play (run.go)
//	how is a packet of the stack judged?       Run.expect (expect.go)
//	how do its numbers differ from the script's? flow (flow.go)
//	how does a packet become bytes?            bytes.go; text: notation.go
//	how is a call made and judged?             Run.call (call.go), syscall.go, vector.go, option.go
//	what does TCP_INFO say?                    info.go, infofield.go
//	how is it told what went wrong, and why?   Result (report.go)
//
// Sequence numbers of the stack count from its SYN, as the script writes them;
// its timestamps are the script's where the two first meet. Several segments
// that follow one another may stand for one that the script expects.
//
// Start reading at Play.
package drill

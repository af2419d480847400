package drill_test

import (
	"fmt"

	"encap/layers/transport/tcp"
	"encap/sim/drill"
)

// A segment for a port at which a server waits acknowledges something that
// never was, so it is reset.
func Example() {
	script, err := drill.Parse("a.pkt", `
		0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
		+0 bind(3, ..., ...) = 0
		+0 listen(3, 1) = 0
		+0 < . 17:17(0) ack 34 win 257
		+0 > R 35:35(0)`)
	if err != nil {
		fmt.Println(err)
		return
	}
	run, err := drill.Play(script, &tcp.Linux)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(run.Line, run.Expected)
	fmt.Println(run.Came)
	fmt.Println(run.Rules[0].Name, run.Rules[0].Cite)
	// Output:
	// 6 R 35:35(0) at 0.000000 s
	// R 34:34(0) at 0.000000 s: another sequence number
	// NoListener RFC 9293 §3.10.7.1
}

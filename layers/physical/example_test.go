package physical_test

import (
	"fmt"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
)

// Two frames are given to one port at once: the second waits until the first
// has left and the gap behind it is over.
func Example() {
	var clock clock // a test's own; sim/engine has the real one
	env := osi.Env{Clock: &clock, Recorder: silent{}}
	alice := &physical.Port{Name: "alice"}
	bob := &physical.Port{Name: "bob", Up: hears(func(frame []byte) {
		fmt.Printf("%v: %d bytes, FCS valid: %v\n", clock.Now(), len(frame), ethernet.CheckFCS(frame))
	})}
	physical.NewCable(env, physical.Config{Rate: 10_000_000, Delay: 2 * time.Millisecond}, alice, bob)

	for range 2 {
		b := codec.NewBuffer([]byte("a frame that is much too short"))
		ethernet.Complete(b)
		alice.Send(b)
	}
	for clock.step(forever) {
	}
	fmt.Printf("%+v\n", bob.Vars())
	// Output:
	// 2.057600 ms: 64 bytes, FCS valid: true
	// 2.124800 ms: 64 bytes, FCS valid: true
	// {Carrier:true TxFrames:0 TxBytes:0 RxFrames:2 RxBytes:128 Dropped:0 Queued:0}
}

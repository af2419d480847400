package capture

import (
	"bytes"
	"testing"

	"encap/sim/trace"
)

// What ended in a collision was no frame, and is in no capture; the attempt that
// came through is.
func TestCollisionsAreLeftOut(t *testing.T) {
	frame := helloFrame(t)
	list := events{
		{ID: 1, Kind: trace.TxStart, Node: "alice", Port: "eth0", At: 10, PDU: frame},
		{ID: 2, Kind: trace.Collision, Of: 1, Node: "alice", Port: "eth0", At: 20, PDU: frame},
		{ID: 3, Kind: trace.Collision, Node: "h1", Port: "eth0", At: 30},
		{ID: 4, Kind: trace.Drop, Of: 3, Node: "bob", Port: "eth0", At: 40, PDU: frame[:9]},
		{ID: 5, Kind: trace.TxStart, Of: 2, Node: "alice", Port: "eth0", At: 50, PDU: frame},
		{ID: 6, Kind: trace.Arrival, Of: 5, Node: "bob", Port: "eth0", At: 60, PDU: frame},
	}
	var file bytes.Buffer
	must(t, Export(&file, list, comment, Options{}))
	var at []int64
	packets, err := Read(&file)
	must(t, err)
	for _, p := range packets {
		at = append(at, int64(p.At))
	}
	if len(at) != 2 || at[0] != 50 || at[1] != 60 {
		t.Errorf("packets at %v, want 50 and 60", at)
	}
}

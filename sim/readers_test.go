package sim

import (
	"fmt"
	"slices"
	"testing"

	"encap/layers/osi"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Every byte that a process gets was written by one: the way from it leads to
// the same character, and back.
func TestReadersOnRandomRuns(t *testing.T) {
	for seed := range uint64(4) {
		for _, s := range []*scenario.Scenario{rough(seed), switched(seed)} {
			t.Run(fmt.Sprintf("seed %d, %d cables", seed, len(s.Cables)), func(t *testing.T) {
				ses := run(t, s, Options{Trace: trace.All})
				streams, datagrams := 0, 0
				for id := trace.ID(1); int(id) <= ses.Len(); id++ {
					e := ses.Event(id)
					if e.Kind != trace.Return || e.Layer != osi.Application || len(e.Data) == 0 || e.Name == "recvmsg" { // an echo reply is ICMP's own
						continue
					}
					for at, b := range e.Data {
						call, of, ok := ses.Written(id, at)
						if !ok {
							t.Fatalf("byte %d of %s %s has no writer", at, e.Name, e.Text)
						}
						w := ses.Event(call)
						if of >= len(w.Data) || w.Data[of] != b || w.Node == e.Node {
							t.Fatalf("byte %d of %s %s is %q, but byte %d of %s is not", at, e.Name, e.Text, b, of, w.Text)
						}
						if !slices.Contains(ses.Readers(call, of), id) {
							t.Fatalf("byte %d of %s was not read by event %d", of, w.Text, id)
						}
						if w.Name == "write" {
							streams++
							continue
						}
						datagrams++
					}
				}
				if streams < 5000 || datagrams < 20 {
					t.Errorf("%d bytes of streams and %d of datagrams were read", streams, datagrams)
				}
			})
		}
	}
}

// What was written and never read has no reader, nor has what is no byte.
func TestNoReaders(t *testing.T) {
	s := overRouter()
	s.Run = []scenario.Act{{Node: "alice", Do: `message send bob:6000 "anybody?" wait 1s`}}
	ses := run(t, s, Options{Trace: trace.All})
	call := the(t, ses, "alice", "sendto").ID
	for _, at := range []int{-1, 0, 3, 99} {
		if got := ses.Readers(call, at); len(got) > 0 {
			t.Errorf("byte %d was read by %v", at, got)
		}
	}
	if _, _, ok := ses.Written(call, 0); ok {
		t.Error("a call that hands over is one that gets")
	}
}

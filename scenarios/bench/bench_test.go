package bench

import (
	"context"
	"strings"
	"testing"

	"encap/sim"
	"encap/sim/trace"
)

// Benchmark runs each network from its scenario to its end, without a trace.
func Benchmark(b *testing.B) {
	for i := range Networks {
		n := &Networks[i]
		b.Run(n.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s, err := sim.Open(n.Build(), sim.Options{Trace: trace.Off})
				if err != nil {
					b.Fatal(err)
				}
				if err := s.Finish(context.Background()); err != nil {
					b.Fatal(err)
				}
				s.Close()
			}
			b.ReportMetric(float64(n.Work)*float64(b.N)/b.Elapsed().Seconds(), n.Unit+"/s")
		})
	}
}

// Each network can be built, is found by its name, and does what it is to do.
func TestNetworks(t *testing.T) {
	for i := range Networks {
		n := &Networks[i]
		s, ok := Find(Prefix + n.Name)
		if !ok || len(s.Run) == 0 || strings.ContainsAny(n.Unit, " \t") {
			t.Fatalf("%s: found: %v, unit %q", n.Name, ok, n.Unit)
		}
		if n.Name != "chain" && n.Name != "connections" {
			continue // the others take longer
		}
		ses, err := sim.Open(s, sim.Options{Trace: trace.Frames})
		if err != nil {
			t.Fatal(err)
		}
		defer ses.Close()
		if err := ses.Finish(context.Background()); err != nil {
			t.Fatal(err)
		}
		if ses.Limited() || ses.Len() < n.Work {
			t.Errorf("%s: %d events, %s", n.Name, ses.Len(), ses.Ending())
		}
	}
	if _, ok := Find("bench/nothing"); ok || !strings.Contains(Names(), "bench/dumbbell") {
		t.Error("names")
	}
}

package bench

import (
	"context"
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

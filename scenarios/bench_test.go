package scenarios_test

import (
	"context"
	"testing"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/trace"
)

// BenchmarkLesson is what stepping into another future costs: a whole run of
// each lesson, with everything recorded.
func BenchmarkLesson(b *testing.B) {
	for _, name := range scenarios.Names() {
		src, _ := scenarios.Source(name)
		s, problems := sim.Parse(name+".yaml", src)
		if err := problems.Err(); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			events := 0
			b.ReportAllocs()
			for b.Loop() {
				session, err := sim.Open(s, sim.Options{Trace: trace.All})
				if err != nil {
					b.Fatal(err)
				}
				if err := session.Finish(context.Background()); err != nil {
					b.Fatal(err)
				}
				events = session.Len()
				session.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*events), "ns/event")
		})
	}
}

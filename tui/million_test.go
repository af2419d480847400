package tui

import (
	"context"
	"testing"

	"encap/sim"
	"encap/sim/trace"
)

// million is a run of a million events: 70 MB over one cable, with losses.
const million = `
title: A million events
nodes:
  alice: {host: 10.0.1.2/24}
  bob: {host: 10.0.1.3/24}
cables:
  - {ends: [alice, bob], rate: 100 Mbit/s, delay: 2 ms, loss: 0.05 %}
run:
  - {node: bob, do: bulk receive 5000}
  - {at: 10 ms, node: alice, do: bulk send bob:5000 70000000}
`

// BenchmarkMillion measures how a run of a million events opens, jumps, plays,
// and is drawn by the panes that know all of it.
func BenchmarkMillion(b *testing.B) {
	s, problems := sim.Parse("million.yaml", []byte(million))
	if problems.Err() != nil {
		b.Fatal(problems)
	}
	session, err := sim.Open(s, sim.Options{Trace: trace.All, Limits: sim.Limits{Memory: 3 << 30}})
	if err != nil {
		b.Fatal(err)
	}
	defer session.Close()
	if err := session.Finish(context.Background()); err != nil {
		b.Fatal(err)
	}
	src := performed{session, nil}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			newFilm(src)
		}
		b.ReportMetric(float64(session.Len()), "events")
	})
	screen := newScreenOf(b, only{src}, "it", look{w: 200, h: 60})
	for _, key := range []string{"3", "4", "6", "7", "8"} {
		b.Run("jump-pane"+key, func(b *testing.B) {
			screen.press(key)
			id := trace.ID(1)
			for b.Loop() {
				id = (id*7919 + 13) % trace.ID(session.Len())
				screen.m.stage.goTo(id + 1)
				screen.m.draw()
			}
		})
	}
	b.Run("play", func(b *testing.B) {
		screen.m.stage.goTo(trace.ID(session.Len() / 2))
		screen.press("3", " ")
		for b.Loop() {
			screen.send(tickMsg(screen.now))
			screen.now = screen.now.Add(screen.m.rate.frame())
		}
	})
}

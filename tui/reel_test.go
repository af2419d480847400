package tui

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// told is a real run with its real sentences.
type told struct {
	*sim.Session
	steps map[trace.ID]string
}

// memories are kept by the run, so that each is read once.
var memories sync.Map

func (s told) Sentence(id trace.ID) string {
	m, _ := memories.LoadOrStore(s.Session, narrate.Remember(s.Session))
	return narrate.Sentence(m.(*narrate.Memory), id)
}
func (s told) Steps() map[trace.ID]string { return s.steps }

func (s told) Fork(a scenario.Act) (Source, error) {
	f, err := s.Session.Fork(a)
	if err != nil {
		return nil, err
	}
	if err := f.Finish(context.Background()); err != nil {
		return nil, err
	}
	return told{f, s.steps}, nil
}

func (s told) Save(file string) error {
	return os.WriteFile(file, scenario.Format(s.Recorded()), 0o666)
}

func (s told) Commands() []string { return []string{"ping [-c COUNT] HOST"} }

func (s told) Asks() map[trace.ID]scenario.Ask {
	asks := map[trace.ID]scenario.Ask{}
	ids, _ := s.Session.Steps()
	for i, id := range ids {
		if ask := s.Scenario().Steps[i].Ask; ask != nil {
			asks[id] = *ask
		}
	}
	return asks
}

// films are the recorded runs and all lessons of the library.
func films(t *testing.T) map[string]*film {
	t.Helper()
	all := map[string]*film{"hello": newFilm(load(t, "hello")), "router": newFilm(load(t, "router"))}
	for _, name := range scenarios.Names() {
		file, _ := scenarios.Source(name)
		_, session, steps := play(t, name, file)
		all[name] = newFilm(told{session, steps})
	}
	return all
}

// Show time never runs backwards, nor does virtual time in it; each event is
// found again at its beginning.
func TestShowTime(t *testing.T) {
	for name, f := range films(t) {
		var was moment
		for i := range 5001 {
			m := f.reel.moment(f.reel.end * time.Duration(i) / 5000)
			if m.id < was.id || m.now < was.now || m.show < was.show {
				t.Fatalf("%s: after %+v comes %+v", name, was, m)
			}
			if e := f.event(m.id); m.now < e.At || m.id < f.last && m.now > f.event(m.id+1).At {
				t.Fatalf("%s: at %+v event %d is at %v", name, m, m.id, e.At)
			}
			was = m
		}
		if was.id != f.last {
			t.Errorf("%s: ends at event %d of %d", name, was.id, f.last)
		}
		for id := trace.ID(1); id <= f.last; id++ {
			if m := f.reel.begin(id); m.id != id || m.now != f.event(id).At {
				t.Errorf("%s: event %d begins at %+v", name, id, m)
			}
		}
		if d := f.reel.moment(-time.Second); d.id != f.reel.moment(0).id {
			t.Errorf("%s: before the beginning is %+v", name, d)
		}
	}
}

// No flight is too quick to be seen nor too slow to be watched, whatever its
// scale: here from 7 µs to 2 ms and more.
func TestFlightsCanBeWatched(t *testing.T) {
	for name, f := range films(t) {
		for _, fl := range f.flights {
			if fl.end == 0 {
				continue
			}
			shown := f.reel.starts[fl.end-1] - f.reel.starts[fl.tx-1]
			if fl.over > fl.start && shown < 600*time.Millisecond {
				t.Errorf("%s: the flight of %v is shown for %v", name, fl.over.Sub(fl.start), shown)
			}
		}
	}
}

// A second that nothing happens in is folded, and said to be.
func TestIdleTimeIsFolded(t *testing.T) {
	f := newFilm(load(t, "router"))
	folds := 0
	for id := trace.ID(1); id < f.last; id++ {
		d := f.folded(id)
		if d == 0 {
			continue
		}
		folds++
		if gap := f.reel.starts[id] - f.reel.starts[id-1] - f.reel.dwells[id-1]; gap > time.Second {
			t.Errorf("%v of nothing take %v", d, gap)
		}
	}
	if folds < 2 {
		t.Errorf("%d idle times, want the 10 ms before the first message and nearly 2 s before the second", folds)
	}
}

// A frame's place is that of its bits: the head leaves when the first bit does,
// the tail when the last does, both arrive one delay later.
func TestStretch(t *testing.T) {
	long := flight{start: 1000, out: 5000, travel: 2000, over: 7000, place: 1}
	lost := long
	lost.place, lost.lost = 0.5, true
	short := flight{start: 1000, out: 5000, over: 5000, place: 1}
	for _, c := range []struct {
		fl         flight
		now        int64
		tail, head float64
	}{
		{long, 1000, 0, 0}, {long, 2000, 0, 0.5}, {long, 3000, 0, 1}, {long, 5000, 0, 1}, {long, 6000, 0.5, 1}, {long, 7000, 1, 1},
		{lost, 2500, 0, 0.5}, {lost, 9000, 0.5, 0.5},
		{short, 999, 0, 0}, {short, 1000, 0, 1}, {short, 5000, 1, 1},
	} {
		if tail, head := c.fl.stretch(instant(c.now)); tail != c.tail || head != c.head {
			t.Errorf("at %d: %v to %v, want %v to %v", c.now, tail, head, c.tail, c.head)
		}
	}
}

// A duplicated frame makes two flights, the second behind the first.
func TestDuplicate(t *testing.T) {
	src := []byte(`
title: Twice
nodes: {alice: {host: 10.0.1.2/24}, bob: {host: 10.0.1.3/24}}
cables: [{ends: [alice, bob], rate: 1 Mbit/s, delay: 2 ms}]
run: [{at: 1 ms, node: alice, do: ping -c 1 bob}]
faults: [{cable: alice > bob, frame: 1, do: duplicate}]
`)
	_, session, steps := play(t, "twice", src)
	f := newFilm(told{session, steps})
	var of []flight
	for _, fl := range f.flights {
		if fl.frame == f.flights[0].frame {
			of = append(of, fl)
		}
	}
	if len(of) != 2 || of[0].end == of[1].end || of[0].tx != of[1].tx || of[1].start <= of[0].start || of[1].over <= of[0].over {
		t.Errorf("flights %+v", of)
	}
}

// Every lesson can be shown from beginning to end, in all panes.
func TestLibraryIsShown(t *testing.T) {
	for name, f := range films(t) {
		s := newScreen(t, "hello", look{w: 120, h: 36})
		s.m.stage.film = f
		for id := trace.ID(1); id <= f.last; id++ {
			s.m.stage.goTo(id)
			if s.send(nil); len(s.pane(paneLadder)) == 0 || f.sentence(id) == "" {
				t.Fatalf("%s: nothing at event %d", name, id)
			}
		}
	}
}

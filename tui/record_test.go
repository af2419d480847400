package tui

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"encap/sim"
	"encap/sim/scenario"
	"encap/sim/trace"
)

var record = flag.Bool("record", false, "run the scenarios of testdata again and keep their traces")

// recorded is a run that was kept: the goldens do not change when a protocol
// learns something new.
type recorded struct {
	Script *scenario.Scenario
	Events []keptEvent
	Say    map[trace.ID]string
}

// keptEvent is an event as it is kept: whole, not as trace writes it for others.
type keptEvent trace.Event

func (r *recorded) Scenario() *scenario.Scenario { return r.Script }
func (r *recorded) Len() int                     { return len(r.Events) }
func (r *recorded) Steps() map[trace.ID]string   { return r.Say }

func (r *recorded) Asks() map[trace.ID]scenario.Ask { return nil }

func (r *recorded) Event(id trace.ID) *trace.Event {
	if id < 1 || int(id) > len(r.Events) {
		return nil
	}
	return (*trace.Event)(&r.Events[id-1])
}

func (r *recorded) Sentence(id trace.ID) string {
	e := r.Event(id)
	text := fmt.Sprintf("%s at %s", e.Kind, e.Node)
	if e.Layer != 0 {
		text += fmt.Sprintf(" in the %s layer", e.Layer)
	}
	for _, t := range []string{e.Name, e.Text} {
		if t != "" {
			text += ", " + t
		}
	}
	return text + "."
}

// State folds the deltas as trace.Trace does.
func (r *recorded) State(at trace.ID) (s trace.State) {
	for i := range r.Events[:at] {
		for _, d := range r.Events[i].Deltas {
			s.Rows = foldDelta(s.Rows, d)
		}
	}
	return s
}

func foldDelta(rows []trace.Row, d trace.Delta) []trace.Row {
	for i := range rows {
		if rows[i].Entity != d.Entity {
			continue
		}
		if d.Field == "" {
			return append(rows[:i:i], rows[i+1:]...)
		}
		for j := range rows[i].Vars {
			if rows[i].Vars[j].Name == d.Field {
				rows[i].Vars[j].Value = d.New
				return rows
			}
		}
		rows[i].Vars = append(rows[i].Vars, trace.Var{Name: d.Field, Value: d.New})
		return rows
	}
	return append(rows, trace.Row{Entity: d.Entity, Vars: []trace.Var{{Name: d.Field, Value: d.New}}})
}

// loaded are the runs that were read; nobody changes them.
var loaded sync.Map

// load reads a run of testdata, after running it again if that was asked for.
func load(t testing.TB, name string) *recorded {
	t.Helper()
	if r, ok := loaded.Load(name); ok {
		return r.(*recorded)
	}
	file := "testdata/" + name + ".json"
	if *record {
		data, err := json.MarshalIndent(rerun(t, name), "", "")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorded{}
	if err := json.Unmarshal(data, r); err != nil {
		t.Fatal(err)
	}
	loaded.Store(name, r)
	return r
}

func rerun(t testing.TB, name string) *recorded {
	t.Helper()
	src, err := os.ReadFile("testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, session, steps := play(t, name, src)
	r := &recorded{Script: s, Say: steps}
	for id := trace.ID(1); int(id) <= session.Len(); id++ {
		e := *session.Event(id)
		e.Rules = append([]trace.Reason(nil), e.Rules...)
		for i := range e.Rules {
			e.Rules[i].PC = 0 // differs from build to build
		}
		r.Events = append(r.Events, keptEvent(e))
	}
	return r
}

// play runs a scenario to its end.
func play(t testing.TB, name string, src []byte) (*scenario.Scenario, *sim.Session, map[trace.ID]string) {
	t.Helper()
	s, problems := sim.Parse(name+".yaml", src)
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	session, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	if err := session.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	ids, err := session.Steps()
	if err != nil {
		t.Fatal(err)
	}
	steps := map[trace.ID]string{}
	for i, id := range ids {
		steps[id] = strings.TrimSpace(s.Steps[i].Say)
	}
	return s, session, steps
}

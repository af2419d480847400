package explore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"encap/sim"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Options say which futures are explored.
type Options struct {
	Faults []scenario.Fault // what is done to each frame, one at a time; none: it is lost
	Pairs  bool             // then, to each two frames: both are lost
	Most   int              // futures
	Within time.Duration    // real time; 0: as long as it takes
	// Progress is told how many of so many futures are done; nil: nobody is.
	Progress func(done, all int)
}

// Future is one run in which something befell one frame or two.
type Future struct {
	Frames  []Frame
	Faults  []scenario.Act
	Verdict Verdict
	Later   time.Duration // how much later the story ends, at its slowest
	Why     string        // of what is reordered or broken

	after []Frame // that entered a cable after the fault
}

// Report is what became of the story in each future.
type Report struct {
	Frames  int // of the run in which nothing more befalls
	Futures []Future
	Cut     string // why not all of them were explored; "": they were
}

// Count gives the number of futures with a verdict.
func (r *Report) Count(v Verdict) (n int) {
	for i := range r.Futures {
		if r.Futures[i].Verdict == v {
			n++
		}
	}
	return n
}

// What a future may use: many of them run side by side.
const (
	mostEvents = 5_000_000
	mostMemory = 128 << 20
)

// explorer is the run that is known, from which the others depart.
type explorer struct {
	Options
	base  *sim.Session
	story *story
}

// Explore runs a scenario once as it is and once more for each fault. The
// futures come in the order of the frames, however many processors there are.
func Explore(ctx context.Context, s *scenario.Scenario, o Options) (*Report, error) {
	base, err := sim.Open(s, sim.Options{Trace: trace.All, Limits: sim.Limits{Events: mostEvents, Memory: mostMemory}})
	if err != nil {
		return nil, err
	}
	defer base.Close()
	if err := base.Finish(ctx); err != nil {
		return nil, err
	}
	if base.Limited() {
		return nil, fmt.Errorf("explore: %s is too large to be explored: it was ended by a %s", s.Name, base.Ending())
	}
	x := &explorer{Options: o, base: base}
	if x.story, err = tell(base); err != nil {
		return nil, err
	}
	if len(x.Faults) == 0 {
		x.Faults = []scenario.Fault{{Kind: scenario.Drop}}
	}
	return x.explore(ctx)
}

// explore goes through single faults first, and then through pairs of losses:
// what can be lost second is seen only in the future of the first loss.
func (x *explorer) explore(ctx context.Context) (*Report, error) {
	limited := ctx
	if x.Within > 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeout(ctx, x.Within)
		defer cancel()
	}
	report := &Report{Frames: len(frames(x.base))}
	if err := x.round(limited, report, x.singles()); err != nil {
		return nil, err
	}
	if x.Pairs && report.Cut == "" {
		if err := x.round(limited, report, pairs(report.Futures)); err != nil {
			return nil, err
		}
	}
	return report, ctx.Err()
}

// singles gives a future for each frame and fault.
func (x *explorer) singles() (all []Future) {
	for _, f := range frames(x.base) {
		for _, fault := range x.Faults {
			if f.Half && (fault.Kind == scenario.Delay || fault.Kind == scenario.Duplicate) {
				continue // that cannot be on its cable
			}
			all = append(all, Future{Frames: []Frame{f}, Faults: []scenario.Act{f.act(fault)}})
		}
	}
	return all
}

// act lets something befall a frame. A bit that is to flip is one in its
// middle.
func (f Frame) act(fault scenario.Fault) scenario.Act {
	if fault.Kind == scenario.Corrupt {
		fault.Bit = f.Bits / 2
	}
	return scenario.Act{Cable: f.Cable, Frame: f.N, Do: fault.String()}
}

// pairs gives a future for each loss with each further one after it.
func pairs(singles []Future) (all []Future) {
	loss := scenario.Fault{Kind: scenario.Drop}
	for _, one := range singles {
		if one.Faults[0].Do != loss.String() {
			continue
		}
		for _, f := range one.after {
			all = append(all, Future{
				Frames: []Frame{one.Frames[0], f},
				Faults: []scenario.Act{one.Faults[0], f.act(loss)},
			})
		}
	}
	return all
}

// round explores futures and adds those that it could to the report.
func (x *explorer) round(ctx context.Context, r *Report, futures []Future) error {
	wanted := len(r.Futures) + len(futures)
	if room := x.Most - len(r.Futures); x.Most > 0 && len(futures) > room {
		r.Cut = fmt.Sprintf("%d futures were explored of %d", x.Most, wanted)
		futures = futures[:room]
	}
	errs := make([]error, len(futures))
	each(ctx, len(futures), func(i int) { errs[i] = x.run(ctx, &futures[i]) }, func(done int) {
		if x.Progress != nil {
			x.Progress(len(r.Futures)+done, len(r.Futures)+len(futures))
		}
	})
	if err := errors.Join(errs...); err != nil {
		return err
	}
	before := len(r.Futures)
	for _, f := range futures {
		if f.Verdict != "" {
			r.Futures = append(r.Futures, f)
		}
	}
	if missing := before + len(futures) - len(r.Futures); missing > 0 {
		r.Cut = fmt.Sprintf("%d futures were explored of %d, then the time was over", len(r.Futures), wanted)
	}
	return nil
}

// run lets one future happen. One that ctx ends has no verdict.
func (x *explorer) run(ctx context.Context, f *Future) error {
	run, err := x.fork(f.Faults)
	if err != nil {
		return err
	}
	defer run.Close()
	switch err := run.Finish(ctx); {
	case errors.Is(err, sim.ErrInternal):
		f.Verdict, f.Why = Broken, err.Error()
		return nil
	case err != nil:
		return nil // the time was over
	}
	if err := run.Check(); err != nil {
		f.Verdict, f.Why = Broken, err.Error()
		return nil
	}
	told, err := tell(run)
	if err != nil {
		return err
	}
	f.Verdict, f.Later, f.Why = x.story.compare(told)
	if x.Pairs && len(f.Faults) == 1 {
		f.after = after(frames(run), f.Frames[0])
	}
	return nil
}

// fork opens the future of one fault or more.
func (x *explorer) fork(faults []scenario.Act) (*sim.Session, error) {
	run := x.base
	for _, a := range faults {
		next, err := run.Fork(a)
		if run != x.base {
			run.Close()
		}
		if err != nil {
			return nil, err
		}
		run = next
	}
	return run, nil
}

// after gives the frames behind one of them.
func after(all []Frame, one Frame) []Frame {
	for i, f := range all {
		if f.Cable == one.Cable && f.N == one.N {
			return all[i+1:]
		}
	}
	return nil
}

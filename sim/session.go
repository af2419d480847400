package sim

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"encap/layers/osi"
	"encap/layers/physical"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Options say how a scenario is run. Nothing in them changes what happens.
type Options struct {
	Trace  trace.Level
	Wire   physical.Wire // nil: frames stay in memory; the caller closes it
	Limits Limits
}

// Limits end a run that would not end by itself. Zero means the default.
type Limits struct {
	Events int           // of the engine
	Time   time.Duration // virtual
	Memory int64         // bytes that the trace holds
}

// What a run may use when nothing else is said.
const (
	defaultEvents = 20_000_000
	defaultTime   = 1000 * time.Hour // the latest instant that a scenario file can name
	defaultMemory = 512 << 20
)

// slice is how long Advance keeps its caller waiting at most.
const slice = 10 * time.Millisecond

// Session is one run of a scenario. One goroutine owns it.
type Session struct {
	scenario *scenario.Scenario
	options  Options
	world    *world
	trace    *trace.Trace
	steps    int // of the engine
	ending   string
	journal  []scenario.Act
	live     bool // it keeps pace with the real clock: see Live
	isCut    bool // a fork: from cutAt on, nothing comes from outside
	cutAt    osi.Instant
	threads  *threads // see follow; nil: nobody has asked
}

// Open builds the world of a scenario, ready to run. The scenario is not
// changed afterwards.
func Open(s *scenario.Scenario, opts Options) (*Session, error) {
	if problems := scenario.Validate(s); problems.Err() != nil {
		return nil, problems
	}
	if s.Journal != "" {
		return nil, fmt.Errorf("sim: the journal %s is not loaded", s.Journal)
	}
	opts.Limits = opts.Limits.withDefaults()
	w, err := build(s, opts)
	if err != nil {
		return nil, err
	}
	return &Session{scenario: s, options: opts, world: w, trace: w.tracer.Trace}, nil
}

func (l Limits) withDefaults() Limits {
	if l.Events == 0 {
		l.Events = defaultEvents
	}
	if l.Time == 0 {
		l.Time = defaultTime
	}
	if l.Memory == 0 {
		l.Memory = defaultMemory
	}
	return l
}

// Advance lets the run go on until it is done, maxEvents more events have been
// recorded (0: any number), 10 ms have passed, or ctx is. The real clock
// decides only where it pauses.
func (s *Session) Advance(ctx context.Context, maxEvents int) error {
	began, first := time.Now(), s.Len()
	if err := ctx.Err(); err != nil {
		return err
	}
	for n := 0; !s.Done(); n++ {
		if maxEvents > 0 && s.Len()-first >= maxEvents {
			return nil
		}
		if n%64 == 63 && (time.Since(began) > slice || ctx.Err() != nil) {
			return ctx.Err()
		}
		if err := s.step(); err != nil {
			return err
		}
	}
	return nil
}

// Finish lets the run go on until it is done.
func (s *Session) Finish(ctx context.Context) error {
	for !s.Done() {
		if err := s.Advance(ctx, 0); err != nil {
			return err
		}
	}
	return nil
}

// step lets the next thing happen. A panic of a process or a protocol becomes
// an error: it is a bug of ours, and must not take the screen with it.
func (s *Session) step() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = s.broken(r)
		}
	}()
	if s.end() {
		return nil
	}
	s.world.engine.Step()
	s.steps++
	if s.world.failure != nil {
		s.ending = "the wire failed"
		return s.world.failure
	}
	return nil
}

// ErrInternal marks errors that are a bug of Encap.
var ErrInternal = errors.New("internal error")

func (s *Session) broken(r any) error {
	s.ending = "internal error"
	stack := make([]byte, 4096)
	stack = stack[:runtime.Stack(stack, false)]
	return fmt.Errorf("%w at %v: %v\n%s", ErrInternal, s.Now(), r, stack)
}

// end says whether the run is over, and keeps why.
func (s *Session) end() bool {
	w, until := s.world, s.scenario.Until
	next, any := w.engine.Next()
	l := s.options.Limits
	switch {
	case w.engine.Idle() && until == 0 && !s.live || !any:
		s.ending = "nothing is left to do"
	case until > 0 && next > osi.Instant(until):
		w.engine.Skip(osi.Instant(until))
		s.ending = fmt.Sprintf("the scenario ends at %v", osi.Instant(until))
	case next > osi.Instant(l.Time):
		s.ending = fmt.Sprintf("limit: %v of virtual time", l.Time)
	case s.steps >= l.Events:
		s.ending = fmt.Sprintf("limit: %d events", l.Events)
	case s.trace.Bytes() > l.Memory:
		s.ending = fmt.Sprintf("limit: %d MB of trace", l.Memory>>20)
	default:
		return false
	}
	if s.Limited() && s.storm() {
		s.ending += ", in a broadcast storm: frames go round in a loop of switches"
	}
	return true
}

// Done says whether the run is over.
func (s *Session) Done() bool { return s.ending != "" }

// Ending says why the run is over, and nothing while it is not.
func (s *Session) Ending() string { return s.ending }

// Limited says whether the run was ended by a limit and not by itself.
func (s *Session) Limited() bool { return len(s.ending) > 6 && s.ending[:6] == "limit:" }

// Now gives virtual time.
func (s *Session) Now() osi.Instant { return s.world.engine.Now() }

// EngineSteps gives how many things the engine has done.
func (s *Session) EngineSteps() uint64 { return s.world.engine.Steps() }

// Scenario gives what is being run.
func (s *Session) Scenario() *scenario.Scenario { return s.scenario }

// Len gives the number of events so far; their IDs are 1 to Len.
func (s *Session) Len() int { return s.trace.Len() }

// Event gives an event, or nil. The caller does not change it.
func (s *Session) Event(id trace.ID) *trace.Event { return s.trace.Event(id) }

// State gives all entities as they were after an event.
func (s *Session) State(at trace.ID) trace.State { return s.trace.State(at) }

// Check tells what is wrong with the trace so far, if anything.
func (s *Session) Check() error { return s.world.tracer.Check() }

// Close ends every process. The trace is what it was and can still be read:
// what processes do while they are ended is no part of it.
func (s *Session) Close() {
	s.world.tracer.Detach()
	s.world.engine.Close()
}

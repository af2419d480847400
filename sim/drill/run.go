package drill

import (
	"errors"
	"fmt"
	"time"

	"encap/layers/osi"
	"encap/layers/transport/tcp"
	"encap/sim/trace"
)

// ErrInternal marks errors that are a bug of Encap.
var ErrInternal = errors.New("internal error")

// Run is a script that was played, with all that happened.
type Run struct {
	Result
	script    *Script
	world     *world
	flow      *flow
	listening bool          // the next packet of the script begins a connection
	nextPort  uint16        // of the script's end of the next connection
	sockets   map[int64]int // descriptors, by the numbers that the script gives them
	tested    int64         // the script's descriptor of the connection that statements ask about
	tellsInq  bool          // TCP_INQ is set: recvmsg tells what is left
	waiting   *pending      // a call that blocks
	names     map[string]value
	said      map[trace.ID]string // what the script says, by the event at which it does
}

// pending is a call that was begun.
type pending struct {
	step   *step
	call   *call
	until  osi.Instant // when it is to return
	done   bool
	at     osi.Instant // when it did
	answer answer
}

// mismatch is something that was not as the script says.
type mismatch struct {
	expected, came string
	because        trace.ID // the event that shows why; 0: the latest
	step           *step    // where; nil: at the present one
}

func (m *mismatch) Error() string { return "expected " + m.expected + ", came " + m.came }

// Play plays a script against a stack that is set as the profile says. An
// error is a bug of ours; what the script does not agree with stands in the
// result.
func Play(s *Script, p *tcp.Profile) (*Run, error) {
	r := &Run{
		script: s, world: newWorld(p, s.set.mtu), sockets: map[int64]int{}, names: map[string]value{}, said: map[trace.ID]string{},
		Result: Result{Script: s.Name, Profile: p.Name}, nextPort: firstPeerPort, tested: -1,
	}
	defer r.world.engine.Close()
	r.flow = r.newFlow(defaultPort)
	if err := r.assume(); err != nil {
		return r, err
	}
	for i := range s.steps {
		if !s.steps[i].counts(p.Name) {
			continue
		}
		if err := r.step(&s.steps[i]); err != nil {
			return r, r.failed(&s.steps[i], err)
		}
	}
	if r.waiting != nil {
		step := r.waiting.step
		if err := r.finishCall(); err != nil {
			return r, r.failed(step, err)
		}
	}
	r.OK = true
	return r, nil
}

// systems are the names that scripts give to the profiles.
var systems = map[string]string{"linux": "Linux", "freebsd": "FreeBSD", "rfc": "STANDARD", "classic": "STANDARD"}

// counts says whether a step is meant for a profile.
func (s *step) counts(profile string) bool {
	for _, c := range s.only {
		if (c.system == systems[profile]) != c.is {
			return false
		}
	}
	return true
}

// step does one step of the script.
func (r *Run) step(s *step) error {
	if err := r.checkWaiting(); err != nil {
		return err
	}
	if p, ok := s.do.(*packet); ok && p.out {
		return r.expect(s, p)
	}
	at, err := r.reach(s)
	if err != nil {
		return err
	}
	r.say(trace.ID(r.Len()+1), s.text)
	if err := r.checkWaiting(); err != nil {
		return err
	}
	switch do := s.do.(type) {
	case *packet:
		return r.inject(s, do)
	case *call:
		return r.call(s, do, at)
	case *command:
		return do.run(r)
	case *statements:
		return r.statements(do)
	}
	return nil
}

// due gives the time of a step that is not over a range.
func (r *Run) due(s *step) osi.Instant {
	switch s.when.timing {
	case absolute:
		return osi.Instant(s.when.from)
	case relative:
		return r.world.engine.Now().Add(s.when.from)
	}
	return r.world.engine.Now()
}

// reach lets time pass until a step is due.
func (r *Run) reach(s *step) (osi.Instant, error) {
	at := r.due(s)
	if late := r.world.engine.Now().Sub(at); late > r.script.set.tolerance {
		return at, &mismatch{expected: "this at " + seconds(at), came: "the steps before it end at " + seconds(r.world.engine.Now())}
	}
	return at, r.world.advance(at)
}

// seconds writes an instant as scripts do.
func seconds(at osi.Instant) string {
	return fmt.Sprintf("%.6f s", time.Duration(at).Seconds())
}

// inject sends a packet of the script to the stack.
func (r *Run) inject(s *step, p *packet) error {
	if r.listening {
		port := r.flow.local.Port()
		r.flow, r.listening = r.newFlow(port), false
	}
	f := r.flow
	fields := ipFields{src: f.remote.Addr(), dst: f.local.Addr(), protocol: protoTCP, ttl: 64, tos: uint8(max(p.tos, 0))}
	if p.ttl > 0 {
		fields.ttl = uint8(p.ttl)
	}
	var payload []byte
	if m := p.icmp; m != nil {
		quoted := *m
		quoted.seq += f.shift
		fields.protocol, payload = protoICMP, quoted.bytes(f.local, f.remote)
	} else {
		live := f.toStack(*p.segment)
		payload = live.bytes(f.remote, f.local)
	}
	return r.world.send(s.text, ipPacket(fields, payload))
}

// failed writes down what was not as the script says.
func (r *Run) failed(s *step, err error) error {
	var m *mismatch
	if errors.As(err, &m) && m.step != nil {
		s = m.step
	}
	r.Line, r.Step = s.pos.Line, s.text
	if !errors.As(err, &m) {
		return fmt.Errorf("%s:%d: %w", r.script.Name, s.pos.Line, err)
	}
	r.At = time.Duration(r.world.engine.Now())
	r.Expected, r.Came = m.expected, m.came
	r.say(m.because, r.Result.String())
	for _, rule := range r.why(m.because) {
		r.Rules = append(r.Rules, Rule{rule.Name, rule.Cite, rule.Why})
	}
	return nil
}

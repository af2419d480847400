package physical

import "encap/layers/osi"

// Repeater is what makes a hub: bits that come in by one port leave by all the
// others at once (IEEE 802.3 §27.3). It knows nothing of frames. When signals
// come in by two ports it jams on all, so that each station hears the
// collision.
type Repeater struct {
	Ports []*Port

	env     osi.Env
	arms    []*arm
	source  *arm // whose signal is being repeated; nil: none
	jamming bool
	hold    osi.Timer   // runs out when a jam may end
	until   osi.Instant // the earliest end of a jam
}

// arm is one port of a repeater.
type arm struct {
	*pair // into which it sends; nil: no cable
	r     *Repeater
	in    *signal // what it hears now
	out   *signal // what it sends now
}

// NewRepeater makes a repeater with ports of these names. Its cables are half
// duplex and of one rate.
func NewRepeater(env osi.Env, names ...string) *Repeater {
	r := &Repeater{env: env}
	r.hold = env.Timer("jam", r.settle)
	for _, name := range names {
		a := &arm{r: r}
		r.arms = append(r.arms, a)
		r.Ports = append(r.Ports, &Port{Name: name, arm: a})
	}
	return r
}

// inputs counts the ports by which signals come in.
func (r *Repeater) inputs() (n int) {
	for _, a := range r.arms {
		if a.in != nil {
			n++
		}
	}
	return n
}

func (r *Repeater) watch() Watcher {
	for _, a := range r.arms {
		if a.pair != nil {
			return a.cfg.Watch
		}
	}
	return nil
}

// hears lets a signal come in: alone it is repeated, together with another it
// is a collision.
func (a *arm) hears(s *signal) {
	a.in = s
	switch {
	case a.r.inputs() > 1:
		a.r.collide(a)
	case !a.r.jamming:
		a.r.source = a
		for _, to := range a.r.arms {
			if to != a {
				to.repeat(s)
			}
		}
	}
}

// repeat begins to send what another port hears.
func (a *arm) repeat(s *signal) {
	if a.pair == nil || a.cut {
		return
	}
	if s.frame == nil || s.broken {
		a.out = &signal{}
		a.begin(a.out)
		return
	}
	fate, out := a.fate(s.frame)
	a.from.vars.TxFrames++
	a.from.vars.TxBytes += uint64(len(s.frame))
	end := a.env.Now().Add(a.cfg.Rate.Time(preambleBits + 8*len(s.frame)))
	if a.cfg.Watch != nil {
		out.token = a.cfg.Watch.Repeat(a.from, s.frame, s.token, end, end.Add(a.cfg.Delay), &Repeats)
	}
	if fate.Lost != nil {
		a.drop(a.from, s.frame, out.token, fate.Lost)
		return
	}
	a.out = out
	a.begin(out)
}

// collide jams on all ports, because of what came in by port a.
func (r *Repeater) collide(a *arm) {
	now := r.env.Now()
	var token Token
	if w := r.watch(); w != nil && !r.jamming {
		token = w.Collision(a.from, nil, 0, a.in.token, &RepeaterJam)
	}
	for _, to := range r.arms {
		switch {
		case to.pair == nil || to.cut:
		case to.out == nil:
			to.out = &signal{token: token}
			to.begin(to.out)
		default:
			to.breakOff(token, &RepeaterJam)
		}
	}
	r.source, r.jamming = nil, true
	r.until = now.Add(a.cfg.Rate.Time(gapBits)) // a jam is 96 bits long at least (§27.3.1.4)
	r.hold.Reset(r.until.Sub(now))
}

// breakOff lets what a port sends go on as a jam.
func (a *arm) breakOff(because Token, r *osi.Rule) {
	if a.out == nil || a.out.broken || a.out.frame == nil {
		return
	}
	a.out.breakOff(a.cfg.Rate, a.env.Now())
	if a.cfg.Watch != nil {
		a.out.token = a.cfg.Watch.Collision(a.from, a.out.frame, a.out.token, because, r)
	}
}

// falls lets a signal fall silent: what was repeated has an end too.
func (a *arm) falls(s *signal) {
	a.in = nil
	r := a.r
	if r.source != a {
		if !s.broken && s.frame != nil {
			a.drop(a.from, s.frame, s.token, &Unheard)
		}
		if r.jamming {
			r.settle()
		}
		return
	}
	r.source = nil
	if !s.broken && s.frame != nil {
		a.receive(s)
	}
	for _, to := range r.arms {
		if to.out == nil {
			continue
		}
		if s.broken {
			to.breakOff(s.token, &RepeatsFragment)
			to.out.good = min(to.out.good, s.good)
		} else if to.out.frame != nil {
			to.carried(to.out.frame)
		}
		to.silence()
	}
}

// receive counts a frame that came in whole; its bits have left already.
func (a *arm) receive(s *signal) {
	a.from.vars.RxFrames++
	a.from.vars.RxBytes += uint64(len(s.frame))
	if a.cfg.Watch != nil {
		a.cfg.Watch.Arrival(a.from, s.frame, s.token)
		defer a.cfg.Watch.Done()
	}
	a.env.Note(&Repeats)
	a.noteDamage(s)
}

// silence ends what a port sends.
func (a *arm) silence() {
	if a.out != nil {
		a.end(a.out)
		a.out = nil
	}
}

// settle ends a jam when nobody is heard any more. Towards the last port that is
// heard it ends before that, since there may be another repeater that jams as
// long as it hears this one.
func (r *Repeater) settle() {
	n := r.inputs()
	if !r.jamming || r.env.Now() < r.until || n > 1 {
		return
	}
	for _, a := range r.arms {
		if n == 0 || a.in != nil {
			a.silence()
		}
	}
	r.jamming = n > 0
}

// deaf forgets what goes over a cable that is cut now.
func (a *arm) deaf() { a.out = nil }

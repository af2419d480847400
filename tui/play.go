package tui

import "time"

// speeds are how fast the film can run.
var speeds = [...]struct {
	name   string
	factor float64
}{{"1/8", 0.125}, {"1/4", 0.25}, {"1/2", 0.5}, {"1", 1}, {"2", 2}, {"4", 4}, {"8", 8}, {"32", 32}}

const normalSpeed = 3

// player moves the moment while it plays. It holds nothing of what is shown.
type player struct {
	on      bool
	reverse bool
	speed   int
	last    time.Time // of the last tick; zero: none yet
}

// longest is how much time one tick can tell: after a pause of the process the
// film goes on where it was.
const longest = 100 * time.Millisecond

// tick moves the moment on, and stops at the ends of the film.
func (p *player) tick(s *stage, now time.Time) {
	d := longest
	if !p.last.IsZero() {
		d = max(0, min(now.Sub(p.last), longest))
	} else {
		d = 0
	}
	p.last = now
	step := time.Duration(float64(d) * speeds[p.speed].factor)
	if p.reverse {
		step = -step
	}
	show, from := s.at.show+step, s.at.id
	s.at = s.film.reel.moment(show)
	// A lesson stops where it has something to say; space goes on.
	for id := from + 1; id <= s.at.id && !p.reverse; id++ {
		if s.film.steps[id] != "" {
			s.goTo(id)
			p.on = false
			return
		}
	}
	if show >= s.film.reel.end && !p.reverse || show <= 0 && p.reverse {
		p.on = false
	}
}

// toggle plays or pauses. At the end it begins again.
func (p *player) toggle(s *stage) {
	p.on = !p.on
	p.last = time.Time{}
	if p.on && !p.reverse && s.at.show >= s.film.reel.end-time.Millisecond {
		s.goTo(1)
	}
}

// pace decides how many frames are drawn a second: fewer where the line to the
// terminal is slow.
type pace struct {
	base int // wanted
	now  int
	easy int // frames in a row that went through quickly
	hard int // and that did not
}

const slowest = 2

// saw tells how long the terminal was busy with a frame. One slow frame says
// nothing; several in a row do.
func (p *pace) saw(took time.Duration) {
	frame := p.frame()
	switch {
	case took > frame/2:
		p.easy = 0
		if p.hard++; p.hard >= 3 {
			p.now, p.hard = max(slowest, p.now/2), 0
		}
	case took < frame/8:
		p.hard = 0
		if p.easy++; p.easy > 2*p.now {
			p.now, p.easy = min(p.base, p.now*2), 0
		}
	default:
		p.easy, p.hard = 0, 0
	}
}

// slowed gives the frames a second when they are fewer than wanted, else 0.
func (p *pace) slowed() int {
	if p.now < p.base {
		return p.now
	}
	return 0
}

// frame gives the time between two frames.
func (p *pace) frame() time.Duration { return time.Second / time.Duration(max(1, p.now)) }

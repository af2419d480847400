package physical

import (
	"math/bits"
	"time"

	"encap/layers/osi"
)

// Controlled delay (RFC 8289): not how much waits counts but for how long. When
// every frame has waited longer than the target for a whole interval, frames
// are dropped, one at first and then faster and faster, until the wait is short
// again.

// longestFrame is what may always wait: a queue of one frame is no queue.
const longestFrame = 14 + 1500 + FCSLength

// dodeque takes a frame out and says whether frames have waited for too long
// for long enough (RFC 8289 §5.6).
func (m *manager) dodeque(now osi.Instant) (t transit, any, okToDrop bool) {
	if m.line.queue.len() == 0 {
		m.vars.FirstAbove = 0
		return t, false, false
	}
	t = m.pop()
	m.vars.Sojourn = now.Sub(t.at)
	switch {
	case m.vars.Sojourn < m.cfg.Target || m.vars.Bytes <= longestFrame:
		m.vars.FirstAbove = 0 // it stays below for at least an interval
	case m.vars.FirstAbove == 0:
		m.vars.FirstAbove = now.Add(m.cfg.Interval)
	default:
		okToDrop = now >= m.vars.FirstAbove
	}
	return t, true, okToDrop
}

// deque gives the frame whose turn it is, and drops or marks others on the way
// (RFC 8289 §5.5).
func (m *manager) deque() (t transit, any bool) {
	now := m.line.env.Now()
	t, any, ok := m.dodeque(now)
	switch v := &m.vars; {
	case v.Dropping && !ok:
		v.Dropping = false
	case v.Dropping:
		for v.Dropping && now >= v.DropNext {
			v.Count++
			if m.take(&t) {
				v.DropNext = m.controlLaw(v.DropNext)
				break
			}
			if t, any, ok = m.dodeque(now); !ok {
				v.Dropping = false
			} else {
				v.DropNext = m.controlLaw(v.DropNext)
			}
		}
	case ok:
		v.Dropping = true
		// When it has dropped a short while ago, it goes on near the rate that
		// was right then.
		delta := v.Count - v.LastCount
		v.Count = 1
		if delta > 1 && now.Sub(v.DropNext) < 16*m.cfg.Interval {
			v.Count = delta
		}
		v.DropNext = m.controlLaw(now)
		v.LastCount = v.Count
		if !m.take(&t) {
			t, any, _ = m.dodeque(now)
		}
	}
	return t, any
}

// take marks a frame if it can be marked and says so; else it drops it.
func (m *manager) take(t *transit) (marked bool) {
	if copied := m.mark(t.buf); copied != nil {
		m.replace(t, copied, &MarkedLate)
		return true
	}
	m.refuse(*t, &DelayDrop)
	return false
}

// controlLaw gives when the next frame is dropped: the interval divided by the
// square root of the number of drops, since TCP's rate falls with the square
// root of the loss (RFC 8289 §3.3).
func (m *manager) controlLaw(t osi.Instant) osi.Instant {
	root := squareRoot(uint64(m.vars.Count) << 32) // times 2¹⁶
	hi, lo := bits.Mul64(uint64(m.cfg.Interval), 1<<16)
	d, _ := bits.Div64(hi, lo, root)
	return t.Add(time.Duration(d))
}

// squareRoot gives the whole part of the square root, digit by binary digit.
func squareRoot(n uint64) (root uint64) {
	for bit := uint64(1) << 31; bit > 0; bit >>= 1 {
		if next := root | bit; next*next <= n {
			root = next
		}
	}
	return root
}

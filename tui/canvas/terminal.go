package canvas

import (
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// What a full-screen program asks of a terminal, and how it gives it back:
// alternate screen, no cursor, marked pastes, mouse buttons and wheel.
const (
	enterScreen = "\x1b[?1049h\x1b[?25l\x1b[?2004h"
	enterMouse  = "\x1b[?1002h\x1b[?1006h"
	leaveScreen = endFrame + "\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?25h\x1b[?1049l"
)

// How long giving the terminal back waits for one that takes nothing: at the
// end as long as nobody notices, before a suspension long enough that a frame
// on its way is not cut in two.
const (
	atTheEnd = 80 * time.Millisecond
	onTheWay = 3 * time.Second
)

// Terminal owns the output. It writes on a goroutine of its own, always the
// newest canvas: a slow line costs frames, never the answer to a key.
type Terminal struct {
	out   io.Writer
	mouse bool
	turn  chan struct{} // holds one token: the right to write
	w     *Writer       // its owner has the turn
	in    bool          // on the alternate screen; its owner has the turn

	mu      sync.Mutex
	pending *Canvas // the newest frame
	fresh   bool    // and it was not taken yet
	clip    string  // what is to be copied
	taken   *Canvas // the writer's own copy
	wake    chan struct{}
	done    chan struct{}
	closed  sync.Once
	took    atomic.Int64 // nanoseconds of the last write
	forget  atomic.Bool  // the next frame is a whole one
}

// NewTerminal makes a terminal of a writer; it sends nothing before Enter.
func NewTerminal(out io.Writer, profile Profile, mouse bool) *Terminal {
	t := &Terminal{
		out: out, mouse: mouse, w: NewWriter(out, profile),
		turn: make(chan struct{}, 1), wake: make(chan struct{}, 1), done: make(chan struct{}),
		pending: New(0, 0, false), taken: New(0, 0, false),
	}
	t.turn <- struct{}{}
	go t.run()
	return t
}

// Enter takes the terminal over.
func (t *Terminal) Enter() {
	<-t.turn
	defer t.give()
	if t.in {
		return
	}
	t.in = true
	t.w.Forget()
	s := enterScreen
	if t.mouse {
		s += enterMouse
	}
	_, _ = io.WriteString(t.out, s)
}

// Leave gives the terminal back as it was, for a while: Enter takes it over
// again.
func (t *Terminal) Leave() { t.leave(onTheWay) }

// leave gives the terminal back. It may be called at any time and more than
// once, after a panic too.
func (t *Terminal) leave(patience time.Duration) {
	left := make(chan struct{})
	go func() {
		<-t.turn
		defer t.give()
		if t.in {
			t.in = false
			_, _ = io.WriteString(t.out, leaveScreen)
		}
		close(left)
	}()
	select {
	case <-left:
	case <-time.After(patience):
	}
}

// Close leaves and ends the goroutine.
func (t *Terminal) Close() {
	t.closed.Do(func() { close(t.done) })
	t.leave(atTheEnd)
}

// Forget makes the next frame a whole one.
func (t *Terminal) Forget() { t.forget.Store(true) }

// Show hands over a frame. It copies the canvas and returns at once.
func (t *Terminal) Show(c *Canvas) {
	t.mu.Lock()
	t.pending.copyFrom(c)
	t.fresh = true
	t.mu.Unlock()
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// Took gives how long the last frame kept the terminal busy.
func (t *Terminal) Took() time.Duration { return time.Duration(t.took.Load()) }

func (t *Terminal) give() { t.turn <- struct{}{} }

// run writes the newest frame, again and again.
func (t *Terminal) run() {
	for {
		select {
		case <-t.done:
			return
		case <-t.wake:
		}
		<-t.turn
		t.frame()
		t.give()
	}
}

func (t *Terminal) frame() {
	if !t.in {
		return
	}
	t.copied()
	t.mu.Lock()
	if !t.fresh {
		t.mu.Unlock()
		return
	}
	t.pending, t.taken, t.fresh = t.taken, t.pending, false
	t.mu.Unlock()
	if t.forget.Swap(false) {
		t.w.Forget()
	}
	start := time.Now()
	// A terminal that is gone says so by a signal or by its input's end.
	if n, _ := t.w.Frame(t.taken); n > 0 {
		t.took.Store(int64(time.Since(start)))
	}
}

// copyFrom makes the canvas show what another one shows.
func (c *Canvas) copyFrom(o *Canvas) {
	if c.grid.w != o.grid.w || c.grid.h != o.grid.h {
		c.Resize(o.grid.w, o.grid.h)
	}
	copy(c.grid.cells, o.grid.cells)
}

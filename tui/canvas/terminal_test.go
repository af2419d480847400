package canvas

import (
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"encap/tui/vt"
)

// line is a terminal's line: it can be stopped, and it remembers.
type line struct {
	mu     sync.Mutex
	screen *vt.Screen
	gate   chan struct{} // a write waits for it when it is not nil
	wrote  chan struct{}
}

func (l *line) Write(p []byte) (int, error) {
	if l.gate != nil {
		<-l.gate
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	n, err := l.screen.Write(p)
	select {
	case l.wrote <- struct{}{}:
	default:
	}
	return n, err
}

func (l *line) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.screen.String()
}

func (l *line) modes() []int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.screen.Modes()
}

// shows waits until the terminal shows a text.
func (l *line) shows(t *testing.T, want string) {
	t.Helper()
	timeout := time.After(5 * time.Second)
	for !strings.Contains(l.String(), want) {
		select {
		case <-l.wrote:
		case <-timeout:
			t.Fatalf("the terminal does not show %q:\n%s", want, l)
		}
	}
}

func TestTerminalIsGivenBack(t *testing.T) {
	l := &line{screen: vt.New(10, 2), wrote: make(chan struct{}, 1)}
	term := NewTerminal(l, TrueColor, true)
	c := New(10, 2, false)
	c.Text(0, 0, "before", Style{})
	term.Show(c) // not entered: nothing may be written
	term.Enter()
	term.Enter()
	if got := l.modes(); !slices.Equal(got, []int{1002, 1006, 1049, 2004}) {
		t.Errorf("entered with modes %v", got)
	}
	c.Text(0, 0, "inside", Style{})
	term.Show(c)
	l.shows(t, "inside")
	term.Leave()
	if got := l.modes(); !slices.Equal(got, []int{25}) {
		t.Errorf("left with modes %v, want the cursor alone", got)
	}
	term.Enter() // after a suspension
	term.Show(c)
	l.shows(t, "inside")
	term.Close()
	term.Close()
	if got := l.modes(); !slices.Equal(got, []int{25}) {
		t.Errorf("closed with modes %v, want the cursor alone", got)
	}
	if u := l.screen.Unknown(); len(u) > 0 {
		t.Errorf("the terminal does not understand %q", u)
	}
}

// A terminal that takes nothing costs frames, not time: showing returns at
// once, leaving after a moment, and when it comes to itself it gets the newest
// frame alone.
func TestStuckTerminal(t *testing.T) {
	l := &line{screen: vt.New(10, 1), wrote: make(chan struct{}, 1)}
	term := NewTerminal(l, NoColor, false)
	term.Enter()
	l.gate = make(chan struct{})
	c := New(10, 1, false)
	for _, text := range []string{"one", "two", "three"} {
		c.Clear(Style{})
		c.Text(0, 0, text, Style{})
		term.Show(c)
	}
	l.gate <- struct{}{} // at most one old frame is on its way
	c.Text(0, 0, "four ", Style{})
	term.Show(c)
	l.gate <- struct{}{}
	l.shows(t, "four")

	c.Text(0, 0, "five ", Style{})
	term.Show(c)
	start := time.Now()
	term.Close()
	if d := time.Since(start); d > time.Second {
		t.Errorf("leaving took %v", d)
	}
	close(l.gate)
	term.Close()
	if got := l.modes(); !slices.Equal(got, []int{25}) {
		t.Errorf("closed with modes %v, want the cursor alone", got)
	}
}

func BenchmarkShow(b *testing.B) {
	term := NewTerminal(io.Discard, TrueColor, false)
	defer term.Close()
	c := New(200, 60, false)
	for b.Loop() {
		term.Show(c)
	}
}

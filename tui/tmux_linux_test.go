package tui

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"encap/tui/canvas"
)

// These tests run the real thing, this test program itself, in tmux, press
// keys there, and compare what tmux shows with what the same keys lead to in a
// screen without a terminal.

// tmux is a terminal multiplexer with one window, and the screen that should
// be seen in it.
type tmux struct {
	t      *testing.T
	socket string
	want   *screen
	keys   int // pressed so far
}

// inTmux starts the program in tmux, with a value of TERM.
func inTmux(t *testing.T, term string, w, h int) *tmux {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("tmux is needed here: ", err)
		}
		t.Skip("tmux is not installed: it would show whether the screen arrives in a terminal as it was drawn")
	}
	m := &tmux{t: t, socket: fmt.Sprintf("encap-test-%d-%d", os.Getpid(), time.Now().UnixNano())}
	env := canvas.Env{"TERM": term, "LANG": "C.UTF-8", "HOME": t.TempDir(), actAs: "hello"}
	var words []string
	for _, k := range []string{"TERM", "LANG", "HOME", actAs} {
		words = append(words, k+"='"+env[k]+"'")
	}
	t.Cleanup(func() { _ = exec.Command("tmux", "-L", m.socket, "kill-server").Run() })
	m.run("-f", "/dev/null", "new-session", "-d", "-x", fmt.Sprint(w), "-y", fmt.Sprint(h),
		"env -u TMUX "+strings.Join(words, " ")+" '"+os.Args[0]+"'; echo OVER; sleep 60", ";",
		"set-option", "-g", "status", "off", ";", "set-option", "-s", "escape-time", "0", ";",
		"set-option", "-g", "window-size", "manual", ";", "resize-window", "-x", fmt.Sprint(w), "-y", fmt.Sprint(h))
	glyphs := "utf8"
	if canvas.DetectGlyphs(env) == &canvas.Plain {
		glyphs = "ascii"
	}
	m.want = newScreen(t, "hello", look{w: w, h: h, glyphs: glyphs})
	m.same("the start")
	return m
}

func (m *tmux) run(args ...string) string {
	m.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-L", m.socket}, args...)...).CombinedOutput()
	if err != nil {
		m.t.Fatalf("tmux %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// tmuxKeys are the keys that tmux calls otherwise than we do.
var tmuxKeys = map[string]string{"up": "Up", "down": "Down", "left": "Left", "right": "Right", "home": "Home", "end": "End",
	"pgup": "PPage", "pgdown": "NPage", "shift+up": "S-Up", "shift+down": "S-Down", "shift+left": "S-Left", "shift+right": "S-Right", "tab": "Tab", "shift+tab": "BTab",
	"enter": "Enter", "esc": "Escape", " ": "Space", "f1": "F1"}

// press presses a key here and there and waits until both show the same.
func (m *tmux) press(keys ...string) {
	m.t.Helper()
	for _, k := range keys {
		name, ok := tmuxKeys[k]
		switch {
		case ok:
			m.run("send-keys", name)
		case strings.HasPrefix(k, "ctrl+"):
			m.run("send-keys", "C-"+k[5:])
		case k == ";": // tmux takes it for the end of a command
			m.run("send-keys", `\;`)
		default:
			m.run("send-keys", "-l", "--", k)
		}
		m.want.press(k)
		m.keys++
		m.same("key " + k)
	}
}

// same waits until tmux shows what it should.
func (m *tmux) same(after string) {
	m.t.Helper()
	want, got := trimmed(m.want.text()), ""
	for began := time.Now(); time.Since(began) < 10*time.Second; time.Sleep(3 * time.Millisecond) {
		if got = trimmed(m.run("capture-pane", "-p")); got == want {
			return
		}
	}
	m.t.Fatalf("after %s tmux shows\n%s\nwant\n%s", after, got, want)
}

// trimmed takes the blanks off the ends of lines, and of the screen.
func trimmed(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// harmless says whether a key may be pressed in a tour: it does not play, leave
// or stop the program.
func harmless(a action) bool {
	switch a {
	case actPlay, actQuit, actQuitNow, actSuspend, actBack:
		return false
	}
	return true
}

// tour goes through all panes, sheets and dialogs and presses every key that
// they have.
func (m *tmux) tour() {
	m.t.Helper()
	s := &m.want.m.stage
	home := func() {
		for len(s.dialogs) > 0 || s.sheet != nil || m.want.m.zoomed != everywhere {
			m.press("esc")
		}
	}
	for id := everywhere; id < panePicker; id++ {
		pane := max(id, paneStacks)
		for i := range bindings {
			b := &bindings[i]
			if b.where != id || !harmless(b.act) {
				continue
			}
			if s.focus != pane {
				m.press(panels[pane].keys[0])
			}
			m.press(b.keys[0])
			m.sheetTour()
			home()
		}
	}
}

// sheetTour presses the keys of the sheet that lies over the panes.
func (m *tmux) sheetTour() {
	m.t.Helper()
	s := &m.want.m.stage
	if s.sheet == nil {
		return
	}
	where := s.sheet.id()
	for i := range bindings {
		if b := &bindings[i]; b.where == where && harmless(b.act) && s.sheet != nil && s.sheet.id() == where {
			m.press(b.keys[0])
			for len(s.dialogs) > 0 {
				m.press("esc")
			}
		}
	}
}

// Every screen and every key, on a small and on a large screen.
func TestTmuxAllKeys(t *testing.T) {
	if testing.Short() {
		t.Skip("the long tests press every key")
	}
	for _, size := range [][2]int{{80, 24}, {120, 36}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			m := inTmux(t, "xterm-256color", size[0], size[1])
			m.press("n", "n", "n")
			m.tour()
			t.Logf("%d keys were pressed", m.keys)
			if m.keys < 150 {
				t.Errorf("the tour is over after %d keys", m.keys)
			}
		})
	}
}

// Whatever the terminal calls itself, each pane arrives as it was drawn, and the
// program ends and gives the terminal back.
func TestTmuxTerms(t *testing.T) {
	for _, term := range []string{"xterm-256color", "tmux-256color", "linux", "dumb"} {
		t.Run(term, func(t *testing.T) {
			m := inTmux(t, term, 80, 24)
			m.press("n", "?", "esc", "t", "4", "D", "esc", "\\", "\\", "8", "2", "+", "esc")
			m.run("send-keys", "q")
			for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
				if got := m.run("capture-pane", "-p"); strings.Contains(got, "GOODBYE") && strings.Contains(got, "OVER") {
					return
				} else if time.Since(began) > 10*time.Second {
					t.Fatalf("the program is not over:\n%s", got)
				}
			}
		})
	}
}

// A storm of sizes, to nothing and back, leaves a whole screen.
func TestTmuxResizeStorm(t *testing.T) {
	m := inTmux(t, "tmux-256color", 120, 36)
	m.press("n", "n", "4")
	size := uint32(1)
	for range 25 {
		size = size*1664525 + 1013904223
		w, h := 2+int(size>>16)%160, 1+int(size>>24)%50
		m.run("resize-window", "-x", fmt.Sprint(w), "-y", fmt.Sprint(h))
	}
	for _, last := range [][2]int{{200, 60}, {80, 24}, {60, 10}, {120, 36}} {
		m.run("resize-window", "-x", fmt.Sprint(last[0]), "-y", fmt.Sprint(last[1]))
		m.want.size(last[0], last[1])
		m.same(fmt.Sprintf("the size %d×%d", last[0], last[1]))
	}
	m.press("tab")
}

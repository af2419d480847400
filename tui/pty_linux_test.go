package tui

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"encap/sim/trace"
	"encap/tui/vt"
)

// These tests run the real thing, this test program itself, on a pseudo
// terminal that nobody answers for.

// actAs, when set, makes the test program show the screen.
const actAs = "ENCAP_TEST_SCREEN"

func TestMain(m *testing.M) {
	if as := os.Getenv(actAs); as != "" {
		if err := Run(context.Background(), Options{Library: fileLibrary(as), Start: "hello"}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
		fmt.Println("GOODBYE")
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// fileLibrary opens recorded runs; "panic" says that one of them is broken.
type fileLibrary string

func (fileLibrary) Scenarios() []Entry {
	return []Entry{{Name: "hello", Title: "A message to a friend"}}
}

func (l fileLibrary) Open(name string) (Source, error) {
	data, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		return nil, err
	}
	r := &recorded{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, err
	}
	if l == "panic" {
		return treacherous{r}, nil
	}
	return r, nil
}

// treacherous breaks at its last event.
type treacherous struct{ *recorded }

func (b treacherous) Sentence(id trace.ID) string {
	if int(id) == b.Len() {
		panic("the last sentence is missing")
	}
	return b.recorded.Sentence(id)
}

// terminalUnderTest is a pseudo terminal with a program on it.
type terminalUnderTest struct {
	t       *testing.T
	master  *os.File
	slave   *os.File
	cmd     *exec.Cmd
	before  *unix.Termios
	started time.Time
	exited  chan error
	resized bool // a frame of the old size may have come after

	mu     sync.Mutex
	screen *vt.Screen
	raw    bytes.Buffer
	first  time.Duration // until the first frame
	change chan struct{}
	paused chan struct{} // closed to let reading go on; nil: reading
}

// launch starts the program, or a shell command in which $SCREEN is it.
func launch(t *testing.T, as, shell string) *terminalUnderTest {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := &terminalUnderTest{t: t, master: master, slave: slave, screen: vt.New(140, 40), change: make(chan struct{}, 1), exited: make(chan error, 1)}
	p.resize(140, 40)
	if p.before, err = unix.IoctlGetTermios(int(slave.Fd()), unix.TCGETS); err != nil {
		t.Fatal(err)
	}
	p.cmd = exec.Command(os.Args[0])
	if shell != "" {
		p.cmd = exec.Command("/bin/sh", "-c", shell)
	}
	// GORACE: ended by a signal, Bubble Tea's keyboard reader races with its own
	// end, which is not ours to mend and not what these tests look at.
	p.cmd.Env = []string{"GORACE=exitcode=0 log_path=" + filepath.Join(t.TempDir(), "race"), "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir(), "SCREEN=" + os.Args[0], actAs + "=" + as}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = slave, slave, slave
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	p.started = time.Now()
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.read()
	go func() { p.exited <- p.cmd.Wait() }()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		master.Close()
		slave.Close()
	})
	return p
}

func (p *terminalUnderTest) resize(w, h int) {
	if err := unix.IoctlSetWinsize(int(p.master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: uint16(w), Row: uint16(h)}); err != nil {
		p.t.Fatal(err)
	}
}

// listens waits until the program has the keyboard again: what is typed before
// is echoed by the terminal.
func (p *terminalUnderTest) listens() {
	p.t.Helper()
	for began := time.Now(); time.Since(began) < 10*time.Second; time.Sleep(time.Millisecond) {
		if now, err := unix.IoctlGetTermios(int(p.slave.Fd()), unix.TCGETS); err == nil && now.Lflag&unix.ECHO == 0 {
			return
		}
	}
	p.t.Fatal("the terminal still echoes what is typed")
}

func (p *terminalUnderTest) read() {
	buf := make([]byte, 4096)
	for {
		p.mu.Lock()
		wait := p.paused
		p.mu.Unlock()
		if wait != nil {
			<-wait
		}
		n, err := p.master.Read(buf)
		if err != nil {
			return
		}
		p.mu.Lock()
		p.raw.Write(buf[:n])
		_, _ = p.screen.Write(buf[:n])
		if p.first == 0 && strings.Contains(p.screen.String(), "Topology") {
			p.first = time.Since(p.started)
		}
		p.mu.Unlock()
		select {
		case p.change <- struct{}{}:
		default:
		}
	}
}

// until waits for something to be true of the terminal.
func (p *terminalUnderTest) until(what string, ok func(s *vt.Screen) bool) {
	p.t.Helper()
	timeout := time.After(10 * time.Second)
	for {
		p.mu.Lock()
		yes, shown := ok(p.screen), p.screen.String()
		p.mu.Unlock()
		if yes {
			return
		}
		select {
		case <-p.change:
		case <-timeout:
			p.t.Fatalf("waited in vain for %s:\n%s", what, shown)
		}
	}
}

func (p *terminalUnderTest) shows(text string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%q", text), func(s *vt.Screen) bool { return strings.Contains(s.String(), text) })
}

func (p *terminalUnderTest) keys(s string) {
	p.t.Helper()
	if _, err := p.master.WriteString(s); err != nil {
		p.t.Fatal(err)
	}
}

// over waits for the program's end and checks that the terminal is as before.
func (p *terminalUnderTest) over() (code int) {
	p.t.Helper()
	select {
	case <-p.exited:
	case <-time.After(10 * time.Second):
		p.t.Fatal("the program does not end")
	}
	p.until("the cursor alone", func(s *vt.Screen) bool { return slices.Equal(s.Modes(), []int{25}) })
	after, err := unix.IoctlGetTermios(int(p.slave.Fd()), unix.TCGETS)
	if err != nil {
		p.t.Fatal(err)
	}
	if *after != *p.before {
		p.t.Errorf("the terminal's modes are %+v, were %+v", after, p.before)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if u := p.screen.Unknown(); len(u) > 0 && !p.resized {
		p.t.Errorf("the terminal does not understand %q", u)
	}
	return p.cmd.ProcessState.ExitCode()
}

// On a terminal that answers no question the first frame is there at once, and
// no question was asked.
func TestMuteTerminal(t *testing.T) {
	p := launch(t, "hello", "")
	p.shows("Topology")
	p.mu.Lock()
	first, raw := p.first, p.raw.String()
	p.mu.Unlock()
	t.Logf("the first frame after %v", first)
	if first > 2*time.Second {
		t.Errorf("the first frame after %v, want 0.2 s, and 2 s on a busy machine", first)
	}
	if q := regexp.MustCompile(`\x1b\][0-9]+;\?|\x1b\[[0-9;]*n|\x1b\[>?[0-9]*c`).FindString(raw); q != "" {
		t.Errorf("the terminal was asked %q", q)
	}
	p.keys("q")
	if code := p.over(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	p.shows("GOODBYE")
}

func TestEndings(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(p *terminalUnderTest)
	}{
		{"ctrl+c", func(p *terminalUnderTest) { p.keys("\x03") }},
		{"ctrl+c while it plays", func(p *terminalUnderTest) { p.keys(" "); p.shows("play"); p.keys("\x03") }},
		{"ctrl+c while a line is typed", func(p *terminalUnderTest) { p.keys(":pla"); p.shows("pla"); p.keys("\x03") }},
		{"ctrl+c in a menu", func(p *terminalUnderTest) { p.keys("c"); p.shows("lose it"); p.keys("\x03") }},
		{"SIGQUIT", func(p *terminalUnderTest) { _ = p.cmd.Process.Signal(syscall.SIGQUIT) }},
		{"SIGTERM while a line is typed", func(p *terminalUnderTest) { p.keys("/ip"); p.shows("/"); _ = p.cmd.Process.Signal(syscall.SIGTERM) }},
		{"SIGTERM", func(p *terminalUnderTest) { _ = p.cmd.Process.Signal(syscall.SIGTERM) }},
		{"SIGHUP", func(p *terminalUnderTest) { _ = p.cmd.Process.Signal(syscall.SIGHUP) }},
		{"SIGINT", func(p *terminalUnderTest) { _ = p.cmd.Process.Signal(syscall.SIGINT) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := launch(t, "hello", "")
			p.shows("Topology")
			c.end(p)
			asked := time.Now()
			if code := p.over(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			t.Logf("over after %v", time.Since(asked))
		})
	}
}

func TestCrash(t *testing.T) {
	p := launch(t, "panic", "")
	p.shows("Topology")
	p.keys("G")
	if code := p.over(); code != 3 {
		t.Errorf("exit code %d, want 3", code)
	}
	p.until("one line saying where", func(s *vt.Screen) bool { return strings.Contains(s.String(), "stands in") })
	file := regexp.MustCompile(`/\S*encap-crash-\d+\.txt`).FindString(strings.ReplaceAll(p.raw.String(), "\r\n", ""))
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), "the last sentence is missing") {
		t.Errorf("the crash file %q: %v\n%s", file, err, text)
	}
}

// ctrl+z gives the terminal to the shell; fg brings the screen back whole.
func TestSuspension(t *testing.T) {
	p := launch(t, "hello", `set -m; "$SCREEN"; echo STOPPED; read line; fg`)
	p.shows("Topology")
	p.keys("\x1a")
	p.until("the shell", func(s *vt.Screen) bool {
		return strings.Contains(s.String(), "STOPPED") && slices.Equal(s.Modes(), []int{25})
	})
	p.keys("\n")
	p.shows("Topology")
	p.listens()
	p.keys("n")
	p.shows("#1 ARP")
	p.keys("q")
	p.over()
}

func TestWindowSize(t *testing.T) {
	p := launch(t, "hello", "")
	p.resized = true
	p.shows("Topology")
	p.mu.Lock()
	p.screen.Resize(70, 20)
	p.mu.Unlock()
	p.resize(70, 20)
	p.shows("80×24 needed, now 70×20")
	p.mu.Lock()
	p.screen.Resize(120, 36)
	p.mu.Unlock()
	p.resize(120, 36)
	p.shows("8 Tables")
	p.keys("q")
	p.over()
}

// A window that shrinks to nothing and comes back shows the run again, a
// question or a line to type into included.
func TestWindowOfNothing(t *testing.T) {
	p := launch(t, "hello", "")
	p.resized = true
	p.shows("Topology")
	p.keys(":large")
	p.shows("one pane large")
	for _, size := range [][2]int{{1, 1}, {0, 0}, {3, 200}, {120, 1}, {120, 36}} {
		p.mu.Lock()
		p.screen.Resize(max(1, size[0]), max(1, size[1]))
		p.mu.Unlock()
		p.resize(size[0], size[1])
		time.Sleep(20 * time.Millisecond) // for the signal, so that each size is seen
	}
	p.shows("one pane large")
	p.keys("\x1b")
	p.until("no palette", func(s *vt.Screen) bool { return !strings.Contains(s.String(), "one pane large") })
	p.keys("q")
	if code := p.over(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// Who suspends while typing finds what was typed.
func TestSuspensionWhileTyping(t *testing.T) {
	p := launch(t, "hello", `set -m; "$SCREEN"; echo STOPPED; read line; fg`)
	p.shows("Topology")
	p.keys("/ip.tt")
	p.shows("ip.tt")
	p.keys("\x1a")
	p.until("the shell", func(s *vt.Screen) bool {
		return strings.Contains(s.String(), "STOPPED") && slices.Equal(s.Modes(), []int{25})
	})
	p.keys("\n")
	p.listens()
	p.keys("l")
	p.shows("ip.ttl")
	p.keys("\x03")
	p.over()
}

// A terminal that takes nothing any more does not keep the program.
func TestStuckTerminalEnds(t *testing.T) {
	p := launch(t, "hello", "")
	p.shows("Topology")
	p.mu.Lock()
	p.paused = make(chan struct{})
	p.mu.Unlock()
	p.keys(strings.Repeat("t", 40)) // whole frames, more than the line holds
	p.keys("\x03")
	asked := time.Now()
	select {
	case <-p.exited:
		t.Logf("over after %v", time.Since(asked))
	case <-time.After(10 * time.Second):
		t.Error("the program does not end")
	}
	close(p.paused)
}

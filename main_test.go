package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/trace"
)

// call runs the command as a user does, without a terminal, and gives its
// exit code.
func call(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, log bytes.Buffer
	c := root()
	c.SetArgs(args)
	c.SetOut(&out)
	c.SetErr(&log)
	err := c.ExecuteContext(context.Background())
	if err != nil && !errors.Is(err, errFailed) {
		log.WriteString(err.Error())
	}
	return out.String(), log.String(), exitCode(err)
}

// write makes a scenario file.
func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "s.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// script makes a drill.
func script(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "s.pkt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

const hello = `title: hello
nodes:
  alice: {host: 10.0.1.2/24}
  bob: {host: 10.0.1.3/24}
cables:
  - {ends: [alice, bob]}
run:
  - at: 0 s
    node: bob
    do: message listen 5000
  - at: 1 ms
    node: alice
    do: message send bob:5000 "hello"
expect:
`

func TestWithoutATerminalTheFirstLessonIsTold(t *testing.T) {
	out, _, code := call(t)
	if code != exitOK || !strings.Contains(out, `bob's recvfrom returns "hello"`) {
		t.Errorf("code %d, output:\n%s", code, out)
	}
}

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		want int
		says string
	}{
		{"fine", []string{"run", write(t, hello+`  - bob received "hello"`)}, exitOK, ""},
		{"failed expectation", []string{"run", write(t, hello+`  - bob received "hullo"`)}, exitFailed, `expected bob received "hullo"`},
		{"failed expectation, checked", []string{"check", write(t, hello+`  - count(icmp) == 1`)}, exitFailed, ""},
		{"unknown scenario", []string{"run", "nosuch"}, exitUsage, "encap list"},
		{"missing file", []string{"run", "no/such.yaml"}, exitUsage, "no/such.yaml"},
		{"bad scenario", []string{"check", write(t, "nodes:\n  a: {host: 10.0.0.300/24}\n")}, exitUsage, "10.0.0.300"},
		{"bad expression", []string{"run", "1", "--until", "ip.tll == 3"}, exitUsage, "ip.ttl"},
		{"bad wire", []string{"run", "1", "--wire", "string"}, exitUsage, "vxlan"},
		{"bad level", []string{"run", "1", "--trace", "some"}, exitUsage, "frames"},
		{"unknown flag", []string{"run", "1", "--colour"}, exitUsage, "colour"},
		{"two forms", []string{"run", "1", "--plain", "--json"}, exitUsage, "json"},
		{"no output file", []string{"export", "1"}, exitUsage, "output"},
		{"drill", []string{"drill", "sim/drill/testdata/01-rst-in-window-challenge.pkt"}, exitOK, "challenge.pkt: ok"},
		{"drill that fails", []string{"drill", script(t, "+0 close(3) = 0")}, exitFailed, "= -1 EBADF"},
		{"drill that is none", []string{"drill", script(t, "+0 close(3 = 0")}, exitUsage, "s.pkt:1:12: "},
		{"drill without file", []string{"drill", "no/such.pkt"}, exitUsage, "no/such.pkt"},
		{"drill with no profile", []string{"drill", "--profile", "beos", "a.pkt"}, exitUsage, "freebsd"},
		{"output nowhere", []string{"export", "1", "-o", "/no/such/dir/x.pcapng"}, exitUsage, "no such"},
	} {
		out, log, code := call(t, c.args...)
		if code != c.want || !strings.Contains(out+log, c.says) {
			t.Errorf("%s: code %d, want %d and %q in:\n%s%s", c.name, code, c.want, c.says, out, log)
		}
	}
	if code := exitCode(sim.ErrInternal); code != exitInternal {
		t.Errorf("an internal error gives code %d", code)
	}
}

// The same run by every wire and level says the same.
func TestRunsAgree(t *testing.T) {
	memory, _, _ := call(t, "run", "2", "--plain", "--wire", "memory")
	vxlan, _, _ := call(t, "run", "2", "--plain", "--wire", "vxlan")
	if memory != vxlan || strings.Count(memory, "\n") < 50 {
		t.Errorf("memory:\n%s\nvxlan:\n%s", memory, vxlan)
	}
	if _, log, code := call(t, "run", "2", "--trace", "off"); code != exitOK || !strings.Contains(log, "steps to") {
		t.Errorf("untraced: code %d, %s", code, log)
	}
}

func TestUntilStopsAtAnEvent(t *testing.T) {
	out, log, code := call(t, "run", "2", "--until", `node == "r1" && ip.ttl == 63`)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != exitOK || !strings.Contains(lines[len(lines)-1], "r1") || strings.Contains(out, "recvfrom returns") {
		t.Errorf("code %d %s, last line %q", code, log, lines[len(lines)-1])
	}
}

func TestSeedChangesThePort(t *testing.T) {
	a, _, _ := call(t, "run", "1", "--seed", "5")
	b, _, _ := call(t, "run", "1", "--seed", "6")
	if a == b {
		t.Error("two seeds gave one run")
	}
}

func TestJSONIsOneEventALine(t *testing.T) {
	out, _, _ := call(t, "run", "1", "--json")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for i, line := range lines {
		var e struct {
			ID   int    `json:"id"`
			Kind string `json:"kind"`
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.ID != i+1 || e.Kind == "" {
			t.Fatalf("line %d: %v: %s", i+1, err, line)
		}
	}
	if len(lines) < 40 {
		t.Errorf("only %d lines", len(lines))
	}
}

func TestListAndVersion(t *testing.T) {
	out, _, _ := call(t, "list")
	for _, name := range scenarios.Names() {
		if !strings.Contains(out, name) {
			t.Errorf("%s is not in the list:\n%s", name, out)
		}
	}
	if out, _, code := call(t, "version"); code != exitOK || !strings.HasPrefix(out, "encap ") {
		t.Errorf("version: %q", out)
	}
}

// A run that a limit has ended is no run that came out well.
func TestLimitsAreTold(t *testing.T) {
	file := write(t, strings.Replace(hello, "at: 1 ms\n    node: alice\n    do: message send bob:5000 \"hello\"",
		"at: 1 ms\n    node: alice\n    do: ping -c 2000000 -i 1us bob", 1)+"  - never drop\n")
	out, _, code := call(t, "check", file)
	if code != exitFailed || !strings.Contains(out, "limit: ") {
		t.Errorf("code %d: %s", code, out)
	}
}

func TestUntilThatNeverComes(t *testing.T) {
	_, log, code := call(t, "run", "1", "--until", "icmp")
	if code != exitFailed || !strings.Contains(log, "no event matches icmp") {
		t.Errorf("code %d: %s", code, log)
	}
}

func TestCheckGoesOnAfterABadFile(t *testing.T) {
	out, log, code := call(t, "check", "1", "nosuch", "2")
	if code != exitUsage || !strings.Contains(out, "2-switch-and-router: ok") || !strings.Contains(log, "nosuch") {
		t.Errorf("code %d: %s%s", code, out, log)
	}
}

// A question that the run does not answer is a mistake of the lesson.
func TestCheckFindsUnansweredQuestions(t *testing.T) {
	file := filepath.Join(t.TempDir(), "asks.yaml")
	text := "nodes:\n  a: {host: 10.0.0.1/24}\n  b: {host: 10.0.0.2/24}\ncables: [{ends: [a, b]}]\nrun:\n  - node: a\n    do: ping -c 1 b\n" +
		"steps:\n  - when: txstart && node == \"a\"\n    say: Look.\n    ask: {which: changed, of: [ip.ttl, ip.src]}\n"
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	out, _, code := call(t, "check", file)
	if code != exitFailed || !strings.Contains(out, "step 1 asks changed") {
		t.Errorf("code %d: %s", code, out)
	}
}

// What the repository promises of each lesson holds over real sockets too.
func TestHashesOverRealSockets(t *testing.T) {
	for _, name := range scenarios.Names() {
		want, err := os.ReadFile(filepath.Join("scenarios", name+".sha256"))
		if err != nil {
			t.Fatal(err)
		}
		src, _ := scenarios.Source(name)
		s, problems := sim.Parse(name+".yaml", src)
		if err := problems.Err(); err != nil {
			t.Fatal(err)
		}
		wire, note, err := sim.OpenWire("vxlan", s)
		if err != nil {
			t.Fatal(err)
		}
		session, err := sim.Open(s, sim.Options{Trace: trace.All, Wire: wire})
		if err != nil {
			t.Fatal(err)
		}
		if err := session.Finish(context.Background()); err != nil {
			t.Error(err)
		}
		if got := trace.Hash(session); !strings.Contains(string(want), got) {
			t.Errorf("%s over %s: %s, want %s", name, note, got, want)
		}
		session.Close()
		wire.Close()
	}
}

// A drill tells its result as JSON, its events as text, its packets as a capture.
func TestDrillsTellWhatHappened(t *testing.T) {
	const nagle = "sim/drill/testdata/21-nagle-holds-second-small.pkt"
	out, _, _ := call(t, "drill", "--json", nagle)
	var r struct{ OK bool }
	if err := json.Unmarshal([]byte(out), &r); err != nil || !r.OK {
		t.Errorf("%v: %s", err, out)
	}
	out, _, _ = call(t, "drill", "--plain", nagle)
	if !strings.Contains(out, "The script says: +.02 write(4, ..., 10) = 10") || strings.Count(out, "\n") < 80 {
		t.Errorf("told:\n%s", out)
	}
	file := filepath.Join(t.TempDir(), "a.pcapng")
	call(t, "drill", "--pcapng", file, nagle)
	if info, err := os.Stat(file); err != nil || info.Size() < 1000 {
		t.Errorf("the capture: %v, %v", info, err)
	}
}

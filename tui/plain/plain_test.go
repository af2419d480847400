package plain

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"unicode"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
)

var update = flag.Bool("update", false, "write the goldens again")

// finished is a run that is over.
type finished struct {
	*sim.Session
	steps map[trace.ID]string
	asks  map[trace.ID]scenario.Ask
}

func (f finished) Fork(a scenario.Act) (Source, error) {
	s, err := f.Session.Fork(a)
	if err != nil {
		return nil, err
	}
	return finished{s, f.steps, nil}, s.Finish(context.Background())
}

func (f finished) Save(file string) error {
	return os.WriteFile(file, scenario.Format(f.Recorded()), 0o666)
}

func (f finished) Asks() map[trace.ID]scenario.Ask { return f.asks }

func (f finished) Steps() map[trace.ID]string { return f.steps }

// run plays a scenario to its end.
func run(t testing.TB, name string, src []byte) Source {
	t.Helper()
	s, problems := sim.Parse(name+".yaml", src)
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	session, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	if err := session.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	ids, err := session.Steps()
	if err != nil {
		t.Fatal(err)
	}
	f := finished{session, map[trace.ID]string{}, map[trace.ID]scenario.Ask{}}
	for i, id := range ids {
		f.steps[id] = s.Steps[i].Say
		if s.Steps[i].Ask != nil {
			f.asks[id] = *s.Steps[i].Ask
		}
	}
	return f
}

const hello = `
title: A message to a friend
about: Five letters cross one cable.
nodes:
  alice: {host: 10.0.1.2/24}
  bob: {host: 10.0.1.3/24}
cables:
  - {ends: [alice, bob], rate: 100 Mbit/s, delay: 2 ms}
run:
  - node: bob
    do: message listen 5000
  - at: 10 ms
    node: alice
    do: message send bob:5000 "hello"
steps:
  - when: udp
    say: Two port numbers are added.
`

// A conversation, whole.
func TestConversation(t *testing.T) {
	src := run(t, "hello", []byte(hello))
	script := []string{"", "n", "next", "back", "b", "b", "layer 9", "layer T", "why", "bytes", "fields", "layer network", "f", "goto 36", "until ip.ttl == 64", "until ip.tll", "until icmp", "goto 36", "l P", "tables bob", "sockets nobody",
		"play 3", "play x", "play", "17", "goto 999", "what", "w", "HELP", "tables", "goto 1", "by", "w", "q", "next"}
	var out bytes.Buffer
	in := strings.NewReader(strings.Join(script, "\n"))
	if err := Run(context.Background(), in, &out, src, nil); err != nil {
		t.Fatal(err)
	}
	// The prompt and what was typed after it, as a terminal shows them.
	text := out.String()
	for _, line := range script {
		text = strings.Replace(text, txtPrompt, "\x00"+line+"\n", 1)
	}
	text = strings.ReplaceAll(text, "\x00", txtPrompt)
	golden(t, "testdata/conversation.txt", text)
	golden(t, "testdata/hello.txt", printed(t, src))
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s differs from line %d on:\n%s", file, i+1, strings.Join(g[min(i, len(g)):min(i+3, len(g))], "\n"))
		}
	}
}

func printed(t *testing.T, src Source) string {
	t.Helper()
	var out bytes.Buffer
	if err := Print(&out, src); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every lesson of the library is told line by line, event by event, the same
// each time, in words and nothing else.
func TestLibrary(t *testing.T) {
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			file, _ := scenarios.Source(name)
			src := run(t, name, file)
			text := printed(t, src)
			if again := printed(t, run(t, name, file)); again != text {
				t.Error("told twice, two stories")
			}
			rest, told := text, narrate.Remember(src)
			for id := trace.ID(1); int(id) <= src.Len(); id++ {
				_, after, ok := strings.Cut(rest, fmt.Sprintf("%d  %s\n", id, narrate.Line(told, id)))
				if !ok {
					t.Fatalf("event %d is not told, or not in its place", id)
				}
				rest = after
			}
			if n := strings.Count(text, txtLesson); n != len(src.Steps()) {
				t.Errorf("the lesson speaks %d times, want %d", n, len(src.Steps()))
			}
			for _, r := range text {
				if r != '\n' && !unicode.IsPrint(r) || r >= 0x2500 && r < 0x2600 {
					t.Fatalf("%q is not text", r)
				}
			}
		})
	}
}

func TestEndOfInput(t *testing.T) {
	src := run(t, "hello", []byte(hello))
	if err := Run(context.Background(), strings.NewReader("n\n"), io.Discard, src, nil); err != nil {
		t.Errorf("at the end of the input: %v", err)
	}
	if err := Run(context.Background(), strings.NewReader(strings.Repeat("x", longestLine+1)), io.Discard, src, nil); err == nil {
		t.Error("a line without end is read")
	}
}

// A cancelled context ends the reading although nobody types.
func TestCancel(t *testing.T) {
	src := run(t, "hello", []byte(hello))
	in, keyboard := io.Pipe()
	defer keyboard.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Run(ctx, in, io.Discard, src, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestNobodyListens(t *testing.T) {
	src := run(t, "hello", []byte(hello))
	if err := Run(context.Background(), strings.NewReader("n\n"), full{}, src, nil); err == nil {
		t.Error("writing fails and nothing is said")
	}
	if err := Print(full{}, src); err == nil {
		t.Error("printing fails and nothing is said")
	}
}

// bare is a run that cannot be run again, nor saved.
type bare struct{ Source }

func FuzzCommands(f *testing.F) {
	src := bare{run(f, "hello", []byte(hello))}
	f.Add("n\nb\nplay\nlayer 3\nfields\n")
	f.Add("goto -1\nplay 99999999999999999999\nlayer \nt \x00\n\xff")
	f.Fuzz(func(t *testing.T, script string) {
		if err := Run(context.Background(), strings.NewReader(script), io.Discard, src, nil); err != nil && len(script) < longestLine {
			t.Errorf("%q: %v", script, err)
		}
	})
}

func ExamplePrint() {
	file, _ := scenarios.Source("1-message-to-a-friend")
	s, _ := sim.Parse("message.yaml", file)
	session, _ := sim.Open(s, sim.Options{Trace: trace.All})
	defer session.Close()
	_ = session.Finish(context.Background())
	var out strings.Builder
	_ = Print(&out, finished{session, nil, nil})
	title, _, _ := strings.Cut(out.String(), "\n")
	fmt.Println(title)
	// Output: A message to a friend
}

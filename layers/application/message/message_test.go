package message

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"encap/layers/stack"
	"encap/layers/stack/stacktest"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ args, err string }{
		{"listen 5000", ""},
		{"listen|5000|thank you", ""},
		{"listen|tcp|5000|thank you", ""},
		{"send|tcp|bob:5000|hello|wait|1 s", ""},
		{"listen tcp", "usage: "},
		{"send tcp bob:5000", "usage: "},
		{"send tcp bob:5000 a wait", "usage: "},
		{"send tcp bob:5000 hello wait soon", `"soon" is no time to wait`},
		{"send|bob:5000|hello", ""},
		{"send|bob:5000|hello|wait|1 s", ""},
		{"send|bob:5000|hello|from|4000|wait|1 s", ""},
		{"send bob:5000 hello from 0", `"0" is not a port number`},
		{"send|10.0.2.2:65535||wait|10ms", ""},
		{"", "usage: "},
		{"listen", "usage: "},
		{"listen 1 2 3", "usage: "},
		{"send bob:5000", "usage: "},
		{"send bob:5000 a b", "usage: "},
		{"send bob:5000 a wait", "usage: "},
		{"send bob:5000 a hold 1s", "usage: "},
		{"shout bob:5000 a", "usage: "},
		{"listen 0", `"0" is not a port number`},
		{"listen 65536", `"65536" is not a port number`},
		{"listen -1", `"-1" is not a port number`},
		{"send bob hello", `"bob" is not a host and a port`},
		{"send bob:0 hello", `"bob:0" is not a host and a port`},
		{"send :5000 hello", `":5000" is not a host and a port`},
		{"send bob:5000:1 hello", `"bob:5000:1" is not a host and a port`},
		{"send bob:5000 hello wait soon", `"soon" is no time to wait`},
		{"send bob:5000 hello wait 0s", `"0s" is no time to wait`},
		{"send bob:5000 hello wait -1s", `"-1s" is no time to wait`},
	} {
		args := strings.FieldsFunc(c.args, func(r rune) bool { return r == ' ' })
		if strings.Contains(c.args, "|") {
			args = strings.Split(c.args, "|")
		}
		main, err := Parse(args)
		if (main == nil) == (err == nil) || fmt.Sprint(err) != "<nil>" && !strings.HasPrefix(err.Error(), c.err) || (c.err == "") != (err == nil) {
			t.Errorf("%q: %v, want %q", args, err, c.err)
		}
	}
}

// start runs the program on a host.
func start(n *stacktest.Net, h *stack.Host, args ...string) *stacktest.Process {
	main, err := Parse(args)
	if err != nil {
		panic(err)
	}
	return n.Run(h, "message", main)
}

func TestTalk(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	bob := start(n, n.Bob, "listen", "5000", "thank you")
	alice := start(n, n.Alice, "send", "bob:5000", "hello", "wait", "1s")
	n.Advance(time.Minute)
	if !alice.Done() || alice.Err != nil || strings.Join(alice.Said, ";") != "10.0.2.2:5000 answers: thank you" {
		t.Errorf("alice: %q, %v", alice.Said, alice.Err)
	}
	port, _, _ := strings.Cut(strings.Join(bob.Said, ";"), " ")
	if bob.Done() || !strings.HasPrefix(port, "10.0.1.2:") || bob.Said[0] != port+" says: hello" {
		t.Errorf("bob: %q", bob.Said)
	}
}

func TestNoAnswer(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	start(n, n.Bob, "listen", "5000")
	alice := start(n, n.Alice, "send", "bob:5000", "hello", "wait", "500 ms")
	n.Advance(500*time.Millisecond - 1)
	if alice.Done() {
		t.Error("alice has not waited")
	}
	n.Advance(1)
	if alice.Err != nil || strings.Join(alice.Said, ";") != "no answer within 500ms" {
		t.Errorf("alice: %q, %v", alice.Said, alice.Err)
	}
}

func TestErrors(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	unknown := start(n, n.Alice, "send", "carol:5000", "hello")
	long := start(n, n.Alice, "send", "bob:5000", strings.Repeat("x", 65508))
	nowhere := start(n, n.R1, "send", "192.0.2.1:5000", "hello")
	first, second := start(n, n.Bob, "listen", "5000"), start(n, n.Bob, "listen", "5000")
	n.Advance(time.Minute)
	for p, want := range map[*stacktest.Process]string{
		unknown: "carol: unknown host", long: "message too long", nowhere: "network is unreachable",
		second: "address already in use", first: "<nil>",
	} {
		if got := fmt.Sprint(p.Err); got != want {
			t.Errorf("%v, want %s", p.Err, want)
		}
	}
}

// One client whom the server cannot answer does not end it.
func TestServerSurvives(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	r1 := start(n, n.R1, "listen", "5000", strings.Repeat("x", 65508))
	start(n, n.Alice, "send", "r1:5000", "one")
	n.Advance(time.Second)
	start(n, n.Alice, "send", "r1:5000", "two")
	n.Advance(time.Second)
	if r1.Done() || len(r1.Said) != 4 || !strings.HasSuffix(r1.Said[1], "cannot be answered: message too long") {
		t.Errorf("r1: %q, %v", r1.Said, r1.Err)
	}
}

func Example() {
	n := stacktest.New(stacktest.Config{})
	listen, _ := Parse([]string{"listen", "5000", "nice to hear"})
	send, _ := Parse([]string{"send", "bob:5000", "hello", "wait", "1s"})
	n.Run(n.Bob, "message", listen)
	alice := n.Run(n.Alice, "message", send)
	n.Advance(time.Second)
	fmt.Println(alice.Said[0])
	// Output: 10.0.2.2:5000 answers: nice to hear
}

package echo

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
		{"serve", ""},
		{"serve 7007", ""},
		{"serve tcp", ""},
		{"serve tcp 7007", ""},
		{"send tcp bob:7 hello", ""},
		{"send tcp bob:7 hello 3", ""},
		{"serve tcp 1 2", "usage: "},
		{"send tcp bob:7", "usage: "},
		{"send tcp", "usage: "},
		{"serve tcp 0", `"0" is not a port number`},
		{"send tcp bob hello", `"bob" is not a host and a port`},
		{"send bob:7 hello", ""},
		{"send bob:7 hello 3", ""},
		{"", "usage: "},
		{"serve 1 2", "usage: "},
		{"send bob:7", "usage: "},
		{"send bob:7 a 1 2", "usage: "},
		{"sing", "usage: "},
		{"serve 0", `"0" is not a port number`},
		{"serve 70000", `"70000" is not a port number`},
		{"send bob hello", `"bob" is not a host and a port`},
		{"send bob:7 hello 0", `"0" is not a number of messages`},
		{"send bob:7 hello -3", `"-3" is not a number of messages`},
		{"send bob:7 hello many", `"many" is not a number of messages`},
	} {
		main, err := Parse(strings.Fields(c.args))
		if (main == nil) == (err == nil) || (c.err == "") != (err == nil) || err != nil && !strings.HasPrefix(err.Error(), c.err) {
			t.Errorf("%q: %v, want %q", c.args, err, c.err)
		}
	}
}

// start runs the program on a host.
func start(n *stacktest.Net, h *stack.Host, args ...string) *stacktest.Process {
	main, err := Parse(args)
	if err != nil {
		panic(err)
	}
	return n.Run(h, "echo", main)
}

func TestEcho(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	start(n, n.Bob, "serve")
	alice := start(n, n.Alice, "send", "bob:7", "hello", "3")
	n.Advance(time.Minute)
	if got := strings.Join(alice.Said, "; "); got != "1: hello; 2: hello; 3: hello" || !alice.Done() || alice.Err != nil {
		t.Errorf("alice: %s, %v", got, alice.Err)
	}
}

// What is lost stays lost: UDP repeats nothing, and the client says so.
func TestLoss(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	n.Lose = func(dir int, frame uint64) bool { return dir == 0 && frame == 3 } // ARP, one, two
	start(n, n.Bob, "serve")
	alice := start(n, n.Alice, "send", "bob:7", "hello", "3")
	n.Advance(time.Minute)
	if got := strings.Join(alice.Said, "; "); got != "1: hello; 2: no answer within 1s; 3: hello" {
		t.Errorf("alice: %s, %v", got, alice.Err)
	}
}

func TestErrors(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	refused := start(n, n.Alice, "send", "bob:7", "hello", "3")
	unknown := start(n, n.Alice, "send", "carol:7", "hello")
	nowhere := start(n, n.R1, "send", "192.0.2.1:7", "hello")
	long := start(n, n.Alice, "send", "bob:7", strings.Repeat("x", 65508))
	first, second := start(n, n.R1, "serve"), start(n, n.R1, "serve")
	n.Advance(time.Minute)
	for p, want := range map[*stacktest.Process]string{
		refused: "connection refused", unknown: "carol: unknown host", nowhere: "network is unreachable",
		long: "message too long", first: "<nil>", second: "address already in use",
	} {
		if got := fmt.Sprint(p.Err); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// A client that cannot be answered does not end the server: here one that
// sends from port 0.
func TestServerSurvives(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	bob := start(n, n.Bob, "serve")
	n.Advance(0)
	n.Bob.Links[0].Receive(fromPortZero())
	alice := start(n, n.Alice, "send", "bob:7", "hello")
	n.Advance(time.Minute)
	if bob.Done() || len(bob.Said) != 1 || bob.Said[0] != "10.0.1.2:0 cannot be answered: invalid argument" {
		t.Errorf("bob: %q, %v", bob.Said, bob.Err)
	}
	if got := strings.Join(alice.Said, "; "); got != "1: hello" {
		t.Errorf("alice: %s", got)
	}
}

func Example() {
	n := stacktest.New(stacktest.Config{})
	serve, _ := Parse([]string{"serve"})
	send, _ := Parse([]string{"send", "bob:7", "hello", "2"})
	n.Run(n.Bob, "echo", serve)
	alice := n.Run(n.Alice, "echo", send)
	n.Advance(time.Second)
	fmt.Println(strings.Join(alice.Said, "\n"))
	// Output:
	// 1: hello
	// 2: hello
}

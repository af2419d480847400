package bulk

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
		{"receive 5000", ""},
		{"receive 5000 buffer 4096 piece 100 every 1s after 500ms", ""},
		{"send bob:5000 100", ""},
		{"send bob:5000 100 piece 10 every 1ms nodelay", ""},
		{"send bob:5000 100 nodelay piece 10", ""},
		{"", "usage: "}, {"send bob:5000", "usage: "}, {"sing a b", "usage: "},
		{"send bob:5000 100 buffer 10", "usage: "}, {"receive 5000 nodelay", "usage: "}, {"receive 5000 often", "usage: "},
		{"receive 0", `"0" is not a port number`}, {"receive many", `"many" is not a port number`},
		{"send bob 100", `"bob" is not a host and a port`},
		{"send bob:5000 0", `"0" is no number of bytes`}, {"send bob:5000 much", `"much" is no number of bytes`},
		{"receive 5000 piece", `"" is no number of bytes`}, {"receive 5000 buffer -1", `"-1" is no number of bytes`},
		{"receive 5000 every soon", `"soon" is no time`}, {"receive 5000 after -1s", `"-1s" is no time`},
	} {
		main, err := Parse(strings.Fields(c.args))
		if (main == nil) == (err == nil) || (c.err == "") != (err == nil) || err != nil && !strings.HasPrefix(err.Error(), c.err) {
			t.Errorf("%q: %v, want %q", c.args, err, c.err)
		}
	}
}

// The text is its lines' numbers, wherever one begins to read.
func TestText(t *testing.T) {
	line := func(n int) string { return fmt.Sprintf("%015d\n", n) }
	text, whole := newText(), ""
	for n := range 3 * pageLines {
		whole += line(n)
	}
	for _, at := range []int{0, 1, 17, pageLength - 5, pageLength, 2*pageLength - 33, 5, 0} {
		for _, n := range []int{0, 1, 15, 16, 17, 40, pageLength + 7} {
			got := text.append(nil, at, n)
			if string(got) != whole[at:at+n] {
				t.Fatalf("%d bytes from %d: %.40q", n, at, got)
			}
			if !text.is(got, at) {
				t.Errorf("%d bytes from %d are not the text", n, at)
			}
			if n > 0 {
				got[n-1]++
				if text.is(got, at) {
					t.Errorf("%d bytes from %d with a wrong one at the end are the text", n, at)
				}
			}
		}
	}
	far := 1<<31 - 1 - (1<<31-1)%pageLength
	if got := string(text.append(nil, far, 16)); got != line(far/lineLength) {
		t.Errorf("far away: %q", got)
	}
}

func start(n *stacktest.Net, h *stack.Host, args string) *stacktest.Process {
	main, err := Parse(strings.Fields(args))
	if err != nil {
		panic(err)
	}
	return n.Run(h, "bulk", main)
}

// A slow reader takes in all the same, in its time.
func TestSlowReader(t *testing.T) {
	for _, c := range []struct {
		receive, send string
		least         time.Duration
	}{
		{"receive 5000", "send bob:5000 100000", 0},
		{"receive 5000 piece 1000 every 100ms buffer 4096", "send bob:5000 20000", 2 * time.Second},
		{"receive 5000 after 3s", "send bob:5000 1000 piece 10 nodelay", 3 * time.Second},
		{"receive 5000", "send bob:5000 1000 piece 100 every 50ms", 450 * time.Millisecond},
	} {
		n := stacktest.New(stacktest.Config{})
		bob, alice := start(n, n.Bob, c.receive), start(n, n.Alice, c.send)
		n.Advance(time.Minute)
		if alice.Err != nil || !alice.Done() || len(bob.Said) != 1 {
			t.Fatalf("%s: alice: %v; bob says %q", c.send, alice.Err, bob.Said)
		}
		size := strings.Fields(c.send)[2]
		_, took, ok := strings.Cut(bob.Said[0], "has sent "+size+" bytes in ")
		if d, err := time.ParseDuration(took); !ok || err != nil || d < c.least || d > c.least+2*time.Second {
			t.Errorf("%s: bob says %q, want at least %v", c.send, bob.Said[0], c.least)
		}
	}
}

func TestErrors(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	refused, unknown := start(n, n.Alice, "send bob:5001 10"), start(n, n.Alice, "send carol:5000 10")
	first, second := start(n, n.R1, "receive 5000"), start(n, n.R1, "receive 5000")
	n.Advance(time.Minute)
	for p, want := range map[*stacktest.Process]string{
		refused: "connection refused", unknown: "carol: unknown host", first: "<nil>", second: "address already in use",
	} {
		if got := fmt.Sprint(p.Err); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func Example() {
	n := stacktest.New(stacktest.Config{})
	receive, _ := Parse([]string{"receive", "5000"})
	send, _ := Parse([]string{"send", "bob:5000", "100000"})
	bob := n.Run(n.Bob, "bulk", receive)
	alice := n.Run(n.Alice, "bulk", send)
	n.Advance(time.Minute)
	fmt.Println(alice.Said[0])
	fmt.Println(strings.Contains(bob.Said[0], "has sent 100000 bytes"))
	// Output:
	// 100000 bytes are written
	// true
}

package traceroute

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"encap/layers/stack/stacktest"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ args, err string }{
		{"bob", ""},
		{"-m 255 -q 10 -w 5s bob", ""},
		{"-I bob", ""},
		{"-T bob", ""},
		{"-I -T bob", "usage: "},
		{"", "usage: "},
		{"bob carol", "usage: "},
		{"-m 0 bob", "a number is out of range"},
		{"-m 256 bob", "a number is out of range"},
		{"-q 0 bob", "a number is out of range"},
		{"-q 11 bob", "a number is out of range"},
		{"-w 0s bob", "a number is out of range"},
		{"-n bob", "flag provided but not defined: -n; usage: "},
		{"-w 3 bob", `invalid value "3" for flag -w`},
	} {
		main, err := Parse(strings.Fields(c.args))
		if (main == nil) == (err == nil) || (c.err == "") != (err == nil) || err != nil && !strings.HasPrefix(err.Error(), c.err) {
			t.Errorf("%q: %v, want %q", c.args, err, c.err)
		}
	}
}

// says runs the program at alice's prompt and checks what it says.
func says(t *testing.T, n *stacktest.Net, args string, want ...string) {
	t.Helper()
	main, err := Parse(strings.Fields(args))
	if err != nil {
		t.Fatal(err)
	}
	p := n.Run(n.Alice, "traceroute", main)
	n.Advance(time.Hour)
	if got := strings.Join(p.Said, "\n"); got != strings.Join(want, "\n") || !p.Done() || p.Err != nil {
		t.Errorf("traceroute %s said\n%s\nwant\n%s\n%v", args, got, strings.Join(want, "\n"), p.Err)
	}
}

func TestTrace(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "bob",
		"traceroute to bob (10.0.2.2), 30 hops max",
		" 1  10.0.1.1  4.025 ms  2.013 ms  2.013 ms",
		" 2  10.0.2.2  6.038 ms  4.027 ms  4.027 ms")
}

// By echo requests the host itself replies, and complains of nothing.
func TestICMP(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "-I bob",
		"traceroute to bob (10.0.2.2), 30 hops max",
		" 1  10.0.1.1  4.025 ms  2.013 ms  2.013 ms",
		" 2  10.0.2.2  6.034 ms  4.023 ms  4.023 ms")
	n := stacktest.New(stacktest.Config{})
	n.Lose = func(dir int, frame uint64) bool { return dir == 1 && frame == 3 }
	says(t, n, "-I -q 2 bob",
		"traceroute to bob (10.0.2.2), 30 hops max",
		" 1  10.0.1.1  4.025 ms  2.013 ms",
		" 2  10.0.2.2  6.034 ms *")
	says(t, stacktest.New(stacktest.Config{}), "-I -q 1 -w 5s 10.0.2.77",
		"traceroute to 10.0.2.77 (10.0.2.77), 30 hops max",
		" 1  10.0.1.1  4.025 ms",
		" 2  10.0.1.1  3002.013 ms !H")
}

// By attempts to connect: bob has no web server, and refuses.
func TestTCP(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "-T bob",
		"traceroute to bob (10.0.2.2), 30 hops max",
		" 1  10.0.1.1  4.027 ms  2.016 ms  2.016 ms",
		" 2  10.0.2.2  6.036 ms  4.025 ms  4.025 ms")
}

// Nobody is told of a probe that is lost.
func TestLoss(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	n.Lose = func(dir int, frame uint64) bool { return dir == 1 && frame == 3 } // ARP, first, second
	says(t, n, "bob",
		"traceroute to bob (10.0.2.2), 30 hops max",
		" 1  10.0.1.1  4.025 ms  2.013 ms  2.013 ms",
		" 2  10.0.2.2  6.038 ms *  4.027 ms")
}

func TestUnreachable(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	says(t, n, "-q 1 192.0.2.1",
		"traceroute to 192.0.2.1 (192.0.2.1), 30 hops max",
		" 1  10.0.1.1  4.025 ms",
		" 2  10.0.1.1  2.013 ms !N")
	says(t, n, "-q 1 -w 5s 10.0.2.77",
		"traceroute to 10.0.2.77 (10.0.2.77), 30 hops max",
		" 1  10.0.1.1  4.025 ms",
		" 2  10.0.1.1  3002.013 ms !H")
}

// The host itself gives up after three seconds: complaints about three probes
// come at once, when nobody waits for them any more. They do not disturb what
// is sent later.
func TestLateComplaints(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "-m 2 10.0.1.77",
		"traceroute to 10.0.1.77 (10.0.1.77), 2 hops max",
		" 1  * * *",
		" 2  * * *")
}

func TestErrors(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	for host, want := range map[string]string{"carol": "carol: unknown host", "10.0.1.255": "permission denied", "224.0.0.1": "network is unreachable"} {
		main, _ := Parse([]string{host})
		p := n.Run(n.Alice, "traceroute", main)
		n.Advance(time.Minute)
		if got := fmt.Sprint(p.Err); got != want {
			t.Errorf("traceroute %s: %s, want %s", host, got, want)
		}
	}
}

func Example() {
	n := stacktest.New(stacktest.Config{})
	traceroute, _ := Parse([]string{"-q", "1", "bob"})
	alice := n.Run(n.Alice, "traceroute", traceroute)
	n.Advance(time.Minute)
	fmt.Println(strings.Join(alice.Said, "\n"))
	// Output:
	// traceroute to bob (10.0.2.2), 30 hops max
	//  1  10.0.1.1  4.025 ms
	//  2  10.0.2.2  6.038 ms
}

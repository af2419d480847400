package ping

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
		{"bob", ""},
		{"-c 1 -s 0 -t 255 -i 10ms -W 2s 10.0.2.2", ""},
		{"-s 65507 bob", ""},
		{"-M do bob", ""},
		{"-R bob", ""},
		{"-T tsonly bob", ""},
		{"-T tsprespec bob", "-T is tsonly or tsandaddr"},
		{"-R -T tsonly bob", "-T is tsonly or tsandaddr"},
		{"-M maybe bob", `invalid value "maybe" for flag -M: want, do or dont is meant`},
		{"", "usage: "},
		{"bob carol", "usage: "},
		{"-c 0 bob", "a number is out of range"},
		{"-s -1 bob", "a number is out of range"},
		{"-s 65508 bob", "a number is out of range"},
		{"-t 0 bob", "a number is out of range"},
		{"-t 256 bob", "a number is out of range"},
		{"-i 0s bob", "a number is out of range"},
		{"-W -1s bob", "a number is out of range"},
		{"-x bob", "flag provided but not defined: -x; usage: "},
		{"-c many bob", `invalid value "many" for flag -c`},
		{"-i 1 bob", `invalid value "1" for flag -i`},
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
	return n.Run(h, "ping", main)
}

// says runs the program at alice's prompt and checks what it says.
func says(t *testing.T, n *stacktest.Net, args string, want ...string) {
	t.Helper()
	p := start(n, n.Alice, strings.Fields(args)...)
	n.Advance(time.Hour)
	if got := strings.Join(p.Said, "\n"); got != strings.Join(want, "\n") || !p.Done() || p.Err != nil {
		t.Errorf("ping %s said\n%s\nwant\n%s\n%v", args, got, strings.Join(want, "\n"), p.Err)
	}
}

func TestPing(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "-c 2 bob",
		"PING bob (10.0.2.2): 56 data bytes",
		"64 bytes from 10.0.2.2: icmp_seq=1 ttl=63 time=8.058 ms",
		"64 bytes from 10.0.2.2: icmp_seq=2 ttl=63 time=4.035 ms",
		"2 packets transmitted, 2 received, 0% packet loss",
		"rtt min/max = 4.035/8.058 ms")
}

func TestLoss(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	n.Lose = func(dir int, frame uint64) bool { return dir == 1 && frame == 3 } // ARP, first, second
	says(t, n, "-c 3 -i 100ms -s 8 bob",
		"PING bob (10.0.2.2): 8 data bytes",
		"16 bytes from 10.0.2.2: icmp_seq=1 ttl=63 time=8.046 ms",
		"16 bytes from 10.0.2.2: icmp_seq=3 ttl=63 time=4.023 ms",
		"3 packets transmitted, 2 received, 33% packet loss",
		"rtt min/max = 4.023/8.046 ms")
}

// Nobody has the address: after three requests, one a second, ARP gives up,
// and the host tells its own process. That is at the very instant at which the
// fourth request is due.
func TestNobodyThere(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "-c 4 10.0.1.77",
		"PING 10.0.1.77 (10.0.1.77): 56 data bytes",
		"From 10.0.1.2 icmp_seq=1 Destination Host Unreachable",
		"From 10.0.1.2 icmp_seq=2 Destination Host Unreachable",
		"From 10.0.1.2 icmp_seq=3 Destination Host Unreachable",
		"4 packets transmitted, 0 received, 100% packet loss")
}

func TestComplaints(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	says(t, n, "-c 1 -t 1 bob",
		"PING bob (10.0.2.2): 56 data bytes",
		"From 10.0.1.1 icmp_seq=1 Time to live exceeded",
		"1 packets transmitted, 0 received, 100% packet loss")
	says(t, n, "-c 1 192.0.2.1",
		"PING 192.0.2.1 (192.0.2.1): 56 data bytes",
		"From 10.0.1.1 icmp_seq=1 Destination Net Unreachable",
		"1 packets transmitted, 0 received, 100% packet loss")
	says(t, n, "-c 1 -W 5s 10.0.2.77",
		"PING 10.0.2.77 (10.0.2.77): 56 data bytes",
		"From 10.0.1.1 icmp_seq=1 Destination Host Unreachable",
		"1 packets transmitted, 0 received, 100% packet loss")
}

// What is too long for the second link may not be cut by the router: it
// complains, alice remembers, and cuts the next one herself.
func TestPathMTU(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "-c 2 -s 1400 bob",
		"PING bob (10.0.2.2): 1400 data bytes",
		"From 10.0.1.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)",
		"1408 bytes from 10.0.2.2: icmp_seq=2 ttl=63 time=6.480 ms",
		"2 packets transmitted, 1 received, 50% packet loss",
		"rtt min/max = 6.480/6.480 ms")
	says(t, stacktest.New(stacktest.Config{}), "-c 2 -s 1400 -M do bob",
		"PING bob (10.0.2.2): 1400 data bytes",
		"From 10.0.1.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)",
		"ping: local error: message too long",
		"2 packets transmitted, 0 received, 100% packet loss")
	says(t, stacktest.New(stacktest.Config{}), "-c 1 -s 1400 -M dont bob",
		"PING bob (10.0.2.2): 1400 data bytes",
		"1408 bytes from 10.0.2.2: icmp_seq=1 ttl=63 time=8.495 ms",
		"1 packets transmitted, 1 received, 0% packet loss",
		"rtt min/max = 8.495/8.495 ms")
}

// Each who sends the packet on writes down by which address it leaves, or when.
func TestRecord(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "-c 1 -R bob",
		"PING bob (10.0.2.2): 56 data bytes",
		"64 bytes from 10.0.2.2: icmp_seq=1 ttl=63 time=8.071 ms",
		"RR: 10.0.1.2 10.0.2.1 10.0.2.2 10.0.1.1",
		"1 packets transmitted, 1 received, 0% packet loss",
		"rtt min/max = 8.071/8.071 ms")
	says(t, stacktest.New(stacktest.Config{}), "-c 1 -T tsandaddr bob",
		"PING bob (10.0.2.2): 56 data bytes",
		"64 bytes from 10.0.2.2: icmp_seq=1 ttl=63 time=8.069 ms",
		"TS: 10.0.1.2 0 ms, 10.0.2.1 3 ms, 10.0.2.2 6 ms, 10.0.1.1 7 ms",
		"1 packets transmitted, 1 received, 0% packet loss",
		"rtt min/max = 8.069/8.069 ms")
	says(t, stacktest.New(stacktest.Config{}), "-c 1 -T tsonly bob",
		"PING bob (10.0.2.2): 56 data bytes",
		"64 bytes from 10.0.2.2: icmp_seq=1 ttl=63 time=8.071 ms",
		"TS: 0 ms, 3 ms, 6 ms, 7 ms",
		"1 packets transmitted, 1 received, 0% packet loss",
		"rtt min/max = 8.071/8.071 ms")
}

// One of several fragments is lost: the whole packet is.
func TestLostFragment(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	n.Lose = func(dir int, frame uint64) bool { return dir == 0 && frame == 4 } // ARP, and the second of three
	says(t, n, "-c 1 -s 4000 -M dont -W 100s bob",
		"PING bob (10.0.2.2): 4000 data bytes",
		"From 10.0.2.2 icmp_seq=1 Frag reassembly time exceeded",
		"1 packets transmitted, 0 received, 100% packet loss")
}

// The host answers itself, and nothing passes a cable.
func TestSelf(t *testing.T) {
	says(t, stacktest.New(stacktest.Config{}), "-c 1 -s 65507 127.0.0.1",
		"PING 127.0.0.1 (127.0.0.1): 65507 data bytes",
		"65515 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.000 ms",
		"1 packets transmitted, 1 received, 0% packet loss",
		"rtt min/max = 0.000/0.000 ms")
}

func TestErrors(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	for args, want := range map[string]string{
		"carol": "carol: unknown host", "10.0.1.255": "permission denied",
	} {
		p := start(n, n.Alice, strings.Fields(args)...)
		n.Advance(time.Minute)
		if got := fmt.Sprint(p.Err); got != want {
			t.Errorf("ping %s: %s, want %s", args, got, want)
		}
	}
}

func Example() {
	n := stacktest.New(stacktest.Config{})
	ping, _ := Parse([]string{"-c", "1", "bob"})
	alice := n.Run(n.Alice, "ping", ping)
	n.Advance(time.Second)
	fmt.Println(strings.Join(alice.Said, "\n"))
	// Output:
	// PING bob (10.0.2.2): 56 data bytes
	// 64 bytes from 10.0.2.2: icmp_seq=1 ttl=63 time=8.058 ms
	// 1 packets transmitted, 1 received, 0% packet loss
	// rtt min/max = 8.058/8.058 ms
}

package forge

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ args, err string }{
		{"syn bob:7 from 203.0.113.1:1025", ""},
		{"syn bob:7 from 203.0.113.1:1025 count 20 every 1ms spread", ""},
		{"rst bob:7 from 10.0.1.2:1025 spread seq 4294967295 ack 1 step 65535", ""},
		{"", "usage: "}, {"psh bob:7 from 10.0.1.2:1", "usage: "}, {"syn bob:7 to 10.0.1.2:1", "usage: "}, {"syn bob:7", "usage: "},
		{"syn bob from 10.0.1.2:1", `"bob" is not a host and a port`},
		{"syn bob:7 from alice:1", `"alice:1" is not an address and a port`},
		{"syn bob:7 from [2001:db8::1]:1", `"[2001:db8::1]:1" is not an address and a port`},
		{"syn bob:7 from 10.0.1.2:1 seq", `"" is not a number from 0`}, {"syn bob:7 from 10.0.1.2:1 seq 4294967296", `"4294967296" is not a number from 0`},
		{"syn bob:7 from 10.0.1.2:1 count 0", `"0" is not a number of segments`}, {"syn bob:7 from 10.0.1.2:1 count", `"" is not a number of segments`},
		{"syn bob:7 from 10.0.1.2:1 every -1s", `"-1s" is no time`}, {"syn bob:7 from 10.0.1.2:1 often", `"often" is not known; usage: `},
	} {
		main, err := Parse(strings.Fields(c.args))
		if (main == nil) == (err == nil) || (c.err == "") != (err == nil) || err != nil && !strings.HasPrefix(err.Error(), c.err) {
			t.Errorf("%q: %v, want %q", c.args, err, c.err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("rst bob:7 from 10.0.1.2:1025 seq 7 ack 1 step 2 count 3 every 1ms spread")
	f.Fuzz(func(t *testing.T, args string) {
		if main, err := Parse(strings.Fields(args)); (main == nil) == (err == nil) {
			t.Errorf("%q: %v", args, err)
		}
	})
}

func start(t *testing.T, n *stacktest.Net, args string) *stacktest.Process {
	t.Helper()
	main, err := Parse(strings.Fields(args))
	if err != nil {
		t.Fatal(err)
	}
	return n.Run(n.Alice, "forge", main)
}

// serve lets bob listen.
func serve(n *stacktest.Net) {
	n.Run(n.Bob, "server", func(p *socket.Process) error {
		door, err := p.Socket(socket.Stream)
		if err == nil {
			err = p.Bind(door, netip.MustParseAddrPort("0.0.0.0:7"))
		}
		if err == nil {
			err = p.Listen(door, 3)
		}
		if err == nil {
			_, _, err = p.Accept(door)
		}
		return err
	})
}

// SYNs that claim to be from others fill the queue of half-open connections.
func TestFlood(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	serve(n)
	n.Advance(time.Millisecond)
	n.Obeyed()
	flood := start(t, n, "syn bob:7 from 10.0.1.100:1025 count 5 spread")
	n.Advance(time.Second)
	obeyed := n.Obeyed()
	for rule, want := range map[string]int{"OwnHeader": 5, "PassiveOpen": 3, "drop:SynQueueFull": 2} {
		if got := strings.Count(" "+obeyed+" ", " "+rule+" "); got != want {
			t.Errorf("%s %d times, want %d", rule, got, want)
		}
	}
	if flood.Err != nil || !flood.Done() || len(flood.Said) != 1 {
		t.Errorf("%v, %q", flood.Err, flood.Said)
	}
}

func TestErrors(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	unknown, nowhere := start(t, n, "rst carol:7 from 10.0.1.1:1"), start(t, n, "rst 127.0.0.2:7 from 10.0.1.1:1 count 2")
	n.Advance(time.Second)
	if unknown.Err == nil || unknown.Err.Error() != "carol: unknown host" || !nowhere.Done() {
		t.Errorf("%v; %v", unknown.Err, nowhere.Err)
	}
}

func Example() {
	from, to := netip.MustParseAddrPort("203.0.113.1:1025"), netip.MustParseAddrPort("10.0.2.2:7")
	p := packet(from, to, flags["rst"], 1000, 0)
	fmt.Printf("%x\n%x\n", p[:ipLen], p[ipLen:])
	fmt.Println(codec.Fold(codec.Sum(codec.PseudoHeader(from.Addr(), to.Addr(), 6, tcpLen), p[ipLen:])))
	// Output:
	// 450000000000000040060000cb0071010a000202
	// 04010007000003e8000000005004ffff5fed0000
	// 0
}

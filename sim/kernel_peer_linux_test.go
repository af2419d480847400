package sim

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"net/netip"
	"os/exec"
	"strings"
	"testing"
	"time"

	"encap/sim/scenario"
	"encap/sim/trace"
)

// kernelPeer is the kernel beside a running session.
type kernelPeer struct {
	t    *testing.T
	ctx  context.Context
	name string // of its namespace
	live *Live
}

// besideOurTCP starts a session in which alice does some commands.
func besideOurTCP(t *testing.T, level trace.Level, do ...string) *kernelPeer {
	t.Helper()
	return besideOurTCPIn(t, besideTheKernel(netip.MustParseAddrPort("10.8.0.1:4789")), level, do...)
}

func besideOurTCPIn(t *testing.T, s *scenario.Scenario, level trace.Level, do ...string) *kernelPeer {
	t.Helper()
	for _, tool := range []string{"ip", "ss", "ethtool", "curl", "nc", "iptables", "sysctl"} {
		_, err := exec.LookPath(tool)
		needs(t, "iproute2, ethtool, curl, netcat-openbsd, iptables and sysctl", err)
	}
	for _, line := range do {
		s.Run = append(s.Run, scenario.Act{Node: "alice", Do: line})
	}
	name := kernelInANamespace(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	k := &kernelPeer{t: t, ctx: ctx, name: name, live: liveOnItsCable(t, name, s, level, LiveOptions{})}
	ended := make(chan error, 1)
	go func() { ended <- k.live.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if said := outputs(k.live.session); t.Failed() && said != "" {
			t.Logf("alice has said:\n%s", said)
		}
	})
	return k
}

// command prepares a program in the kernel's namespace.
func (k *kernelPeer) command(name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(k.ctx, "ip", append([]string{"netns", "exec", k.name, name}, args...)...)
	c.WaitDelay = 10 * time.Second
	return c
}

// run runs a program in the kernel's namespace, and gives what it prints.
func (k *kernelPeer) run(name string, args ...string) []byte {
	k.t.Helper()
	out, err := k.try(name, args...)
	if err != nil {
		k.t.Fatalf("%s %q: %v, after %d bytes", name, args, err, len(out))
	}
	return out
}

func (k *kernelPeer) try(name string, args ...string) (out []byte, err error) {
	var said bytes.Buffer
	c := k.command(name, args...)
	c.Stderr = &said
	if out, err = c.Output(); err != nil {
		err = fmt.Errorf("%w: %s", err, said.Bytes())
	}
	return out, err
}

// eventually waits until something holds.
func (k *kernelPeer) eventually(what string, holds func() bool) {
	k.t.Helper()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for !holds() {
		select {
		case <-k.ctx.Done():
			k.t.Fatalf("not in time: %s", what)
		case <-again.C:
		}
	}
}

// said waits until a process of alice's has printed a text, or ended with it.
func (k *kernelPeer) said(text string) {
	k.t.Helper()
	k.eventually(fmt.Sprintf("alice says %q", text), func() (yes bool) {
		k.events(func(e *trace.Event) {
			yes = yes || (e.Kind == trace.Output || e.Kind == trace.Exit) && strings.Contains(e.Text, text)
		})
		return yes
	})
}

// events looks at all that has happened.
func (k *kernelPeer) events(look func(e *trace.Event)) {
	k.live.See(func(s *Session) {
		for id := trace.ID(1); int(id) <= s.Len(); id++ {
			look(s.Event(id))
		}
	})
}

// heard gives the segments that the kernel has sent since the n-th frame.
func (k *kernelPeer) heard(from int) (all []heardSegment) {
	k.live.See(func(s *Session) {
		for _, a := range s.journal[min(from, len(s.journal)):] {
			if f := a.Inject; len(f) >= 54 && f[12] == 8 && f[13] == 0 && f[23] == 6 {
				all = append(all, f[34:])
			}
		}
	})
	return all
}

// leavesNothing waits until the kernel has no connection but in TIME-WAIT, and
// fails if it got there by a reset.
func (k *kernelPeer) leavesNothing() {
	k.t.Helper()
	k.eventually("the kernel has closed all", func() bool {
		return len(k.run("ss", "-tnH", "exclude", "time-wait", "dst", "10.9.2.2")) == 0
	})
	for _, s := range k.heard(0) {
		if s.is(rst) {
			k.t.Error("the kernel has reset a connection")
		}
	}
}

// heardSegment is a TCP segment, after an IP header without options.
type heardSegment []byte

func (s heardSegment) window() uint16    { return binary.BigEndian.Uint16(s[14:]) }
func (s heardSegment) is(flag byte) bool { return s[13]&flag != 0 }

const fin, syn, rst = 1, 2, 4

// frames counts what has come from the kernel so far.
func (k *kernelPeer) frames() (n int) {
	k.live.See(func(s *Session) { n = len(s.journal) })
	return n
}

// silence gives the longest time between two frames from the kernel since the
// n-th.
func (k *kernelPeer) silence(from int) (longest time.Duration) {
	k.live.See(func(s *Session) {
		for i := from + 1; i < len(s.journal); i++ {
			longest = max(longest, s.journal[i].At-s.journal[i-1].At)
		}
	})
	return longest
}

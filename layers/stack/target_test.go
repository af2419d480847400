package stack_test

import (
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
)

// The fuzz test's seeds reach what they are meant to reach.
func TestSeeds(t *testing.T) {
	for i, want := range []string{"Merge Framed Answer", "Demultiplexed Queued", "Echo", "Deliver Pending", "drop:NoProtocol", "drop:NoProtocol"} {
		g := newTarget(t, &codec.Pool{}, false)
		g.Obeyed()
		for _, piece := range strings.Split(string(seeds()[i]), "||") {
			g.host.Links[0].Receive(mended([]byte(piece[1:]), piece[0]))
		}
		if got := g.Obeyed(); !strings.Contains(got, want) {
			t.Errorf("seed %d: obeyed %q, want %q", i, got, want)
		}
		g.Advance(10 * time.Second)
		for _, sent := range g.sent {
			checkFrame(t, sent)
		}
	}
}

// A datagram that claims to come from the host itself would make its echo
// server answer itself for ever.
func TestEchoServerDoesNotTalkToItself(t *testing.T) {
	g := newTarget(t, nil, false)
	frame := []byte(string(seeds()[1][1:]))
	copy(frame[14+12:], frame[14+16:14+20]) // source: the host's own address
	frame[14+20], frame[14+21] = 0, 7       // and port
	g.Obeyed()
	g.host.Links[0].Receive(mended(frame, 7))
	if got := g.Obeyed(); got != "drop:BadSource" {
		t.Errorf("obeyed %q", got)
	}
	g.Advance(time.Second)
}

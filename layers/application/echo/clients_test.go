package echo

import (
	"bytes"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// One server, many clients at once; it goes on when they have gone.
func TestClients(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	bob := start(n, n.Bob, "serve", "tcp")
	var clients []*stacktest.Process
	for _, text := range []string{"one", "two", strings.Repeat("three", 30_000)} {
		clients = append(clients, start(n, n.Alice, "send", "tcp", "bob:7", text, "2"))
	}
	n.Advance(time.Minute)
	clients = append(clients, start(n, n.R1, "send", "tcp", "bob:7", "late", "2"))
	n.Advance(time.Minute)
	for i, c := range clients {
		if !c.Done() || c.Err != nil || len(c.Said) != 2 || !strings.HasPrefix(c.Said[1], "2: ") {
			t.Errorf("client %d: %v, %d lines", i, c.Err, len(c.Said))
		}
	}
	if len(clients[2].Said[0]) != len("1: ")+150_000 {
		t.Errorf("of the long text %d bytes came back", len(clients[2].Said[0]))
	}
	gone := slices.DeleteFunc(slices.Clone(bob.Said), func(s string) bool { return !strings.HasSuffix(s, " has closed") })
	if bob.Done() || len(gone) != 4 || len(bob.Said) != 8 {
		t.Errorf("bob: %q, %v", bob.Said, bob.Err)
	}
}

// Over TCP a loss is mended, where the same over UDP is lost.
func TestLossOverTCP(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	n.Lose = func(_ int, frame uint64) bool { return frame%5 == 4 }
	start(n, n.Bob, "serve", "tcp", "7007")
	alice := start(n, n.Alice, "send", "tcp", "bob:7007", "hello", "3")
	n.Advance(time.Minute)
	if got := strings.Join(alice.Said, "; "); got != "1: hello; 2: hello; 3: hello" || alice.Err != nil {
		t.Errorf("alice: %s, %v", got, alice.Err)
	}
}

// A client that does not read keeps no other waiting, and one that breaks off
// does not end the server.
func TestSlowAndBroken(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	bob := start(n, n.Bob, "serve", "tcp")
	n.Run(n.Alice, "slow", func(p *socket.Process) error {
		fd, err := p.Socket(socket.Stream)
		if err != nil {
			return err
		}
		if err := p.Connect(fd, netip.AddrPortFrom(stacktest.Bob, Port)); err != nil {
			return err
		}
		p.SetSockOpt(fd, socket.SO_SNDTIMEO, int64(time.Second))
		p.Write(fd, bytes.Repeat([]byte("x"), 3<<19))
		p.Sleep(time.Minute)
		return nil // with bytes unread
	})
	n.Advance(10 * time.Second)
	alice := start(n, n.Alice, "send", "tcp", "bob:7", "hello")
	n.Advance(10 * time.Second)
	if !alice.Done() || len(alice.Said) != 1 {
		t.Errorf("alice waits: %q, %v", alice.Said, alice.Err)
	}
	n.Advance(time.Hour)
	last := bob.Said[len(bob.Said)-1]
	if bob.Done() || !strings.HasSuffix(last, " is lost: connection reset by peer") {
		t.Errorf("bob: %q, %v", last, bob.Err)
	}
}

func TestErrorsOverTCP(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	refused := start(n, n.Alice, "send", "tcp", "bob:7", "hello")
	unknown := start(n, n.Alice, "send", "tcp", "carol:7", "hello")
	nowhere := start(n, n.R1, "send", "tcp", "192.0.2.1:7", "hello")
	first, second := start(n, n.R1, "serve", "tcp"), start(n, n.R1, "serve", "tcp")
	over := start(n, n.R1, "serve")                             // another port space: UDP's
	rude := n.Run(n.R1, "rude", func(p *socket.Process) error { // takes a client in and closes at once
		l, err := p.ListenStream(netip.AddrPortFrom(stacktest.R1, 9), 1)
		if err != nil {
			return err
		}
		c, err := l.Accept()
		if err != nil {
			return err
		}
		return c.Close()
	})
	n.Advance(time.Second)
	ended := start(n, n.Alice, "send", "tcp", "r1:9", "hello")
	n.Advance(time.Minute)
	for p, want := range map[*stacktest.Process]string{
		refused: "connection refused", unknown: "carol: unknown host", nowhere: "network is unreachable",
		second: "address already in use", ended: "the server has closed the connection",
	} {
		if p.Err == nil || p.Err.Error() != want {
			t.Errorf("%v, want %s", p.Err, want)
		}
	}
	if first.Done() || over.Done() || rude.Err != nil {
		t.Errorf("servers: %v, %v, %v", first.Err, over.Err, rude.Err)
	}
}

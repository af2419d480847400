package message

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

func TestTalkOverTCP(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	bob := start(n, n.Bob, "listen", "tcp", "5000", "thank you")
	alice := start(n, n.Alice, "send", "tcp", "bob:5000", "hello", "wait", "1s")
	other := start(n, n.R1, "send", "tcp", "bob:5000", "no answer needed")
	n.Advance(time.Minute)
	if !alice.Done() || alice.Err != nil || strings.Join(alice.Said, ";") != "10.0.2.2:5000 answers: thank you" {
		t.Errorf("alice: %q, %v", alice.Said, alice.Err)
	}
	said := strings.Join(bob.Said, ";")
	if other.Err != nil || bob.Done() || !strings.Contains(said, " says: hello") || !strings.Contains(said, " says: no answer needed") {
		t.Errorf("bob: %q, r1: %v", bob.Said, other.Err)
	}
}

func TestNoAnswerOverTCP(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	n.Run(n.Bob, "mute", func(p *socket.Process) error {
		l, err := p.ListenStream(netip.AddrPortFrom(stacktest.Bob, 5000), 1)
		if err != nil {
			return err
		}
		l.Accept()
		p.Sleep(time.Hour)
		return nil
	})
	alice := start(n, n.Alice, "send", "tcp", "bob:5000", "hello", "wait", "500 ms")
	n.Advance(time.Minute)
	if !alice.Done() || alice.Err != nil || strings.Join(alice.Said, ";") != "no answer within 500ms" {
		t.Errorf("alice: %q, %v", alice.Said, alice.Err)
	}
	nobody := start(n, n.Alice, "send", "tcp", "bob:5001", "hello")
	n.Advance(time.Minute)
	if nobody.Err != socket.ECONNREFUSED {
		t.Errorf("where nobody listens: %v", nobody.Err)
	}
}

// One client who says nothing, too little or too much does not end the server.
func TestServerSurvivesStreams(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	bob := start(n, n.Bob, "listen", "tcp", "5000")
	for _, text := range []string{"", "half a line", strings.Repeat("x", maxLine+1) + "\n"} {
		n.Run(n.Alice, "odd", func(p *socket.Process) error {
			c, err := p.Dial(netip.AddrPortFrom(stacktest.Bob, 5000))
			if err != nil {
				return err
			}
			c.Write([]byte(text))
			if text == "" {
				p.Sleep(time.Minute)
			}
			return nil
		})
	}
	n.Advance(2 * time.Minute)
	start(n, n.Alice, "send", "tcp", "bob:5000", "hello")
	n.Advance(time.Minute)
	said := strings.Join(bob.Said, "\n")
	for _, want := range []string{
		" is lost: resource temporarily unavailable", " is lost: the connection was closed before a whole line came",
		" is lost: the line is too long", " says: hello",
	} {
		if bob.Done() || !strings.Contains(said, want) {
			t.Errorf("bob has not said %q, but\n%.300s", want, said)
		}
	}
}

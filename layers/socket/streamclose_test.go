package socket_test

import (
	"testing"
	"time"

	"encap/layers/socket"
)

// How a socket is closed decides what its peer sees.
func TestCloseStream(t *testing.T) {
	for _, c := range []struct {
		name   string
		linger int
		unread bool
		want   error
	}{
		{"plainly", -1, false, nil},
		{"with bytes unread", -1, true, socket.ECONNRESET},
		{"with no lingering", 0, false, socket.ECONNRESET},
		{"with lingering", 5, false, nil},
		{"with lingering and bytes unread", 5, true, socket.ECONNRESET},
	} {
		n := newNetwork(t)
		n.serve(func(p *socket.Process, fd int) {
			fail(p.SetSockOpt(fd, socket.SO_LINGER, int64(c.linger)))
			if got := must(p.GetSockOpt(fd, socket.SO_LINGER)); got != int64(c.linger) {
				t.Errorf("SO_LINGER is %d, want %d", got, c.linger)
			}
			if !c.unread {
				must(p.Read(fd, 10))
			}
			p.Sleep(time.Second)
			fail(p.Close(fd))
		})
		n.alice(func(p *socket.Process) {
			fd := dial(p)
			must(p.Write(fd, []byte("x")))
			got, err := p.Read(fd, 10)
			n.wants(c.want, err, c.name)
			if len(got) > 0 {
				t.Errorf("%s: got %q", c.name, got)
			}
		})
	}
}

// A process that lingers learns that all has arrived, or that time is over.
func TestLinger(t *testing.T) {
	for _, c := range []struct {
		cut  bool // nothing arrives any more
		took time.Duration
	}{{false, 6 * time.Millisecond}, {true, 5 * time.Second}} {
		n := newNetwork(t)
		n.serve(waits)
		n.alice(func(p *socket.Process) {
			fd := dial(p)
			fail(p.SetSockOpt(fd, socket.SO_LINGER, 5))
			if c.cut {
				n.Lose = func(int, uint64) bool { return true }
			}
			must(p.Write(fd, []byte("x")))
			before := p.Now()
			fail(p.Close(fd))
			if took := p.Now().Sub(before).Round(time.Millisecond); took > c.took || took < c.took/2 {
				t.Errorf("close took %v, want about %v", took, c.took)
			}
			n.obeys("Lingers", 1)
			n.wants(socket.EBADF, p.Close(fd), "close again")
		})
	}
}

// Who reads no more is not bothered, and the peer is not told.
func TestShutdownRead(t *testing.T) {
	n := newNetwork(t)
	n.serve(echoes)
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		fail(p.Shutdown(fd, socket.ShutRd))
		n.wants(socket.EINVAL, p.Shutdown(fd, 3), "shutdown of neither")
		if got := must(p.Read(fd, 10)); len(got) > 0 {
			t.Errorf("got %q", got)
		}
		must(p.Write(fd, []byte("x")))
		p.Sleep(time.Second)
		must(p.Write(fd, []byte("y")))
		fail(p.Shutdown(fd, socket.ShutRdWr))
		_, err := p.Write(fd, []byte("z"))
		n.wants(socket.EPIPE, err, "write")
	})
}

// What a process leaves open is closed when it ends, without waiting.
func TestExitClosesStreams(t *testing.T) {
	n := newNetwork(t)
	ended := false
	n.serve(func(p *socket.Process, fd int) {
		if got := string(must(p.Read(fd, 10))) + string(must(p.Read(fd, 10))); got != "x" {
			t.Errorf("got %q", got)
		}
		ended = true
	})
	alice := n.Run(n.Alice, "client", func(p *socket.Process) error {
		fd := dial(p)
		fail(p.SetSockOpt(fd, socket.SO_LINGER, 60))
		must(p.Write(fd, []byte("x")))
		return nil
	})
	n.Advance(time.Second)
	if !alice.Done() || !ended {
		t.Errorf("alice has ended: %v, bob has noticed: %v", alice.Done(), ended)
	}
}

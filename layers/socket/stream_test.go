package socket_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// serve lets bob listen and do something with each client in turn.
func (n *network) serve(do func(p *socket.Process, fd int)) *stacktest.Process {
	return n.Run(n.Bob, "server", func(p *socket.Process) error {
		door := listening(p)
		for {
			fd, _, err := p.Accept(door)
			fail(err)
			do(p, fd)
		}
	})
}

// listening makes bob's door.
func listening(p *socket.Process) int {
	door := must(p.Socket(socket.Stream))
	fail(p.SetSockOpt(door, socket.SO_REUSEADDR, 1))
	fail(p.Bind(door, bobs))
	fail(p.Listen(door, 5))
	return door
}

// dial opens a connection to bob.
func dial(p *socket.Process) int {
	fd := must(p.Socket(socket.Stream))
	fail(p.Connect(fd, bobs))
	return fd
}

// echoes reads until the client has closed, and writes all back.
func echoes(p *socket.Process, fd int) {
	for {
		text := must(p.Read(fd, 1000))
		if len(text) == 0 {
			fail(p.Close(fd))
			return
		}
		must(p.Write(fd, text))
	}
}

// waits serves a client by doing nothing for it.
func waits(p *socket.Process, fd int) { p.Sleep(time.Hour) }

func TestStream(t *testing.T) {
	n := newNetwork(t)
	bob := n.serve(echoes)
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		must(p.Write(fd, []byte("hello")))
		if got := string(must(p.Read(fd, 100))); got != "hello" {
			t.Errorf("got %q", got)
		}
		// The other direction stays open when this one ends.
		must(p.Write(fd, []byte("bye")))
		fail(p.Shutdown(fd, socket.ShutWr))
		if got := string(must(p.Read(fd, 2))) + string(must(p.Read(fd, 2))); got != "bye" {
			t.Errorf("got %q", got)
		}
		for range 2 {
			if got := must(p.Read(fd, 100)); len(got) > 0 {
				t.Errorf("behind the end came %q", got)
			}
		}
		n.Obeyed()
		_, err := p.Write(fd, []byte("more"))
		n.wants(socket.EPIPE, err, "write after shutdown")
		n.obeys("NoReader", 1)
		fail(p.Close(fd))
	})
	if len(bob.Calls) == 0 || !strings.HasPrefix(bob.Calls[4], "accept(3) = 4 from 10.0.1.2:") {
		t.Errorf("bob: %q", bob.Calls)
	}
}

// A stream keeps no borders: what was written at once may be read in pieces,
// and together what was not.
func TestNoBorders(t *testing.T) {
	n := newNetwork(t)
	n.serve(func(p *socket.Process, fd int) {
		p.Sleep(time.Second)
		if got := string(must(p.Recv(fd, 100, socket.Peek))); got != "onetwo" {
			t.Errorf("peeked at %q", got)
		}
		for _, want := range []string{"onet", "wo"} {
			if got := string(must(p.Read(fd, 4))); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	})
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		must(p.Write(fd, []byte("one")))
		must(p.Write(fd, []byte("two")))
		fail(p.Close(fd))
	})
}

// What the peer does not read fills its buffer, then ours, and then the writer
// waits, until there is room again.
func TestWriterWaitsForReader(t *testing.T) {
	const size = 1 << 20
	sent := bytes.Repeat([]byte("0123456789abcdef"), size/16)
	n := newNetwork(t)
	var got []byte
	n.serve(func(p *socket.Process, fd int) {
		p.Sleep(10 * time.Second)
		for {
			text := must(p.Read(fd, 10_000))
			if len(text) == 0 {
				return
			}
			got = append(got, text...)
		}
	})
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		// First, no more than there is room for; then all, but only for a while.
		most := must(p.Send(fd, sent, socket.DontWait))
		if buffer := must(p.GetSockOpt(fd, socket.SO_SNDBUF)); int64(most) != buffer {
			t.Errorf("the buffer of %d bytes took %d", buffer, most)
		}
		_, err := p.Send(fd, sent[most:], socket.DontWait)
		n.wants(socket.EAGAIN, err, "send into a full buffer")
		fail(p.SetSockOpt(fd, socket.SO_SNDTIMEO, int64(5*time.Second)))
		before := p.Now()
		more := must(p.Write(fd, sent[most:]))
		if d := p.Now().Sub(before); d != 5*time.Second || more == 0 || most+more == size {
			t.Errorf("wrote %d bytes in %v", more, d)
		}
		_, err = p.Write(fd, sent[most+more:])
		n.wants(socket.EAGAIN, err, "write for too short a time")
		fail(p.SetSockOpt(fd, socket.SO_SNDTIMEO, 0))
		if rest := must(p.Write(fd, sent[most+more:])); most+more+rest != size {
			t.Errorf("wrote %d bytes of %d", most+more+rest, size)
		}
		fail(p.Close(fd))
		n.obeys("BufferFilled", 2)
	})
	if !bytes.Equal(got, sent) {
		t.Errorf("of %d bytes %d arrived", len(sent), len(got))
	}
}

// What arrives is what was sent, whatever is lost, and although the frames are
// used again.
func TestStreamIsWhole(t *testing.T) {
	const size = 300_000
	for seed := range uint64(8) {
		n := &network{t, stacktest.New(stacktest.Config{Pool: &codec.Pool{}})}
		r := rand.New(rand.NewPCG(seed, 0))
		n.Lose = func(int, uint64) bool { return r.IntN(100) < int(seed)*2 }
		sent := make([]byte, size)
		for i := range sent {
			sent[i] = byte(r.Uint32())
		}
		n.serve(echoes)
		var got []byte
		n.alice(func(p *socket.Process) {
			fd := dial(p)
			for begin := 0; len(got) < size; {
				fds := []socket.PollFD{{FD: fd, Events: socket.PollIn}}
				if begin < size {
					fds[0].Events |= socket.PollOut
				}
				must(p.Poll(fds, -1))
				if fds[0].Revents&socket.PollOut != 0 {
					begin += must(p.Send(fd, sent[begin:min(size, begin+7000)], socket.DontWait))
				}
				if fds[0].Revents&socket.PollIn != 0 {
					text := must(p.Recv(fd, 5000, 0))
					if len(text) == 0 {
						break
					}
					got = append(got, text...)
				}
			}
			fail(p.Close(fd))
		})
		if !bytes.Equal(got, sent) {
			t.Errorf("seed %d: of %d bytes %d came back, or others", seed, size, len(got))
		}
	}
}

// A connection that is reset is told of once: then it has ended.
func TestResetIsToldOnce(t *testing.T) {
	n := newNetwork(t)
	n.serve(func(p *socket.Process, fd int) {
		must(p.Write(fd, []byte("last words")))
		p.Sleep(time.Second)
		fail(p.SetSockOpt(fd, socket.SO_LINGER, 0))
		fail(p.Close(fd))
	})
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		p.Sleep(2 * time.Second)
		if e := n.poll(p, fd); e != "POLLIN|POLLOUT|POLLERR|POLLHUP|POLLRDHUP" {
			t.Errorf("after a reset: %s", e)
		}
		if got := string(must(p.Read(fd, 100))); got != "last words" {
			t.Errorf("got %q", got)
		}
		_, err := p.Read(fd, 100)
		n.wants(socket.ECONNRESET, err, "read")
		n.obeys("Broken", 1)
		if got := must(p.Read(fd, 100)); len(got) > 0 {
			t.Errorf("got %q", got)
		}
		_, err = p.Write(fd, []byte("x"))
		n.wants(socket.EPIPE, err, "write")
		n.wants(socket.ENOTCONN, p.Shutdown(fd, socket.ShutWr), "shutdown")
	})
	// A writer that waits is woken by it, and so is one that asks.
	n = newNetwork(t)
	n.serve(func(p *socket.Process, fd int) {
		p.Sleep(time.Second)
		fail(p.Close(fd)) // with bytes unread
	})
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		if sent := must(p.Write(fd, make([]byte, 2<<20))); sent == 0 || sent == 2<<20 {
			t.Errorf("%d bytes were taken", sent)
		}
		if e := must(p.GetSockOpt(fd, socket.SO_ERROR)); socket.Errno(e) != socket.ECONNRESET {
			t.Errorf("SO_ERROR %v", socket.Errno(e))
		}
		_, err := p.Write(fd, []byte("x"))
		n.wants(socket.EPIPE, err, "write")
	})
}

// poll asks for everything and gives what is told.
func (n *network) poll(p *socket.Process, fd int) string {
	n.t.Helper()
	fds := []socket.PollFD{{FD: fd, Events: socket.PollIn | socket.PollOut | socket.PollRdHup}}
	must(p.Poll(fds, 0))
	return fds[0].Revents.String()
}

func TestPollStream(t *testing.T) {
	n := newNetwork(t)
	n.serve(func(p *socket.Process, fd int) {
		p.Sleep(time.Second)
		must(p.Write(fd, []byte("x")))
		p.Sleep(time.Second)
		fail(p.Close(fd))
	})
	n.alice(func(p *socket.Process) {
		wants := func(fd int, want string) {
			t.Helper()
			if got := n.poll(p, fd); got != want {
				t.Errorf("poll tells %s, want %s", got, want)
			}
		}
		fresh := must(p.Socket(socket.Stream))
		wants(fresh, "POLLOUT|POLLHUP")
		fail(p.Listen(fresh, 1))
		wants(fresh, "0")
		fd := must(p.Socket(socket.Stream))
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 1))
		n.wants(socket.EINPROGRESS, p.Connect(fd, bobs), "connect")
		wants(fd, "0")
		p.Sleep(500 * time.Millisecond)
		wants(fd, "POLLOUT")
		p.Sleep(time.Second)
		wants(fd, "POLLIN|POLLOUT")
		p.Sleep(time.Second)
		wants(fd, "POLLIN|POLLOUT|POLLRDHUP")
		must(p.Send(fd, make([]byte, 1), 0))
		must(p.Read(fd, 100))
		fail(p.Shutdown(fd, socket.ShutWr))
		p.Sleep(time.Second)
		wants(fd, "POLLIN|POLLOUT|POLLERR|POLLHUP|POLLRDHUP") // the server has closed, and did not want the byte
	})
}

// An own peer: a host that speaks with itself needs no network.
func TestStreamToOneself(t *testing.T) {
	n := newNetwork(t)
	n.serve(echoes)
	bob := n.on(n.Bob, "client", func(p *socket.Process) {
		fd := dial(p)
		big := bytes.Repeat([]byte("x"), 100_000)
		must(p.Send(fd, big, socket.DontWait))
		fail(p.Shutdown(fd, socket.ShutWr))
		got := 0
		for {
			text := must(p.Read(fd, 100_000))
			if len(text) == 0 {
				break
			}
			got += len(text)
		}
		if got != len(big) {
			t.Errorf("%d bytes came back", got)
		}
		other := must(p.Socket(socket.Stream))
		n.wants(socket.ECONNREFUSED, p.Connect(other, at("10.0.2.2:9")), "nobody listens")
		fail(p.Close(fd))
	})
	if !slices.ContainsFunc(bob.Calls, func(c string) bool { return c == "shutdown(3, SHUT_WR) = 0" }) {
		t.Errorf("%q", bob.Calls)
	}
}

// Two that write and do not read shut both windows: each asks from time to
// time, and the answers are not answered.
func TestBothWindowsShut(t *testing.T) {
	n := newNetwork(t)
	writes := func(p *socket.Process, fd int) {
		fail(p.SetSockOpt(fd, socket.SO_SNDTIMEO, int64(time.Hour)))
		p.Write(fd, make([]byte, 1<<20))
		p.Sleep(time.Hour)
	}
	n.serve(writes)
	n.Run(n.Alice, "client", func(p *socket.Process) error {
		writes(p, dial(p))
		return nil
	})
	n.Advance(10 * time.Second)
	n.Obeyed()
	n.Advance(10 * time.Minute)
	obeyed := n.Obeyed()
	if asked, refused := count(obeyed, "Persist"), count(obeyed, "drop:OutOfWindow"); asked < 20 || refused > asked {
		t.Errorf("in ten minutes %d questions, and %d segments out of window", asked, refused)
	}
}

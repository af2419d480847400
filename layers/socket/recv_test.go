package socket_test

import (
	"errors"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// A question waits for its answer: ARP on three links and back takes the time
// of the cables.
func TestQuestionAndAnswer(t *testing.T) {
	n := newNetwork(t)
	n.echo()
	p := n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		must(p.SendTo(fd, []byte("hello"), 0, bobs))
		m := must(p.RecvMsg(fd, 100, 0))
		if string(m.Data) != "hello" || m.From != bobs || m.TTL != 63 || m.To.Addr() != stacktest.Alice {
			t.Errorf("got %+v", m)
		}
		if now := time.Duration(p.Now()); now < 8*time.Millisecond || now > 9*time.Millisecond {
			t.Errorf("the answer came at %v", now)
		}
	})
	want := []string{
		`socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP) = 3`,
		`sendto(3, "hello", 0, 10.0.2.2:5000) = 5`,
		`recvmsg(3, 100, 0) = 5`,
	}
	for i, call := range want {
		if p.Calls[i] != call {
			t.Errorf("call %d is %s, want %s", i, p.Calls[i], call)
		}
	}
}

func TestNotWaiting(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		_, err := p.Recv(fd, 9, socket.DontWait)
		n.wants(socket.EAGAIN, err, "MSG_DONTWAIT")
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 1))
		_, err = p.Recv(fd, 9, 0)
		n.wants(socket.EAGAIN, err, "O_NONBLOCK")
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 0))
		if p.Now() != 0 {
			t.Errorf("time has passed: %v", p.Now())
		}
		fail(p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(3*time.Second)))
		_, err = p.Recv(fd, 9, 0)
		n.wants(socket.EAGAIN, err, "SO_RCVTIMEO")
		if p.Now() != osi.Instant(3*time.Second) {
			t.Errorf("waited until %v, want 3 s", p.Now())
		}
		_, err = p.Recv(fd, -1, 0)
		n.wants(socket.EINVAL, err)
	})
	n.obeys("WouldBlock", 3)
}

// Sleep waits as long as it says, whatever comes meanwhile.
func TestSleep(t *testing.T) {
	n := newNetwork(t)
	n.echo()
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		must(p.SendTo(fd, []byte("x"), 0, bobs))
		p.Sleep(5 * time.Second)
		if p.Now() != osi.Instant(5*time.Second) {
			t.Errorf("slept until %v", p.Now())
		}
		must(p.Recv(fd, 9, socket.DontWait))
		p.Sleep(0)
	})
}

// loop gives a socket that has sent itself some messages.
func loop(p *socket.Process, messages ...string) (fd int) {
	fd = must(p.Socket(socket.Datagram))
	fail(p.Bind(fd, at("127.0.0.1:5000")))
	for _, m := range messages {
		must(p.SendTo(fd, []byte(m), 0, at("127.0.0.1:5000")))
	}
	return fd
}

// A datagram is taken whole: what the buffer has no room for is gone.
func TestTruncation(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := loop(p, "first", "second", "third", "", "fifth")
		for _, c := range []struct {
			n      int
			flags  socket.Flags
			data   string
			length int
		}{
			{3, socket.Peek, "fir", 3},
			{3, socket.Peek | socket.Trunc, "fir", 5},
			{3, 0, "fir", 3},
			{3, socket.Trunc, "sec", 6},
			{100, socket.Trunc, "third", 5},
			{100, 0, "", 0},
			{0, socket.Trunc, "", 5},
		} {
			m := must(p.RecvMsg(fd, c.n, c.flags|socket.DontWait))
			if string(m.Data) != c.data || m.Length != c.length {
				t.Errorf("%d bytes with %v: %q of %d, want %q of %d", c.n, c.flags, m.Data, m.Length, c.data, c.length)
			}
		}
		_, err := p.Recv(fd, 9, socket.DontWait)
		n.wants(socket.EAGAIN, err)
	})
	n.obeys("Truncated", 5)
}

// What a call gave belongs to the process: writing there changes neither the
// queue nor what was seen of the call.
func TestBytesAreTheProcessesOwn(t *testing.T) {
	n := newNetwork(t)
	p := n.alice(func(p *socket.Process) {
		text := []byte("hello")
		fd := loop(p)
		must(p.SendTo(fd, text, 0, at("127.0.0.1:5000")))
		text[0] = 'j'
		for range 2 {
			m := must(p.Recv(fd, 9, socket.Peek))
			if string(m) != "hello" {
				t.Errorf("peeked %q", m)
			}
			m[0] = 'j'
		}
		must(p.Recv(fd, 9, 0))[0] = 'j'
	})
	for _, got := range p.Got {
		if len(got) > 0 && string(got) != "hello" {
			t.Errorf("a call is remembered to have got %q", got)
		}
	}
}

// The receive buffer holds so many bytes, and what a message costs besides.
func TestBufferFull(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := loop(p)
		fail(p.SetSockOpt(fd, socket.SO_RCVBUF, 3000))
		for range 4 {
			must(p.SendTo(fd, make([]byte, 936), 0, at("127.0.0.1:5000")))
		}
		n.obeys("drop:BufferFull", 1)
		must(p.Recv(fd, 9, 0))
		must(p.SendTo(fd, make([]byte, 936), 0, at("127.0.0.1:5000")))
		n.obeys("drop:BufferFull", 0)
		for range 3 {
			must(p.Recv(fd, 9, socket.DontWait))
		}
	})
}

// Empty messages cost, too: a flood of them is bounded.
func TestFloodOfEmptyMessages(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := loop(p)
		for range 5000 {
			must(p.SendTo(fd, nil, 0, at("127.0.0.1:5000")))
		}
		queued := 0
		for {
			if _, err := p.Recv(fd, 9, socket.DontWait); errors.Is(err, socket.EAGAIN) {
				break
			}
			queued++
		}
		if queued != 212992/64 {
			t.Errorf("%d messages were kept", queued)
		}
	})
}

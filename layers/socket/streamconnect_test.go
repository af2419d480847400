package socket_test

import (
	"testing"
	"time"

	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

func TestConnectStream(t *testing.T) {
	n := newNetwork(t)
	n.serve(waits)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Stream))
		n.wants(socket.EAFNOSUPPORT, p.Connect(fd, at("[::1]:5000")), "IPv6")
		n.wants(socket.EINVAL, p.Connect(fd, at("10.0.2.2:0")), "port 0")
		n.wants(socket.EACCES, p.Connect(fd, at("10.0.1.255:5000")), "everybody")
		for _, call := range []func() error{
			func() error { _, err := p.Write(fd, []byte("x")); return err },
			func() error { _, err := p.Read(fd, 1); return err },
			func() error { return p.Shutdown(fd, socket.ShutWr) },
			func() error { _, err := p.GetPeerName(fd); return err },
		} {
			n.wants(socket.ENOTCONN, call(), "before connect")
		}
		before := p.Now()
		fail(p.Connect(fd, bobs))
		if d := p.Now().Sub(before); d < 4*time.Millisecond || d > 9*time.Millisecond { // ARP, and once there and back
			t.Errorf("connect took %v", d)
		}
		if remote := must(p.GetPeerName(fd)); remote != bobs {
			t.Errorf("connected to %v", remote)
		}
		if local := must(p.GetSockName(fd)); local.Addr() != stacktest.Alice || local.Port() < 49152 {
			t.Errorf("connected from %v", local)
		}
		n.wants(socket.EISCONN, p.Connect(fd, bobs), "again")
		n.wants(socket.EINVAL, p.Listen(fd, 1), "listen when connected")
	})
	n.on(n.R1, "client", func(p *socket.Process) {
		n.wants(socket.ENETUNREACH, p.Connect(must(p.Socket(socket.Stream)), at("192.0.2.1:5000")), "no route")
	})
}

// A socket whose connection was refused may try again.
func TestConnectRefused(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Stream))
		n.wants(socket.ECONNREFUSED, p.Connect(fd, bobs), "nobody listens")
		_, err := p.Read(fd, 1)
		n.wants(socket.ENOTCONN, err, "read")
		n.serve(waits)
		p.Sleep(time.Second)
		fail(p.Connect(fd, bobs))
	})
}

// Nobody answers: the SYN is repeated, each time after twice as long, and then
// given up; or the process has no patience.
func TestConnectTimesOut(t *testing.T) {
	for _, c := range []struct {
		option socket.Option
		value  int64
		want   error
		after  time.Duration
	}{
		{socket.TCP_SYNCNT, 1, socket.ETIMEDOUT, 3 * time.Second},
		{socket.TCP_SYNCNT, 3, socket.ETIMEDOUT, 15 * time.Second},
		{socket.TCP_USER_TIMEOUT, 2500, socket.ETIMEDOUT, 2500 * time.Millisecond},
		{socket.SO_SNDTIMEO, int64(5 * time.Second), socket.EINPROGRESS, 5 * time.Second},
	} {
		n := newNetwork(t)
		n.Lose = func(dir int, frame uint64) bool { return frame > 1 } // the first asks for bob's MAC address
		n.alice(func(p *socket.Process) {
			fd := must(p.Socket(socket.Stream))
			fail(p.SetSockOpt(fd, c.option, c.value))
			before := p.Now()
			n.wants(c.want, p.Connect(fd, bobs), c.option)
			if took := p.Now().Sub(before); took != c.after {
				t.Errorf("%v %d: given up after %v, want %v", c.option, c.value, took, c.after)
			}
		})
	}
}

func TestConnectWithoutWaiting(t *testing.T) {
	n := newNetwork(t)
	n.serve(func(*socket.Process, int) {}) // it takes everybody in
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Stream))
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 1))
		n.wants(socket.EINPROGRESS, p.Connect(fd, bobs), "connect")
		n.wants(socket.EALREADY, p.Connect(fd, bobs), "connect again")
		n.obeys("Opening", 2)
		_, err := p.Write(fd, []byte("x"))
		n.wants(socket.EAGAIN, err, "write too early")
		_, err = p.Read(fd, 1)
		n.wants(socket.EAGAIN, err, "read too early")
		fds := []socket.PollFD{{FD: fd, Events: socket.PollOut}}
		if got := must(p.Poll(fds, -1)); got != 1 || fds[0].Revents != socket.PollOut {
			t.Errorf("poll tells %v", fds[0].Revents)
		}
		if e := must(p.GetSockOpt(fd, socket.SO_ERROR)); e != 0 {
			t.Errorf("SO_ERROR %v", socket.Errno(e))
		}
		must(p.Write(fd, []byte("x"))) // it is connected, although nobody said so
		n.wants(socket.EISCONN, p.Connect(fd, bobs), "connect when connected")

		// A refusal is told by poll and SO_ERROR.
		fd = must(p.Socket(socket.Stream))
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 1))
		n.wants(socket.EINPROGRESS, p.Connect(fd, at("10.0.2.2:9")), "connect to nobody")
		fds[0].FD = fd
		if got := must(p.Poll(fds, -1)); got != 1 || fds[0].Revents != socket.PollOut|socket.PollErr|socket.PollHup {
			t.Errorf("poll tells %v", fds[0].Revents)
		}
		if e := must(p.GetSockOpt(fd, socket.SO_ERROR)); socket.Errno(e) != socket.ECONNREFUSED {
			t.Errorf("SO_ERROR %v", socket.Errno(e))
		}

		// A blocking write waits until the connection is there.
		fd = must(p.Socket(socket.Stream))
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 1))
		n.wants(socket.EINPROGRESS, p.Connect(fd, bobs), "connect")
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 0))
		must(p.Write(fd, []byte("x")))

		// And so does a second connect.
		fd = must(p.Socket(socket.Stream))
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 1))
		n.wants(socket.EINPROGRESS, p.Connect(fd, bobs), "connect")
		fail(p.SetSockOpt(fd, socket.O_NONBLOCK, 0))
		fail(p.Connect(fd, bobs))
		n.wants(socket.EISCONN, p.Connect(fd, bobs), "connect when connected")
	})
}

func TestAccept(t *testing.T) {
	n := newNetwork(t)
	bob := n.Run(n.Bob, "server", func(p *socket.Process) error {
		plain := must(p.Socket(socket.Datagram))
		n.wants(socket.EOPNOTSUPP, p.Listen(plain, 1), "listen on a datagram socket")
		n.wants(socket.EOPNOTSUPP, p.Shutdown(plain, socket.ShutWr), "shutdown of a datagram socket")
		_, _, err := p.Accept(plain)
		n.wants(socket.EOPNOTSUPP, err, "accept on a datagram socket")
		early := must(p.Socket(socket.Stream))
		_, _, err = p.Accept(early)
		n.wants(socket.EINVAL, err, "accept before listen")
		_, _, err = p.Accept(99)
		n.wants(socket.EBADF, err, "accept on nothing")
		n.wants(socket.EBADF, p.Listen(99, 1), "listen on nothing")
		n.wants(socket.EBADF, p.Shutdown(99, socket.ShutRd), "shutdown of nothing")

		door := listening(p)
		fail(p.Listen(door, 2)) // again: only the backlog changes
		n.wants(socket.EISCONN, p.Connect(door, bobs), "connect a listener")
		n.wants(socket.EINVAL, p.Bind(door, bobs), "bind a listener")
		_, err = p.Write(door, []byte("x"))
		n.wants(socket.ENOTCONN, err, "write to a listener")
		_, err = p.Read(door, 1)
		n.wants(socket.ENOTCONN, err, "read from a listener")
		fail(p.SetSockOpt(door, socket.SO_RCVTIMEO, int64(time.Millisecond)))
		_, _, err = p.Accept(door)
		n.wants(socket.EAGAIN, err, "accept for a while")
		fail(p.SetSockOpt(door, socket.O_NONBLOCK, 1))
		fail(p.SetSockOpt(door, socket.IP_TTL, 33))
		_, _, err = p.Accept(door)
		n.wants(socket.EAGAIN, err, "accept without waiting")
		fds := []socket.PollFD{{FD: door, Events: socket.PollIn}}
		must(p.Poll(fds, -1))
		fd, from, err := p.Accept(door)
		fail(err)
		if from != must(p.GetPeerName(fd)) || from.Addr() != stacktest.Alice || must(p.GetSockName(fd)) != bobs {
			t.Errorf("accepted %v at %v", from, must(p.GetSockName(fd)))
		}
		// What was chosen for the listener holds for its clients, but that it does
		// not block.
		if ttl, wait := must(p.GetSockOpt(fd, socket.IP_TTL)), must(p.GetSockOpt(fd, socket.O_NONBLOCK)); ttl != 33 || wait != 0 {
			t.Errorf("accepted with TTL %d, O_NONBLOCK %d", ttl, wait)
		}
		// A listener that is shut listens no more, and can begin anew.
		fail(p.Shutdown(door, socket.ShutWr))
		fail(p.Shutdown(door, socket.ShutRd))
		_, _, err = p.Accept(door)
		n.wants(socket.EINVAL, err, "accept when shut")
		fail(p.Listen(door, 1))
		return nil
	})
	n.alice(func(p *socket.Process) {
		p.Sleep(time.Second)
		fd := dial(p)
		p.Sleep(time.Second)
		must(p.Read(fd, 1))
	})
	if !bob.Done() {
		t.Errorf("bob waits after %q", bob.Calls)
	}
}

// Who waits at the door when it is shut is reset.
func TestListenerCloses(t *testing.T) {
	n := newNetwork(t)
	n.Run(n.Bob, "server", func(p *socket.Process) error {
		door := listening(p)
		p.Sleep(time.Second)
		fail(p.Close(door))
		return nil
	})
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		_, err := p.Read(fd, 1)
		n.wants(socket.ECONNRESET, err, "read")
		n.wants(socket.ECONNREFUSED, p.Connect(must(p.Socket(socket.Stream)), bobs), "connect afterwards")
	})
}

// A port on which a connection lingers can be taken again only by who says so.
func TestReuseAddress(t *testing.T) {
	n := newNetwork(t)
	n.Run(n.Bob, "server", func(p *socket.Process) error {
		door := must(p.Socket(socket.Stream))
		fail(p.SetSockOpt(door, socket.SO_REUSEADDR, 1))
		fail(p.Bind(door, bobs))
		fail(p.Listen(door, 1))
		other := must(p.Socket(socket.Stream))
		fail(p.SetSockOpt(other, socket.SO_REUSEADDR, 1))
		n.wants(socket.EADDRINUSE, p.Bind(other, bobs), "bind where another listens")
		fd, _, err := p.Accept(door)
		fail(err)
		fail(p.Close(fd)) // first: TIME-WAIT is here
		fail(p.Close(door))
		p.Sleep(time.Second)
		again := must(p.Socket(socket.Stream))
		n.wants(socket.EADDRINUSE, p.Bind(again, bobs), "bind a port that lingers")
		fail(p.SetSockOpt(again, socket.SO_REUSEADDR, 1))
		fail(p.Bind(again, bobs))
		fail(p.Listen(again, 1))
		p.Sleep(time.Minute)
		return nil
	})
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		must(p.Read(fd, 1))
		fail(p.Close(fd))
		p.Sleep(2 * time.Second)
		dial(p)
	})
}

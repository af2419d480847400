package socket_test

import (
	"fmt"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/layers/socket"
)

func TestPoll(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := loop(p)
		poll := func(timeout time.Duration, fds ...socket.PollFD) string {
			got := must(p.Poll(fds, timeout))
			text := fmt.Sprint(got)
			for _, f := range fds {
				text += " " + f.Revents.String()
			}
			return text
		}
		in := socket.PollFD{FD: fd, Events: socket.PollIn}
		both := socket.PollFD{FD: fd, Events: socket.PollIn | socket.PollOut}
		check := func(what, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s: %s, want %s", what, got, want)
			}
		}
		check("nothing there, no time", poll(0, in), "0 0")
		check("nothing to ask", poll(0), "0")
		check("can be written", poll(0, both), "1 POLLOUT")
		check("a number below zero", poll(0, socket.PollFD{FD: -1, Events: socket.PollIn}), "0 0")
		check("no such socket", poll(-1, socket.PollFD{FD: 99}), "1 POLLNVAL")
		check("one of three", poll(0, in, socket.PollFD{FD: -7}, socket.PollFD{FD: 99}), "1 0 0 POLLNVAL")
		if p.Now() != 0 {
			t.Errorf("time has passed: %v", p.Now())
		}
		check("nothing comes", poll(2*time.Second, in), "0 0")
		check("nothing to ask, but wait", poll(time.Second), "0")
		if p.Now() != osi.Instant(3*time.Second) {
			t.Errorf("waited until %v, want 3 s", p.Now())
		}
		must(p.SendTo(fd, []byte("x"), 0, at("127.0.0.1:5000")))
		check("something is there", poll(-1, both), "1 POLLIN|POLLOUT")
		check("twice the same", poll(0, in, in), "2 POLLIN POLLIN")
		check("not asked for", poll(0, socket.PollFD{FD: fd}), "0 0")
	})
}

// Poll waits for the first of several, and for errors without being asked.
func TestPollWaits(t *testing.T) {
	n := newNetwork(t)
	n.echo()
	n.alice(func(p *socket.Process) {
		quiet, refused, answered := must(p.Socket(socket.Datagram)), must(p.Socket(socket.Datagram)), must(p.Socket(socket.Datagram))
		fail(p.Connect(refused, at("10.0.2.2:9")))
		fds := []socket.PollFD{{FD: quiet, Events: socket.PollIn}, {FD: refused}, {FD: answered, Events: socket.PollIn}}
		must(p.Send(refused, nil, 0))
		if got := must(p.Poll(fds, -1)); got != 1 || fds[1].Revents != socket.PollErr {
			t.Errorf("%d: %v", got, fds)
		}
		_, err := p.Recv(refused, 9, socket.DontWait)
		n.wants(socket.ECONNREFUSED, err)
		must(p.SendTo(answered, []byte("x"), 0, bobs))
		if got := must(p.Poll(fds, time.Hour)); got != 1 || fds[2].Revents != socket.PollIn {
			t.Errorf("%d: %v", got, fds)
		}
	})
}

// An error that is pending can be read without waiting; one that is only in
// the queue of errors cannot.
func TestPollErrors(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		fail(p.SetSockOpt(fd, socket.IP_RECVERR, 1))
		must(p.SendTo(fd, nil, 0, at("127.0.0.1:9")))
		events := func() socket.Events {
			fds := []socket.PollFD{{FD: fd, Events: socket.PollIn}}
			must(p.Poll(fds, 0))
			return fds[0].Revents
		}
		if e := events(); e != socket.PollIn|socket.PollErr {
			t.Errorf("with an error pending: %v", e)
		}
		must(p.GetSockOpt(fd, socket.SO_ERROR))
		if e := events(); e != socket.PollErr {
			t.Errorf("with an error in the queue: %v", e)
		}
		must(p.RecvFailure(fd))
		if e := events(); e != 0 {
			t.Errorf("with none: %v", e)
		}
	})
}

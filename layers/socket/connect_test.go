package socket_test

import (
	"errors"
	"testing"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// A connected socket gets its peer's messages alone, also of those that came
// before it was connected.
func TestStrangers(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		friend, stranger := must(p.Socket(socket.Datagram)), must(p.Socket(socket.Datagram))
		fail(p.Bind(friend, at("10.0.1.2:1000")))
		fail(p.Bind(stranger, at("10.0.1.2:2000")))
		fd := must(p.Socket(socket.Datagram))
		fail(p.Bind(fd, at("0.0.0.0:5000")))
		send := func(from int, text string) { must(p.SendTo(from, []byte(text), 0, at("10.0.1.2:5000"))) }
		send(stranger, "s1")
		send(friend, "f1")
		send(stranger, "s2")
		n.Obeyed()
		fail(p.Connect(fd, at("10.0.1.2:1000")))
		n.obeys("drop:Stranger", 2)
		send(stranger, "s3")
		n.obeys("drop:NoPort", 1)
		send(friend, "f2")
		for _, want := range []string{"f1", "f2"} {
			if m := must(p.Recv(fd, 9, socket.DontWait)); string(m) != want {
				t.Errorf("got %q, want %q", m, want)
			}
		}
		must(p.Send(fd, []byte("back"), 0))
		must(p.Recv(friend, 9, socket.DontWait))
		// It may still write to others.
		must(p.SendTo(fd, []byte("aside"), 0, at("10.0.1.2:2000")))
		must(p.GetSockOpt(fd, socket.SO_ERROR))
		fail(p.Connect(fd, at("10.0.1.2:2000")))
		send(stranger, "s4")
		send(friend, "f3")
		if m := must(p.Recv(fd, 9, socket.DontWait)); string(m) != "s4" {
			t.Errorf("got %q from the new peer", m)
		}
	})
}

// A connected socket learns at its next call that its peer has no such port.
func TestRefused(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		fail(p.Connect(fd, bobs))
		must(p.Send(fd, []byte("one"), 0))
		_, err := p.Recv(fd, 9, 0) // waits, and is woken
		n.wants(socket.ECONNREFUSED, err)
		if p.Now() > 20_000_000 {
			t.Errorf("told at %v", p.Now())
		}
		_, err = p.Recv(fd, 9, socket.DontWait)
		n.wants(socket.EAGAIN, err, "told twice")
		must(p.Send(fd, []byte("two"), 0))
		p.Sleep(time.Second)
		_, err = p.Send(fd, []byte("three"), 0)
		n.wants(socket.ECONNREFUSED, err, "at the next sending")
		must(p.Send(fd, []byte("four"), 0))
		p.Sleep(time.Second)
		if e := must(p.GetSockOpt(fd, socket.SO_ERROR)); socket.Errno(e) != socket.ECONNREFUSED {
			t.Errorf("SO_ERROR %d", e)
		}
		if e := must(p.GetSockOpt(fd, socket.SO_ERROR)); e != 0 {
			t.Errorf("SO_ERROR is told twice: %d", e)
		}
	})
	n.obeys("Pending", 3)
}

// An unconnected socket is not told, unless it has asked for errors.
func TestUnasked(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		fail(p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(time.Second)))
		must(p.SendTo(fd, []byte("one"), 0, bobs))
		_, err := p.Recv(fd, 9, 0)
		n.wants(socket.EAGAIN, err)
	})
	n.obeys("Unasked", 1)
}

// Which error a connected socket is told of what happened on the way.
func TestErrorsFromTheWay(t *testing.T) {
	for _, c := range []struct {
		name   string
		to     string
		length int
		ttl    int
		want   error
	}{
		{"no such port", "10.0.2.2:5000", 1, 64, socket.ECONNREFUSED},
		{"no such host", "10.0.2.77:5000", 1, 64, socket.EHOSTUNREACH},
		{"no such host on our link", "10.0.1.77:5000", 1, 64, socket.EHOSTUNREACH},
		{"no such network", "192.0.2.1:5000", 1, 64, socket.ENETUNREACH},
		{"too long for the second link", "10.0.2.2:5000", 1373, 64, socket.EMSGSIZE},
		{"too few hops", "10.0.2.2:5000", 1, 1, socket.EAGAIN}, // may pass: only who asks is told
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNetwork(t)
			n.alice(func(p *socket.Process) {
				fd := must(p.Socket(socket.Datagram))
				fail(p.Connect(fd, at(c.to)))
				fail(p.SetSockOpt(fd, socket.IP_TTL, int64(c.ttl)))
				fail(p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(10*time.Second)))
				must(p.Send(fd, make([]byte, c.length), 0))
				_, err := p.Recv(fd, 9, 0)
				n.wants(c.want, err)
			})
		})
	}
}

// IP_RECVERR: errors are kept with what they tell, one by one.
func TestErrorQueue(t *testing.T) {
	n := newNetwork(t)
	p := n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		fail(p.SetSockOpt(fd, socket.IP_RECVERR, 1))
		_, err := p.RecvFailure(fd)
		n.wants(socket.EAGAIN, err)
		must(p.SendTo(fd, make([]byte, 1373), 0, bobs))
		p.Sleep(time.Second)
		_, err = p.SendTo(fd, []byte("pending"), 0, bobs)
		n.wants(socket.EMSGSIZE, err)
		fail(p.SetSockOpt(fd, socket.IP_TTL, 1))
		must(p.SendTo(fd, []byte("short"), 0, bobs))
		p.Sleep(time.Second)
		first, second := must(p.RecvFailure(fd)), must(p.RecvFailure(fd))
		if first.Errno != socket.EMSGSIZE || first.MTU != stacktest.SmallMTU || first.To != bobs || first.From != stacktest.R1 {
			t.Errorf("first %+v", first)
		}
		if second.Type != icmp.TimeExceeded || second.From != stacktest.R1 || string(second.Quoted[8:]) != "short" {
			t.Errorf("second %+v", second)
		}
		if e := must(p.GetSockOpt(fd, socket.SO_ERROR)); e != 0 {
			t.Errorf("an error is left: %d", e)
		}
	})
	const want = "recvmsg(3, MSG_ERRQUEUE) = EHOSTUNREACH from 10.0.1.1"
	if got := p.Calls[len(p.Calls)-2]; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Nobody fills the memory with errors that are not taken.
func TestErrorQueueIsBounded(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		fail(p.SetSockOpt(fd, socket.IP_RECVERR, 1))
		for range 70 {
			p.SendTo(fd, nil, 0, at("127.0.0.1:9"))
			must(p.GetSockOpt(fd, socket.SO_ERROR))
		}
		kept := 0
		for {
			if _, err := p.RecvFailure(fd); errors.Is(err, socket.EAGAIN) {
				break
			}
			kept++
		}
		if kept != 64 {
			t.Errorf("%d errors were kept, want 64", kept)
		}
	})
	n.obeys("TooManyErrors", 6)
}

package socket_test

import (
	"fmt"
	"math"
	"net/netip"
	"strings"
	"testing"

	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// count tells how often a word stands in a text.
func count(text, word string) (n int) {
	for _, w := range strings.Fields(text) {
		if w == word {
			n++
		}
	}
	return n
}

// A new descriptor has the lowest number that is free, from 3 on; a process
// has at most 1024, the first three included.
func TestNumbers(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		var got []int
		for range 3 {
			got = append(got, must(p.Socket(socket.Datagram)))
		}
		fail(p.Close(4))
		got = append(got, must(p.Socket(socket.Ping)), must(p.Socket(socket.Datagram)))
		if text := fmt.Sprint(got); text != "[3 4 5 4 6]" {
			t.Errorf("numbers %s", text)
		}
		for range 1024 - 3 - 4 {
			must(p.Socket(socket.Datagram))
		}
		_, err := p.Socket(socket.Datagram)
		n.wants(socket.EMFILE, err)
		fail(p.Close(500))
		if fd := must(p.Socket(socket.Datagram)); fd != 500 {
			t.Errorf("number %d, want 500", fd)
		}
		_, err = p.Socket(99)
		n.wants(socket.EPROTONOSUPPORT, err)
	})
}

// Every call on a number that is no socket's says so.
func TestBadNumbers(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		must(p.Socket(socket.Datagram))
		fail(p.Close(3))
		for _, fd := range []int{-1, 0, 3, 4, math.MaxInt} {
			n.wants(socket.EBADF, p.Close(fd), "close ", fd)
			n.wants(socket.EBADF, p.Bind(fd, anyPort), "bind ", fd)
			n.wants(socket.EBADF, p.Connect(fd, bobs), "connect ", fd)
			n.wants(socket.EBADF, p.SetSockOpt(fd, socket.IP_TTL, 1), "setsockopt ", fd)
			for _, call := range []func() error{
				func() error { _, err := p.GetSockOpt(fd, socket.IP_TTL); return err },
				func() error { _, err := p.GetSockName(fd); return err },
				func() error { _, err := p.GetPeerName(fd); return err },
				func() error { _, err := p.Send(fd, nil, 0); return err },
				func() error { _, err := p.SendTo(fd, nil, 0, bobs); return err },
				func() error { _, err := p.Recv(fd, 1, 0); return err },
				func() error { _, _, err := p.RecvFrom(fd, 1, 0); return err },
				func() error { _, err := p.RecvMsg(fd, 1, 0); return err },
				func() error { _, err := p.RecvFailure(fd); return err },
			} {
				n.wants(socket.EBADF, call(), fd)
			}
		}
	})
}

func TestBind(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		a, b := must(p.Socket(socket.Datagram)), must(p.Socket(socket.Datagram))
		n.wants(socket.EADDRNOTAVAIL, p.Bind(a, bobs))
		n.wants(socket.EADDRNOTAVAIL, p.Bind(a, at("255.255.255.255:5000")))
		n.wants(socket.EAFNOSUPPORT, p.Bind(a, at("[::]:5000")))
		n.wants(socket.EAFNOSUPPORT, p.Bind(a, netip.AddrPort{}))
		n.Obeyed()
		fail(p.Bind(a, at("10.0.1.2:5000")))
		n.obeys("Named", 1)
		n.wants(socket.EINVAL, p.Bind(a, at("10.0.1.2:5001")), "a second name")
		n.wants(socket.EADDRINUSE, p.Bind(b, at("0.0.0.0:5000")))
		n.obeys("Named", 0)
		fail(p.Bind(b, at("127.0.0.1:5000"))) // another address
		c := must(p.Socket(socket.Datagram))
		fail(p.Bind(c, anyPort))
		if name := must(p.GetSockName(c)); name.Port() < 49152 || !name.Addr().IsUnspecified() {
			t.Errorf("any port is %v", name)
		}
		fail(p.Close(a))
		d := must(p.Socket(socket.Datagram))
		fail(p.Bind(d, at("10.0.1.2:5000"))) // free again
	})
}

func TestReuseAddr(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		var fds [3]int
		for i := range fds {
			fds[i] = must(p.Socket(socket.Datagram))
			if i < 2 {
				fail(p.SetSockOpt(fds[i], socket.SO_REUSEADDR, 1))
			}
		}
		fail(p.Bind(fds[0], at("0.0.0.0:5000")))
		fail(p.Bind(fds[1], at("0.0.0.0:5000")))
		n.wants(socket.EADDRINUSE, p.Bind(fds[2], at("0.0.0.0:5000")), "one that does not share")
		// The latest gets what comes.
		must(p.SendTo(fds[2], []byte("x"), 0, at("127.0.0.1:5000")))
		_, err := p.Recv(fds[0], 9, socket.DontWait)
		n.wants(socket.EAGAIN, err)
		must(p.Recv(fds[1], 9, socket.DontWait))
	})
}

// Whoever takes another service's port is told; the service itself is not.
func TestOthersPort(t *testing.T) {
	n := newNetwork(t)
	for _, c := range []struct {
		name  string
		kind  socket.Kind
		port  uint16
		times int
	}{
		{"message", socket.Datagram, 53, 1},
		{"domain", socket.Datagram, 53, 0},
		{"message", socket.Datagram, 5000, 0},
		{"message", socket.Ping, 53, 0}, // no port but an identifier
		{"message", socket.Datagram, 0, 0},
	} {
		n.Obeyed()
		n.on(n.Bob, c.name, func(p *socket.Process) {
			fail(p.Bind(must(p.Socket(c.kind)), netip.AddrPortFrom(netip.IPv4Unspecified(), c.port)))
		})
		n.obeys("OthersPort", c.times)
	}
	if socket.Service(7) != "echo" || socket.Service(5000) != "" {
		t.Error("services are named wrong")
	}
}

func TestNames(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		if name := must(p.GetSockName(fd)); name != anyPort {
			t.Errorf("a socket without a name is called %v", name)
		}
		_, err := p.GetPeerName(fd)
		n.wants(socket.ENOTCONN, err)
		fail(p.Bind(fd, at("0.0.0.0:4000")))
		fail(p.Connect(fd, bobs))
		if local, remote := must(p.GetSockName(fd)), must(p.GetPeerName(fd)); local != at("10.0.1.2:4000") || remote != bobs {
			t.Errorf("connected as %v to %v", local, remote)
		}
		fail(p.Connect(fd, at("10.0.1.1:53")))
		if remote := must(p.GetPeerName(fd)); remote != at("10.0.1.1:53") {
			t.Errorf("connected anew to %v", remote)
		}
	})
}

func TestConnectRefuses(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		n.wants(socket.EINVAL, p.Connect(fd, at("10.0.2.2:0")))
		n.wants(socket.EAFNOSUPPORT, p.Connect(fd, at("[::1]:53")))
		n.wants(socket.EACCES, p.Connect(fd, at("10.0.1.255:53")))
		n.wants(socket.EACCES, p.Connect(fd, at("255.255.255.255:53")))
		n.wants(socket.ENETUNREACH, p.Connect(fd, at("224.0.0.1:53")))
		fail(p.SetSockOpt(fd, socket.SO_BROADCAST, 1))
		fail(p.Connect(fd, at("10.0.1.255:53")))
	})
	n.on(n.R1, "client", func(p *socket.Process) { // r1 has no default route
		n.wants(socket.ENETUNREACH, p.Connect(must(p.Socket(socket.Datagram)), at("8.8.8.8:53")))
	})
}

// When a process ends, what it left open is closed.
func TestExit(t *testing.T) {
	n := newNetwork(t)
	hold := func(p *socket.Process) {
		fail(p.Bind(must(p.Socket(socket.Datagram)), at("0.0.0.0:5000")))
		fail(p.Bind(must(p.Socket(socket.Ping)), at("0.0.0.0:7")))
	}
	n.alice(hold)
	rows := n.Entered()
	if kind, name := rows[0].Entity(); kind != "socket" || name != "1/3" || rows[0].Vars() != nil {
		t.Errorf("the first entity is %s %s, and after the end has %v", kind, name, rows[0].Vars())
	}
	n.alice(hold)
}

func TestLookup(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		for name, want := range map[string]string{
			"bob": "10.0.2.2", "192.0.2.1": "192.0.2.1", "carol": "carol: unknown host", "::1": "::1: unknown host", "": ": unknown host",
		} {
			addr, err := p.Lookup(name)
			if got := addr.String(); got != want && (err == nil || err.Error() != want) {
				t.Errorf("%q is %v, %v", name, got, err)
			}
		}
		if p.String() != "client/1" {
			t.Errorf("the process is called %v", p)
		}
	})
}

// A server that closes its door while datagrams wait, or come later.
func TestCloseWithMessagesInside(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		fail(p.Bind(fd, at("0.0.0.0:5000")))
		me := netip.AddrPortFrom(stacktest.Alice, 5000)
		must(p.SendTo(fd, []byte("unread"), 0, me))
		fail(p.Close(fd))
		again := must(p.Socket(socket.Datagram))
		fail(p.Bind(again, at("0.0.0.0:5000")))
		_, err := p.Recv(again, 9, socket.DontWait)
		n.wants(socket.EAGAIN, err)
	})
}

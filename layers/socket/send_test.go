package socket_test

import (
	"net/netip"
	"testing"

	"encap/layers/osi"
	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

func TestSendRefuses(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		for _, c := range []struct {
			to     string // "": nobody
			length int
			want   error
		}{
			{"", 1, socket.EDESTADDRREQ},
			{"10.0.2.2:0", 1, socket.EINVAL},
			{"[::1]:5000", 1, socket.EAFNOSUPPORT},
			{"10.0.1.255:5000", 1, socket.EACCES},
			{"255.255.255.255:5000", 1, socket.EACCES},
			{"224.0.0.1:5000", 1, socket.ENETUNREACH},
			{"0.0.0.0:5000", 1, socket.ENETUNREACH},
			{"10.0.2.2:5000", 65508, socket.EMSGSIZE},
			{"127.0.0.1:5000", 65508, socket.EMSGSIZE},
		} {
			var to netip.AddrPort
			if c.to != "" {
				to = at(c.to)
			}
			sent, err := p.SendTo(fd, make([]byte, c.length), 0, to)
			n.wants(c.want, err, c.length, " bytes to ", c.to)
			if sent != -1 {
				t.Errorf("sent %d bytes to %s", sent, c.to)
			}
		}
		if sent := must(p.SendTo(fd, make([]byte, 65507), 0, bobs)); sent != 65507 {
			t.Errorf("sent %d bytes", sent)
		}
		fail(p.SetSockOpt(fd, socket.IP_MTU_DISCOVER, int64(osi.DFAlways)))
		if sent := must(p.SendTo(fd, make([]byte, 1472), 0, bobs)); sent != 1472 { // 1472 + 8 + 20 = 1500
			t.Errorf("sent %d bytes", sent)
		}
		_, err := p.SendTo(fd, make([]byte, 1473), 0, bobs)
		n.wants(socket.EMSGSIZE, err)
		if sent := must(p.SendTo(fd, make([]byte, 65507), 0, at("127.0.0.1:5000"))); sent != 65507 {
			t.Errorf("sent %d bytes to localhost", sent)
		}
	})
}

// A socket that has no name gets one when it first sends, and keeps it.
func TestAutoBind(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		must(p.SendTo(fd, nil, 0, bobs))
		first := must(p.GetSockName(fd))
		must(p.SendTo(fd, nil, 0, at("10.0.1.1:5000")))
		if again := must(p.GetSockName(fd)); first != again || first.Port() < 49152 || !first.Addr().IsUnspecified() {
			t.Errorf("named %v, then %v", first, again)
		}
		// A loopback address never leaves the host.
		local := must(p.Socket(socket.Datagram))
		fail(p.Bind(local, at("127.0.0.1:0")))
		_, err := p.SendTo(local, nil, 0, bobs)
		n.wants(socket.EADDRNOTAVAIL, err)
	})
	n.obeys("AutoBind", 1)
}

// Ephemeral ports come to an end: 16,384 of them, to all processes together.
func TestPortsComeToAnEnd(t *testing.T) {
	n := newNetwork(t)
	take := func(p *socket.Process) (taken int) {
		for {
			fd, err := p.Socket(socket.Datagram)
			if err != nil {
				return taken
			}
			if err := p.Bind(fd, anyPort); err != nil {
				n.wants(socket.EADDRINUSE, err)
				_, err := p.SendTo(fd, nil, 0, bobs)
				n.wants(socket.EADDRINUSE, err, "a client's first message")
				n.wants(socket.EADDRINUSE, p.Connect(fd, bobs))
				return taken
			}
			taken++
		}
	}
	total := 0
	for range 17 {
		n.Run(n.Alice, "greedy", func(p *socket.Process) error {
			total += take(p)
			p.Sleep(1 << 40)
			return nil
		})
	}
	n.Advance(0)
	if total != 16384 {
		t.Errorf("%d ports were given, want 16,384", total)
	}
}

func TestBroadcast(t *testing.T) {
	n := newNetwork(t)
	router := n.Run(n.R1, "server", func(p *socket.Process) error {
		fd := must(p.Socket(socket.Datagram))
		fail(p.Bind(fd, at("0.0.0.0:5000")))
		m := must(p.RecvMsg(fd, 9, 0))
		p.Printf("%v %v %s", m.From.Addr(), m.To, m.Data)
		return nil
	})
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		fail(p.SetSockOpt(fd, socket.SO_BROADCAST, 1))
		must(p.SendTo(fd, []byte("all"), 0, at("10.0.1.255:5000")))
	})
	if len(router.Said) != 1 || router.Said[0] != "10.0.1.2 10.0.1.255:5000 all" {
		t.Errorf("r1 got %q", router.Said)
	}
}

// TTL and type of service are what was asked for.
func TestTTL(t *testing.T) {
	n := newNetwork(t)
	bob := n.Run(n.Bob, "server", func(p *socket.Process) error {
		fd := must(p.Socket(socket.Datagram))
		fail(p.Bind(fd, at("0.0.0.0:5000")))
		for {
			p.Printf("%d", must(p.RecvMsg(fd, 9, 0)).TTL)
		}
	})
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		must(p.SendTo(fd, nil, 0, bobs))
		fail(p.SetSockOpt(fd, socket.IP_TTL, 2))
		must(p.SendTo(fd, nil, 0, bobs))
		fail(p.SetSockOpt(fd, socket.IP_TTL, 1)) // does not pass the router
		must(p.SendTo(fd, nil, 0, bobs))
		must(p.SendTo(fd, nil, 0, netip.AddrPortFrom(stacktest.R1, 5000)))
	})
	if len(bob.Said) != 2 || bob.Said[0] != "63" || bob.Said[1] != "1" {
		t.Errorf("bob got TTLs %q", bob.Said)
	}
}

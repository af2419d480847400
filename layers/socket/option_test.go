package socket_test

import (
	"testing"
	"time"

	"encap/layers/osi"
	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

func TestOptions(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		for _, c := range []struct {
			option     socket.Option
			before     int64
			set        int64
			err        error
			afterwards int64
		}{
			{socket.SO_RCVBUF, 212992, 5000, nil, 5000},
			{socket.SO_RCVBUF, 212992, 1, nil, 2304},
			{socket.SO_RCVBUF, 212992, -1, nil, 2304},
			{socket.SO_RCVBUF, 212992, 1 << 40, nil, 8 << 20},
			{socket.SO_RCVTIMEO, 0, 1e9, nil, 1e9},
			{socket.SO_RCVTIMEO, 0, -1, socket.EINVAL, 0},
			{socket.SO_REUSEADDR, 0, 7, nil, 1},
			{socket.SO_BROADCAST, 0, 1, nil, 1},
			{socket.SO_ERROR, 0, 1, socket.ENOPROTOOPT, 0},
			{socket.SO_TYPE, int64(socket.Datagram), 2, socket.ENOPROTOOPT, int64(socket.Datagram)},
			{socket.IP_TTL, 64, 1, nil, 1},
			{socket.IP_TTL, 64, 255, nil, 255},
			{socket.IP_TTL, 64, 0, socket.EINVAL, 64},
			{socket.IP_TTL, 64, 256, socket.EINVAL, 64},
			{socket.IP_TTL, 64, -1, socket.EINVAL, 64},
			{socket.IP_TOS, 0, 0xb8, nil, 0xb8},
			{socket.IP_TOS, 0, 256, socket.EINVAL, 0},
			{socket.IP_RECVERR, 0, 1, nil, 1},
			{socket.IP_MTU_DISCOVER, int64(osi.DFWhenFits), int64(osi.DFAlways), nil, int64(osi.DFAlways)},
			{socket.IP_MTU_DISCOVER, int64(osi.DFWhenFits), 3, socket.EINVAL, int64(osi.DFWhenFits)},
			{socket.O_NONBLOCK, 0, 1, nil, 1},
		} {
			fd := must(p.Socket(socket.Datagram))
			if got := must(p.GetSockOpt(fd, c.option)); got != c.before {
				t.Errorf("%v is %d, want %d", c.option, got, c.before)
			}
			n.wants(c.err, p.SetSockOpt(fd, c.option, c.set), c.option)
			if got := must(p.GetSockOpt(fd, c.option)); got != c.afterwards {
				t.Errorf("%v set to %d is %d, want %d", c.option, c.set, got, c.afterwards)
			}
			fail(p.Close(fd))
		}
		fd := must(p.Socket(socket.Datagram))
		for _, unknown := range []socket.Option{0, 99} {
			_, err := p.GetSockOpt(fd, unknown)
			n.wants(socket.ENOPROTOOPT, err, unknown)
			n.wants(socket.ENOPROTOOPT, p.SetSockOpt(fd, unknown, 1), unknown)
		}
	})
}

// A socket with a peer can be asked how much the path carries. It is found out
// by sending too much: r1 complains, and the next one fits.
func TestPathMTU(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		_, err := p.GetSockOpt(fd, socket.IP_MTU)
		n.wants(socket.ENOTCONN, err)
		fail(p.Connect(fd, bobs))
		if mtu := must(p.GetSockOpt(fd, socket.IP_MTU)); mtu != stacktest.MTU {
			t.Errorf("the MTU is %d", mtu)
		}
		must(p.Send(fd, make([]byte, 1400), 0))
		p.Sleep(time.Second)
		_, err = p.Send(fd, make([]byte, 1400), 0)
		n.wants(socket.EMSGSIZE, err)
		if mtu := must(p.GetSockOpt(fd, socket.IP_MTU)); mtu != stacktest.SmallMTU {
			t.Errorf("the MTU is %d", mtu)
		}
		must(p.Send(fd, make([]byte, 1400), 0))
		n.obeys("Fragment", 1)
	})
}

// Every error has its name and its sentence.
func TestErrnos(t *testing.T) {
	seen := map[string]bool{}
	for e := socket.EBADF; e <= socket.ENOBUFS; e++ {
		if e.Name() == "" || e.Error() == "" || e.String() != e.Name() || seen[e.Name()] || seen[e.Error()] {
			t.Errorf("error %d is %q: %q", e, e.Name(), e.Error())
		}
		seen[e.Name()], seen[e.Error()] = true, true
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		socket.Flags(0).String():                    "0",
		(socket.DontWait | socket.Trunc).String():   "MSG_DONTWAIT|MSG_TRUNC",
		socket.Peek.String():                        "MSG_PEEK",
		socket.Events(0).String():                   "0",
		(socket.PollErr | socket.PollNval).String(): "POLLERR|POLLNVAL",
		socket.Ping.String():                        "AF_INET, SOCK_DGRAM, IPPROTO_ICMP",
		socket.Kind(9).String():                     "unknown",
		socket.Option(200).String():                 "unknown option",
		socket.SO_BROADCAST.String():                "SO_BROADCAST",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

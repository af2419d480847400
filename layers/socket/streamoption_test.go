package socket_test

import (
	"testing"
	"time"

	"encap/layers/socket"
	"encap/layers/transport/tcp"
)

func TestStreamOptions(t *testing.T) {
	usual := tcp.RFC
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		for _, c := range []struct {
			option     socket.Option
			before     int64
			set        int64
			err        error
			afterwards int64
		}{
			{socket.SO_RCVBUF, int64(usual.ReceiveBuffer), 5000, nil, 5000},
			{socket.SO_RCVBUF, int64(usual.ReceiveBuffer), 1, nil, 2304},
			{socket.SO_SNDBUF, int64(usual.SendBuffer), 1 << 40, nil, 8 << 20},
			{socket.SO_RCVTIMEO, 0, 1e9, nil, 1e9},
			{socket.SO_SNDTIMEO, 0, 1e9, nil, 1e9},
			{socket.SO_SNDTIMEO, 0, -1, socket.EINVAL, 0},
			{socket.SO_LINGER, -1, 3, nil, 3},
			{socket.SO_LINGER, -1, -7, nil, -1},
			{socket.SO_REUSEADDR, 0, 1, nil, 1},
			{socket.SO_KEEPALIVE, 0, 2, nil, 1},
			{socket.SO_TYPE, int64(socket.Stream), 1, socket.ENOPROTOOPT, int64(socket.Stream)},
			{socket.TCP_NODELAY, 0, 1, nil, 1},
			{socket.TCP_CORK, 0, 1, nil, 1},
			{socket.TCP_MAXSEG, 536, 1000, nil, 1000},
			{socket.TCP_MAXSEG, 536, 87, socket.EINVAL, 536},
			{socket.TCP_KEEPIDLE, 7200, 1, nil, 1},
			{socket.TCP_KEEPIDLE, 7200, 0, socket.EINVAL, 7200},
			{socket.TCP_KEEPINTVL, 75, 32767, nil, 32767},
			{socket.TCP_KEEPCNT, int64(usual.KeepCount), 128, socket.EINVAL, int64(usual.KeepCount)},
			{socket.TCP_KEEPCNT, int64(usual.KeepCount), 2, nil, 2},
			{socket.TCP_SYNCNT, int64(usual.SynRetries), 2, nil, 2},
			{socket.TCP_USER_TIMEOUT, 0, 1500, nil, 1500},
			{socket.TCP_USER_TIMEOUT, 0, -1, socket.EINVAL, 0},
			{socket.IP_TTL, 64, 9, nil, 9},
			{socket.IP_TOS, 0, 0x10, nil, 0x10},
			{socket.O_NONBLOCK, 0, 1, nil, 1},
		} {
			fd := must(p.Socket(socket.Stream))
			if got := must(p.GetSockOpt(fd, c.option)); got != c.before {
				t.Errorf("%v is %d, want %d", c.option, got, c.before)
			}
			n.wants(c.err, p.SetSockOpt(fd, c.option, c.set), c.option)
			if got := must(p.GetSockOpt(fd, c.option)); got != c.afterwards {
				t.Errorf("%v set to %d is %d, want %d", c.option, c.set, got, c.afterwards)
			}
			fail(p.Close(fd))
		}
		plain := must(p.Socket(socket.Datagram))
		n.wants(socket.ENOPROTOOPT, p.SetSockOpt(plain, socket.TCP_NODELAY, 1), "TCP_NODELAY of UDP")
		_, err := p.GetSockOpt(plain, socket.SO_LINGER)
		n.wants(socket.ENOPROTOOPT, err, "SO_LINGER of UDP")
		_, err = p.Info(plain)
		n.wants(socket.ENOPROTOOPT, err, "TCP_INFO of UDP")
	})
}

// What is chosen before and while a connection is open reaches TCP.
func TestOptionsReachTCP(t *testing.T) {
	n := newNetwork(t)
	n.serve(waits)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Stream))
		fail(p.SetSockOpt(fd, socket.TCP_MAXSEG, 500))
		if name := must(p.Congestion(fd)); name != tcp.RFC.Control {
			t.Errorf("congestion control is %s", name)
		}
		n.wants(socket.ENOENT, p.SetCongestion(fd, "vegas"), "vegas")
		n.wants(socket.EBADF, p.SetCongestion(99, "reno"), "no socket")
		fail(p.SetCongestion(fd, "reno"))
		if info := must(p.Info(fd)); info.State != tcp.Closed {
			t.Errorf("before connect: %v", info.State)
		}
		fail(p.Connect(fd, bobs))
		if name := must(p.Congestion(fd)); name != "reno" {
			t.Errorf("congestion control is %s", name)
		}
		if mss := must(p.GetSockOpt(fd, socket.TCP_MAXSEG)); mss != 500-12 { // timestamps
			t.Errorf("segments bear %d bytes", mss)
		}
		if info := must(p.Info(fd)); info.State != tcp.Established || info.SRTT == 0 {
			t.Errorf("connected: %+v", info)
		}
		// Two small writes: the second waits for Nagle, and one that is corked for
		// the cork.
		held := func() int { return must(p.Info(fd)).SendQ - must(p.Info(fd)).SndNxt.Minus(must(p.Info(fd)).SndUna) }
		must(p.Write(fd, []byte("a")))
		must(p.Write(fd, []byte("b")))
		if held() != 1 {
			t.Errorf("%d bytes wait for Nagle", held())
		}
		fail(p.SetSockOpt(fd, socket.TCP_NODELAY, 1))
		if held() != 0 {
			t.Errorf("%d bytes wait although Nagle is off", held())
		}
		must(p.Send(fd, []byte("c"), socket.More))
		if held() != 1 {
			t.Errorf("%d bytes wait for more", held())
		}
		must(p.Send(fd, []byte("d"), socket.NoSignal))
		fail(p.SetSockOpt(fd, socket.TCP_CORK, 1))
		must(p.Write(fd, []byte("e")))
		if held() != 1 {
			t.Errorf("%d bytes wait for the cork", held())
		}
		fail(p.SetSockOpt(fd, socket.TCP_CORK, 0))
		if held() != 0 {
			t.Errorf("%d bytes wait without a cork", held())
		}
	})
}

// A peer that has gone is noticed by who keeps asking.
func TestKeepAlive(t *testing.T) {
	n := newNetwork(t)
	n.serve(waits)
	n.alice(func(p *socket.Process) {
		fd := dial(p)
		fail(p.SetSockOpt(fd, socket.TCP_KEEPIDLE, 10))
		fail(p.SetSockOpt(fd, socket.TCP_KEEPINTVL, 2))
		fail(p.SetSockOpt(fd, socket.TCP_KEEPCNT, 3))
		fail(p.SetSockOpt(fd, socket.SO_KEEPALIVE, 1))
		n.Lose = func(int, uint64) bool { return true }
		before := p.Now()
		_, err := p.Read(fd, 1)
		n.wants(socket.ETIMEDOUT, err, "read")
		if took := p.Now().Sub(before).Round(time.Second); took != 16*time.Second {
			t.Errorf("noticed after %v", took)
		}
	})
}

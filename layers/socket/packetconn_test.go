package socket_test

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"testing"
	"time"

	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// What the standard library's own datagram socket does, ours does.
func TestAsTheStandardLibrary(t *testing.T) {
	t.Run("net", func(t *testing.T) {
		c, err := net.ListenPacket("udp4", "127.0.0.1:0")
		if err != nil {
			t.Skipf("this machine has no loopback: %v", err)
		}
		packetConn(t, c, time.Now())
	})
	t.Run("encap", func(t *testing.T) {
		n := newNetwork(t)
		n.Advance(time.Minute)
		n.alice(func(p *socket.Process) {
			packetConn(t, must(p.ListenPacket(at("127.0.0.1:0"))), time.Unix(0, int64(p.Now())))
		})
	})
}

// packetConn checks a socket that is bound to a loopback address.
func packetConn(t *testing.T, c net.PacketConn, now time.Time) {
	self := c.LocalAddr()
	fails := func(what string, err, want error, timeout bool) {
		t.Helper()
		var op *net.OpError
		if !errors.Is(err, want) || !errors.As(err, &op) || op.Timeout() != timeout {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	read := func() error { _, _, err := c.ReadFrom(make([]byte, 10)); return err }
	write := func() error { _, err := c.WriteTo([]byte("hello world"), self); return err }

	fail(write())
	fail(c.SetReadDeadline(now.Add(-time.Second)))
	fails("reading too late, though something is there", read(), os.ErrDeadlineExceeded, true)
	fails("reading again", read(), os.ErrDeadlineExceeded, true)
	fail(write())
	fail(c.SetReadDeadline(time.Time{}))
	buf := make([]byte, 5)
	if n, from, err := c.ReadFrom(buf); n != 5 || string(buf) != "hello" || from.String() != self.String() || err != nil {
		t.Errorf("read %d bytes %q from %v, %v", n, buf, from, err)
	}
	fail(c.SetReadDeadline(now.Add(time.Hour)))
	fail(read())
	fail(c.SetWriteDeadline(now.Add(-time.Second)))
	fails("writing too late", write(), os.ErrDeadlineExceeded, true)
	fail(c.SetDeadline(now.Add(time.Hour)))
	fail(write())
	fail(c.SetDeadline(time.Unix(-1, 0)))
	fails("reading long ago", read(), os.ErrDeadlineExceeded, true)
	fails("writing long ago", write(), os.ErrDeadlineExceeded, true)
	fail(c.SetDeadline(time.Time{}))
	if _, err := c.WriteTo(nil, &net.UnixAddr{}); err == nil {
		t.Error("a datagram was sent to a Unix socket")
	}

	fail(c.Close())
	fails("reading, closed", read(), net.ErrClosed, false)
	fails("writing, closed", write(), net.ErrClosed, false)
	fails("closing again", c.Close(), net.ErrClosed, false)
	fails("a deadline, closed", c.SetDeadline(now), net.ErrClosed, false)
	fails("a read deadline, closed", c.SetReadDeadline(now), net.ErrClosed, false)
	fails("a write deadline, closed", c.SetWriteDeadline(now), net.ErrClosed, false)
	if c.LocalAddr().String() != self.String() {
		t.Errorf("closed, it is called %v", c.LocalAddr())
	}
}

// Reading waits until the deadline and no longer, in virtual time.
func TestDeadlineInVirtualTime(t *testing.T) {
	n := newNetwork(t)
	n.echo()
	n.alice(func(p *socket.Process) {
		c := must(p.ListenPacket(anyPort))
		deadline := time.Unix(0, 0).Add(30 * time.Second)
		fail(c.SetReadDeadline(deadline))
		buf := make([]byte, 10)
		must(c.WriteTo([]byte("x"), net.UDPAddrFromAddrPort(bobs)))
		if got, from, err := c.ReadFrom(buf); got != 1 || from.String() != bobs.String() || err != nil {
			t.Errorf("read %d bytes from %v, %v", got, from, err)
		}
		_, _, err := c.ReadFrom(buf)
		n.wants(os.ErrDeadlineExceeded, err)
		if now := time.Unix(0, int64(p.Now())); !now.Equal(deadline) {
			t.Errorf("waited until %v, want %v", now, deadline)
		}
		// Without a deadline it waits as long as it takes.
		fail(c.SetReadDeadline(time.Time{}))
		must(c.WriteTo([]byte("x"), net.UDPAddrFromAddrPort(bobs)))
		if _, _, err := c.ReadFrom(buf); err != nil {
			t.Error(err)
		}
	})
}

// A closed connection never touches the socket that has its number now.
func TestClosedNumberIsAnothers(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		old := must(p.ListenPacket(at("127.0.0.1:4000")))
		fail(old.Close())
		again := must(p.ListenPacket(at("127.0.0.1:5000")))
		must(again.WriteTo([]byte("mine"), again.LocalAddr()))
		_, _, err := old.ReadFrom(make([]byte, 9))
		n.wants(net.ErrClosed, err)
		_, err = old.WriteTo(nil, again.LocalAddr())
		n.wants(net.ErrClosed, err)
	})
}

func TestListenPacketRefuses(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		must(p.ListenPacket(at("0.0.0.0:5000")))
		for range 2000 { // and loses no descriptor by it
			_, err := p.ListenPacket(at("0.0.0.0:5000"))
			n.wants(socket.EADDRINUSE, err)
		}
		c := must(p.ListenPacket(at("10.0.1.2:0")))
		_, err := c.WriteTo(nil, net.UDPAddrFromAddrPort(netip.AddrPortFrom(stacktest.Bob, 0)))
		n.wants(socket.EINVAL, err)
		_, err = c.WriteTo(nil, (*net.UDPAddr)(nil))
		n.wants(socket.EDESTADDRREQ, err)
	})
}

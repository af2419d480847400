package socket_test

import (
	"strings"
	"testing"
	"time"

	"encap/layers/socket"
)

// How calls read for whoever watches them.
func TestCallsInWords(t *testing.T) {
	n := newNetwork(t)
	n.echo()
	p := n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		p.Bind(fd, at("0.0.0.0:7"))
		p.Bind(fd, at("0.0.0.0:7"))
		p.GetPeerName(fd)
		p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(time.Second))
		p.GetSockOpt(fd, socket.IP_TTL)
		p.Connect(fd, bobs)
		p.Send(fd, []byte(strings.Repeat("long ", 10)), 0)
		p.Poll([]socket.PollFD{{FD: fd, Events: socket.PollIn}, {FD: 9}}, 5*time.Millisecond)
		p.Poll([]socket.PollFD{{FD: fd, Events: socket.PollIn}}, 50*time.Millisecond)
		p.Recv(fd, 10, socket.Peek|socket.Trunc)
		p.GetSockName(fd)
		p.Sleep(time.Second)
		p.Close(fd)
		p.Recv(fd, 10, 0)
	})
	want := `socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP) = 3
bind(3, 0.0.0.0:7) = 0
bind(3, 0.0.0.0:7) = -1 EINVAL (invalid argument)
getpeername(3) = -1 ENOTCONN (socket is not connected)
setsockopt(3, SO_RCVTIMEO, 1000000000) = 0
getsockopt(3, IP_TTL) = 64
connect(3, 10.0.2.2:5000) = 0
send(3, "long long long long long long lo"…, 0) = 50
poll([3:POLLIN 9:0], 2, 5ms) = 1 [9:POLLNVAL]
poll([3:POLLIN], 1, 50ms) = 1 [3:POLLIN]
recv(3, 10, MSG_PEEK|MSG_TRUNC) = 50
getsockname(3) = 10.0.1.2:7
nanosleep(1s) = 0
close(3) = 0
recv(3, 10, 0) = -1 EBADF (bad file descriptor)`
	if got := strings.Join(p.Calls, "\n"); got != want {
		t.Errorf("calls\n%s\nwant\n%s", got, want)
	}
}

// A process that is stopped where it waits unwinds, and nothing wakes it.
func TestStop(t *testing.T) {
	n := newNetwork(t)
	unwound := false
	p := n.Run(n.Bob, "server", func(p *socket.Process) error {
		defer func() { unwound = true }()
		fd := must(p.Socket(socket.Datagram))
		fail(p.Bind(fd, at("0.0.0.0:5000")))
		p.Recv(fd, 9, 0)
		t.Error("a stopped process ran on")
		return nil
	})
	n.Advance(time.Second)
	p.Stop()
	n.alice(func(p *socket.Process) {
		must(p.SendTo(must(p.Socket(socket.Datagram)), []byte("x"), 0, bobs))
	})
	if !unwound {
		t.Error("the process was not unwound")
	}
}

// To wait at a socket is worth a word; to sleep is not.
func TestWaitingIsNoted(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Datagram))
		p.SetSockOpt(fd, socket.SO_RCVTIMEO, int64(time.Second))
		p.Recv(fd, 9, 0)
	})
	n.obeys("Blocks", 1)
	n.alice(func(p *socket.Process) { p.Sleep(time.Second) })
	n.obeys("Blocks", 0)
}

package socket_test

import (
	"net/netip"
	"testing"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// What a process may name in a call, sensible or not.
var (
	someAddrs = []netip.AddrPort{
		{}, anyPort, bobs, at("10.0.1.2:5000"), at("127.0.0.1:7"), at("10.0.1.255:7"), at("255.255.255.255:7"),
		at("224.0.0.1:7"), at("10.0.1.77:7"), at("192.0.2.1:0"), at("[::1]:7"), at("10.0.2.2:9"),
	}
	someMessages = [][]byte{nil, []byte("x"), {icmp.EchoRequest, 0, 0, 0, 0, 0, 0, 1}, make([]byte, 1473), make([]byte, 65508)}
	someValues   = []int64{-1, 0, 1, 64, 255, 256, 5000, 1e9, 1 << 40}
)

// Whatever calls a process makes, in whatever order: it gets its answers.
func FuzzCalls(f *testing.F) {
	f.Add([]byte{0, 4, 0, 5, 4, 0x21, 9, 4, 2, 8, 4, 0})
	f.Add([]byte{0, 0, 1, 6, 4, 2, 5, 4, 0x22, 9, 4, 3, 10, 4, 0})
	f.Add([]byte{0, 0, 0, 2, 4, 1, 4, 4, 0x15, 5, 4, 0x1b, 9, 4, 1, 8, 4, 0, 11, 3, 9, 1, 4, 0})
	f.Fuzz(func(t *testing.T, calls []byte) {
		n := stacktest.New(stacktest.Config{})
		p := n.Run(n.Alice, "client", func(p *socket.Process) error {
			for ; len(calls) >= 3; calls = calls[3:] {
				call(p, calls[0], int(calls[1])-1, int(calls[2]))
			}
			return nil
		})
		n.Advance(24 * time.Hour)
		if !p.Done() {
			t.Errorf("the process waits for ever after %q", p.Calls)
		}
		for _, row := range n.Entered() {
			if kind, _ := row.Entity(); kind == "socket" && row.Vars() != nil {
				t.Error("a socket is open though its process has ended")
			}
		}
	})
}

// call makes one call that does not wait for ever.
func call(p *socket.Process, which byte, fd, arg int) {
	addr, message, value := someAddrs[arg%len(someAddrs)], someMessages[arg/16%len(someMessages)], someValues[arg/8%len(someValues)]
	flags := socket.DontWait | socket.Flags(arg>>5)
	switch which % 12 {
	case 0:
		p.Socket(socket.Kind(arg%3 + 1))
	case 1:
		p.Close(fd)
	case 2:
		p.Bind(fd, addr)
	case 3:
		p.Connect(fd, addr)
	case 4:
		if option := socket.Option(arg % 12); option != socket.SO_RCVTIMEO || value < 1e10 {
			p.SetSockOpt(fd, option, value)
		}
	case 5:
		p.SendTo(fd, message, flags, addr)
	case 6:
		p.Send(fd, message, flags)
	case 7:
		p.RecvMsg(fd, arg-1, flags)
	case 8:
		p.RecvFailure(fd)
	case 9:
		p.Poll([]socket.PollFD{{FD: fd, Events: socket.Events(arg)}, {FD: fd + 1, Events: socket.PollIn}}, time.Duration(arg)*time.Millisecond)
	case 10:
		p.GetSockOpt(fd, socket.Option(arg%12))
		p.GetPeerName(fd)
	case 11:
		p.Sleep(time.Duration(arg) * time.Millisecond)
	}
}

package socket_test

import (
	"testing"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// request is an echo request as a process writes it: identifier and checksum
// are the host's work.
func request(seq byte, data string) []byte {
	return append([]byte{icmp.EchoRequest, 0, 0, 0, 0, 0, 0, seq}, data...)
}

func TestPing(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Ping))
		for _, bad := range [][]byte{nil, request(1, "")[:7], {icmp.EchoReply, 0, 0, 0, 0, 0, 0, 0}} {
			_, err := p.SendTo(fd, bad, 0, at("10.0.2.2:0"))
			n.wants(socket.EINVAL, err)
		}
		if sent := must(p.SendTo(fd, request(7, "data"), 0, at("10.0.2.2:0"))); sent != 12 {
			t.Errorf("sent %d bytes", sent)
		}
		m := must(p.RecvMsg(fd, 100, 0))
		id := must(p.GetSockName(fd)).Port()
		if m.Data[0] != icmp.EchoReply || m.Data[7] != 7 || string(m.Data[8:]) != "data" || m.From.Addr() != stacktest.Bob || m.TTL != 63 {
			t.Errorf("got %+v", m)
		}
		if m.Data[5] != byte(id) || m.Data[4] != byte(id>>8) || m.To.Port() != id {
			t.Errorf("identifier %d, answered %x", id, m.Data[4:6])
		}
		// From one address to itself.
		bound := must(p.Socket(socket.Ping))
		fail(p.Bind(bound, at("10.0.1.2:77")))
		must(p.SendTo(bound, request(1, ""), 0, at("10.0.1.2:0")))
		if m := must(p.RecvMsg(bound, 100, socket.DontWait)); m.Data[5] != 77 {
			t.Errorf("got %+v", m)
		}
		other := must(p.Socket(socket.Ping))
		n.wants(socket.EADDRINUSE, p.Bind(other, at("0.0.0.0:77")))
		fail(p.Close(bound))
		fail(p.Bind(other, at("0.0.0.0:77")))
	})
}

// A connected echo socket hears its peer alone.
func TestPingStrangers(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Ping))
		must(p.SendTo(fd, request(1, "early"), 0, at("127.0.0.1:0")))
		fail(p.Connect(fd, at("10.0.2.2:0")))
		n.obeys("drop:Stranger", 1)
		must(p.SendTo(fd, request(2, "aside"), 0, at("127.0.0.1:0")))
		n.obeys("drop:Stranger", 1)
		must(p.Send(fd, request(3, "x"), 0))
		if m := must(p.Recv(fd, 100, 0)); m[7] != 3 {
			t.Errorf("got %x", m)
		}
	})
}

func TestPingFails(t *testing.T) {
	n := newNetwork(t)
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Ping))
		fail(p.SetSockOpt(fd, socket.IP_RECVERR, 1))
		must(p.SendTo(fd, request(1, "data"), 0, at("10.0.2.77:0")))
		p.Sleep(10 * time.Second)
		f := must(p.RecvFailure(fd))
		if f.Errno != socket.EHOSTUNREACH || f.Code != icmp.HostUnreachable || f.From != stacktest.R1 || string(f.Quoted[8:]) != "data" {
			t.Errorf("got %+v", f)
		}
		_, err := p.SendTo(fd, request(1, string(make([]byte, 65508))), 0, at("10.0.2.2:0"))
		n.wants(socket.EMSGSIZE, err)
	})
}

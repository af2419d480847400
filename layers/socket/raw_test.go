package socket_test

import (
	"testing"

	"encap/layers/socket"
)

// Through a raw socket a process sends packets that claim to be another's; it
// gets nothing back by it.
func TestRaw(t *testing.T) {
	n := newNetwork(t)
	echo := []byte{0x45, 0, 0, 28, 0, 0, 0, 0, 64, 1, 0, 0, 10, 0, 1, 99, 10, 0, 2, 2, 8, 0, 0xf7, 0xff, 0, 0, 0, 0}
	n.alice(func(p *socket.Process) {
		fd := must(p.Socket(socket.Raw))
		if got := must(p.SendTo(fd, echo, 0, at("10.0.2.2:0"))); got != len(echo) {
			t.Errorf("%d bytes are sent, want %d", got, len(echo))
		}
		_, err := p.SendTo(fd, echo[:10], 0, at("10.0.2.2:0"))
		n.wants(socket.EINVAL, err)
		_, err = p.Recv(fd, 100, 0)
		n.wants(socket.EOPNOTSUPP, err)
		n.wants(socket.EOPNOTSUPP, p.Bind(fd, at("0.0.0.0:1")))
		n.wants(socket.EOPNOTSUPP, p.Connect(fd, at("10.0.2.2:0")))
		fail(p.Close(fd))
	})
	n.obeys("Echo", 1) // bob answers 10.0.1.99, whoever that is
}

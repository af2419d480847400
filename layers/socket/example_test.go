package socket_test

import (
	"fmt"
	"net/netip"

	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// Bob listens, alice sends, and both calls are shown as they returned.
func Example() {
	n := stacktest.New(stacktest.Config{})
	door := netip.AddrPortFrom(stacktest.Bob, 5000)
	bob := n.Run(n.Bob, "server", func(p *socket.Process) error {
		fd, _ := p.Socket(socket.Datagram)
		p.Bind(fd, door)
		p.Recv(fd, 100, 0)
		return nil
	})
	alice := n.Run(n.Alice, "client", func(p *socket.Process) error {
		fd, _ := p.Socket(socket.Datagram)
		p.SendTo(fd, []byte("hello"), 0, door)
		return nil
	})
	n.Advance(1e9)
	fmt.Println(alice, alice.Calls[1])
	fmt.Println(bob, bob.Calls[2])
	// Output:
	// client/1 sendto(3, "hello", 0, 10.0.2.2:5000) = 5
	// server/1 recv(3, 100, 0) = 5
}

package stacktest_test

import (
	"fmt"
	"net/netip"
	"time"

	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// A program speaks to a port that nobody has, and is told so by bob.
func Example() {
	n := stacktest.New(stacktest.Config{})
	alice := n.Run(n.Alice, "client", func(p *socket.Process) error {
		fd, err := p.Socket(socket.Datagram)
		if err != nil {
			return err
		}
		if err := p.Connect(fd, netip.AddrPortFrom(stacktest.Bob, 5000)); err != nil {
			return err
		}
		p.Send(fd, []byte("hello"), 0)
		_, err = p.Recv(fd, 100, 0)
		return err
	})
	n.Advance(time.Second)
	fmt.Println(alice.Done(), alice.Err)
	fmt.Println(alice.Calls[2])
	// Output:
	// true connection refused
	// send(3, "hello", 0) = 5
}

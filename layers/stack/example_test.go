package stack_test

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"encap/layers/socket"
	"encap/layers/stack/stacktest"
)

// One datagram from alice to her router, down all layers and up again. The
// router's address has to be asked for first.
func Example() {
	tap := &tap{}
	n := stacktest.New(stacktest.Config{Tap: tap})
	n.Run(n.R1, "server", func(p *socket.Process) error {
		fd, _ := p.Socket(socket.Datagram)
		p.Bind(fd, netip.AddrPortFrom(stacktest.R1, 5000))
		p.Recv(fd, 100, 0)
		return nil
	})
	n.Run(n.Alice, "client", func(p *socket.Process) error {
		fd, _ := p.Socket(socket.Datagram)
		p.SendTo(fd, []byte("hello"), 0, netip.AddrPortFrom(stacktest.R1, 5000))
		return nil
	})
	n.Advance(time.Second)
	fmt.Println(strings.Join(tap.lines, "\n"))
	// Output:
	// ↓ transport: udp sends 5 bytes (data)
	//   ↓ network: ip sends 13 bytes (udp)
	//     ↓ link: arp sends 33 bytes (ip)
	//       ↓ link: eth sends 28 bytes (arp)
	// ↑ link: eth gets 64 bytes
	//   ↑ link: arp gets 46 bytes
	//     ↓ link: eth sends 28 bytes (arp)
	// ↑ link: eth gets 64 bytes
	//   ↑ link: arp gets 46 bytes
	//     ↓ link: eth sends 33 bytes (ip)
	// ↑ link: eth gets 64 bytes
	//   ↑ network: ip gets 46 bytes
	//     ↑ transport: udp gets 13 bytes
}

package vxlan

import (
	"fmt"
	"net"
	"net/netip"
)

// sendBuffer is asked for at each socket: some systems let no datagram pass
// that is longer than it, and their own choice is shorter than MaxFrame.
const sendBuffer = 1 << 16

// sockets are the ends of all tunnels.
type sockets struct {
	out, in []*net.UDPConn // for each node: where it sends and where it receives, which may be the same
	note    string
}

// listen opens a socket on the loopback interface.
func listen(addr netip.AddrPort) (*net.UDPConn, error) {
	c, err := net.ListenUDP("udp4", net.UDPAddrFromAddrPort(addr))
	if err != nil {
		return nil, fmt.Errorf("vxlan: %w", err)
	}
	c.SetWriteBuffer(sendBuffer) // a system that refuses may still carry what is sent
	return c, nil
}

// ownAddresses gives each node its own loopback address, on VXLAN's port, in
// the first network 127.1.b.0/24 where all are free. Another run of this
// program has taken another one.
func ownAddresses(nodes int) (*sockets, error) {
	var err error
	for b := range 256 {
		var s sockets
		for i := range nodes {
			var c *net.UDPConn
			c, err = listen(netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 1, byte(b), byte(i + 1)}), Port))
			if err != nil {
				break
			}
			s.out = append(s.out, c)
		}
		if err == nil {
			s.in = s.out
			return &s, nil
		}
		s.close()
	}
	return nil, err
}

// sharedAddress is for systems where 127.0.0.1 is the only loopback address:
// all nodes receive at one socket, and each sends from a port of its own.
func sharedAddress(nodes int) (*sockets, error) {
	local := netip.AddrFrom4([4]byte{127, 0, 0, 1})
	note := "the nodes share the address 127.0.0.1: each sends from a UDP port of its own"
	in, err := listen(netip.AddrPortFrom(local, Port))
	if err != nil {
		if in, err = listen(netip.AddrPortFrom(local, 0)); err != nil {
			return nil, err
		}
		note += fmt.Sprintf("; port %d is taken, so all receive at port %d", Port, addrOf(in).Port())
	}
	s := sockets{note: note}
	for range nodes {
		s.in = append(s.in, in)
		out, err := listen(netip.AddrPortFrom(local, 0))
		if err != nil {
			s.close()
			return nil, err
		}
		s.out = append(s.out, out)
	}
	return &s, nil
}

// close closes each socket once.
func (s *sockets) close() {
	for _, c := range s.out {
		c.Close()
	}
	if len(s.in) > 0 && (len(s.out) == 0 || s.in[0] != s.out[0]) {
		s.in[0].Close()
	}
}

func addrOf(c *net.UDPConn) netip.AddrPort { return c.LocalAddr().(*net.UDPAddr).AddrPort() }

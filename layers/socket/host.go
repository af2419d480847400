package socket

import (
	"net/netip"

	"encap/layers/codec"
	"encap/layers/network/icmp"
	"encap/layers/osi"
	"encap/layers/transport/tcp"
	"encap/layers/transport/udp"
)

// UDP is what datagram sockets need of their transport.
type UDP interface {
	Bind(local netip.AddrPort, shared bool, s udp.Socket) (*udp.Binding, error)
	Unbind(b *udp.Binding)
	Send(b *codec.Buffer, p osi.Path, src, dst uint16) error
}

// TCP is what stream sockets need of their transport.
type TCP interface {
	Bind(local netip.AddrPort, reuse bool) (*tcp.Binding, error)
	Unbind(b *tcp.Binding)
	Listen(b *tcp.Binding, backlog int, u tcp.User) *tcp.Listener
	Usual() tcp.Settings
	DoublesBuffers() bool
	Connect(b *tcp.Binding, remote netip.AddrPort, u tcp.User) (*tcp.Conn, error)
}

// Echo is what echo sockets need of ICMP.
type Echo interface {
	Bind(id uint16, e icmp.Echoer) (uint16, error)
	Unbind(id uint16)
	Send(b *codec.Buffer, p osi.Path, id, seq uint16) error
}

// Network is what sockets ask of IP besides.
type Network interface {
	Source(dst netip.Addr) (netip.Addr, error)
	MTU(dst netip.Addr) int
	Local(a netip.Addr) bool
	IsBroadcast(a netip.Addr) bool
	SendWhole(b *codec.Buffer) error
}

// Coroutine is how a process gives up control and gets it back.
type Coroutine interface {
	Park()
	Wake()
}

// Observer sees every call from outside, and what a process says to its user.
type Observer interface {
	Called(c *Call)
	Blocked(c *Call) // it does not return yet
	Woken(c *Call)   // a call that waits does some of its work; Blocked follows
	Resumed(c *Call) // it is about to return, after all
	Returned(c *Call)
	Printed(p *Process, line string)
}

// Host is where a node's processes live: it has their descriptors and knows
// the transports.
type Host struct {
	Env     osi.Env
	Pool    *codec.Pool
	UDP     UDP
	TCP     TCP
	Echo    Echo
	Network Network
	Watch   Observer // nil: nobody watches
	// Lookup finds the address that belongs to a name.
	Lookup func(name string) (netip.Addr, bool)

	lastPID int
}

// Start makes a process of the program with this name.
func (h *Host) Start(name string) *Process {
	h.lastPID++
	return &Process{Name: name, PID: h.lastPID, host: h}
}

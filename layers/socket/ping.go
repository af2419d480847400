package socket

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/network/icmp"
	"encap/layers/osi"
)

// ping is a socket for echo messages, whose ports are identifiers.
type ping struct{ datagram }

// bind gets an identifier from ICMP.
func (g *ping) bind(local netip.AddrPort) error {
	id, err := g.d.process.host.Echo.Bind(local.Port(), g)
	if err != nil {
		return errno(err)
	}
	g.d.vars.Local = netip.AddrPortFrom(local.Addr(), id)
	return nil
}

// send sends an echo request. As on Linux the process writes an ICMP message,
// of which its number and data are used; identifier and checksum are the
// host's work.
func (g *ping) send(message []byte, _ Flags, to netip.AddrPort) (int, error) {
	to, err := g.addressed(to)
	if err != nil {
		return -1, err
	}
	if len(message) < icmp.HeaderLen || message[0] != icmp.EchoRequest {
		return -1, EINVAL
	}
	h, v := g.d.process.host, &g.d.vars
	seq := binary.BigEndian.Uint16(message[6:])
	if err := h.Echo.Send(h.Pool.Get(message[icmp.HeaderLen:]), g.d.path(to.Addr()), v.Local.Port(), seq); err != nil {
		return -1, errno(err)
	}
	return len(message), nil
}

func (g *ping) close() {
	if g.d.vars.Local.IsValid() {
		g.d.process.host.Echo.Unbind(g.d.vars.Local.Port())
	}
	g.datagram.close()
}

// Answered puts an echo's answer into the receive buffer.
func (g *ping) Answered(p osi.Path, message []byte) {
	if g.stranger(netip.AddrPortFrom(p.Src, 0)) {
		g.d.process.host.Env.Drop(&Stranger, message)
		return
	}
	g.Receive(netip.AddrPortFrom(p.Src, 0), netip.AddrPortFrom(p.Dst, g.d.vars.Local.Port()), p.TTL, message)
	if n := len(g.queue); n > 0 && len(p.Options) > 0 {
		g.queue[n-1].Options = append([]byte(nil), p.Options...)
	}
}

// Failed tells the socket of an ICMP error.
func (g *ping) Failed(e icmp.Error) { g.failed(netip.AddrPortFrom(e.Sent.Dst, 0), e) }

package socket

import "net/netip"

// raw is a socket for whole packets: the process writes the IP header, and
// with it whose packet it claims to be (Linux raw(7), IPPROTO_RAW). It sends
// only. A real system keeps such sockets for its administrator.
type raw struct{ d *descriptor }

// send sends a packet to where its header says.
func (r *raw) send(packet []byte, _ Flags, _ netip.AddrPort) (int, error) {
	h := r.d.process.host
	if err := h.Network.SendWhole(h.Pool.Get(packet)); err != nil {
		return -1, errno(err)
	}
	return len(packet), nil
}

func (r *raw) recv([]byte, int, Flags) (Message, error) { return Message{}, EOPNOTSUPP }
func (r *raw) bind(netip.AddrPort) error                { return EOPNOTSUPP }
func (r *raw) connect(netip.AddrPort) error             { return EOPNOTSUPP }
func (r *raw) events() Events                           { return PollOut }
func (r *raw) close()                                   {}
func (r *raw) shown() any                               { return r.d.vars }

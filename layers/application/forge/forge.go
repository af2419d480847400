package forge

import (
	"net/netip"

	"encap/layers/socket"
)

// run sends the segments, one after the other. It waits for no answer: that
// goes to whoever has the address.
func run(p *socket.Process, o options) error {
	addr, err := p.Lookup(o.host)
	if err != nil {
		return err
	}
	fd, err := p.Socket(socket.Raw)
	if err != nil {
		return err
	}
	defer p.Close(fd)
	to, from, seq := netip.AddrPortFrom(addr, o.port), o.from, o.seq
	for i := range o.count {
		if i > 0 && o.every > 0 {
			p.Sleep(o.every)
		}
		if _, err := p.SendTo(fd, packet(from, to, flags[o.flag], seq, o.ack), 0, to); err != nil {
			return err
		}
		seq += o.step
		if o.spread {
			from = netip.AddrPortFrom(from.Addr().Next(), from.Port())
		}
	}
	p.Printf("sent, in the name of others: %d", o.count)
	return nil
}

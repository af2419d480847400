package sim

import (
	"fmt"
	"net"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/physical"
	"encap/layers/physical/vxlan"
	"encap/sim/scenario"
)

// outside stands in the world for a real machine. What the world sends it goes
// out, if somebody takes it; what comes in enters its cable.
type outside struct {
	port *physical.Port
	out  func(frame []byte) // gets each frame without FCS; nil: nobody takes it
}

// Receive takes a frame that the world sends to the outside.
func (o *outside) Receive(frame []byte) {
	if o.out != nil && ethernet.CheckFCS(frame) {
		o.out(frame[:len(frame)-ethernet.FCSLen])
	}
}

// enter puts a frame that came from outside on the cable: padded and with an
// FCS, as a media converter does.
func (o *outside) enter(pool *codec.Pool, frame []byte) {
	b := pool.Get(frame)
	ethernet.Complete(b)
	o.port.Send(b)
}

// door is where a real machine's frames come in and go out: a cable of an
// outside node.
type door struct {
	node    *outside
	machine netip.AddrPort
	vni     int                // the number of the cable
	in      scenario.Direction // which way frames enter it
}

// doors lists them in the order of the cables.
func (w *world) doors() []door {
	var all []door
	for i, c := range w.scenario.Cables {
		for e, end := range c.Ends {
			if n := w.byName[end.Node]; n.outside != nil {
				all = append(all, door{
					node: n.outside, machine: w.scenario.Nodes[n.number].Outside, vni: firstVNI + i,
					in: scenario.Direction{From: end.Node, To: c.Ends[1-e].Node},
				})
			}
		}
	}
	return all
}

// openDoors opens a socket for each address of ours at which real machines
// find us, and lets their frames through.
func (l *Live) openDoors(local netip.AddrPort) error {
	doors := l.session.world.doors()
	at := map[netip.AddrPort][]door{} // by address of ours
	var ours []netip.AddrPort
	for _, d := range doors {
		here := local
		if !here.IsValid() {
			var err error
			if here, err = towards(d.machine); err != nil {
				return fmt.Errorf("sim: %s: %w", d.in.From, err)
			}
		}
		if at[here] == nil {
			ours = append(ours, here)
		}
		at[here] = append(at[here], d)
	}
	for _, here := range ours {
		if err := l.openPeer(here, at[here]); err != nil {
			return fmt.Errorf("sim: %s: %w", at[here][0].in.From, err)
		}
	}
	return nil
}

// openPeer opens the socket for the doors at one address of ours.
func (l *Live) openPeer(local netip.AddrPort, doors []door) error {
	var machines []netip.Addr
	for _, d := range doors {
		machines = append(machines, d.machine.Addr().Unmap())
	}
	p, err := vxlan.OpenPeer(local, machines, func(from netip.Addr, vni int, frame []byte) {
		for _, d := range doors {
			if d.machine.Addr().Unmap() == from && d.vni == vni {
				l.knock(d.in, frame)
				return
			}
		}
		l.strangers.Add(1)
	})
	if err != nil {
		return err
	}
	l.peers = append(l.peers, p)
	for _, d := range doors {
		l.notes = append(l.notes, fmt.Sprintf("%v to %v", p.Addr(), d.machine))
		d.node.out = func(frame []byte) {
			if p.Send(d.machine, d.vni, frame) != nil {
				l.unsent.Add(1)
			}
		}
	}
	return nil
}

// towards gives the address of ours from which packets go to a machine. The
// port is the machine's own: a VXLAN device sends to the port it listens at.
func towards(machine netip.AddrPort) (netip.AddrPort, error) {
	c, err := net.Dial("udp4", machine.String()) // sends nothing
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("no way to the machine outside: %w", err)
	}
	defer c.Close()
	return netip.AddrPortFrom(c.LocalAddr().(*net.UDPAddr).AddrPort().Addr(), machine.Port()), nil
}

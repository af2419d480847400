package ping

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/osi"
	"encap/layers/socket"
)

// pinger is one run of the program.
type pinger struct {
	options
	p        *socket.Process
	fd       int
	to       netip.Addr
	sent     map[uint16]osi.Instant
	received int
	least    time.Duration
	most     time.Duration
}

func run(p *socket.Process, o options) error {
	addr, err := p.Lookup(o.host)
	if err != nil {
		return err
	}
	g := &pinger{options: o, p: p, to: addr, sent: map[uint16]osi.Instant{}}
	if g.fd, err = p.Socket(socket.Ping); err != nil {
		return err
	}
	defer p.Close(g.fd)
	if err := g.choose(); err != nil {
		return err
	}
	p.Printf("PING %s (%v): %d data bytes", o.host, addr, o.size)
	for seq := 1; seq <= o.count; seq++ {
		if err := g.ask(uint16(seq)); err != nil {
			return err
		}
		pause := o.interval
		if seq == o.count {
			pause = o.patience
		}
		if err := g.listen(p.Now().Add(pause), seq == o.count); err != nil {
			return err
		}
	}
	g.summary()
	return nil
}

// choose sets the socket's options.
func (g *pinger) choose() error {
	err := errors.Join(g.p.SetSockOpt(g.fd, socket.IP_RECVERR, 1), g.p.SetSockOpt(g.fd, socket.IP_TTL, int64(g.ttl)))
	if g.df != osi.DFWhenFits {
		err = errors.Join(err, g.p.SetSockOpt(g.fd, socket.IP_MTU_DISCOVER, int64(g.df)))
	}
	if o := g.header(); err == nil && o != nil {
		err = g.p.SetIPOptions(g.fd, o)
	}
	return err
}

// ask sends one echo request. Identifier and checksum are the host's work.
func (g *pinger) ask(seq uint16) error {
	m := make([]byte, icmp.HeaderLen+g.size)
	m[0] = icmp.EchoRequest
	binary.BigEndian.PutUint16(m[6:], seq)
	for i := range g.size {
		m[icmp.HeaderLen+i] = byte(i)
	}
	g.sent[seq] = g.p.Now()
	_, err := g.p.SendTo(g.fd, m, 0, netip.AddrPortFrom(g.to, 0))
	if errors.Is(err, socket.EMSGSIZE) && g.df == osi.DFAlways {
		g.p.Printf("ping: local error: message too long")
		delete(g.sent, seq)
		return nil
	}
	return err
}

// listen takes what comes until an instant, and all that has come by then: an
// error left over would meet the next request. With nothing more to send it
// stops when all is answered.
func (g *pinger) listen(until osi.Instant, last bool) error {
	for !last || len(g.sent) > 0 {
		fds := []socket.PollFD{{FD: g.fd, Events: socket.PollIn}}
		n, err := g.p.Poll(fds, max(0, until.Sub(g.p.Now())))
		if err != nil {
			return err
		}
		switch {
		case n == 0:
			return nil
		case fds[0].Revents&socket.PollErr != 0:
			err = g.failure()
		default:
			err = g.reply()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (g *pinger) reply() error {
	m, err := g.p.RecvMsg(g.fd, icmp.HeaderLen+maxSize, 0)
	if err != nil {
		return err
	}
	seq := binary.BigEndian.Uint16(m.Data[6:])
	at, known := g.sent[seq]
	if !known {
		return nil // a duplicate, or too late
	}
	delete(g.sent, seq)
	rtt := g.p.Now().Sub(at)
	if g.received == 0 || rtt < g.least {
		g.least = rtt
	}
	g.most = max(g.most, rtt)
	g.received++
	g.p.Printf("%d bytes from %v: icmp_seq=%d ttl=%d time=%s ms", len(m.Data), m.From.Addr(), seq, m.TTL, millis(rtt))
	if text := recorded(m.Options); text != "" {
		g.p.Printf("%s", text)
	}
	return nil
}

func (g *pinger) failure() error {
	f, err := g.p.RecvFailure(g.fd)
	if err != nil {
		return err
	}
	seq := uint16(0)
	if len(f.Quoted) >= icmp.HeaderLen {
		seq = binary.BigEndian.Uint16(f.Quoted[6:])
		delete(g.sent, seq)
	}
	g.p.Printf("From %v icmp_seq=%d %s", f.From, seq, complaint(f))
	return nil
}

func (g *pinger) summary() {
	g.p.Printf("%d packets transmitted, %d received, %d%% packet loss", g.count, g.received, 100*(g.count-g.received)/g.count)
	if g.received > 0 {
		g.p.Printf("rtt min/max = %s/%s ms", millis(g.least), millis(g.most))
	}
}

// millis writes a duration in milliseconds to the microsecond.
func millis(d time.Duration) string {
	us := d.Microseconds()
	return fmt.Sprintf("%d.%03d", us/1000, us%1000)
}

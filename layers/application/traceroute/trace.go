package traceroute

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/osi"
	"encap/layers/socket"
)

// firstPort is a port that hardly anybody listens on: so the last host, where
// the datagram does arrive, complains as well, and each probe has a port of
// its own by which its complaint is known.
const firstPort = 33434

// probeText is what a probe carries: nothing that anybody reads.
var probeText = []byte("encap traceroute")

// tracer is one run of the program.
type tracer struct {
	options
	p    *socket.Process
	fd   int
	to   netip.Addr
	port uint16 // of the latest probe
}

func run(p *socket.Process, o options) error {
	addr, err := p.Lookup(o.host)
	if err != nil {
		return err
	}
	t := &tracer{options: o, p: p, to: addr, port: firstPort - 1}
	if t.fd, err = p.Socket(socket.Datagram); err != nil {
		return err
	}
	defer p.Close(t.fd)
	if err := p.SetSockOpt(t.fd, socket.IP_RECVERR, 1); err != nil {
		return err
	}
	p.Printf("traceroute to %s (%v), %d hops max", o.host, addr, o.hops)
	for ttl := 1; ttl <= o.hops; ttl++ {
		arrived, err := t.hop(ttl)
		if arrived || err != nil {
			return err
		}
	}
	return nil
}

// hop sends the probes that may make ttl hops, writes their line, and says
// whether the host itself has answered.
func (t *tracer) hop(ttl int) (arrived bool, err error) {
	if err := t.p.SetSockOpt(t.fd, socket.IP_TTL, int64(ttl)); err != nil {
		return false, err
	}
	line := &strings.Builder{}
	fmt.Fprintf(line, "%2d ", ttl)
	var last netip.Addr
	for range t.probes {
		f, rtt, err := t.probe()
		if err != nil {
			return false, err
		}
		if !f.From.IsValid() {
			line.WriteString(" *")
			continue
		}
		if f.From != last {
			fmt.Fprintf(line, " %v", f.From)
			last = f.From
		}
		fmt.Fprintf(line, "  %d.%03d ms%s", rtt.Microseconds()/1000, rtt.Microseconds()%1000, mark(f))
		arrived = arrived || f.Type == icmp.Unreachable
	}
	t.p.Printf("%s", line)
	return arrived, nil
}

// probe sends one datagram and waits for the complaint about it. A zero
// failure means that none came.
func (t *tracer) probe() (f socket.Failure, rtt time.Duration, err error) {
	t.port++
	began := t.p.Now()
	to := netip.AddrPortFrom(t.to, t.port)
	if err := t.send(to); err != nil {
		return f, 0, err
	}
	for deadline := began.Add(t.patience); ; {
		f, err := t.complaint(deadline)
		if err != nil || f.To == to || !f.From.IsValid() {
			return f, t.p.Now().Sub(began), err
		}
	}
}

// send sends a probe. A complaint about an earlier one that came too late would
// keep it from leaving, so such are taken out of the way.
func (t *tracer) send(to netip.AddrPort) error {
	for {
		_, err := t.p.SendTo(t.fd, probeText, 0, to)
		if err == nil {
			return nil
		}
		if _, none := t.p.RecvFailure(t.fd); none != nil {
			return err // it is this probe's own
		}
	}
}

// complaint takes the next ICMP error that comes before the deadline.
func (t *tracer) complaint(deadline osi.Instant) (socket.Failure, error) {
	left := deadline.Sub(t.p.Now())
	if left <= 0 {
		return socket.Failure{}, nil
	}
	n, err := t.p.Poll([]socket.PollFD{{FD: t.fd}}, left)
	if n == 0 || err != nil {
		return socket.Failure{}, err
	}
	f, err := t.p.RecvFailure(t.fd)
	if errors.Is(err, socket.EAGAIN) {
		return socket.Failure{}, nil
	}
	return f, err
}

// mark says what was wrong when it was not what traceroute hopes for.
func mark(f socket.Failure) string {
	if f.Type != icmp.Unreachable {
		return ""
	}
	switch f.Code {
	case icmp.NetUnreachable:
		return " !N"
	case icmp.HostUnreachable:
		return " !H"
	case icmp.ProtocolUnreachable:
		return " !P"
	case icmp.Prohibited:
		return " !X"
	}
	return ""
}

package traceroute

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"encap/layers/network/icmp"
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
	port uint16 // of the latest probe by UDP
	seq  uint16 // of the latest probe by ICMP
}

// answer is what came of a probe; the zero answer: nothing did.
type answer struct {
	from    netip.Addr
	arrived bool   // the host itself has answered
	mark    string // what was wrong, when it was not what traceroute hopes for
}

func run(p *socket.Process, o options) error {
	addr, err := p.Lookup(o.host)
	if err != nil {
		return err
	}
	t := &tracer{options: o, p: p, to: addr, port: firstPort - 1}
	kind := socket.Datagram
	if o.icmp {
		kind = socket.Ping
	}
	if !o.tcp {
		if t.fd, err = p.Socket(kind); err != nil {
			return err
		}
		defer p.Close(t.fd)
		if err := p.SetSockOpt(t.fd, socket.IP_RECVERR, 1); err != nil {
			return err
		}
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
	if !t.tcp {
		if err := t.p.SetSockOpt(t.fd, socket.IP_TTL, int64(ttl)); err != nil {
			return false, err
		}
	}
	line := &strings.Builder{}
	fmt.Fprintf(line, "%2d ", ttl)
	var last netip.Addr
	for range t.probes {
		var a answer
		var rtt time.Duration
		if t.tcp {
			a, rtt, err = t.knock(ttl)
		} else {
			a, rtt, err = t.probe()
		}
		if err != nil {
			return false, err
		}
		if !a.from.IsValid() {
			line.WriteString(" *")
			continue
		}
		if a.from != last {
			fmt.Fprintf(line, " %v", a.from)
			last = a.from
		}
		fmt.Fprintf(line, "  %d.%03d ms%s", rtt.Microseconds()/1000, rtt.Microseconds()%1000, a.mark)
		arrived = arrived || a.arrived
	}
	t.p.Printf("%s", line)
	return arrived, nil
}

// probe sends one probe and waits for what comes of it.
func (t *tracer) probe() (a answer, rtt time.Duration, err error) {
	began := t.p.Now()
	if err := t.send(); err != nil {
		return a, 0, err
	}
	for deadline := began.Add(t.patience); ; {
		left := deadline.Sub(t.p.Now())
		if left <= 0 {
			return answer{}, 0, nil
		}
		fds := []socket.PollFD{{FD: t.fd, Events: t.events()}}
		n, err := t.p.Poll(fds, left)
		if n == 0 || err != nil {
			return answer{}, 0, err
		}
		if fds[0].Revents&socket.PollErr != 0 {
			a, err = t.complaint()
		} else {
			a, err = t.reply()
		}
		if err != nil || a.from.IsValid() {
			return a, t.p.Now().Sub(began), err
		}
	}
}

// events are what a probe waits for besides complaints: an echo is answered.
func (t *tracer) events() socket.Events {
	if t.icmp {
		return socket.PollIn
	}
	return 0
}

// send sends a probe. A complaint about an earlier one that came too late would
// keep it from leaving, so such are taken out of the way.
func (t *tracer) send() error {
	t.port++
	t.seq++
	probe, port := probeText, t.port
	if t.icmp {
		probe, port = append([]byte{icmp.EchoRequest, 0, 0, 0, 0, 0, byte(t.seq >> 8), byte(t.seq)}, probeText...), 0
	}
	for {
		_, err := t.p.SendTo(t.fd, probe, 0, netip.AddrPortFrom(t.to, port))
		if err == nil {
			return nil
		}
		if _, none := t.p.RecvFailure(t.fd); none != nil {
			return err // it is this probe's own
		}
	}
}

// complaint takes the next ICMP error: the zero answer if it is about an earlier
// probe.
func (t *tracer) complaint() (answer, error) {
	f, err := t.p.RecvFailure(t.fd)
	switch {
	case errors.Is(err, socket.EAGAIN):
		return answer{}, nil
	case err != nil:
		return answer{}, err
	case t.icmp && (len(f.Quoted) < icmp.HeaderLen || binary.BigEndian.Uint16(f.Quoted[6:]) != t.seq):
		return answer{}, nil
	case !t.icmp && f.To != netip.AddrPortFrom(t.to, t.port):
		return answer{}, nil
	}
	return answer{f.From, f.Type == icmp.Unreachable, mark(f)}, nil
}

// reply takes the next echo reply, which only the host itself gives.
func (t *tracer) reply() (answer, error) {
	m, err := t.p.RecvMsg(t.fd, icmp.HeaderLen+len(probeText), 0)
	if err != nil || len(m.Data) < icmp.HeaderLen || binary.BigEndian.Uint16(m.Data[6:]) != t.seq {
		return answer{}, err
	}
	return answer{from: m.From.Addr(), arrived: true}, nil
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

package traceroute

import (
	"errors"
	"net/netip"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/socket"
)

// webPort is the port that -T tries: firewalls let that through if anything.
const webPort = 80

// knock tries to connect by packets that may make ttl hops, and sees who
// answers: a router that complains, or the host, whether it accepts or refuses.
func (t *tracer) knock(ttl int) (a answer, rtt time.Duration, err error) {
	began := t.p.Now()
	fd, err := t.p.Socket(socket.Stream)
	if err != nil {
		return a, 0, err
	}
	defer t.p.Close(fd)
	for _, o := range []struct {
		option socket.Option
		value  int64
	}{{socket.IP_TTL, int64(ttl)}, {socket.IP_RECVERR, 1}, {socket.O_NONBLOCK, 1}, {socket.SO_LINGER, 0}} {
		if err := t.p.SetSockOpt(fd, o.option, o.value); err != nil {
			return a, 0, err
		}
	}
	if err := t.p.Connect(fd, netip.AddrPortFrom(t.to, webPort)); err != nil && !errors.Is(err, socket.EINPROGRESS) && !errors.Is(err, socket.ECONNREFUSED) {
		return a, 0, err
	}
	n, err := t.p.Poll([]socket.PollFD{{FD: fd, Events: socket.PollOut}}, t.patience)
	if n == 0 || err != nil {
		return a, 0, err
	}
	rtt = t.p.Now().Sub(began)
	if f, err := t.p.RecvFailure(fd); err == nil {
		return answer{f.From, f.Type == icmp.Unreachable, mark(f)}, rtt, nil
	}
	return answer{from: t.to, arrived: true}, rtt, nil
}

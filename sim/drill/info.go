package drill

import (
	"fmt"
	"strings"

	"encap/layers/transport/tcp"
)

// statements reads what stands between %{ and }%.
func (p *parser) statements() *statements {
	t := p.next()
	all, err := parseStatements(t.text)
	if err != nil {
		p.fail(t.pos, "%v", err)
	}
	return &statements{all}
}

// statements does what stands between %{ and }%.
func (r *Run) statements(s *statements) error {
	var info tcp.TCB
	known := false
	names := func(name string) (value, error) {
		if v, ok := r.names[name]; ok {
			return v, nil
		}
		if n, ok := constants[name]; ok {
			return value{num: n}, nil
		}
		if !strings.HasPrefix(name, "tcpi_") {
			return value{}, fmt.Errorf("unknown name %s", name)
		}
		if !known {
			var err error
			if info, err = r.world.process.Info(r.fd(r.tested)); err != nil {
				return value{}, fmt.Errorf("%s: %s", name, errorName(err))
			}
			known = true
		}
		f, ok := infos[name]
		if !ok {
			return value{}, fmt.Errorf("%s is not known of this stack", name)
		}
		return value{num: f(&info)}, nil
	}
	for _, one := range s.all {
		if one.value == nil {
			continue
		}
		v, err := one.value(names)
		switch {
		case err != nil:
			return &mismatch{expected: one.source, came: err.Error()}
		case one.assign != "":
			r.names[one.assign] = v
		case one.assert && !v.truth():
			return &mismatch{expected: one.source, came: r.shown(one.source, names)}
		}
	}
	return nil
}

// shown gives the variables that a statement names, with their values.
func (r *Run) shown(source string, names func(string) (value, error)) string {
	tokens, _ := lex("", source)
	var all []string
	seen := map[string]bool{}
	for _, t := range tokens {
		if t.kind == word && strings.HasPrefix(t.text, "tcpi_") && !seen[t.text] {
			seen[t.text] = true
			if v, err := names(t.text); err == nil {
				all = append(all, fmt.Sprintf("%s = %v", t.text, v))
			}
		}
	}
	if all == nil {
		return "it is false"
	}
	return strings.Join(all, ", ")
}

// infos are the fields of TCP_INFO as Linux computes them (tcp(7)).
var infos = map[string]func(c *tcp.TCB) int64{
	"tcpi_state": func(c *tcp.TCB) int64 { return states[c.State] },
	"tcpi_ca_state": func(c *tcp.TCB) int64 {
		switch {
		case c.Phase == tcp.FastRecovery:
			return constants["TCP_CA_Recovery"]
		case c.Phase == tcp.Loss:
			return constants["TCP_CA_Loss"]
		case c.DupAcks > 0 || c.Sacked > 0:
			return constants["TCP_CA_Disorder"]
		}
		return constants["TCP_CA_Open"]
	},
	"tcpi_retransmits": func(c *tcp.TCB) int64 { return int64(c.Timeouts) },
	"tcpi_backoff":     func(c *tcp.TCB) int64 { return int64(c.Timeouts) },
	"tcpi_options": func(c *tcp.TCB) int64 {
		n := int64(0)
		if c.Timestamps {
			n |= constants["TCPI_OPT_TIMESTAMPS"]
		}
		if c.SACK {
			n |= constants["TCPI_OPT_SACK"]
		}
		if c.Scaled {
			n |= constants["TCPI_OPT_WSCALE"]
		}
		if c.ECN {
			n |= constants["TCPI_OPT_ECN"]
		}
		return n
	},
	"tcpi_snd_wscale":    func(c *tcp.TCB) int64 { return int64(c.SndScale) },
	"tcpi_rcv_wscale":    func(c *tcp.TCB) int64 { return int64(c.RcvScale) },
	"tcpi_rto":           func(c *tcp.TCB) int64 { return c.RTO.Microseconds() },
	"tcpi_rtt":           func(c *tcp.TCB) int64 { return c.SRTT.Microseconds() },
	"tcpi_rttvar":        func(c *tcp.TCB) int64 { return c.RTTVAR.Microseconds() },
	"tcpi_snd_mss":       func(c *tcp.TCB) int64 { return int64(c.SMSS) },
	"tcpi_snd_cwnd":      func(c *tcp.TCB) int64 { return int64(c.Cwnd / max(c.SMSS, 1)) },
	"tcpi_snd_ssthresh":  func(c *tcp.TCB) int64 { return ssthresh(c) },
	"tcpi_unacked":       func(c *tcp.TCB) int64 { return packets(c, c.SndNxt.Minus(c.SndUna)) },
	"tcpi_sacked":        func(c *tcp.TCB) int64 { return packets(c, c.Sacked) },
	"tcpi_lost":          func(c *tcp.TCB) int64 { return packets(c, c.Lost) },
	"tcpi_retrans":       func(c *tcp.TCB) int64 { return packets(c, c.Again) },
	"tcpi_total_retrans": func(c *tcp.TCB) int64 { return int64(c.Resent) },
	"tcpi_advmss":        func(c *tcp.TCB) int64 { return int64(c.AdvMSS) },
	"tcpi_rcv_mss":       func(c *tcp.TCB) int64 { return int64(c.RcvMSS) },
	"tcpi_snd_wnd":       func(c *tcp.TCB) int64 { return int64(c.SndWnd) },
	"tcpi_rcv_wnd":       func(c *tcp.TCB) int64 { return int64(c.RcvWnd) },
	"tcpi_notsent_bytes": func(c *tcp.TCB) int64 {
		return int64(max(c.SendQ-c.SndNxt.Minus(c.SndUna), 0))
	},
}

// packets gives how many segments a number of bytes fills.
func packets(c *tcp.TCB, n int) int64 { return int64((n + c.SMSS - 1) / max(c.SMSS, 1)) }

// ssthresh is in packets; at the beginning it is without end.
func ssthresh(c *tcp.TCB) int64 {
	const endless = 1 << 24
	if c.Ssthresh >= endless {
		return constants["TCP_INFINITE_SSTHRESH"]
	}
	return int64(c.Ssthresh / max(c.SMSS, 1))
}

// states are the numbers that Linux gives to the states.
var states = map[tcp.State]int64{
	tcp.Established: 1, tcp.SynSent: 2, tcp.SynReceived: 3, tcp.FinWait1: 4, tcp.FinWait2: 5, tcp.TimeWait: 6,
	tcp.Closed: 7, tcp.CloseWait: 8, tcp.LastAck: 9, tcp.Listen: 10, tcp.Closing: 11,
}

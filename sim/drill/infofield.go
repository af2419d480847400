package drill

import "encap/layers/transport/tcp"

// infos gives a field of TCP_INFO by its name, as the system has it.
func (r *Run) infos(name string) (f func(c *tcp.Info) int64, ok bool) {
	if r.world.profile.Name == tcp.FreeBSD.Name {
		if f, ok = freebsdInfos[name]; ok {
			return f, ok
		}
	}
	f, ok = linuxInfos[name]
	return f, ok
}

// freebsdInfos are the fields that FreeBSD counts in bytes, and Linux in
// segments.
var freebsdInfos = map[string]func(c *tcp.Info) int64{
	"tcpi_snd_cwnd":     func(c *tcp.Info) int64 { return int64(c.Cwnd) },
	"tcpi_snd_ssthresh": func(c *tcp.Info) int64 { return int64(c.Ssthresh) },
}

// linuxInfos are the fields as Linux computes them (tcp(7)).
var linuxInfos = map[string]func(c *tcp.Info) int64{
	"tcpi_state": func(c *tcp.Info) int64 { return states[c.State] },
	"tcpi_ca_state": func(c *tcp.Info) int64 {
		switch {
		case c.Phase == tcp.FastRecovery:
			return constants["TCP_CA_Recovery"]
		case c.Phase == tcp.Loss:
			return constants["TCP_CA_Loss"]
		case c.Reducing:
			return constants["TCP_CA_CWR"]
		case c.DupAcks > 0 || c.Sacked > 0:
			return constants["TCP_CA_Disorder"]
		}
		return constants["TCP_CA_Open"]
	},
	"tcpi_retransmits": func(c *tcp.Info) int64 { return int64(c.Timeouts) },
	"tcpi_backoff":     func(c *tcp.Info) int64 { return int64(max(c.Timeouts, c.Probes)) },
	"tcpi_probes":      func(c *tcp.Info) int64 { return int64(c.Probes) },
	"tcpi_options": func(c *tcp.Info) int64 {
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
	"tcpi_snd_wscale":     func(c *tcp.Info) int64 { return int64(c.SndScale) },
	"tcpi_rcv_wscale":     func(c *tcp.Info) int64 { return int64(c.RcvScale) },
	"tcpi_rto":            func(c *tcp.Info) int64 { return c.RTO.Microseconds() },
	"tcpi_rtt":            func(c *tcp.Info) int64 { return c.SRTT.Microseconds() },
	"tcpi_rttvar":         func(c *tcp.Info) int64 { return c.RTTVAR.Microseconds() },
	"tcpi_snd_mss":        func(c *tcp.Info) int64 { return int64(c.SMSS) },
	"tcpi_snd_cwnd":       func(c *tcp.Info) int64 { return int64(c.Cwnd / max(c.SMSS, 1)) },
	"tcpi_snd_ssthresh":   func(c *tcp.Info) int64 { return ssthresh(c) },
	"tcpi_unacked":        func(c *tcp.Info) int64 { return packets(c, c.SndNxt.Minus(c.SndUna)) },
	"tcpi_sacked":         func(c *tcp.Info) int64 { return packets(c, c.Sacked) },
	"tcpi_lost":           func(c *tcp.Info) int64 { return packets(c, c.Lost) },
	"tcpi_retrans":        func(c *tcp.Info) int64 { return packets(c, c.Again) },
	"tcpi_total_retrans":  func(c *tcp.Info) int64 { return int64(c.Resent) },
	"tcpi_advmss":         func(c *tcp.Info) int64 { return int64(c.AdvMSS) },
	"tcpi_rcv_mss":        func(c *tcp.Info) int64 { return int64(c.RcvMSS) },
	"tcpi_snd_wnd":        func(c *tcp.Info) int64 { return int64(c.SndWnd) },
	"tcpi_rcv_wnd":        func(c *tcp.Info) int64 { return int64(c.RcvWnd) },
	"tcpi_reordering":     func(*tcp.Info) int64 { return 3 },
	"tcpi_min_rtt":        func(c *tcp.Info) int64 { return c.MinRTT.Microseconds() },
	"tcpi_bytes_acked":    func(c *tcp.Info) int64 { return int64(c.BytesAcked) },
	"tcpi_bytes_received": func(c *tcp.Info) int64 { return int64(c.BytesIn) },
	"tcpi_bytes_sent":     func(c *tcp.Info) int64 { return int64(c.BytesOut) },
	"tcpi_bytes_retrans":  func(c *tcp.Info) int64 { return int64(c.BytesResent) },
	"tcpi_segs_in":        func(c *tcp.Info) int64 { return int64(c.SegsIn) },
	"tcpi_segs_out":       func(c *tcp.Info) int64 { return int64(c.SegsOut) },
	"tcpi_data_segs_in":   func(c *tcp.Info) int64 { return int64(c.DataSegsIn) },
	"tcpi_data_segs_out":  func(c *tcp.Info) int64 { return int64(c.DataSegsOut) },
	"tcpi_dsack_dups":     func(c *tcp.Info) int64 { return int64(c.DupsTold) },
	"tcpi_rcv_ooopack":    func(c *tcp.Info) int64 { return int64(c.Behind) },
	"tcpi_total_rto":      func(c *tcp.Info) int64 { return int64(c.RTOs) },
	"tcpi_delivered":      func(c *tcp.Info) int64 { return packets(c, c.BytesAcked+c.Sacked) },
	"tcpi_busy_time":      func(c *tcp.Info) int64 { return c.Busy().Microseconds() },
	"tcpi_rwnd_limited":   func(c *tcp.Info) int64 { return c.ForWindow().Microseconds() },
	"tcpi_sndbuf_limited": func(c *tcp.Info) int64 { return c.ForBuffer().Microseconds() },
	"tcpi_last_data_sent": func(c *tcp.Info) int64 { return c.Now.Sub(c.LastDataOut).Milliseconds() },
	"tcpi_last_data_recv": func(c *tcp.Info) int64 { return c.Now.Sub(c.LastDataIn).Milliseconds() },
	"tcpi_last_ack_recv":  func(c *tcp.Info) int64 { return c.Now.Sub(c.LastAckIn).Milliseconds() },
	"tcpi_snd_rexmitpack": func(c *tcp.Info) int64 { return int64(c.Resent) },
	"tcpi_snd_nxt":        func(c *tcp.Info) int64 { return int64(c.SndNxt.Minus(c.ISS)) },
	"tcpi_rcv_nxt":        func(c *tcp.Info) int64 { return int64(c.RcvNxt.Minus(c.IRS)) },
	"tcpi_notsent_bytes": func(c *tcp.Info) int64 {
		return int64(max(c.SendQ-c.SndNxt.Minus(c.SndUna), 0))
	},
}

// packets gives how many segments a number of bytes fills.
func packets(c *tcp.Info, n int) int64 { return int64((n + c.SMSS - 1) / max(c.SMSS, 1)) }

// ssthresh is in packets; at the beginning it is without end.
func ssthresh(c *tcp.Info) int64 {
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

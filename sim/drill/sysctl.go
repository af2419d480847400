package drill

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"encap/layers/transport/tcp"
)

// parseSysctls reads the arguments of sysctl.
func parseSysctls(words []string) (func(r *Run) error, error) {
	var all []func(p *tcp.Profile)
	line := strings.Join(words, " ")
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		if line[0] == '-' {
			_, line, _ = strings.Cut(line, " ")
			continue
		}
		name, rest, ok := strings.Cut(line, "=")
		if !ok {
			return nil, nil // it only shows a value
		}
		var value string
		if rest = strings.TrimSpace(rest); rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			value, line, _ = strings.Cut(rest[1:], rest[:1])
		} else {
			value, line, _ = strings.Cut(rest, " ")
		}
		name = strings.ReplaceAll(strings.TrimPrefix(strings.TrimSpace(name), "/proc/sys/"), "/", ".")
		set, err := parseSysctl(name, strings.Fields(value))
		if err != nil {
			return nil, err
		}
		if set != nil {
			all = append(all, set)
		}
	}
	return func(r *Run) error {
		for _, set := range all {
			set(&r.world.profile)
		}
		return nil
	}, nil
}

// parseSysctl reads what one variable is set to.
func parseSysctl(name string, values []string) (func(p *tcp.Profile), error) {
	set, ok := sysctls[name]
	switch {
	case unseen[name]:
		return nil, nil
	case !ok && slices.ContainsFunc(unseenKinds, func(kind string) bool { return strings.HasPrefix(name, kind) }):
		return nil, nil
	case !ok:
		return nil, fmt.Errorf("the variable %s is not played", name)
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("the variable %s has no value", name)
	}
	if strings.HasSuffix(name, "congestion_control") || strings.HasSuffix(name, "algorithm") {
		if !tcp.HasControl(values[0]) {
			return nil, fmt.Errorf("%s: there is no congestion control %q", name, values[0])
		}
		return func(p *tcp.Profile) { p.Control = values[0] }, nil
	}
	sizes := make([]int, len(values))
	for i, text := range values {
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("%s: %q is no number that makes sense", name, text)
		}
		sizes[i] = int(min(n, mostBytes))
	}
	return func(p *tcp.Profile) {
		if len(sizes) != 3 {
			set(p, sizes[0])
			return
		}
		// Of a buffer's sizes the second is what it begins with, the third the most.
		set(p, sizes[1])
		if name == "net.ipv4.tcp_rmem" {
			p.MaxReceiveBuffer = sizes[2]
		}
	}, nil
}

// mostBytes bounds what a variable may set: as much as a window can ever tell.
const mostBytes = 1 << 30

// assumed is what scripts for a system take for granted of the machine that
// they were written on, besides the profile.
var assumed = map[string]string{"linux": `net.ipv4.tcp_rmem="4096 131072 15728640"`}

// assume sets what the scripts for this system take for granted.
func (r *Run) assume() error {
	set, err := parseSysctls(strings.Fields(assumed[r.world.profile.Name]))
	if err != nil {
		return err
	}
	return set(r)
}

// defaultSettings are what defaults.sh sets, with which nearly every script for
// Linux begins.
const defaultSettings = `net.ipv4.tcp_rmem="4096 540000 15728640" net.ipv4.tcp_wmem="4096 262144 4194304"
	net.ipv4.tcp_timestamps=1 net.ipv4.tcp_sack=1 net.ipv4.tcp_syn_retries=5 net.ipv4.tcp_synack_retries=5
	net.ipv4.tcp_congestion_control=cubic net.ipv4.tcp_slow_start_after_idle=0`

// sysctls are the variables of Linux and FreeBSD that scripts set.
var sysctls = map[string]func(p *tcp.Profile, n int){
	"net.ipv4.tcp_timestamps":            func(p *tcp.Profile, n int) { p.Timestamps = n != 0 },
	"net.ipv4.tcp_sack":                  func(p *tcp.Profile, n int) { p.SACK = n != 0 },
	"net.ipv4.tcp_window_scaling":        func(p *tcp.Profile, n int) { p.WindowScale = n != 0 },
	"net.ipv4.tcp_wmem":                  func(p *tcp.Profile, n int) { p.SendBuffer = n },
	"net.ipv4.tcp_rmem":                  func(p *tcp.Profile, n int) { p.ReceiveBuffer = n },
	"net.ipv4.tcp_slow_start_after_idle": func(p *tcp.Profile, n int) { p.KeepCwnd = n == 0 },
	"kern.ipc.maxsockbuf":                func(p *tcp.Profile, n int) { p.MaxReceiveBuffer = n },
	"net.ipv4.tcp_syn_retries":           func(p *tcp.Profile, n int) { p.SynRetries = n },
	"net.ipv4.tcp_synack_retries":        func(p *tcp.Profile, n int) { p.SynRetries = n },
	"net.ipv4.tcp_retries2":              func(p *tcp.Profile, n int) { p.Retries = n },
	"net.ipv4.tcp_keepalive_time":        func(p *tcp.Profile, n int) { p.KeepIdle = time.Duration(n) * time.Second },
	"net.ipv4.tcp_keepalive_intvl":       func(p *tcp.Profile, n int) { p.KeepInterval = time.Duration(n) * time.Second },
	"net.ipv4.tcp_keepalive_probes":      func(p *tcp.Profile, n int) { p.KeepCount = n },
	"net.ipv4.tcp_fin_timeout":           func(p *tcp.Profile, n int) { p.FinWait2 = time.Duration(n) * time.Second },
	"net.ipv4.tcp_congestion_control":    nil,

	"net.inet.tcp.cc.algorithm":              nil,
	"net.inet.tcp.rfc1323":                   func(p *tcp.Profile, n int) { p.WindowScale, p.Timestamps = n != 0 && n != 3, n != 0 && n != 2 },
	"net.inet.tcp.sack.enable":               func(p *tcp.Profile, n int) { p.SACK = n != 0 },
	"net.inet.tcp.sendspace":                 func(p *tcp.Profile, n int) { p.SendBuffer = n },
	"net.inet.tcp.recvspace":                 func(p *tcp.Profile, n int) { p.ReceiveBuffer = n },
	"net.inet.tcp.rexmit_initial":            func(p *tcp.Profile, n int) { p.InitialRTO = time.Duration(n) * time.Millisecond },
	"net.inet.tcp.rexmit_min":                func(p *tcp.Profile, n int) { p.MinRTO = time.Duration(n) * time.Millisecond },
	"net.inet.tcp.delacktime":                func(p *tcp.Profile, n int) { p.DelayAck = time.Duration(n) * time.Millisecond },
	"net.inet.tcp.msl":                       func(p *tcp.Profile, n int) { p.TimeWait = 2 * time.Duration(n) * time.Millisecond },
	"net.inet.tcp.finwait2_timeout":          func(p *tcp.Profile, n int) { p.FinWait2 = time.Duration(n) * time.Millisecond },
	"net.inet.tcp.keepidle":                  func(p *tcp.Profile, n int) { p.KeepIdle = time.Duration(n) * time.Millisecond },
	"net.inet.tcp.keepintvl":                 func(p *tcp.Profile, n int) { p.KeepInterval = time.Duration(n) * time.Millisecond },
	"net.inet.tcp.keepcnt":                   func(p *tcp.Profile, n int) { p.KeepCount = n },
	"net.inet.tcp.initcwnd_segments":         func(p *tcp.Profile, n int) { p.InitialWindow = max(n, 1) },
	"net.inet.tcp.rfc3042":                   func(p *tcp.Profile, n int) { p.LimitedTransmit = n != 0 },
	"net.inet.tcp.ack_war_cnt":               func(p *tcp.Profile, n int) { p.ChallengeLimit = n },
	"net.inet.tcp.maxunacktime":              func(p *tcp.Profile, n int) {},
	"net.ipv4.tcp_mtu_probing":               func(p *tcp.Profile, n int) { p.BlackHole = 3 * min(n, 1) },
	"net.inet.tcp.pmtud_blackhole_detection": func(p *tcp.Profile, n int) { p.BlackHole = 2 * min(n, 1) },
	"net.ipv4.tcp_early_retrans":             func(p *tcp.Profile, n int) { p.TailProbe = n >= 3 },
	"net.inet.tcp.do_prr":                    func(p *tcp.Profile, n int) { p.PRR = n != 0 },
	"net.ipv4.tcp_ecn":                       setECN,
	"net.inet.tcp.ecn.enable":                setECN,
	"net.inet.tcp.ecn.maxretries":            func(p *tcp.Profile, n int) { p.ECNSyns = n },
	"net.inet.tcp.keepinit":                  func(p *tcp.Profile, n int) { p.OpenTimeout = time.Duration(n) * time.Millisecond },
	"net.inet.tcp.rexmit_slop":               func(p *tcp.Profile, n int) { p.SlopRTO = time.Duration(n) * time.Millisecond },
	"net.inet.tcp.insecure_rst":              func(p *tcp.Profile, n int) { p.BlindReset = n != 0 },
	"net.inet.tcp.insecure_syn":              func(p *tcp.Profile, n int) { p.BlindSyn = n != 0 },
	"net.inet.tcp.drop_synfin":               func(p *tcp.Profile, n int) { p.DropSynFin = n != 0 },
	"net.inet.tcp.tolerate_missing_ts":       func(p *tcp.Profile, n int) { p.NeedTimestamps = n == 0 },
	"net.inet.tcp.rexmit_drop_options":       func(p *tcp.Profile, n int) { p.PlainSyns = 2 * min(n, 1) },
	"net.inet.tcp.icmp_may_rst": func(p *tcp.Profile, n int) {
		if p.SynFails = tcp.FreeBSD.SynFails; n == 0 {
			p.SynFails = nil
		}
	},
	"net.inet.tcp.delayed_ack": func(p *tcp.Profile, n int) {
		if n == 0 {
			p.DelayAck = 0
		}
	},
}

// setECN takes the number that both systems give: 0 never, 1 ask, 2 answer.
func setECN(p *tcp.Profile, n int) {
	switch n {
	case 0:
		p.ECN = tcp.NoECN
	case 1:
		p.ECN = tcp.AskECN
	default:
		p.ECN = tcp.AnswerECN
	}
}

// unseenKinds are the beginnings of names of variables that show in no segment:
// caches, counters, and other stacks than the one that is played.
var unseenKinds = []string{
	"net.inet.tcp.hostcache.", "net.inet.tcp.syncache.", "net.inet.tcp.reass.", "net.inet.tcp.rack.", "net.inet.tcp.bbr.",
	"net.inet.tcp.hpts.", "net.inet.tcp.bb.", "net.inet.tcp.cc.", "net.inet.tcp.sack.", "net.inet.tcp.log_",
	"net.inet.icmp.", "net.inet.ip.", "net.inet6.", "net.ipv6.", "net.core.", "kern.",
}

// unseen are variables of things that this stack does not do, or does in one
// way only: setting them shows in no segment.
var unseen = map[string]bool{
	"net.ipv4.tcp_syn_linear_timeouts": true, "net.ipv4.tcp_min_tso_segs": true,
	"net.ipv4.tcp_base_mss": true,
	"net.ipv4.tcp_fastopen": true, "net.ipv4.tcp_fastopen_key": true,
	"net.ipv4.tcp_fastopen_blackhole_timeout_sec": true, "net.ipv4.tcp_tso_win_divisor": true,
	"net.ipv4.tcp_pacing_ca_ratio": true, "net.ipv4.tcp_pacing_ss_ratio": true, "net.ipv4.tcp_no_metrics_save": true,
	"net.ipv4.tcp_moderate_rcvbuf": true, "net.ipv4.tcp_recovery": true, "net.ipv4.tcp_dsack": true,
	"net.ipv4.tcp_fack": true, "net.ipv4.tcp_frto": true, "net.ipv4.tcp_reordering": true, "net.ipv4.tcp_autocorking": true,
	"net.ipv4.tcp_limit_output_bytes": true, "net.ipv4.tcp_invalid_ratelimit": true, "net.ipv4.tcp_notsent_lowat": true,
	"net.ipv4.tcp_adv_win_scale": true, "net.ipv4.ip_local_port_range": true, "net.core.default_qdisc": true,
	"net.core.wmem_max": true, "net.core.rmem_max": true, "net.core.somaxconn": true,
	"kern.timecounter.alloweddeviation": true, "net.inet.tcp.hostcache.purgenow": true,
	"net.inet.tcp.hostcache.enable": true, "net.inet.tcp.syncookies": true,
	"net.inet.tcp.syncookies_only": true, "net.inet.tcp.functions_default": true, "net.inet.tcp.rfc6675_pipe": true,
	"net.inet.tcp.do_prr_conservative": true, "net.inet.tcp.sack.tso": true,
	"net.inet.tcp.sack.lrd": true, "net.inet.tcp.sack.revised": true, "net.inet.tcp.abc_l_var": true,
	"net.inet.tcp.rfc3390": true, "net.inet.tcp.rfc3465": true, "net.inet.tcp.tso": true, "net.inet.tcp.log_debug": true,
	"net.inet.tcp.blackhole": true, "net.inet.tcp.path_mtu_discovery": true,
	"net.inet.tcp.insecure_ack": true, "net.inet.tcp.nolocaltimewait": true, "net.inet.tcp.fastopen.server_enable": true,
	"net.inet.tcp.sendbuf_auto": true, "net.inet.tcp.recvbuf_auto": true, "net.inet.tcp.reass.maxqueuelen": true,
	"net.inet.tcp.v6mssdflt": true, "net.inet.tcp.mssdflt": true, "net.inet.tcp.minmss": true, "net.inet.ip.ttl": true,
	"net.inet.tcp.fast_finwait2_recycle": true,
}

package drill

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encap/layers/transport/tcp"
)

// A server that has accepted one connection, without timestamps.
const accepted = `0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0 bind(3, ..., ...) = 0
+0 listen(3, 1) = 0
+0 < S 0:0(0) win 32792 <mss 1000,nop,wscale 7>
+0 > S. 0:0(0) ack 1 <...>
+.01 < . 1:1(0) ack 1 win 257
+0 accept(3, ..., ...) = 4
`

func play(t *testing.T, src string) *Run {
	t.Helper()
	s, err := Parse("a.pkt", src)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Play(s, &tcp.Linux)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestScriptsThatAgree(t *testing.T) {
	for name, src := range map[string]string{
		"segments of the stack are taken together": accepted + `
+0 write(4, ..., 3500) = 3500
+0 > P. 1:3501(3500) ack 1`,
		"nor are they if the script does not want it": "--strict_segments\n" + accepted + `
+0 write(4, ..., 2000) = 2000
+0 > . 1:1001(1000) ack 1
+0 > P. 1001:2001(1000) ack 1`,
		"but need not be": accepted + `
+0 write(4, ..., 3500) = 3500
+0 > . 1:2001(2000) ack 1
+0 > P. 2001:3501(1500) ack 1`,
		"a packet comes at any time": accepted + `
+0 write(4, ..., 10) = 10
* > P. 1:11(10) ack 1
* > P. 1:11(10) ack 1
+0 %{ assert tcpi_retransmits == 1 and tcpi_snd_cwnd == 1, tcpi_snd_cwnd }%`,
		"a call blocks until its bytes come": accepted + `
+0...0.2 read(4, ..., 100) = 10
+.2 < P. 1:11(10) ack 1 win 257
+0 > . 1:1(0) ack 11`,
		"a call blocks until its time is over": accepted + `
+0...0.5 poll([{fd=4, events=POLLIN, revents=0}], 1, 500) = 0
+1 poll([{fd=4, events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 0) = 1`,
		"the process connects, and timestamps are the script's": `
0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0...0.1 connect(3, ..., ...) = 0
+0 > S 0:0(0) <mss 1460,sackOK,TS val 900 ecr 0,nop,wscale 8>
+.1 < S. 500:500(0) ack 1 win 5792 <mss 1460,sackOK,TS val 700 ecr 900,nop,wscale 7>
+0 > . 1:1(0) ack 501 <nop,nop,TS val 1000 ecr 700>
+.1 < P. 501:511(10) ack 1 win 257 <nop,nop,TS val 800 ecr 1000>
+0 > . 1:1(0) ack 511 <nop,nop,TS val 1100 ecr 800>
+0 %{ assert tcpi_state == TCP_ESTABLISHED and (tcpi_options & TCPI_OPT_SACK) != 0 }%`,
		"variables are set": accepted + `
+0 %{
first = tcpi_snd_cwnd  # segments
assert first == 10; assert first * 2 == 20
}%`,
		"the other end's variables of the system count": "`sysctl -w net.inet.tcp.sack.enable=0 net.inet.tcp.rfc1323=0`" + `
0 socket(..., SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
+0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0 > S 0:0(0) <mss 1460>
+0 ` + "`sockstat -4 | grep -c SYN_SENT | grep 1`",
		"options are asked for": accepted + `
+0 setsockopt(4, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0
+0 setsockopt(4, SOL_TCP, TCP_CONGESTION, "reno", 4) = 0
+0 getsockopt(4, SOL_TCP, TCP_CONGESTION, ["reno"], [5]) = 0
+0 getsockopt(4, SOL_SOCKET, SO_ERROR, [0], [4]) = 0
+0 fcntl(4, F_SETFL, O_RDWR|O_NONBLOCK) = 0
+0 fcntl(4, F_GETFL) = 0x802 (flags O_RDWR|O_NONBLOCK)
+0 read(4, ..., 5) = -1 EWOULDBLOCK (Resource temporarily unavailable)
+0 < P. 1:11(10) ack 1 win 257
+0 > . 1:1(0) ack 11
+0 ioctl(4, SIOCINQ, [10]) = 0
+0 recvmsg(4, {msg_name(...)=..., msg_iov(2)=[{..., 2}, {..., 3}], msg_flags=0}, MSG_PEEK) = 5
+0 readv(4, [{..., 2}, {..., 3}], 2) = 5
+0 close(4) = 0
+0 > R. 1:1(0) ack 11`,
		"each client has a connection of its own": accepted + `
+0 close(4) = 0
+0 > F. 1:1(0) ack 1
+0 listen(3, 2) = 0
+0 < S 77:77(0) win 1000 <mss 1000>
+0 > S. 0:0(0) ack 78 <mss 1460>`,
	} {
		if r := play(t, src); !r.OK {
			t.Errorf("%s:\n%v", name, r.Result)
		}
	}
}

// What does not agree is told: the line, what was expected, what came, why.
func TestScriptsThatDoNotAgree(t *testing.T) {
	for name, c := range map[string]struct{ src, expected, came, rule string }{
		"flags": {accepted + "+0 write(4, ..., 10) = 10\n+0 > . 1:11(10) ack 1",
			". 1:11(10) ack 1 at 0.010000 s", "P. 1:11(10) ack 1 at 0.010000 s: other flags", ""},
		"length": {accepted + "+0 write(4, ..., 10) = 10\n+0 > P. 1:12(11) ack 1", "", "another length", ""},
		"window": {accepted + "+0 write(4, ..., 10) = 10\n+0 > P. 1:11(10) ack 1 win 7", "win 7", "another window", ""},
		"options": {accepted + "+0 write(4, ..., 10) = 10\n+0 > P. 1:11(10) ack 1 <nop,nop,TS val 1 ecr 1>",
			"TS val 1", "other options", ""},
		"ECN":       {accepted + "+0 write(4, ..., 10) = 10\n+0 > [ect01] P. 1:11(10) ack 1", "", "tos 0x0", ""},
		"too early": {accepted + "+0 write(4, ..., 10) = 10\n+.1 > P. 1:11(10) ack 1", "at 0.110000 s", "100ms too early", ""},
		"too late": {accepted + "+0 write(4, ..., 10) = 10\n+0 > P. 1:11(10) ack 1\n+.1 > P. 1:11(10) ack 1",
			"at 0.110000 s", "too late", "Timeout"},
		"nothing": {accepted + "+0 > . 1:1(0) ack 5", "", "nothing up to", ""},
		"held back": {accepted + "+0 write(4, ..., 10) = 10\n+0 > P. 1:11(10) ack 1\n+0 write(4, ..., 10) = 10\n+0 > P. 11:21(10) ack 1",
			"P. 11:21(10)", "", ""},
		"number":      {accepted + "+0 write(4, ..., 10) = 9", "= 9", "= 10", ""},
		"error":       {accepted + "+0 listen(4, 1) = -1 EINTR (no)", "= -1 EINTR", "= -1 EINVAL", ""},
		"blocked":     {accepted + "+0 read(4, ..., 10) = 10", "= 10", "has not returned", ""},
		"not blocked": {accepted + "+0...1 fcntl(4, F_GETFL) = 2\n+2 close(4) = 0", "at 1.010000 s", "too early", ""},
		"option":      {accepted + "+0 getsockopt(4, SOL_SOCKET, SO_ERROR, [ECONNRESET], [4]) = 0", "", "SO_ERROR [0]", ""},
		"polled":      {accepted + "+0 poll([{fd=4, events=POLLOUT, revents=POLLIN}], 1, 0) = 1", "", "revents POLLOUT", ""},
		"assertion":   {accepted + "+0 %{ assert tcpi_snd_cwnd == 11 }%", "tcpi_snd_cwnd == 11", "tcpi_snd_cwnd = 10", ""},
		"unknown":     {accepted + "+0 %{ assert tcpi_nonsense == 11 }%", "", "not known", ""},
		"state":       {accepted + "+0 `sockstat | grep -c TIME_WAIT | grep 1`", "1 in TIME-WAIT", "0", ""},
		"the past":    {accepted + "+1 close(3) = 0\n0.5 close(4) = 0", "0.500000 s", "1.010000 s", ""},
		"flag":        {accepted + "+0 send(4, ..., 10, MSG_OOB) = 10", "= 10", "flags are not played", ""},
		"datagrams":   {"0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3", "= 3", "only stream sockets", ""},
	} {
		r := play(t, c.src)
		last := c.src[strings.LastIndex(c.src, "\n")+1:]
		if name == "not blocked" {
			last = "+0...1 fcntl(4, F_GETFL) = 2"
		}
		rules := ""
		for _, rule := range r.Rules {
			rules += rule.Name + " "
		}
		if r.OK || r.Step != last || !strings.Contains(r.Expected, c.expected) || !strings.Contains(r.Came, c.came) || !strings.Contains(rules, c.rule) {
			t.Errorf("%s: ok %v\n%v", name, r.OK, r.Result)
		}
	}
}

// The same script gives the same events, each time.
func TestPlayingIsTheSameTwice(t *testing.T) {
	src, err := os.ReadFile("testdata/10-simultaneous-close.pkt")
	if err != nil {
		t.Fatal(err)
	}
	a, b := play(t, string(src)), play(t, string(src))
	if a.Len() != b.Len() || a.Len() < 50 {
		t.Errorf("%d and %d events", a.Len(), b.Len())
	}
	if n := len(a.Steps()); n < 15 {
		t.Errorf("the script speaks at %d events only", n)
	}
	if err := a.world.tracer.Check(); err != nil {
		t.Error(err)
	}
}

// Whatever is played, nothing panics and every script comes to its end.
func FuzzPlay(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.pkt")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
	}
	f.Add(accepted + "+0 write(4, ..., 5000) = 5000\n+0 > P. 1:5001(5000) ack 1\n+0 < . 1:1(0) ack 5001 win 0 <nop,nop,sack 1:2>")
	f.Fuzz(func(t *testing.T, src string) {
		s, err := Parse("a.pkt", src)
		if err != nil || len(s.steps) > 60 || long(s) {
			return
		}
		for _, p := range tcp.Profiles {
			r, err := Play(s, p)
			if err != nil {
				t.Fatal(err)
			}
			if r.OK == (r.Line > 0) {
				t.Errorf("ok %v at line %d", r.OK, r.Line)
			}
		}
	})
}

// long says whether a script would keep the fuzzer busy.
func long(s *Script) bool {
	for _, one := range s.steps {
		if one.when.from > 1e11 || one.when.until > 1e11 {
			return true
		}
		if c, ok := one.do.(*call); ok && len(c.args) > 2 && c.args[2].num > 1e6 {
			return true
		}
	}
	return false
}

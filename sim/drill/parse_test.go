package drill

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong with a script is told with its line and column.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"+0 < S 0:0(0) win 5 <mss 1000,nop,wscal 7>", `1:35: unknown TCP option "wscal"`},
		{"+0 < S 0:0(0) win 5 <sackOK>", "1:21: 2 bytes of options, want a multiple of 4: add nop or eol"},
		{"+0 < S 0:0(0) win 5 <...>", "1:21: <...> is for packets from the stack"},
		{"+0 < S 0:1(0) win 5", "1:8: from 0 to 1 are not 0 bytes"},
		{"+0 > Q. 0:0(0)", `1:6: unknown flag "Q", want some of S F P R U E W .`},
		{"+0 < . 1:1(0) ack 4294967296 win 5", "1:19: ack 4294967296, want 0 to 4294967295"},
		{"+0 < [ect01] . 1:1(0) ack 1 win 1", "1:7: [ect01] is for packets from the stack"},
		{"// a\n\n  +0 frobnicate(3) = 0", "3:6: unknown call frobnicate"},
		{"+0 close(3 = 0", `1:12: "=", want ")"`},
		{"+0 close(3) = 0 EBADF", "1:17: EBADF, but the call does not return -1"},
		{"+0 close(3) = -1 EBADF (Bad", "1:24: the note does not end"},
		{"* close(3) = 0", "1:1: only a packet from the stack may have a range of time"},
		{"+0~+1 < . 1:1(0) ack 1 win 1", "1:1: only a packet from the stack may have a range of time"},
		{"+1~+.5 > . 1:1(0) ack 1", "1:1: the range of time is backwards"},
		{"0~+1 > . 1:1(0) ack 1", "1:4: one end of the range is relative, the other absolute"},
		{"+0...1 > . 1:1(0) ack 1", "1:1: only a call may last"},
		{"+2...1 read(3, ..., 1) = 1", "1:1: the call returns before it begins"},
		{"-1 close(3) = 0", "1:1: -1 is no time in seconds"},
		{"close(3) = 0", "1:1: a packet or a call without a time"},
		{"--nonsense=1", "1:1: unknown option --nonsense"},
		{"--ip_version=ipv6", "1:1: --ip_version=ipv6: only ipv4 is played"},
		{"--tolerance_usecs=x", "1:1: --tolerance_usecs=x, want a number"},
		{"`rm -rf /`", `1:1: the command "rm" is not played`},
		{"`sysctl -q net.ipv4.tcp_magic=1`", "1:1: the variable net.ipv4.tcp_magic is not played"},
		{"`sysctl net.ipv4.tcp_sack=yes`", `1:1: net.ipv4.tcp_sack: "yes" is no number that makes sense`},
		{"`true", "1:1: a shell command that does not end: want `"},
		{"%{ assert x == }%", "1:1: the end of the script, want a value"},
		{"%{ import os\nos.system('x') }%", `1:1: "os": only assert, print and assignments are played`},
		{"/* never", "1:1: the comment does not end"},
		{"+0 < icmp unreachable port_unreachabel [0:0(0)]", `1:23: unknown code "port_unreachabel" of ICMP unreachable`},
		{"+0 > icmp unreachable", "1:6: ICMP messages come to the stack only"},
		{"+0 < udp (100)", "1:6: packets of udp are not played: only TCP, and ICMP about it"},
		{"#ifdef Linux\n+0 close(3) = 0", "2:16: #ifdef without its #endif"},
		{"#endif", `1:1: "#endif", want #ifdef SYSTEM, #ifndef SYSTEM, #else or #endif`},
		{"+0 < [1:2(5)] icmp unreachable", "1:7: from 1 to 2 are not 5 bytes"},
		{"+0 < icmp parameter_problem code_300", `1:29: unknown code "code_300" of ICMP parameter_problem`},
		{"+0 < . ...(0) ack 1 win 5", `1:8: "...", want sequence number, a number`},
		{"+0 < . 1:1(0) ack 1 win 5 <nop,nop,TS val ... ecr 1>", `1:43: "...", want timestamp, a number`},
		{"+0", "1:3: the end of the script, want a packet, a call, a command or statements"},
	} {
		_, err := Parse("a.pkt", c.src)
		if want := "a.pkt:" + c.want; err == nil || err.Error() != want {
			t.Errorf("%s\n got  %v\n want %s", c.src, err, want)
		}
	}
}

// What a packet says is read, and written again as it was.
func TestPacketsAreReadAndWritten(t *testing.T) {
	for _, text := range []string{
		"S 0:0(0) win 32792 <mss 1000,nop,wscale 7>",
		"S. 0:0(0) ack 1 <mss 1460,sackOK,TS val 100 ecr 0,nop,wscale 8>",
		"SEW 0:0(0) win 65535",
		"FP. 1:1001(1000) ack 1 win 257",
		". 1:1(0) ack 1001 win 257 <nop,nop,sack 3001:4001 1001:2001>",
		"PU. 1:11(10) ack 1 win 5 urg 5",
		"R 34:34(0)",
		"- 1:1(0)",
		". 4294967290:4(10) ack 1",
		". 1:1(0) ack 1 <...>",
		"S. ...(0) ack 1 <nop,nop,TS val ... ecr 7>",
		"S 0:0(0) win 9 <mss 1460,FO 0011223344556677,eol,eol>",
	} {
		s, err := Parse("a.pkt", "+0 > "+text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := s.steps[0].do.(*packet).segment.notation(true); got != text {
			t.Errorf("read  %s\nwrote %s", text, got)
		}
	}
}

// All the ways in which times, calls and packets are written.
func TestScriptsAreRead(t *testing.T) {
	src := `--tolerance_usecs=1000
--define=SIZE=10
` + "`sysctl -w net.ipv4.tcp_rmem=\"4096 87380 6291456\" net.ipv4.tcp_sack=1; true`" + `
/* a comment
   of two lines */
 0.000 socket(..., SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
+0 bind(3, {sa_family = AF_INET, sin_port = htons(8080), sin_addr = inet_addr("192.168.0.1")}, ...) = 0
+.1...0.2 read(3, ..., SIZE) = -1 EAGAIN (Resource temporarily unavailable (so it is))
+0 setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0
+0 fcntl(3, F_SETFL, O_RDWR | O_NONBLOCK) = 0
+0 fcntl(3, F_GETFL) = 0x802 (flags O_RDWR|O_NONBLOCK)
+0 sendmsg(3, {msg_name(...)=..., msg_iov(2)=[{..., 10}, {..., 20}], msg_flags=0}, MSG_MORE) = 30
+0 poll([{fd=3, events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 0) = 1
+0 <[noecn]  . 1:1(0) ack 1 win 257 < nop, nop , sack 1:2>
0.3~0.4 >[ect0] P. 1:11(10) ack 1
+0~+.05 > (tos 0x10) . 1:11(10) ack 1 <...>
* > [ttl 64] F. 11:11(0) ack 1
+0 %{ assert tcpi_unacked == 0, \
  tcpi_unacked; print "x" }%
` + "+0 `ip tcp_metrics flush all >/dev/null 2>&1`"
	s, err := Parse("a.pkt", src)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.steps); n != 15 {
		t.Errorf("%d steps, want 15", n)
	}
	read := s.steps[3]
	if c := read.do.(*call); c.errno != "EAGAIN" || c.int(2) != 10 || read.when.until.Milliseconds() != 200 {
		t.Errorf("read as %+v at %+v", c, read.when)
	}
	msg := s.steps[7].do.(*call)
	if n := msg.arg(1).find("msg_iov").buffers(); n != 30 {
		t.Errorf("the message has %d bytes", n)
	}
}

// Statements are computed as Python does.
func TestStatements(t *testing.T) {
	names := func(name string) (value, error) {
		if name == "x" {
			return value{num: 7}, nil
		}
		return value{}, errors.New("unknown name " + name)
	}
	for src, want := range map[string]bool{
		"assert x == 7, x":                        true,
		"assert (x & 2) != 0 and not x == 8":      true,
		"assert 1 + 2 * 3 == x":                   true,
		"assert -7 // 2 == -4 and -7 % 2 == 1":    true,
		"assert x >> 1 == 3 or y":                 true,
		"assert x << 2 < 28":                      false,
		"assert x >= 8 or (x < 3)":                false,
		"assert abs(0 - x) == max(3, 7, 1)":       true,
		"assert 'a' == \"a\", 'no %d' % x":        true,
		"assert 0x10 == 16 # a comment, a or b )": true,
		"assert x ^ 3 | 8 == 4 | 8":               true,
		"assert 5 <= x < 8 and not 1 < 0 < x":     true,
		"assert 5 <= x < 7":                       false,
	} {
		all, err := parseStatements(src)
		if err != nil || len(all) != 1 {
			t.Errorf("%s: %v", src, err)
			continue
		}
		v, err := all[0].value(names)
		if err != nil || v.truth() != want {
			t.Errorf("%s gives %v, %v", src, v, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.pkt")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
	}
	f.Add("+0...1 poll([{fd=3, events=POLLIN}], 1, 0) = 1 ([{a=1}])\n%{ assert 1 << 2 == (4), 5 }%")
	f.Add("--define=X=`true`\nX\n+0 < icmp unreachable frag_needed mtu 1200 [1:2(1)]")
	f.Fuzz(func(t *testing.T, src string) {
		s, err := Parse("a.pkt", src)
		var e *Error
		switch {
		case err == nil:
			for _, one := range s.steps {
				if p, ok := one.do.(*packet); ok && p.segment != nil && len(p.segment.options)%4 != 0 {
					t.Errorf("%d bytes of options", len(p.segment.options))
				}
			}
		case !errors.As(err, &e):
			t.Errorf("%v is no *Error", err)
		case e.Line < 1 || e.Line > strings.Count(src, "\n")+1 || e.Column < 1 || e.Text == "":
			t.Errorf("an error at %d:%d: %q", e.Line, e.Column, e.Text)
		}
	})
}

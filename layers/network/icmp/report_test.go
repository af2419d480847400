package icmp

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"encap/layers/network/ipv4"
	"encap/layers/osi"
)

func TestReport(t *testing.T) {
	p := packet(test, alice, bob, "12345678")
	for _, c := range []struct {
		problem      ipv4.Problem
		mtu          int
		sends, obeys string
	}{
		{ipv4.NetUnreachable, 0, "3/0 00000000", "Unreached"},
		{ipv4.HostUnreachable, 0, "3/1 00000000", "Unreached"},
		{ipv4.ProtocolUnreachable, 0, "3/2 00000000", "Unreached"},
		{ipv4.PortUnreachable, 0, "3/3 00000000", "Unreached"},
		{ipv4.SourceRouteFailed, 0, "3/5 00000000", "Unreached"},
		{ipv4.ParameterProblem, 21, "12/0 15000000", "Parameter"},
		{ipv4.Prohibited, 0, "3/13 00000000", "Unreached"},
		{ipv4.FragmentationNeeded, 1400, "3/4 00000578", "TooBig"},
		{ipv4.TTLExceeded, 0, "11/0 00000000", "Exceeded"},
		{ipv4.ReassemblyTimeExceeded, 0, "11/1 00000000", "TooSlow"},
	} {
		h := newHost(t)
		h.Report(c.problem, c.mtu, p)
		if len(h.sent) != 1 || string(h.sent[0][HeaderLen:]) != string(p) || h.paths[0].Dst != alice || h.paths[0].Src.IsValid() {
			t.Errorf("problem %d: sent %x by %+v", c.problem, h.sent, h.paths)
		}
		h.sent[0] = h.sent[0][:HeaderLen]
		h.expect(c.sends+` to 10.0.1.2 from invalid IP: ""`, "", c.obeys)
	}
}

// About these no error may be sent (RFC 1122 §3.2.2), and when there is no way
// back none can.
func TestSilence(t *testing.T) {
	unreachable := "\x03\x01\x00\x00\x00\x00\x00\x00"
	for _, c := range []struct {
		name   string
		packet []byte
		silent bool
	}{
		{"an ICMP error", packet(Protocol, alice, bob, unreachable), true},
		{"an ICMP error behind options", append(packet(Protocol, alice, bob, "", func(p []byte) { p[0] = 0x46 }), "\x94\x04\x00\x00"+unreachable...), true},
		{"an ICMP message of an unknown type", packet(Protocol, alice, bob, "\xff......."), true},
		{"an ICMP message without a type", packet(Protocol, alice, bob, ""), true},
		{"an echo request", packet(Protocol, alice, bob, "\x08......."), false},
		{"an echo reply", packet(Protocol, alice, bob, "\x00......."), false},
		{"a later fragment", packet(test, alice, bob, "12345678", func(p []byte) { p[7] = 1 }), true},
		{"a fragment far behind", packet(test, alice, bob, "12345678", func(p []byte) { p[6] = 0x1f }), true},
		{"a first fragment", packet(test, alice, bob, "12345678", func(p []byte) { p[6] = 0x20 }), false},
		{"from nobody", packet(test, ip("0.0.0.0"), bob, "12345678"), true},
		{"from a group", packet(test, ip("224.0.0.1"), bob, "12345678"), true},
		{"from a reserved address", packet(test, ip("250.0.0.1"), bob, "12345678"), true},
		{"from everybody", packet(test, ip("255.255.255.255"), bob, "12345678"), true},
		{"to a group", packet(test, alice, ip("224.0.0.1"), "12345678"), true},
		{"to everybody", packet(test, alice, ip("255.255.255.255"), "12345678"), true},
		{"a whole header alone", packet(test, alice, bob, ""), false},
		{"from localhost", packet(test, ip("127.0.0.1"), ip("127.0.0.1"), "12345678"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			h.Report(ipv4.PortUnreachable, 0, c.packet)
			if silent := len(h.sent) == 0; silent != c.silent || silent != (h.Obeyed() == "Silent") {
				t.Errorf("sent %x, want silence: %v", h.sent, c.silent)
			}
		})
	}
	h := newHost(t)
	h.lost = true
	h.Report(ipv4.PortUnreachable, 0, packet(test, alice, bob, "12345678"))
	h.expect("", "", "Unreached")
}

// A whole error packet has no more than 576 bytes (RFC 1812 §4.3.2.3).
func TestQuotedLength(t *testing.T) {
	for _, c := range []struct{ packet, message int }{{28, 36}, {547, 555}, {548, 556}, {549, 556}, {1500, 556}} {
		h := newHost(t)
		p := packet(test, alice, bob, strings.Repeat("x", c.packet-20))
		h.Report(ipv4.TTLExceeded, 0, p)
		if got := len(h.sent[0]); got != c.message {
			t.Errorf("about %d bytes: a message of %d, want %d", c.packet, got, c.message)
		}
	}
}

// A host is told six errors at once and then one each second; that a packet was
// too long it is told always.
func TestLimit(t *testing.T) {
	h := newHost(t)
	count := func(n int, problem ipv4.Problem, src string) int {
		h.sent = nil
		for range n {
			h.Report(problem, 1400, packet(test, ip(src), bob, "12345678"))
		}
		return len(h.sent)
	}
	for _, c := range []struct {
		after time.Duration
		sent  int
	}{{0, 6}, {999 * time.Millisecond, 0}, {time.Millisecond, 1}, {2500 * time.Millisecond, 2}, {500 * time.Millisecond, 1}, {time.Hour, 6}} {
		h.Advance(c.after)
		if got := count(10, ipv4.HostUnreachable, "10.0.1.2"); got != c.sent {
			t.Errorf("after %v: %d errors, want %d", c.after, got, c.sent)
		}
	}
	if got := count(10, ipv4.FragmentationNeeded, "10.0.1.2"); got != 10 {
		t.Errorf("%d packets too long were reported", got)
	}
	if got := count(10, ipv4.HostUnreachable, "10.0.1.3"); got != 6 {
		t.Errorf("another host: %d", got)
	}
	if got := count(10, ipv4.HostUnreachable, own.String()); got != 10 {
		t.Errorf("ourselves: %d", got)
	}
	for i := range 3000 {
		count(1, ipv4.HostUnreachable, fmt.Sprintf("10.1.%d.%d", i/250, i%250))
	}
	if len(h.quota.hosts) != maxHosts || len(h.quota.order) != maxHosts {
		t.Errorf("%d hosts are remembered", len(h.quota.hosts))
	}
	h.Obeyed()
}

// A better way is told with its address; the packet is quoted.
func TestRedirect(t *testing.T) {
	h := newHost(t)
	h.Redirect(ip("10.0.1.9"), packet(test, alice, bob, "12345678"))
	h.sent[0] = h.sent[0][:HeaderLen]
	h.expect(`5/1 0a000109 to 10.0.1.2 from invalid IP: ""`, "", "BetterWay")
}

// Hosts of old answer everybody, each from its own address.
func TestEchoToAll(t *testing.T) {
	h := newHost(t)
	h.AnswerBroadcast = true
	h.Receive(osi.Path{Src: alice, Dst: ip("10.0.1.255"), Protocol: Protocol}, message(EchoRequest, 0, 0x00010002, "x"))
	h.expect(`0/0 00010002 to 10.0.1.2 from invalid IP: "x"`, "", "EchoToAll Echo")
}

package dissect

import (
	"slices"
	"strings"
	"testing"
)

// TestExplain shows what a person reads, for every computed field of some
// frames.
func TestExplain(t *testing.T) {
	hello := udpPacket(t, "hello", nil)
	var all strings.Builder
	say := func(title, proto string, data []byte, fields ...string) {
		pdus := Dissect(proto, data)
		for _, f := range fields {
			all.WriteString("== " + title + ": " + f + "\n")
			for _, line := range Explain(pdus, data, f) {
				all.WriteString(line + "\n")
			}
			all.WriteString("\n")
		}
	}
	say("a datagram", "eth", frame(t, 0x0800, hello), "eth.padding", "eth.fcs", "ip.hdr_len", "ip.len", "ip.checksum", "udp.length", "udp.checksum")
	say("a damaged one", "eth", patch(frame(t, 0x0800, hello), 42, 'H'), "eth.fcs", "udp.checksum.status")
	say("one without a checksum", "ip", patch(hello, 26, 0, 0), "udp.checksum")
	say("one whose addresses are unknown", "udp", hello[20:], "udp.checksum")
	say("a long echo request", "ip", icmpPacket(t, 8, 0, [4]byte{0, 1, 0, 2}, slices.Repeat([]byte{0xff, 0xfe, 0xfd}, 33)), "icmp.checksum")
	say("a later fragment", "ip", fragment(udpPacket(t, strings.Repeat("x", 100), nil), 48, 60), "ip.frag_offset", "ip.len")
	say("a cut packet", "ip", resum(patch(hello, 2, 0, 99)), "ip.len")
	say("a frame with a length", "eth", frame(t, 5, []byte("abcde")), "eth.len")
	syn := tcpPacket(t, 80, 0x002, 1000, 0, "020405b401030307", "")
	say("a SYN", "ip", syn, "tcp.hdr_len", "tcp.len", "tcp.options.wscale.shift", "tcp.checksum")
	say("text", "eth", frame(t, 0x0800, tcpPacket(t, 40000, 0x018, 1001, 5001, "", "hello")), "tcp.len", "tcp.checksum")
	golden(t, "explain", all.String())
}

// TestExplainSumsToZero: a checksum of 0 is sent as 0xffff.
func TestExplainSumsToZero(t *testing.T) {
	packet := udpPacket(t, "\x00\x00", nil)
	sum := uint16(packet[26])<<8 | uint16(packet[27])
	packet = patch(packet, 28, byte(sum>>8), byte(sum)) // adds up to all ones
	packet = patch(packet, 26, 0xff, 0xff)
	pdus := Dissect("ip", packet)
	lines := Explain(pdus, packet, "udp.checksum")
	want := []string{
		"All bits turned over: 0x0000.",
		"0 would mean that there is no checksum, so 0xffff is sent in its place (RFC 768).",
		"The datagram says 0xffff: correct.",
	}
	if len(lines) < 3 || !slices.Equal(lines[len(lines)-3:], want) {
		t.Errorf("got %q", lines)
	}
	if f := pdus[1].Fields[find(pdus[1].Fields, "udp.checksum")]; f.Bad {
		t.Errorf("the checksum is marked: %s", f.Text)
	}
}

func TestExplainNothing(t *testing.T) {
	packet := udpPacket(t, "hello", nil)
	pdus := Dissect("ip", packet)
	for _, name := range []string{"ip.ttl", "eth.fcs", "no.such.field"} {
		if lines := Explain(pdus, packet, name); lines != nil {
			t.Errorf("%s: got %q, want nothing", name, lines)
		}
	}
}

package dissect

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encap/layers/osi"
)

var update = flag.Bool("update", false, "write the golden files anew")

// show writes PDUs as a person would list them.
func show(pdus []PDU) string {
	var b strings.Builder
	for _, p := range pdus {
		fmt.Fprintf(&b, "%s [%d:%d:%d:%d] %s, layer %d, %s: %s\n", p.Proto, p.Start, p.Body, p.Tail, p.End, p.Title, p.Layer, p.Word, p.Summary)
		for _, f := range p.Fields {
			bad := ""
			if f.Bad {
				bad = " BAD"
			}
			fmt.Fprintf(&b, "  %-22s %4d-%-4d %s: %s%s\n", f.Name, f.Start, f.End, f.Label, f.Text, bad)
		}
		if p.Malformed != "" {
			fmt.Fprintf(&b, "  malformed: %s\n", p.Malformed)
		}
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		must(t, os.MkdirAll("testdata", 0o755))
		must(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	must(t, err)
	if got != string(want) {
		t.Errorf("%s differs; got\n%s\nwant\n%s", path, got, want)
	}
}

func TestSamples(t *testing.T) {
	var all strings.Builder
	for _, s := range samples(t) {
		fmt.Fprintf(&all, "== %s\n%s\n", s.name, show(Dissect("eth", s.frame)))
	}
	golden(t, "samples", all.String())
}

// TestSamplesAreWell: nothing in a good frame is marked.
func TestSamplesAreWell(t *testing.T) {
	for _, s := range samples(t) {
		for _, p := range Dissect("eth", s.frame) {
			if p.Malformed != "" {
				t.Errorf("%s: %s is malformed: %s", s.name, p.Proto, p.Malformed)
			}
			for _, f := range p.Fields {
				if f.Bad {
					t.Errorf("%s: %s is bad: %s", s.name, f.Name, f.Text)
				}
			}
		}
	}
}

// TestAnyOutermost: each event's PDU begins with another header.
func TestAnyOutermost(t *testing.T) {
	packet := udpPacket(t, "hello", nil)
	for _, c := range []struct {
		proto string
		data  []byte
		want  string // the protocols
		sum   string // the text of the innermost checksum
	}{
		{"ip", packet, "ip udp data", "0x6c7c (correct)"},
		{"udp", packet[20:], "udp data", "0x6c7c (cannot be verified)"},
		{"data", packet[28:], "data", ""},
		{"data", nil, "data", ""},
		{"arp", arpPacket(t, 1), "arp", ""},
		{"icmp", icmpPacket(t, 8, 0, [4]byte{}, []byte("ping"))[20:], "icmp data", "0x192f (correct)"},
		{"tcp", tcpPacket(t, 7, 0x18, 1, 1, "", "hi")[20:], "tcp data", "0x9922 (cannot be verified)"},
		{"sctp", []byte("none of ours"), "data", ""},
		{"eth", nil, "eth", ""},
	} {
		var protos []string
		sum := ""
		for _, p := range Dissect(c.proto, c.data) {
			protos = append(protos, p.Proto)
			for _, f := range p.Fields {
				if strings.HasSuffix(f.Name, ".checksum") {
					sum = f.Text
				}
			}
		}
		if got := strings.Join(protos, " "); got != c.want || sum != c.sum {
			t.Errorf("%s: got %q with checksum %q, want %q with %q", c.proto, got, sum, c.want, c.sum)
		}
	}
}

// TestDamage: what is wrong is marked where it is wrong, and the rest is read.
func TestDamage(t *testing.T) {
	packet := udpPacket(t, "hello", nil)
	segment := tcpPacket(t, 40000, 0x18, 1, 1, "020405b4 01010101", "hiho")
	for _, c := range []struct {
		name      string
		proto     string
		data      []byte
		malformed string // "proto: why"
		bad       string // fields
	}{
		{"a flipped bit of the payload", "eth", patch(frame(t, 0x0800, packet), 42, 'H'), "", "eth.fcs udp.checksum"},
		{"a flipped bit of the TTL", "ip", patch(packet, 8, 63), "", "ip.checksum"},
		{"half a frame", "eth", frame(t, 0x0800, packet)[:16], "eth: 16 bytes, the header needs 18", ""},
		{"version 6", "ip", patch(packet, 0, 0x65), "ip: version 6, want 4", "ip.version ip.checksum"},
		{"a short header", "ip", patch(packet, 0, 0x43), "ip: header length 12, want at least 20", "ip.hdr_len"},
		{"a header longer than all", "ip", patch(packet, 0, 0x4f), "ip: header length 60, but there are 33 bytes", "ip.hdr_len"},
		{"half a header", "ip", packet[:11], "ip: 11 bytes, the header needs 20", ""},
		{"total length too small", "ip", resum(patch(packet, 2, 0, 19)), "ip: total length 19, less than the header's 20", "ip.len"},
		{"total length too large", "ip", resum(patch(packet, 2, 0, 34)), "ip: total length 34, but there are 33 bytes", "ip.len"},
		{"an option too long", "ip", resum(patch(packet, 0, 0x46, 0, 0, 33, 0, 7, 0, 0, 64, 99, 0, 0, 10, 0, 1, 2, 10, 0, 2, 2, 1, 7, 4)),
			"ip: option length 4 at byte 22, want 2 to 3", "ip.opt.len"},
		{"an option without length", "ip", resum(patch(packet, 0, 0x46, 0, 0, 33, 0, 7, 0, 0, 64, 99, 0, 0, 10, 0, 1, 2, 10, 0, 2, 2, 1, 1, 1, 7)),
			"ip: option 7 at byte 23 has no length", "ip.opt.type"},
		{"UDP length too small", "udp", []byte{1, 2, 3, 4, 0, 7, 0, 0}, "udp: length 7, want at least 8", "udp.length"},
		{"UDP length too large", "udp", []byte{1, 2, 3, 4, 0, 10, 0, 0, 'x'}, "udp: length 10, but there are 9 bytes", "udp.length"},
		{"half a UDP header", "udp", []byte{1, 2, 3, 4, 0}, "udp: 5 bytes, the header needs 8", ""},
		{"half a TCP header", "tcp", segment[20:30], "tcp: 10 bytes, the header needs 20", ""},
		{"a short TCP header", "tcp", patch(segment[20:], 12, 0x40), "tcp: header length 16, want at least 20", "tcp.hdr_len"},
		{"a TCP header longer than all", "tcp", patch(segment[20:], 12, 0xf0), "tcp: header length 60, but there are 32 bytes", "tcp.hdr_len"},
		{"a flipped bit of a segment", "ip", patch(segment, 51, 'J'), "", "tcp.checksum"},
		{"a TCP option of length 0", "tcp", patch(segment[20:], 20, 99, 0), "tcp: option length 0 at byte 21, want 2 to 8", "tcp.option_len"},
		{"a TCP option of length 1", "tcp", patch(segment[20:], 20, 2, 1), "tcp: option length 1 at byte 21, want 4", "tcp.option_len"},
		{"an MSS of three bytes", "tcp", patch(segment[20:], 20, 2, 5, 0, 0, 0, 1, 1, 1), "tcp: option length 5 at byte 21, want 4", "tcp.option_len"},
		{"a TCP option too long", "tcp", patch(segment[20:], 24, 8, 10), "tcp: option length 10 at byte 25, want 2 to 4", "tcp.option_len"},
		{"SACK without a block", "tcp", patch(segment[20:], 20, 5, 2, 1, 1), "tcp: option length 2 at byte 21, want 2 and a multiple of 8", "tcp.option_len"},
		{"a TCP option without length", "tcp", patch(segment[20:], 24, 1, 1, 1, 3), "tcp: option 3 at byte 27 has no length", "tcp.option_kind"},
		{"ICMP cut", "icmp", []byte{8, 0, 0, 0, 1}, "icmp: 5 bytes, the header needs 8", ""},
		{"ARP cut", "arp", arpPacket(t, 1)[:20], "arp: 20 bytes, the header needs 28", ""},
		{"a length of a frame too large", "eth", frame(t, 0x0100, []byte("abc")), "eth: length 256, but 46 bytes follow", "eth.len"},
	} {
		var malformed, bad []string
		for _, p := range Dissect(c.proto, c.data) {
			if p.Malformed != "" {
				malformed = append(malformed, p.Proto+": "+p.Malformed)
			}
			for _, f := range p.Fields {
				if f.Bad {
					bad = append(bad, f.Name)
				}
			}
		}
		if got := strings.Join(malformed, "; "); got != c.malformed {
			t.Errorf("%s: malformed %q, want %q", c.name, got, c.malformed)
		}
		if got := strings.Join(bad, " "); got != c.bad {
			t.Errorf("%s: bad %q, want %q", c.name, got, c.bad)
		}
	}
}

// TestDamagedFramesAreReadOn: what can still be read is shown.
func TestDamagedFramesAreReadOn(t *testing.T) {
	packet := udpPacket(t, "hello", nil)
	pdus := Dissect("ip", resum(patch(packet, 2, 0xff, 0xff)))
	if got := pdus[len(pdus)-1].Summary; got != `"hello"` {
		t.Errorf("a packet with a wrong length: got %s, want the payload", got)
	}
	pdus = Dissect("arp", arpPacket(t, 1)[:20])
	if i := find(pdus[0].Fields, "arp.src.proto_ipv4"); i < 0 {
		t.Error("a cut ARP packet does not show the sender that is still there")
	}
}

func TestNestingIsBounded(t *testing.T) {
	tags := bytes.Repeat([]byte{0, 1, 0x81, 0x00}, 10_000)
	pdus := Dissect("vlan", tags)
	if len(pdus) != maxPDUs || pdus[maxPDUs-1].Proto != "data" {
		t.Errorf("%d PDUs, the last is %s", len(pdus), pdus[len(pdus)-1].Proto)
	}
}

func TestData(t *testing.T) {
	for _, c := range []struct{ data, text, summary string }{
		{"grüße\n", `"grüße\n"`, `"grüße\n"`},
		{"\xff\xfe", "", "2 bytes"},
		{"a\x00b", "", "3 bytes"},
		{"\x80", "", "1 byte"},
		{strings.Repeat("ü", 60), `"` + strings.Repeat("ü", 32) + `"…`, `"` + strings.Repeat("ü", 32) + `"…`},
		{strings.Repeat("x", 63) + "üü", `"` + strings.Repeat("x", 63) + `"…`, `"` + strings.Repeat("x", 63) + `"…`},
	} {
		p := Dissect("data", []byte(c.data))[0]
		text := ""
		if i := find(p.Fields, "data.text"); i >= 0 {
			text = p.Fields[i].Text
			if v := p.Fields[i].Value; v != c.data {
				t.Errorf("%q: value %q is not whole", c.data, v)
			}
		}
		if text != c.text || p.Summary != c.summary {
			t.Errorf("%q: got text %s and summary %s", c.data, text, p.Summary)
		}
		if p.Layer != 0 && p.Layer != osi.Application {
			t.Errorf("%q: layer %d", c.data, p.Layer)
		}
	}
}

func BenchmarkDissectUDPFrame(b *testing.B) {
	f := frame(b, 0x0800, udpPacket(b, "hello", nil))
	b.ReportAllocs()
	for b.Loop() {
		Dissect("eth", f)
	}
}

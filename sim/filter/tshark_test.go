package filter

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"encap/layers/osi"
	"encap/sim/trace"
)

// tshark gives the path of the program, or ends the test.
func tshark(t *testing.T) string {
	path, err := exec.LookPath("tshark")
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("tshark is missing: install it, or the filters are not compared with Wireshark's")
	}
	t.Skip("tshark is missing, so the filters are not compared with Wireshark's")
	return ""
}

// Wireshark's types for our kinds of values.
var wiresharkTypes = map[kind][]string{
	number:  {"FT_UINT8", "FT_UINT16", "FT_UINT32", "FT_INT32", "FT_DOUBLE"},
	boolean: {"FT_BOOLEAN"},
	text:    {"FT_STRING"},
	raw:     {"FT_BYTES", "protocol"}, // some options count as protocols there
	address: {"FT_IPv4"},
	mac:     {"FT_ETHER"},
}

// Each header field has a name that Wireshark knows, and a kind that fits.
func TestFieldsAreWiresharks(t *testing.T) {
	out, err := exec.Command(tshark(t), "-G", "fields").Output()
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]string{}
	for line := range strings.Lines(string(out)) {
		switch cols := strings.Split(strings.TrimSpace(line), "\t"); {
		case cols[0] == "P" && len(cols) > 2:
			types[cols[2]] = " protocol"
		case cols[0] == "F" && len(cols) > 3:
			types[cols[2]] += " " + cols[3] // some names have several
		}
	}
	for _, f := range headerFields() {
		if f.kind == protocol {
			if types[f.name] != " protocol" {
				t.Errorf("Wireshark knows no protocol %s", f.name)
			}
			continue
		}
		fits := false
		for _, want := range wiresharkTypes[f.kind] {
			fits = fits || strings.Contains(types[f.name]+" ", " "+want+" ")
		}
		if !fits {
			t.Errorf("%s is %s here, %q in Wireshark", f.name, f.kind.phrase(), types[f.name])
		}
	}
}

// TestMatchAsWireshark asks Wireshark the same of each frame. The expressions
// are without commas, because they separate tshark's own options.
func TestMatchAsWireshark(t *testing.T) {
	program := tshark(t)
	asked := []string{
		`eth`, `arp`, `ip`, `icmp`, `udp`, `vlan`, `data`,
		`frame.len == 64`, `frame.len > 64`, `frame.len le 72`,
		`eth.dst == ff:ff:ff:ff:ff:ff`, `eth.addr == 02:00:00:00:03:00`, `eth.addr != 02:00:00:00:03:00`,
		`eth.src == 02-00-00-00-01-00`, `eth.type == 0x0806`, `eth.type in {0x800..0x806}`, `eth.len`, `eth.padding`,
		`eth.fcs.status == 1`, `eth.fcs.status == 0`,
		`llc`, `llc.dsap == 0x42`, `llc.control == 3`, `stp`, `stp.type == 2`, `stp.flags.proposal`, `stp.flags.tc == 1`, `stp.flags.port_role == 2`, `stp.root.prio == 4096`,
		`stp.root.hw == 02:00:00:00:01:00`, `stp.root.cost == 20000`, `stp.bridge.ext == 1`, `stp.bridge.hw != 02:00:00:00:01:00`, `stp.port == 0x8003`, `stp.msg_age == 1`, `stp.max_age > 19`, `stp.forward == 15`,
		`vlan.id == 5`, `vlan.priority == 1`,
		`arp.opcode == 1`, `arp.opcode != 1`, `!(arp.opcode == 1)`, `arp.src.proto_ipv4 == 10.0.1.0/24`, `arp.hw.type == 2`,
		`ip.ttl == 63`, `ip.ttl < 64`, `ip.ttl >= 63`, `ip.ttl != 64`, `!ip.ttl == 64`, `not ip.ttl eq 64 and ip`,
		`ip.src == 10.0.1.2`, `ip.src == 10.0.1.0/24`, `ip.src != 10.0.1.0/24`, `ip.addr == 10.0.1.1`, `ip.addr != 10.0.1.1`,
		`ip.dst > 10.0.2.0`, `ip.dst in {10.0.1.1..10.0.1.9}`, `ip.host == "10.0.1.1"`, `ip.host matches "^10\\.0\\.1\\.1$"`,
		`ip.flags.df`, `ip.flags.df == 1`, `ip.flags.mf == 1`, `ip.hdr_len == 24`, `ip.len == 33`, `ip.id == 7`,
		`ip.proto == 17`, `ip.checksum.status == 1`, `ip.checksum.status == 0`, `ip.dsfield.dscp == 0`, `ip.frag_offset == 0`, `ip.frag_offset > 0`,
		`ip.frag_offset == 185`, `ip.frag_offset == 1480`,
		`icmp.type == 11`, `icmp.code == 4`, `icmp.mtu == 1400`, `icmp.redir_gw == 10.0.1.1`, `icmp.ident == 7`, `icmp.seq == 1`, `icmp.checksum.status == 1`,
		`udp.port == 5000`, `udp.srcport == 49152 && udp.length == 13`, `udp.port != 5000`, `udp.checksum.status == 1`,
		`udp.payload contains "ell"`, `udp contains "hello"`, `data contains "hello"`, `data.data matches "^h.llo$"`, `data.len == 5`,
		`tcp`, `tcp.port == 5000`, `tcp.port != 5000`, `!tcp`, `tcp.port == 80`, `tcp.srcport == 80`, `tcp.dstport != 80`,
		`tcp.flags.syn`, `tcp.flags.syn && !tcp.flags.ack`, `tcp.flags.syn == 1 && tcp.flags.ack == 1`, `tcp.flags == 0x12`, `tcp.flags.reset`, `tcp.flags.fin == 1`,
		`tcp.flags.push`, `tcp.flags.urg`, `tcp.len > 0`, `tcp.len == 32`, `tcp.hdr_len == 40`, `tcp.hdr_len > 20`, `tcp.window_size_value == 64240`,
		`tcp.seq_raw == 1001`, `tcp.ack_raw >= 1001`, `tcp.checksum.status == 1`, `tcp.checksum.status == 0`, `tcp.urgent_pointer == 0`,
		`tcp.options.mss_val == 1460`, `tcp.options.mss_val < 1000`, `tcp.options.wscale.shift == 7`, `tcp.options.sack_perm`, `tcp.options`, `tcp.option_kind == 4`, `tcp.option_len == 10`,
		`tcp.options.timestamp.tsval == 5`, `tcp.options.timestamp.tsecr == 5`, `tcp.options.sack_le == 6000`, `tcp.options.sack_re > 6000`,
		`tcp contains "Host"`, `tcp.payload contains "GET"`, `http`, `!http`, `http.request.method == "GET"`, `http.request.uri == "/a"`, `http.response.code == 404`, `http.response.code < 400`,
		`arp || ip && icmp`, `arp or ip and not icmp`, `!(arp || ip)`, `!arp && !ip`, `(arp || ip) && eth.padding`,
	}
	all := append(sampleFrames[:len(sampleFrames):len(sampleFrames)], fragment(0x2000), fragment(185), damaged())
	answers := askTshark(t, program, all, asked)
	for i, src := range asked {
		e, err := ParseEvent(src)
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		for n, b := range all {
			ev := trace.Event{ID: 1, Kind: trace.TxStart, Layer: osi.Physical, Frame: 1, Proto: "eth", PDU: b}
			if got, want := e.Match(&ev), answers[n][i]; got != want {
				t.Errorf("%s: %v here, %v in Wireshark, for frame %d: %x", src, got, want, n, b)
			}
		}
	}
}

// fragment gives a frame with a fragment, with these flags and offset.
func fragment(flags uint16) []byte {
	p := ipPacket(aliceIP, bobIP, 64, 17, hello[:8]) // not all of the datagram
	binary.BigEndian.PutUint16(p[6:], flags)
	return frame(r1MAC, aliceMAC, 0x0800, p)
}

// damaged gives a frame in which a bit has turned.
func damaged() []byte {
	b := bytes.Clone(helloOne)
	b[22] ^= 1 // the TTL
	return b
}

// askTshark puts the frames into a capture, one a second, so that one table of
// statistics per second answers all.
func askTshark(t *testing.T, program string, all [][]byte, asked []string) [][]bool {
	t.Helper()
	// The link type says that two words of 16 bits of FCS end each frame.
	capture := binary.LittleEndian.AppendUint32(nil, 0xa1b2c3d4)
	for _, v := range []uint32{2 | 4<<16, 0, 0, 65535, 1 | 1<<26 | 2<<28} {
		capture = binary.LittleEndian.AppendUint32(capture, v)
	}
	for n, b := range append(all[:len(all):len(all)], all[0]) { // a last one, because the table leaves it out
		for _, v := range []int{n, 0, len(b), len(b)} {
			capture = binary.LittleEndian.AppendUint32(capture, uint32(v))
		}
		capture = append(capture, b...)
	}
	path := filepath.Join(t.TempDir(), "frames.pcap")
	if err := os.WriteFile(path, capture, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-n", "-r", path, "-q", "-z", "io,stat,1,"+strings.Join(asked, ","))
	for _, check := range []string{"eth.check_fcs", "ip.check_checksum", "udp.check_checksum", "tcp.check_checksum"} {
		cmd.Args = append(cmd.Args, "-o", check+":TRUE")
	}
	cmd.Args = append(cmd.Args, "-o", "tcp.relative_sequence_numbers:FALSE")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	answers := make([][]bool, len(all))
	for line := range strings.Lines(string(out)) {
		second, counts, ok := strings.Cut(strings.TrimSpace(strings.Trim(strings.TrimSpace(line), "|")), "|")
		var n int
		if _, err := fmt.Sscanf(second, "%d <>", &n); err != nil || !ok || n >= len(all) {
			continue
		}
		for i, cell := range strings.Split(counts, "|") {
			if i%2 == 0 { // frames, then bytes
				answers[n] = append(answers[n], strings.TrimSpace(cell) != "0")
			}
		}
	}
	for n := range answers {
		if len(answers[n]) != len(asked) {
			t.Fatalf("tshark gives %d answers of %d for frame %d:\n%s", len(answers[n]), len(asked), n, out)
		}
	}
	return answers
}

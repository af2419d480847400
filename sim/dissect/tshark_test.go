package dissect

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEqualsTshark holds our names, places and values against Wireshark's.
func TestEqualsTshark(t *testing.T) {
	all := samples(t)
	// Damaged ones too: both must find the damage.
	good := frame(t, 0x0800, udpPacket(t, "hello", nil))
	all = append(all, sample{"damaged-fcs", patch(good, 63, 0)},
		sample{"damaged-payload", patch(good, 42, 'H')}, sample{"damaged-ttl", patch(good, 22, 63)})
	packets := tshark(t, all)
	if len(packets) != len(all) {
		t.Fatalf("tshark saw %d frames, want %d", len(packets), len(all))
	}
	for i, s := range all {
		theirs := packets[i].flat()
		ours := Dissect("eth", s.frame)
		for _, p := range ours {
			for _, f := range p.Fields {
				if !slices.ContainsFunc(theirs, func(x xmlField) bool { return x.equals(f) }) {
					t.Errorf("%s: tshark has no %s = %v at byte %d; it has %v", s.name, f.Name, f.Value, f.Start/8, named(theirs, f.Name))
				}
			}
		}
		for _, x := range theirs {
			if x.shared() && !has(ours, x.Name) {
				t.Errorf("%s: we do not show %s = %s", s.name, x.Name, x.Show)
			}
		}
	}
}

func has(pdus []PDU, name string) bool {
	return slices.ContainsFunc(pdus, func(p PDU) bool { return find(p.Fields, name) >= 0 })
}

func named(fields []xmlField, name string) (out []string) {
	for _, x := range fields {
		if x.Name == name {
			out = append(out, fmt.Sprintf("%s at byte %d", x.Show, x.Pos))
		}
	}
	return out
}

// xmlField is a field or a protocol in tshark's PDML.
type xmlField struct {
	Name   string     `xml:"name,attr"`
	Show   string     `xml:"show,attr"`
	Hide   string     `xml:"hide,attr"`
	Pos    int        `xml:"pos,attr"`
	Size   int        `xml:"size,attr"`
	Fields []xmlField `xml:"field"`
	Protos []xmlField `xml:"proto"`
}

func (x xmlField) flat() (out []xmlField) {
	for _, f := range slices.Concat(x.Fields, x.Protos) {
		out = append(out, f)
		out = append(out, f.flat()...)
	}
	return out
}

// shared says whether we should have the field too: all that tshark shows of
// our protocols but what it computes, resolves or says twice.
func (x xmlField) shared() bool {
	proto, rest, _ := strings.Cut(x.Name, ".")
	if x.Name == "data.text" && x.Show == "" { // not printable
		return false
	}
	if strings.HasPrefix(x.Name, "tcp.analysis") || strings.HasPrefix(x.Name, "tcp.connection") { // of the stream, not of one segment
		return false
	}
	return x.Hide != "yes" && rest != "" && slices.Contains([]string{"eth", "arp", "ip", "icmp", "udp", "tcp", "data", "vlan", "rip"}, proto) &&
		!slices.Contains([]string{"eth.dst.lg", "eth.dst.ig", "eth.src.lg", "eth.src.ig", "eth.addr", // parts of an address, and a name for both
			"ip.checksum_calculated", "ip.checksum_bad.expert", "udp.checksum_calculated", "udp.checksum.bad", "eth.fcs_bad", "eth.fcs.bad",
			"ip.options.routeralert", "ip.options.record_route", "ip.options.timestamp", "ip.options.nop", "ip.options.eol", "ip.opt.ra", "ip.opt.type.copy", "ip.opt.type.class", "ip.opt.type.number",
			"icmp.ident_le", "icmp.seq_le", "icmp.no_resp", "icmp.resp_in", "icmp.resp_to", "icmp.resptime", "icmp.resp_not_found", "udp.stream", "udp.time_relative", "udp.time_delta", "udp.payload",
			"tcp.stream", "tcp.completeness", "tcp.nxtseq", "tcp.seq", "tcp.ack", "tcp.window_size", "tcp.window_size_scalefactor", "tcp.flags.str", "tcp.checksum_calculated", "tcp.time_relative", "tcp.time_delta", "tcp.payload", "tcp.segment_data",
			"tcp.options.nop", "tcp.options.eol", "tcp.options.mss", "tcp.options.wscale", "tcp.options.wscale.multiplier", "tcp.options.sack", "tcp.options.sack.count", "tcp.options.timestamp",
			"tcp.options.experimental", "tcp.options.experimental.exid", "tcp.options.experimental.data",
		}, x.Name)
}

// equals says whether tshark means the same as we.
func (x xmlField) equals(f Field) bool {
	if x.Name != f.Name && (x.Name != "tcp.seq" || f.Name != "tcp.seq_raw") { // in a quotation tshark knows the first alone
		return false
	}
	first, last := f.Start/8, (f.End+7)/8
	if f.Start < f.End && (x.Pos != first || x.Size != last-first && !strings.HasPrefix(f.Name, "vlan.")) {
		return false // vlan: tshark gives the whole tag's two bytes as the place of its parts
	}
	switch v := f.Value.(type) {
	case uint64:
		n, err := strconv.ParseUint(x.Show, 0, 64)
		return err == nil && n == v
	case string:
		return strings.TrimRight(x.Show, "\n") == strings.TrimRight(v, "\r\n") // XML keeps no CR
	case bool:
		return x.Show == map[bool]string{true: "1", false: "0"}[v]
	case []byte:
		return strings.ReplaceAll(x.Show, ":", "") == hex.EncodeToString(v)
	}
	return x.Show == fmt.Sprint(f.Value)
}

// tshark dissects the frames, or skips the test where it is not installed.
func tshark(t *testing.T, frames []sample) []xmlField {
	t.Helper()
	path, err := exec.LookPath("tshark")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("tshark must be installed: ", err)
		}
		t.Skip("tshark is not installed; it would be the witness of this test")
	}
	file := filepath.Join(t.TempDir(), "samples.pcap")
	must(t, os.WriteFile(file, pcap(frames), 0o644))
	out, err := exec.Command(path, "-r", file, "-T", "pdml", "-n", "-o", "eth.fcs:Always", "-o", "eth.check_fcs:TRUE",
		"-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "tcp.relative_sequence_numbers:FALSE", "-o", "tcp.desegment_tcp_streams:FALSE", "-o", "ip.defragment:FALSE", "-o", "data.show_as_text:TRUE").Output()
	must(t, err)
	var doc struct {
		Packets []xmlField `xml:"packet"`
	}
	must(t, xml.Unmarshal(out, &doc))
	return doc.Packets
}

// pcap writes a capture file of the old kind: a header, and one per frame.
func pcap(frames []sample) []byte {
	le := binary.LittleEndian
	b := le.AppendUint32(nil, 0xa1b2c3d4)
	b = le.AppendUint32(b, 4<<16|2)
	b = append(b, make([]byte, 8)...)
	b = le.AppendUint32(b, 65535)
	b = le.AppendUint32(b, 1)
	for i, s := range frames {
		b = le.AppendUint32(b, uint32(i))
		b = le.AppendUint32(b, 0)
		b = le.AppendUint32(b, uint32(len(s.frame)))
		b = le.AppendUint32(b, uint32(len(s.frame)))
		b = append(b, s.frame...)
	}
	return b
}

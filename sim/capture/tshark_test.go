package capture

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"encap/sim/trace"
)

// wireshark runs one of Wireshark's programs, or skips the test where it is
// not installed.
func wireshark(t *testing.T, program string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(program, " must be installed: ", err)
		}
		t.Skip(program, " is not installed; it would be the witness of this test")
	}
	out, err := exec.Command(path, args...).Output()
	must(t, err)
	return strings.TrimSpace(string(out))
}

var checks = []string{"-o", "eth.check_fcs:TRUE", "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE"}

func exported(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "hello.pcapng")
	must(t, os.WriteFile(path, export(t), 0o644))
	return path
}

func TestTsharkSeesTheTrace(t *testing.T) {
	got := wireshark(t, "tshark", append(checks, "-N", "n", "-r", exported(t), "-T", "fields", "-E", "separator=|",
		"-e", "frame.interface_name", "-e", "frame.packet_flags_direction", "-e", "frame.packet_flags_fcs_length", "-e", "frame.packet_id",
		"-e", "frame.time_epoch", "-e", "frame.protocols", "-e", "ip.src_host", "-e", "eth.fcs.status", "-e", "ip.checksum.status", "-e", "udp.checksum.status", "-e", "frame.comment")...)
	why := comment(&trace.Event{})
	want := strings.Join([]string{
		"alice eth0|0x00000002|4|3|0.010000000|eth:ethertype:ip:udp:data|alice|1|1|1|" + why,
		"s1 eth0|0x00000001|4|4|0.013000000|eth:ethertype:ip:udp:data|alice|1|1|1|",
		"s1 eth1|0x00000002|4|5|0.013000001|eth:ethertype:ip:udp:data|alice|1|1|1|" + why,
		"bob eth0|0x00000001|4|6|0.020344001|eth:ethertype:ip:udp:data|alice|0|1|0|", // the damaged one
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestTsharkFindsNoFault: only the frame that a cable damaged is bad.
func TestTsharkFindsNoFault(t *testing.T) {
	got := wireshark(t, "tshark", append(checks, "-r", exported(t), "-T", "fields", "-e", "frame.packet_id",
		"-Y", `_ws.malformed || _ws.expert.severity == "Error" || frame.len_lt_caplen || frame.incomplete`)...)
	if got != "6" {
		t.Errorf("tshark finds errors in the frames of events %q, want only 6", got)
	}
}

func TestCapinfosSeesTheSection(t *testing.T) {
	got := wireshark(t, "capinfos", exported(t))
	for _, want := range []string{"scenario hello, seed 7", "encap", "Ethernet", "nanoseconds (9)",
		"Name = alice eth0", "Name = s1 eth0", "Name = s1 eth1", "Name = bob eth0", "Speed = 100000000", "Speed = 1000000000"} {
		if !strings.Contains(got, want) {
			t.Errorf("capinfos does not say %q:\n%s", want, got)
		}
	}
}

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"encap/scenarios"
)

// tshark reads an exported file with every check switched on.
func tshark(t *testing.T, file string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath("tshark")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("tshark is missing")
		}
		t.Skip("tshark is not installed: the export cannot be judged (Debian: apt-get install tshark)")
	}
	args = append([]string{"-r", file, "-o", "eth.check_fcs:TRUE", "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE"}, args...)
	out, err := exec.Command(path, args...).Output()
	if err != nil {
		t.Fatalf("tshark: %v", err)
	}
	return strings.TrimSpace(string(out))
}

func exported(t *testing.T, name, wire string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name+".pcapng")
	if _, log, code := call(t, "export", name, "-o", file, "--wire", wire); code != exitOK {
		t.Fatalf("export of %s: %s", name, log)
	}
	return file
}

// damaged says how many frames a lesson damages for all to see.
var damaged = map[string]int{"95-forged-message": 1}

// Wireshark has nothing to complain of in any lesson but what the lesson is about:
// repeated segments and resets, and frames that are damaged on purpose.
func TestTsharkFindsNoFault(t *testing.T) {
	for i, name := range scenarios.Names() {
		if testing.Short() && i%8 != 0 {
			continue
		}
		file := exported(t, name, "memory")
		faults := tshark(t, file, "-Y", `_ws.malformed || eth.fcs.status == "Bad" || ip.checksum.status == "Bad" || udp.checksum.status == "Bad" || icmp.checksum.status == "Bad" || (_ws.expert.severity >= "Warning" && !tcp.analysis.flags && !tcp.connection.rst && !arp.duplicate-address-detected)`)
		if n := damaged[name]; n > 0 {
			if strings.Count(faults, "FRAME CHECK SEQUENCE INCORRECT") != n || strings.Count(faults, "\n") != n-1 {
				t.Errorf("%s: want %d damaged frames:\n%s", name, n, faults)
			}
			continue
		}
		if faults != "" {
			t.Errorf("%s:\n%s", name, faults)
		}
		good := tshark(t, file, "-Y", `eth.fcs.status == "Good"`, "-T", "fields", "-e", "frame.number")
		all := tshark(t, file, "-T", "fields", "-e", "frame.number")
		if all == "" || good != all {
			t.Errorf("%s: not every frame's FCS was verified", name)
		}
	}
}

func TestExportExplainsItself(t *testing.T) {
	file := exported(t, "2-switch-and-router", "memory")
	out := tshark(t, file, "-T", "fields", "-e", "frame.interface_name", "-e", "frame.packet_flags_direction", "-e", "frame.comment")
	lines := strings.Split(out, "\n")
	for i, line := range lines {
		f := strings.Split(line, "\t")
		if len(f) != 3 || !strings.Contains(f[0], " eth") || f[1] == "0x00000000" || len(f[2]) < 20 {
			t.Errorf("packet %d: %q", i+1, line)
		}
	}
	if len(lines) < 10 {
		t.Errorf("only %d packets", len(lines))
	}
}

// What the real sockets carried is what memory carries.
func TestExportIsTheSameOverBothWires(t *testing.T) {
	a, err := os.ReadFile(exported(t, "1-message-to-a-friend", "memory"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(exported(t, "1-message-to-a-friend", "vxlan"))
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(b) {
		t.Error("the two files differ")
	}
}

package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"encap/layers/transport/tcp"
	"encap/scenarios"
	"encap/sim"
	"encap/sim/scenario"
	"encap/sim/trace"
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
var damaged = map[string]int{"59-swapped-words": 3, "95-forged-message": 1}

// twice are the lessons in which two stations claim one address.
var twice = map[string]bool{"36-duplicate-address": true, "37-arp-poisoning": true, "38-wrong-mask": true}

// Wireshark has nothing to complain of in any lesson but what the lesson is about:
// repeated segments and resets, and frames that are damaged on purpose.
func TestTsharkFindsNoFault(t *testing.T) {
	for i, name := range scenarios.Names() {
		if testing.Short() && i%8 != 0 {
			continue
		}
		file := exported(t, name, "memory")
		wanted := "!tcp.analysis.flags && !tcp.connection.rst"
		if twice[name] {
			wanted += " && !arp.duplicate-address-detected"
		}
		faults := tshark(t, file, "-Y", `_ws.malformed || eth.fcs.status == "Bad" || ip.checksum.status == "Bad" || udp.checksum.status == "Bad" || icmp.checksum.status == "Bad" || (_ws.expert.severity >= "Warning" && `+wanted+`)`)
		if n := damaged[name]; n > 0 {
			if strings.Count(faults, "INCORRECT") < n || strings.Count(faults, "\n") != n-1 {
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

// What Wireshark remarks about a stream, by what may have caused it. It keeps
// its own books of the stream, so each end of a cable is looked at by itself.
var remarks = map[string]string{
	"tcp.analysis.retransmission": "again", "tcp.analysis.fast_retransmission": "again", "tcp.analysis.spurious_retransmission": "again",
	"tcp.analysis.duplicate_ack": "again", "tcp.analysis.lost_segment": "again", "tcp.analysis.out_of_order": "again",
	"tcp.analysis.ack_lost_segment": "again",
	"tcp.analysis.zero_window":      "shut", "tcp.analysis.zero_window_probe": "shut", "tcp.analysis.zero_window_probe_ack": "shut",
	"tcp.analysis.window_full": "shut", "tcp.analysis.keep_alive": "silence", "tcp.analysis.keep_alive_ack": "silence",
	"tcp.analysis.reused_ports": "never",
}

// causes says which of them a run has: something was sent again, a window was
// shut, a silent peer was asked.
func causes(s *sim.Session) map[string]bool {
	found := map[string]bool{}
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		for _, r := range s.Event(id).Rules {
			switch r.Rule {
			case &tcp.Timeout, &tcp.FastRetransmit, &tcp.DuplicateAck, &tcp.Hole, &tcp.ChallengeReset:
				found["again"] = true
			case &tcp.Persist, &tcp.WindowShut, &tcp.WindowFull:
				found["shut"], found["again"] = true, true // a probe is a byte that is sent again
			case &tcp.KeepAlive:
				found["silence"] = true
			}
		}
	}
	return found
}

// Wireshark remarks nothing about the streams of any lesson that the lesson
// has not caused.
func TestTsharkRemarksWhatTheLessonCauses(t *testing.T) {
	var fields []string
	for name := range remarks {
		fields = append(fields, name)
	}
	slices.Sort(fields)
	args := []string{"-Y", "tcp", "-T", "fields"}
	for _, f := range fields {
		args = append(args, "-e", f)
	}
	remarked := map[string]bool{}
	for i, name := range scenarios.Names() {
		if testing.Short() && i%8 != 4 {
			continue
		}
		s := ran(t, name)
		may := causes(s)
		for _, n := range s.Scenario().Nodes {
			if n.Kind != scenario.Host || !speaksTCP(s, n.Name) {
				continue
			}
			file := filepath.Join(t.TempDir(), n.Name+".pcapng")
			if _, log, code := call(t, "export", name, "-o", file, "--port", n.Name); code != exitOK {
				t.Fatalf("export of %s: %s", name, log)
			}
			for line := range strings.Lines(tshark(t, file, args...)) {
				for i, v := range strings.Split(strings.TrimRight(line, "\n"), "\t") {
					if v == "" {
						continue
					}
					remarked[remarks[fields[i]]] = true
					if !may[remarks[fields[i]]] {
						t.Errorf("%s at %s: %s, and nothing has caused it", name, n.Name, fields[i])
					}
				}
			}
		}
	}
	if !testing.Short() && (!remarked["again"] || !remarked["shut"]) {
		t.Errorf("remarked is only %v: are the fields' names right?", remarked)
	}
}

// ran is a lesson that has come to its end.
func ran(t *testing.T, name string) *sim.Session {
	t.Helper()
	s, err := load(name, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	session, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	if err := session.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	return session
}

// speaksTCP says whether a node sends or gets a segment.
func speaksTCP(s *sim.Session, node string) bool {
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		if e := s.Event(id); e.Node == node && e.Proto == "tcp" {
			return true
		}
	}
	return false
}

// A capture at one port has what is seen there, and no other interface.
func TestExportOfAPort(t *testing.T) {
	file := filepath.Join(t.TempDir(), "one.pcapng")
	if _, log, code := call(t, "export", "2", "-o", file, "--port", "r1:eth1"); code != exitOK {
		t.Fatal(log)
	}
	if out := tshark(t, file, "-T", "fields", "-e", "frame.interface_name"); out == "" || strings.ReplaceAll(strings.ReplaceAll(out, "r1 eth1", ""), "\n", "") != "" {
		t.Errorf("frames at %q", out)
	}
	for _, c := range []struct{ port, says string }{
		{"r7", `no cable leads to a node "r7"`}, {"r1:eth9", "no cable leads to r1:eth9; r1 has r1:eth0, r1:eth1"},
	} {
		if _, log, code := call(t, "export", "2", "-o", file, "--port", c.port); code == exitOK || !strings.Contains(log, c.says) {
			t.Errorf("--port %s: %d, %s", c.port, code, log)
		}
	}
}

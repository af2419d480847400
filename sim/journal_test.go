package sim

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"encap/layers/osi"
	"encap/sim/capture"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// visited is a scenario with much that came from outside, some of it at the
// instants of commands.
func visited() *scenario.Scenario {
	s := withOutside(documentation)
	in := scenario.Direction{From: "k", To: "alice"}
	for i := range 20 {
		at := time.Duration(i/2) * time.Millisecond
		s.Run = append(s.Run,
			scenario.Act{At: at, Cable: in, Inject: whoHas(byte(2 + i%3))},
			scenario.Act{At: at + time.Duration(i%2), Node: "alice", Do: "arp announce"})
	}
	s.Run = append(s.Run, scenario.Act{At: 10*time.Millisecond + 7, Cable: in, Inject: whoHas(2)})
	return s
}

func writeAndLoad(t *testing.T, s *scenario.Scenario) (*scenario.Scenario, string) {
	t.Helper()
	dir := t.TempDir()
	if err := WriteRecording(filepath.Join(dir, "a visit.yaml"), s); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "a visit.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	read, problems := Parse("a visit.yaml", text)
	if err := problems.Err(); err != nil {
		t.Fatalf("%v\nin\n%s", err, text)
	}
	loaded, err := LoadJournal(read, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return loaded, dir
}

// A recording that was saved and loaded gives the same trace, also where
// frames and commands came at the same instant.
func TestRecordingIsTheSame(t *testing.T) {
	s := visited()
	loaded, dir := writeAndLoad(t, s)
	if a, b := len(s.Run), len(loaded.Run); a != b {
		t.Errorf("%d acts, and loaded %d", a, b)
	}
	if a, b := trace.Hash(run(t, s, Options{Trace: trace.All})), trace.Hash(run(t, loaded, Options{Trace: trace.All})); a != b {
		t.Error("the traces differ")
	}
	f, err := os.Open(filepath.Join(dir, "a visit.pcapng"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	packets, err := capture.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	last := packets[len(packets)-1]
	if last.At != osi.Instant(10*time.Millisecond+7) || last.Interface != "k > alice" || !bytes.Equal(last.Data, whoHas(2)) {
		t.Errorf("the last packet is %+v", last)
	}
}

// What came from nowhere outside leaves no second file.
func TestRecordingWithoutFrames(t *testing.T) {
	loaded, dir := writeAndLoad(t, overRouter())
	if loaded.Journal != "" {
		t.Errorf("journal %q", loaded.Journal)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%d files", len(entries))
	}
}

func TestRecordingHasNoPlace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "missing", "visit.yaml")
	for _, s := range []*scenario.Scenario{visited(), overRouter()} {
		if err := WriteRecording(file, s); err == nil || !strings.Contains(err.Error(), filepath.Dir(file)) {
			t.Errorf("got %v", err)
		}
	}
}

// journalOf writes one packet, seen at an interface with fcs bytes of FCS.
func journalOf(t testing.TB, way string, fcs int, p capture.Packet) []byte {
	t.Helper()
	var b bytes.Buffer
	w := capture.NewWriter(&b, capture.Section{})
	w.Interface(way, 0, fcs)
	p.Interface = way
	w.Packet(p)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is wrong with a journal is told, with its name.
func TestLoadJournalRefuses(t *testing.T) {
	frame := capture.Packet{Data: whoHas(2)}
	for _, c := range []struct {
		name string
		file *fstest.MapFile
		want string
	}{
		{"missing", nil, "sim: the journal visit.pcapng: open visit.pcapng: file does not exist"},
		{"empty", &fstest.MapFile{}, "the journal visit.pcapng: pcapng: the file ends"},
		{"a folder", &fstest.MapFile{Mode: fs.ModeDir}, "it is no file"},
		{"a pipe", &fstest.MapFile{Mode: fs.ModeNamedPipe}, "it is no file"},
		{"no direction", &fstest.MapFile{Data: journalOf(t, "eth0", 0, frame)}, `frame 1: its interface is "eth0"`},
		{"no node", &fstest.MapFile{Data: journalOf(t, "kk > alice", 0, frame)}, `unknown node "kk"`},
		{"with FCS", &fstest.MapFile{Data: journalOf(t, "k > alice", 4, frame)}, "frame 1: 42 of its 42 bytes are here, with 4 bytes of FCS"},
		{"cut", &fstest.MapFile{Data: journalOf(t, "k > alice", 0, capture.Packet{Data: whoHas(2), Length: 60})}, "frame 1: 42 of its 60 bytes are here"},
		{"short", &fstest.MapFile{Data: journalOf(t, "k > alice", 0, capture.Packet{Data: whoHas(2)[:13]})}, "a frame of 13 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, folder := withOutside(documentation), fstest.MapFS{}
			s.Journal = "visit.pcapng"
			if c.file != nil {
				folder[s.Journal] = c.file
			}
			if _, err := LoadJournal(s, folder); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// Whatever bytes a journal holds, it is refused or can be run.
func FuzzLoadJournal(f *testing.F) {
	f.Add([]byte(nil))
	f.Add(journalOf(f, "k > alice", 0, capture.Packet{At: 5, Data: whoHas(2)}))
	f.Add(journalOf(f, "alice > k", 0, capture.Packet{Data: whoHas(2)}))
	f.Fuzz(func(t *testing.T, journal []byte) {
		s := withOutside(documentation)
		s.Journal = "visit.pcapng"
		loaded, err := LoadJournal(s, fstest.MapFS{s.Journal: {Data: journal}})
		if err != nil {
			return
		}
		session, err := Open(loaded, Options{Trace: trace.All})
		if err != nil {
			return
		}
		defer session.Close()
		if err := session.Advance(t.Context(), 1000); err != nil {
			t.Error(err)
		}
		if err := session.Check(); err != nil {
			t.Error(err)
		}
	})
}

// A journal cannot be forgotten, nor enter where no machine stands.
func TestOpenRefusesJournals(t *testing.T) {
	forgotten, wrong := withOutside(documentation), withOutside(documentation)
	forgotten.Journal = "visit.pcapng"
	wrong.Run = []scenario.Act{{Cable: scenario.Direction{From: "alice", To: "k"}, Inject: whoHas(2)}}
	for _, c := range []struct {
		s    *scenario.Scenario
		want string
	}{
		{forgotten, "sim: the journal visit.pcapng is not loaded"},
		{wrong, "sim: a frame from outside is for cable alice > k, which comes from no outside node"},
	} {
		if _, err := Open(c.s, Options{}); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

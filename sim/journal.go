package sim

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim/capture"
	"encap/sim/scenario"
)

// How large a journal may be: each frame is an act to be kept in memory, and
// the file may be anybody's.
const (
	mostJournalFrames = 100_000
	mostJournalBytes  = 256 << 20
)

// WriteRecording writes a recorded scenario as a file, and the frames that
// came from outside as a pcapng file beside it, with the same name but for its
// ending. Without such frames there is no second file.
func WriteRecording(file string, s *scenario.Scenario) error {
	text, frames := apart(s)
	if len(frames) > mostJournalFrames {
		return fmt.Errorf("sim: a journal of %d frames, want at most %d", len(frames), mostJournalFrames)
	}
	if len(frames) > 0 {
		journal := strings.TrimSuffix(file, filepath.Ext(file)) + ".pcapng"
		if err := writeJournal(journal, s.Title, frames); err != nil {
			return err
		}
		text.Journal = filepath.Base(journal)
	}
	return os.WriteFile(file, scenario.Format(text), 0o666)
}

// apart takes the frames from outside out of a scenario. When it is loaded
// again they come after its other acts: a frame that a command follows at the
// same instant has to stay.
func apart(s *scenario.Scenario) (text *scenario.Scenario, frames []scenario.Act) {
	last := map[time.Duration]int{} // the last command at an instant
	for i, a := range s.Run {
		if a.Inject == nil {
			last[a.At] = i
		}
	}
	c := *s
	c.Run = nil
	for i, a := range s.Run {
		if a.Inject == nil || i < last[a.At] {
			c.Run = append(c.Run, a)
			continue
		}
		frames = append(frames, a)
	}
	return &c, frames
}

// writeJournal writes frames: the name of an interface is the direction of a
// cable.
func writeJournal(file, title string, frames []scenario.Act) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	w := capture.NewWriter(f, capture.Section{Comment: "what came from outside: " + title, Application: "encap"})
	var known []string
	for _, a := range frames {
		way := a.Cable.String()
		if !slices.Contains(known, way) {
			known = append(known, way)
			w.Interface(way, 0, 0)
		}
		w.Packet(capture.Packet{Interface: way, At: osi.Instant(a.At), Data: a.Inject})
	}
	return w.Flush()
}

// LoadJournal gives a scenario with the frames of its journal, which stands
// beside its file. One that has no journal it gives as it is.
func LoadJournal(s *scenario.Scenario, beside fs.FS) (*scenario.Scenario, error) {
	if s.Journal == "" {
		return s, nil
	}
	c := *s
	c.Journal = ""
	frames, err := readJournal(beside, s.Journal)
	if err != nil {
		return nil, fmt.Errorf("sim: the journal %s: %w", s.Journal, err)
	}
	c.Run = slices.Concat(s.Run, frames)
	if err := scenario.Validate(&c).Err(); err != nil {
		return nil, fmt.Errorf("sim: the journal %s: %w", s.Journal, err)
	}
	return &c, nil
}

func readJournal(beside fs.FS, name string) ([]scenario.Act, error) {
	// A pipe would keep us waiting for ever.
	if info, err := fs.Stat(beside, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is no file")
	} else if info.Size() > mostJournalBytes {
		return nil, fmt.Errorf("%d bytes, want at most %d", info.Size(), mostJournalBytes)
	}
	f, err := beside.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	packets, err := capture.Read(io.LimitReader(f, mostJournalBytes))
	if err != nil {
		return nil, err
	}
	if len(packets) > mostJournalFrames {
		return nil, fmt.Errorf("%d frames, want at most %d", len(packets), mostJournalFrames)
	}
	acts := make([]scenario.Act, len(packets))
	for i, p := range packets {
		if acts[i], err = actOf(p); err != nil {
			return nil, fmt.Errorf("frame %d: %w", i+1, err)
		}
	}
	return acts, nil
}

// actOf makes an act of a frame.
func actOf(p capture.Packet) (scenario.Act, error) {
	way, err := scenario.ParseDirection(p.Interface)
	if err != nil {
		return scenario.Act{}, fmt.Errorf("its interface is %q: %w", p.Interface, err)
	}
	if p.FCS != 0 || p.Length != len(p.Data) {
		return scenario.Act{}, fmt.Errorf("%d of its %d bytes are here, with %d bytes of FCS; want all, without FCS", len(p.Data), p.Length, p.FCS)
	}
	return scenario.Act{At: time.Duration(p.At), Cable: way, Inject: p.Data}, nil
}

package quiz

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"encap/sim/trace"
)

// Scores is who has answered what, and how far each scenario was followed, in a
// file on this machine. A nil Scores remembers nothing.
type Scores struct {
	file string
	All  map[string]Score // by the scenario's name
}

// Score is what became of one scenario.
type Score struct {
	Points map[string]int `json:"points,omitempty"` // by question: the best so far, 0 to 2
	At     trace.ID       `json:"at,omitempty"`     // the event that was looked at last
	Len    int            `json:"len,omitempty"`    // of the events; another number means another trace
	Done   bool           `json:"done,omitempty"`   // the last event was reached
}

// StateFile gives where scores are kept: under XDG_STATE_HOME, or where this
// operating system keeps such things. env looks a variable up.
func StateFile(env func(string) string) (string, error) {
	dir := env("XDG_STATE_HOME")
	if !filepath.IsAbs(dir) { // a relative path is to be ignored, says the XDG specification
		home := env("HOME")
		switch {
		case runtime.GOOS == "windows":
			dir = env("LOCALAPPDATA")
		case home != "":
			dir = filepath.Join(home, ".local", "state")
		}
	}
	if !filepath.IsAbs(dir) {
		return "", errors.New("quiz: no folder for what is remembered")
	}
	return filepath.Join(dir, "encap", "scores.json"), nil
}

// OpenScores reads a file of scores; one that is not there is empty. One that
// cannot be read is an error, and then nothing is remembered.
func OpenScores(file string) (*Scores, error) {
	s := &Scores{file: file}
	all, err := s.read()
	if err != nil {
		return nil, err
	}
	s.All = all
	return s, nil
}

func (s *Scores) read() (map[string]Score, error) {
	all := map[string]Score{}
	text, err := os.ReadFile(s.file)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return nil, fmt.Errorf("quiz: %w", err)
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("quiz: %s: %w", s.file, err)
	}
	return all, nil
}

// Of gives the score of a scenario.
func (s *Scores) Of(scenario string) Score {
	if s == nil {
		return Score{}
	}
	return s.All[scenario]
}

// Key names a question among those of its scenario.
func (q *Question) Key() string { return fmt.Sprintf("%s %d", q.Kind, q.Event) }

// Sum adds the points up.
func (s Score) Sum() (sum int) {
	for _, p := range s.Points {
		sum += p
	}
	return sum
}

// Answered remembers an attempt, if it is the best at its question.
func (s *Scores) Answered(scenario string, a *Attempt) error {
	return s.change(scenario, func(score *Score) {
		if score.Points == nil {
			score.Points = map[string]int{}
		}
		score.Points[a.Key()] = max(score.Points[a.Key()], a.Points())
	})
}

// Reached remembers which event of how many was looked at last.
func (s *Scores) Reached(scenario string, at trace.ID, events int) error {
	return s.change(scenario, func(score *Score) {
		score.At, score.Len = at, events
		score.Done = score.Done || int(at) == events
	})
}

// change changes a score in the file as it is now: another window may have
// written to it.
func (s *Scores) change(scenario string, do func(*Score)) error {
	if s == nil {
		return nil
	}
	all, err := s.read()
	if err != nil {
		all = s.All // better to go on with what we know
	}
	score := all[scenario]
	do(&score)
	all[scenario] = score
	s.All = all
	return s.write()
}

// write replaces the file by a new one, whole.
func (s *Scores) write() error {
	text, err := json.MarshalIndent(s.All, "", " ")
	if err != nil {
		return fmt.Errorf("quiz: %w", err)
	}
	dir := filepath.Dir(s.file)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("quiz: %w", err)
	}
	f, err := os.CreateTemp(dir, "scores-*")
	if err != nil {
		return fmt.Errorf("quiz: %w", err)
	}
	_, err = f.Write(append(text, '\n'))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), s.file)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("quiz: %w", err)
	}
	return nil
}

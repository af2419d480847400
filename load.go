package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"encap/scenarios"
	"encap/scenarios/bench"
	"encap/sim"
	"encap/sim/scenario"
)

// maxFile is the longest scenario file that is read, in bytes.
const maxFile = 1 << 20

// load finds a scenario by its name in the library, by its path, or reads it
// from standard input ("-"). Warnings go to w.
func load(name string, w io.Writer) (*scenario.Scenario, error) {
	if s, ok := bench.Find(name); ok {
		return s, nil
	}
	if strings.HasPrefix(name, bench.Prefix) && filepath.Ext(name) == "" {
		return nil, fmt.Errorf("there is no network %q; there are %s", name, bench.Names())
	}
	file, src, err := read(name)
	if err != nil {
		return nil, err
	}
	s, problems := sim.Parse(file, src)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		fmt.Fprintln(w, problems)
	}
	return sim.LoadJournal(s, os.DirFS(filepath.Dir(file)))
}

// read gives a scenario's text and how messages call it.
func read(name string) (file string, src []byte, err error) {
	if name == "-" {
		src, err = io.ReadAll(io.LimitReader(os.Stdin, maxFile+1))
		return "stdin.yaml", src, err
	}
	if found, ok := scenarios.Find(name); ok && !looksLikePath(name) {
		src, _ = scenarios.Source(found)
		return found + ".yaml", src, nil
	}
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) && !looksLikePath(name) {
		return "", nil, fmt.Errorf("there is no scenario %q; `encap list` shows those of the library, and a path leads to a file", name)
	}
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	src, err = io.ReadAll(io.LimitReader(f, maxFile+1))
	return name, src, err
}

func looksLikePath(name string) bool {
	return strings.ContainsRune(name, filepath.Separator) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

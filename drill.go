package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"encap/layers/transport/tcp"
	"encap/sim/capture"
	"encap/sim/drill"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui"

	"github.com/spf13/cobra"
)

// drillFlags say how scripts are played.
type drillFlags struct {
	profile, pcapng string
	json, plain     bool
	screen          bool
}

func drillCommand() *cobra.Command {
	var f drillFlags
	c := &cobra.Command{
		Use:   "drill FILE.pkt…",
		Short: "Play packetdrill scripts against our TCP",
		Long: "Play scripts in packetdrill's language against our TCP, in virtual time. For each it\n" +
			"says ok, or the line, what was expected, what came, and the rule that made it so.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error { return runDrills(c, files, f) },
	}
	c.Flags().StringVar(&f.profile, "profile", tcp.Linux.Name, "how the stack is set: "+strings.Join(profileNames(), ", "))
	c.Flags().StringVar(&f.pcapng, "pcapng", "", "write what went over the cable to this file (one script only)")
	c.Flags().BoolVar(&f.json, "json", false, "write each result as a line of JSON")
	c.Flags().BoolVar(&f.plain, "plain", false, "tell every event before the result")
	c.Flags().BoolVar(&f.screen, "screen", false, "step through the script on the screen (one script only)")
	c.MarkFlagsMutuallyExclusive("plain", "json", "screen")
	return c
}

func profileNames() (all []string) {
	for _, p := range tcp.Profiles {
		all = append(all, p.Name)
	}
	return all
}

// errScript means that a script could not be read; it has been told already.
var errScript = errors.New("not every script could be read")

// runDrills plays scripts one after the other.
func runDrills(c *cobra.Command, files []string, f drillFlags) error {
	profile, ok := tcp.FindProfile(f.profile)
	if !ok {
		return fmt.Errorf("--profile: %q is none of %s", f.profile, strings.Join(profileNames(), ", "))
	}
	if (f.pcapng != "" || f.screen) && len(files) > 1 {
		return fmt.Errorf("--pcapng and --screen are for one script, not for %d", len(files))
	}
	if f.screen {
		return tui.Run(c.Context(), tui.Options{Library: drillLibrary{files[0], profile}, Start: files[0]})
	}
	var worst error
	for _, file := range files {
		if err := c.Context().Err(); err != nil {
			return err
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		result, err := playDrill(c.OutOrStdout(), file, string(src), profile, f)
		if err != nil {
			return err
		}
		if err := tellDrill(c.OutOrStdout(), result, f); err != nil {
			return err
		}
		switch {
		case result.Problem != "":
			worst = errScript
		case !result.OK && worst == nil:
			worst = errFailed
		}
	}
	return worst
}

// playDrill plays one script.
func playDrill(w io.Writer, file, src string, p *tcp.Profile, f drillFlags) (drill.Result, error) {
	script, err := drill.Parse(file, src)
	if err != nil {
		return drill.Unread(file, err), nil
	}
	run, err := drill.Play(script, p)
	if err != nil {
		return drill.Result{}, err
	}
	if f.plain {
		told := narrate.Remember(run)
		for id := trace.ID(1); int(id) <= run.Len(); id++ {
			fmt.Fprintln(w, narrate.Line(told, id))
		}
	}
	if f.pcapng != "" {
		err = captureDrill(run, f.pcapng)
	}
	return run.Result, err
}

// captureDrill writes what went over the cable.
func captureDrill(run *drill.Run, name string) error {
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	told := narrate.Remember(run)
	comment := func(e *trace.Event) string { return narrate.Comment(told, e.ID) }
	err = capture.Export(out, run, comment, run.CaptureOptions())
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}

// drillLibrary shows one script on the screen.
type drillLibrary struct {
	file    string
	profile *tcp.Profile
}

// Scenarios lists the script.
func (l drillLibrary) Scenarios() []tui.Entry {
	return []tui.Entry{{Name: l.file, Title: l.file, About: "a script for profile " + l.profile.Name}}
}

// Open plays the script to its end.
func (l drillLibrary) Open(string) (tui.Source, error) {
	src, err := os.ReadFile(l.file)
	if err != nil {
		return nil, err
	}
	script, err := drill.Parse(l.file, string(src))
	if err != nil {
		return nil, err
	}
	run, err := drill.Play(script, l.profile)
	if err != nil {
		return nil, err
	}
	return drillShown{run, narrate.Remember(run)}, nil
}

// drillShown is a played script as the screen shows it.
type drillShown struct {
	*drill.Run
	told *narrate.Memory
}

// Sentence tells an event.
func (d drillShown) Sentence(id trace.ID) string { return narrate.Sentence(d.told, id) }

// Asks gives nothing: a script asks no questions.
func (d drillShown) Asks() map[trace.ID]scenario.Ask { return nil }

// tellDrill writes how a script went.
func tellDrill(w io.Writer, r drill.Result, f drillFlags) error {
	if f.json {
		return json.NewEncoder(w).Encode(r)
	}
	_, err := fmt.Fprintln(w, r)
	return err
}

package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"encap/sim"
	"encap/sim/capture"
	"encap/sim/narrate"
	"encap/sim/trace"

	"github.com/spf13/cobra"
)

// exportFlags say what is exported.
type exportFlags struct {
	out, wire string
	trace     string   // "all", "frames"
	ports     []string // "alice", "r1:eth1"; none: all
	faults    []string // beyond the scenario's
}

func exportCommand() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export SCENARIO -o FILE.pcapng",
		Short: "Write a capture of every cable that Wireshark reads",
		Long: "Write a capture of every cable that Wireshark reads. Each frame is in it twice, once\n" +
			"for each end of its cable, as an interface of its own. With --port only what is\n" +
			"seen at that end is written, as a capture on that computer would have it.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return export(c, args[0], f)
		},
	}
	c.Flags().StringVarP(&f.out, "output", "o", "", `the file to write; "-" is standard output`)
	c.Flags().StringVar(&f.wire, "wire", "memory", "what carries the frames: memory, or vxlan for real sockets")
	c.Flags().StringVar(&f.trace, "trace", "all", "all, or frames: a long run in a tenth of the time, without comments")
	c.Flags().StringArrayVar(&f.ports, "port", nil, "only what is seen there: alice for all ports of alice, r1:eth1 for one; may be repeated")
	addFaults(c, &f.faults)
	c.MarkFlagRequired("output")
	return c
}

// export runs a scenario and writes its capture.
func export(c *cobra.Command, name string, f exportFlags) (err error) {
	s, err := load(name, c.ErrOrStderr())
	if err != nil {
		return err
	}
	if s, err = withFaults(s, f.faults); err != nil {
		return err
	}
	wire, note, err := sim.OpenWire(f.wire, s)
	if err != nil {
		return err
	}
	defer wire.Close()
	level, ok := trace.ParseLevel(f.trace)
	if !ok || level == trace.Off {
		return fmt.Errorf("--trace: %q is neither all nor frames", f.trace)
	}
	session, err := sim.Open(s, sim.Options{Trace: level, Wire: wire})
	if err != nil {
		return err
	}
	defer session.Close()
	options := session.CaptureOptions()
	if options.Only, err = chosenPorts(options.Ends, f.ports); err != nil {
		return err
	}
	if err := session.Finish(c.Context()); err != nil {
		return err
	}
	if session.Limited() {
		fmt.Fprintf(c.ErrOrStderr(), "The run was ended by a %s.\n", session.Ending())
	}
	w := io.Writer(c.OutOrStdout())
	if f.out != "-" {
		file, err := os.Create(f.out)
		if err != nil {
			return err
		}
		defer func() {
			if e := file.Close(); err == nil {
				err = e
			}
		}()
		w = file
	}
	if note != "" {
		fmt.Fprintln(c.ErrOrStderr(), note)
	}
	told := narrate.Remember(session)
	comment := func(e *trace.Event) string { return narrate.Comment(told, e.ID) }
	if level != trace.All { // what led to a frame is not known
		comment = func(*trace.Event) string { return "" }
	}
	return capture.Export(w, session, comment, options)
}

// chosenPorts finds the cables' ends that a person has named.
func chosenPorts(ends []capture.End, names []string) (chosen []capture.End, err error) {
	for _, name := range names {
		node, port, one := strings.Cut(name, ":")
		before := len(chosen)
		var there []string
		for _, e := range ends {
			if e.Node != node {
				continue
			}
			if there = append(there, e.Node+":"+e.Port); !one || e.Port == port {
				chosen = append(chosen, e)
			}
		}
		switch {
		case len(there) == 0:
			return nil, fmt.Errorf("--port: no cable leads to a node %q", node)
		case len(chosen) == before:
			return nil, fmt.Errorf("--port: no cable leads to %s; %s has %s", name, node, strings.Join(there, ", "))
		}
	}
	return chosen, nil
}

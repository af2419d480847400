package main

import (
	"fmt"
	"io"
	"os"

	"encap/sim"
	"encap/sim/capture"
	"encap/sim/narrate"
	"encap/sim/trace"

	"github.com/spf13/cobra"
)

func exportCommand() *cobra.Command {
	var out, wire string
	var faults []string
	c := &cobra.Command{
		Use:   "export SCENARIO -o FILE.pcapng",
		Short: "Write a capture of every cable that Wireshark reads",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return export(c, args[0], out, wire, faults)
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", `the file to write; "-" is standard output`)
	c.Flags().StringVar(&wire, "wire", "memory", "what carries the frames: memory, or vxlan for real sockets")
	addFaults(c, &faults)
	c.MarkFlagRequired("output")
	return c
}

// export runs a scenario and writes its capture.
func export(c *cobra.Command, name, out, wireName string, faults []string) (err error) {
	s, err := load(name, c.ErrOrStderr())
	if err != nil {
		return err
	}
	if s, err = withFaults(s, faults); err != nil {
		return err
	}
	wire, note, err := sim.OpenWire(wireName, s)
	if err != nil {
		return err
	}
	defer wire.Close()
	session, err := sim.Open(s, sim.Options{Trace: trace.All, Wire: wire})
	if err != nil {
		return err
	}
	defer session.Close()
	if err := session.Finish(c.Context()); err != nil {
		return err
	}
	if session.Limited() {
		fmt.Fprintf(c.ErrOrStderr(), "The run was ended by a %s.\n", session.Ending())
	}
	w := io.Writer(c.OutOrStdout())
	if out != "-" {
		f, err := os.Create(out)
		if err != nil {
			return err
		}
		defer func() {
			if e := f.Close(); err == nil {
				err = e
			}
		}()
		w = f
	}
	if note != "" {
		fmt.Fprintln(c.ErrOrStderr(), note)
	}
	told := narrate.Remember(session)
	comment := func(e *trace.Event) string { return narrate.Comment(told, e.ID) }
	return capture.Export(w, session, comment, session.CaptureOptions())
}

package main

import (
	"fmt"
	"runtime/debug"
	"text/tabwriter"

	"encap/scenarios"
	"encap/sim"
	"encap/tui"

	"github.com/spf13/cobra"
)

// root is the command with all its subcommands.
func root() *cobra.Command {
	var look screenFlags
	c := &cobra.Command{
		Use:   "encap",
		Short: "A network simulator that shows every layer at work",
		Long: "Encap shows how a message travels: down five layers, over cables, switches and\n" +
			"routers, and up again. Without a subcommand it opens the screen; without a\n" +
			"terminal it tells the first lesson in plain text.",
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(c *cobra.Command, _ []string) error {
			if !interactive() {
				return runText(c, scenarios.Names()[0], runFlags{plain: true, wire: "vxlan", trace: "all"})
			}
			return openScreen(c.Context(), look, "", runFlags{wire: "vxlan"})
		},
	}
	look.add(c)
	c.AddCommand(runCommand(), listCommand(), checkCommand(), exportCommand(), pictureCommand(), drillCommand(),
		exploreCommand(), timeCommand(), keysCommand(), versionCommand())
	return c
}

func listCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the lessons",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			w := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, name := range scenarios.Names() {
				src, _ := scenarios.Source(name)
				s, problems := sim.Parse(name+".yaml", src)
				if problems.Err() != nil {
					return problems.Err()
				}
				fmt.Fprintf(w, "%s\t%s\t%s\n", name, s.Level, s.Title)
			}
			return w.Flush()
		},
	}
}

func keysCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "keys",
		Short: "Write the keys of the screen as a page for paper",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return tui.Keys(c.OutOrStdout())
		},
	}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Tell which version this is",
		Args:  cobra.NoArgs,
		Run: func(c *cobra.Command, _ []string) {
			fmt.Fprintln(c.OutOrStdout(), "encap", version())
		},
	}
}

// version is what the Go command knew when it built this program.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v, revision := info.Main.Version, ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			revision = " (" + s.Value[:12] + ")"
		}
	}
	return v + revision + ", " + info.GoVersion
}

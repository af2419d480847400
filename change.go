package main

import (
	"fmt"

	"encap/sim/explore"
	"encap/sim/scenario"

	"github.com/spf13/cobra"
)

// changeFlags say what is to be otherwise than the scenario wants.
type changeFlags struct {
	seed   uint64
	faults []string
}

func (f *changeFlags) add(c *cobra.Command) {
	c.Flags().Uint64Var(&f.seed, "seed", 0, "another seed than the scenario's")
	addFaults(c, &f.faults)
}

func addFaults(c *cobra.Command, faults *[]string) {
	c.Flags().StringArrayVar(faults, "fault", nil, `one more fault, such as 'alice > r1 frame 3 drop' (may be repeated)`)
}

// apply gives the scenario with all that is to be otherwise.
func (f *changeFlags) apply(c *cobra.Command, s *scenario.Scenario) (*scenario.Scenario, error) {
	if c.Flags().Changed("seed") {
		changed := *s
		changed.Seed = f.seed
		s = &changed
	}
	return withFaults(s, f.faults)
}

// withFaults gives the scenario with further faults.
func withFaults(s *scenario.Scenario, texts []string) (*scenario.Scenario, error) {
	for _, text := range texts {
		fault, err := explore.ParseFault(text)
		if err != nil {
			return nil, fmt.Errorf("--fault: %w", err)
		}
		s = explore.With(s, fault)
	}
	return s, nil
}

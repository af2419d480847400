package explore

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"encap/sim/scenario"
)

// written is the form of a fault. No node is called frame.
var written = regexp.MustCompile(`^(.+)\sframe\s+([0-9]+)\s+(.+)$`)

// ParseFault reads what befalls a frame: "alice > r1 frame 3 drop".
func ParseFault(text string) (scenario.Act, error) {
	m := written.FindStringSubmatch(text)
	if m == nil {
		return scenario.Act{}, fmt.Errorf("%q is not of the form alice > r1 frame 3 drop", text)
	}
	way, err := scenario.ParseDirection(m[1])
	if err != nil {
		return scenario.Act{}, err
	}
	n, err := strconv.ParseUint(m[2], 10, 64)
	if err != nil || n == 0 {
		return scenario.Act{}, fmt.Errorf("%s is not the number of a frame; they count from 1", m[2])
	}
	fault, err := scenario.ParseFault(m[3])
	if err != nil {
		return scenario.Act{}, err
	}
	if fault.Kind.OfCable() {
		return scenario.Act{}, fmt.Errorf("%s is not done to a frame", fault)
	}
	return scenario.Act{Cable: way, Frame: n, Do: fault.String()}, nil
}

// Fault writes an act that befalls a frame as ParseFault reads it.
func Fault(a scenario.Act) string {
	return fmt.Sprintf("%s frame %d %s", a.Cable, a.Frame, a.Do)
}

// With gives the scenario with one more fault.
func With(s *scenario.Scenario, a scenario.Act) *scenario.Scenario {
	c := *s
	c.Faults = append(slices.Clone(s.Faults), a)
	return &c
}

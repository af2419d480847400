package scenario

import (
	"slices"
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"
)

// STP says how a switch takes part in the spanning tree. What is zero is as for
// all switches, and then as usual.
type STP struct {
	Mode         string        // "off", "stp" or "rstp"; "": off
	Priority     uint16        // of the bridge, the lower the better; 0: 32768
	Hello        time.Duration // between BPDUs; 0: 2 s
	MaxAge       time.Duration // 0: 20 s
	ForwardDelay time.Duration // 0: 15 s
}

// Or gives the settings, and other's where nothing is said.
func (s STP) Or(other STP) STP {
	if s.Mode == "" {
		s.Mode = other.Mode
	}
	if s.Priority == 0 {
		s.Priority = other.Priority
	}
	for _, d := range []struct{ of, or *time.Duration }{
		{&s.Hello, &other.Hello}, {&s.MaxAge, &other.MaxAge}, {&s.ForwardDelay, &other.ForwardDelay},
	} {
		if *d.of == 0 {
			*d.of = *d.or
		}
	}
	return s
}

// On says whether there is a spanning tree at all.
func (s STP) On() bool { return s.Mode != "" && s.Mode != "off" }

// stpModes are what a switch can speak.
var stpModes = []string{"off", "stp", "rstp"}

var (
	stpMode        = choice{"a spanning tree protocol", stpModes}
	bridgePriority = whole{"the priority of a bridge", 4096, 61440}
	stpObject      = &object{
		is: "a setting of the spanning tree", about: "How a switch takes part in the spanning tree: on top for all switches, or in a switch for that one. Short: `stp: rstp`.",
		keys: []key{
			{"mode", false, stpMode, "left out: `off`"},
			{"priority", false, bridgePriority, "the lower, the better; a multiple of 4096; left out: 32768"},
			{"hello", false, duration, "between two BPDUs; left out: 2 s"},
			{"max-age", false, duration, "at which age information is no longer believed; left out: 20 s"},
			{"forward-delay", false, duration, "that a port listens, and learns, before it forwards; left out: 15 s"},
		},
	}
	stpKey = key{"stp", false, either{
		is: stpObject.is, of: []shape{stpMode, stpObject},
		pick: func(_ *checker, n *yaml.Node) shape {
			if n.Kind == yaml.MappingNode {
				return stpObject
			}
			return stpMode
		},
	}, "the protocol against loops of switches: `off`, `stp`, `rstp`, or more of it; left out: off"}
)

// stpOf reads what a mapping says of the spanning tree.
func stpOf(n *yaml.Node) STP {
	if mode := text(n, "stp"); mode != "" {
		return STP{Mode: mode}
	}
	o := value(n, "stp")
	return STP{text(o, "mode"), uint16(number(o, "priority")), span(o, "hello"), span(o, "max-age"), span(o, "forward-delay")}
}

// stpText gives the settings, or nothing when nothing is said.
func stpText(s STP) string {
	if s == (STP{Mode: s.Mode}) {
		return s.Mode
	}
	var f fields
	if s.Mode != "" {
		f.add("mode", s.Mode)
	}
	if s.Priority != 0 {
		f.add("priority", strconv.Itoa(int(s.Priority)))
	}
	for _, d := range []struct {
		key string
		of  time.Duration
	}{{"hello", s.Hello}, {"max-age", s.MaxAge}, {"forward-delay", s.ForwardDelay}} {
		if d.of != 0 {
			f.add(d.key, durations.write(uint64(d.of)))
		}
	}
	return f.String()
}

// stp looks at settings of the spanning tree.
func (v *validator) stp(s STP, sp spot) {
	if s.Mode != "" && !slices.Contains(stpModes, s.Mode) {
		v.wrong(sp, 0, didYouMean(s.Mode, stpModes), "%q is not a spanning tree protocol", clip(s.Mode))
	}
	if s.Priority%4096 != 0 {
		v.wrong(sp, 0, "write "+strconv.Itoa(int(max(s.Priority/4096, 1))*4096), "the priority of a bridge is a multiple of 4096, and %d is none", s.Priority)
	}
	whole := s.Or(STP{Hello: 2 * time.Second, MaxAge: 20 * time.Second, ForwardDelay: 15 * time.Second})
	switch {
	case whole.Hello < 0 || whole.MaxAge < 0 || whole.ForwardDelay < 0 || max(whole.Hello, whole.MaxAge, whole.ForwardDelay) > 255*time.Second:
		v.wrong(sp, 0, "", "a BPDU has room for times up to 255 s")
	case whole.MaxAge < 2*(whole.Hello+time.Second) || 2*(whole.ForwardDelay-time.Second) < whole.MaxAge: // IEEE 802.1D-2004 §17.14
		v.wrong(sp, 0, "", "2 × (hello + 1 s) ≤ max-age ≤ 2 × (forward-delay - 1 s) must hold, or information would die on its way")
	}
}

// Shared says whether several switches may hear each other on a cable: it leads
// to a hub.
func (s *Scenario) Shared(c *Cable) bool {
	for i := range s.Nodes {
		if n := &s.Nodes[i]; n.Kind == "hub" && (n.Name == c.Ends[0].Node || n.Name == c.Ends[1].Node) {
			return true
		}
	}
	return false
}

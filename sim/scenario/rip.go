package scenario

import (
	"encap/layers/application/rip"

	"go.yaml.in/yaml/v4"
)

// switches of RIP's settings.
const (
	switchedOn  = "on"
	switchedOff = "off"
)

var onOff = choice{"on or off", []string{switchedOn, switchedOff}}

// ripObject says how a router speaks RIP.
var ripObject = &object{
	is: "a setting of RIP", about: "A router with this key finds its routes by RIP, version 2 (RFC 2453), on all of its ports. `rip: {}` will do. RIP waits for ever, so such a scenario needs `until`.",
	keys: []key{
		{"split-horizon", false, choice{"a split horizon", rip.Horizons()}, "what is told of a route into the network it comes from; left out: `poisoned`"},
		{"triggered", false, onOff, "with `off` changes wait for the next regular update; left out: `on`"},
		{"update", false, duration, "between two regular updates, a sixth more or less; left out: 30 s"},
		{"timeout", false, duration, "after how much silence a route is believed no more; left out: 180 s"},
		{"garbage", false, duration, "how long it is then told as unreachable; left out: 120 s"},
	},
}

var ripKey = key{"rip", false, ripObject, "it finds its routes by RIP"}

// ripOf reads what a mapping says of RIP; nil: nothing.
func ripOf(n *yaml.Node) *rip.Settings {
	settings := value(n, "rip")
	if settings == nil || settings.Kind != yaml.MappingNode {
		return nil
	}
	s := &rip.Settings{
		NoTriggered: text(settings, "triggered") == switchedOff,
		Update:      span(settings, "update"), Timeout: span(settings, "timeout"), Garbage: span(settings, "garbage"),
	}
	for i, name := range rip.Horizons() {
		if name == text(settings, "split-horizon") {
			s.SplitHorizon = rip.SplitHorizon(i)
		}
	}
	return s
}

// ripText gives the settings of RIP.
func ripText(s *rip.Settings) string {
	var f fields
	if s.SplitHorizon != rip.Poisoned {
		f.add("split-horizon", s.SplitHorizon.String())
	}
	if s.NoTriggered {
		f.add("triggered", switchedOff)
	}
	for _, d := range []struct {
		name string
		text string
		set  bool
	}{
		{"update", durations.write(uint64(s.Update)), s.Update != 0},
		{"timeout", durations.write(uint64(s.Timeout)), s.Timeout != 0},
		{"garbage", durations.write(uint64(s.Garbage)), s.Garbage != 0},
	} {
		if d.set {
			f.add(d.name, d.text)
		}
	}
	return f.String()
}

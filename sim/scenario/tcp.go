package scenario

import (
	"slices"

	"encap/layers/transport/tcp"

	"go.yaml.in/yaml/v4"
)

// TCP says how the TCP of a node is set; what is left out is the profile's, and
// the profile "rfc".
type TCP struct {
	Profile    string // a name in tcp.Profiles
	Congestion string // the algorithm of congestion control: a name in tcp.Controls
	ECN        string // a name in tcp.ECNs
}

// Or gives the settings, and other's where nothing is said.
func (t TCP) Or(other TCP) TCP {
	if t.Profile == "" {
		t.Profile = other.Profile
	}
	if t.Congestion == "" {
		t.Congestion = other.Congestion
	}
	if t.ECN == "" {
		t.ECN = other.ECN
	}
	return t
}

// tcpObject says how TCP is set, for all nodes or for one.
var tcpObject = &object{
	is: "a setting of TCP", about: "How TCP is set: for all nodes, or in a node for that one.",
	keys: []key{
		{"profile", false, choice{"a profile", profiles()}, "whose TCP it is like; left out: `rfc`"},
		{"congestion", false, choice{"an algorithm of congestion control", controls()}, "left out: the profile's"},
		{"ecn", false, choice{"a way of using ECN", tcp.ECNs}, "explicit congestion notification (RFC 3168): never, when the peer asks for it, or asking every peer; left out: the profile's"},
	},
}

func profiles() (names []string) {
	for _, p := range tcp.Profiles {
		names = append(names, p.Name)
	}
	return names
}

func controls() (names []string) {
	for _, c := range tcp.Controls {
		names = append(names, c.Name)
	}
	return names
}

var tcpKey = key{"tcp", false, tcpObject, "how its TCP is set; left out: as for all nodes"}

// tcpOf reads what a mapping says of TCP.
func tcpOf(n *yaml.Node) TCP {
	settings := value(n, "tcp")
	return TCP{Profile: text(settings, "profile"), Congestion: text(settings, "congestion"), ECN: text(settings, "ecn")}
}

// tcpText gives the settings of TCP, or nothing when nothing is said.
func tcpText(t TCP) string {
	var f fields
	if t.Profile != "" {
		f.add("profile", t.Profile)
	}
	if t.Congestion != "" {
		f.add("congestion", t.Congestion)
	}
	if t.ECN != "" {
		f.add("ecn", t.ECN)
	}
	if len(f) == 0 {
		return ""
	}
	return f.String()
}

// tcp looks at the settings of TCP of a scenario that was built in Go.
func (v *validator) tcp(t TCP, sp spot) {
	if known := profiles(); t.Profile != "" && !slices.Contains(known, t.Profile) {
		v.wrong(sp, 0, didYouMean(t.Profile, known), "%q is not a profile", clip(t.Profile))
	}
	if known := controls(); t.Congestion != "" && !slices.Contains(known, t.Congestion) {
		v.wrong(sp, 0, didYouMean(t.Congestion, known), "%q is not an algorithm of congestion control", clip(t.Congestion))
	}
	if t.ECN != "" && !slices.Contains(tcp.ECNs, t.ECN) {
		v.wrong(sp, 0, didYouMean(t.ECN, tcp.ECNs), "%q is not a way of using ECN", clip(t.ECN))
	}
}

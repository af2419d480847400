package scenario

import (
	"slices"
	"strconv"

	"encap/layers/transport/tcp"

	"go.yaml.in/yaml/v4"
)

// TCP says how the TCP of a node is set; what is left out is the profile's, and
// the profile "rfc".
type TCP struct {
	Profile    string // a name in tcp.Profiles
	Congestion string // the algorithm of congestion control: a name in tcp.Controls
	SACK       string // whether it tells what came behind a hole: "on", "off"
	DelayedACK string // whether acknowledgments may wait: "on", "off"
	// InitialWindow is how many segments it sends before the first
	// acknowledgment; 0: the profile's.
	InitialWindow int
	ECN           string // a name in tcp.ECNs
}

// mostInitialWindow is in segments.
const mostInitialWindow = 1000

// switches are the words of what can be chosen or not.
var switches = []string{"on", "off"}

// Or gives the settings, and other's where nothing is said.
func (t TCP) Or(other TCP) TCP {
	if t.Profile == "" {
		t.Profile = other.Profile
	}
	if t.Congestion == "" {
		t.Congestion = other.Congestion
	}
	if t.SACK == "" {
		t.SACK = other.SACK
	}
	if t.DelayedACK == "" {
		t.DelayedACK = other.DelayedACK
	}
	if t.InitialWindow == 0 {
		t.InitialWindow = other.InitialWindow
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
		{"sack", false, choice{"a setting of SACK", switches}, "selective acknowledgments; a connection uses them when both sides do. Left out: the profile's"},
		{"delayed-ack", false, choice{"a setting of delayed ACK", switches}, "`off`: each segment is acknowledged at once. Left out: the profile's"},
		{"initial-window", false, whole{"the initial window", 1, mostInitialWindow}, "segments that leave before the first acknowledgment; left out: the profile's"},
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
	t := TCP{
		Profile: text(settings, "profile"), Congestion: text(settings, "congestion"),
		SACK: text(settings, "sack"), DelayedACK: text(settings, "delayed-ack"), ECN: text(settings, "ecn"),
	}
	t.InitialWindow, _ = strconv.Atoi(text(settings, "initial-window"))
	return t
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
	if t.SACK != "" {
		f.add("sack", t.SACK)
	}
	if t.DelayedACK != "" {
		f.add("delayed-ack", t.DelayedACK)
	}
	if t.InitialWindow != 0 {
		f.add("initial-window", strconv.Itoa(t.InitialWindow))
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
	for _, setting := range [...]string{t.SACK, t.DelayedACK} {
		if setting != "" && !slices.Contains(switches, setting) {
			v.wrong(sp, 0, didYouMean(setting, switches), "%q is neither on nor off", clip(setting))
		}
	}
	if t.InitialWindow < 0 || t.InitialWindow > mostInitialWindow {
		v.wrong(sp, 0, "", "an initial window of %d is not from 1 to %d", t.InitialWindow, mostInitialWindow)
	}
	if t.ECN != "" && !slices.Contains(tcp.ECNs, t.ECN) {
		v.wrong(sp, 0, didYouMean(t.ECN, tcp.ECNs), "%q is not a way of using ECN", clip(t.ECN))
	}
}

package scenario

import (
	"go.yaml.in/yaml/v4"
)

// ICMP says how the ICMP of a node is set.
type ICMP struct {
	NoRedirects   bool // a router sends none, a host believes none
	EchoBroadcast bool // echo requests to everybody are answered
}

// What the keys of ICMP may be.
const (
	ignored  = "ignore"
	answered = "answer"
	heeded   = "heed"
)

// icmpObject says how ICMP is set.
var icmpObject = &object{
	is: "a setting of ICMP", about: "How the ICMP of a node is set.",
	keys: []key{
		{"redirects", false, choice{"what is done with redirects", []string{heeded, ignored}}, "with `ignore` a router sends none and a host believes none; left out: `heed`"},
		{"broadcast-echo", false, choice{"what is done with echo requests to everybody", []string{ignored, answered}}, "left out: `ignore`"},
	},
}

var icmpKey = key{"icmp", false, icmpObject, "how its ICMP is set; left out: as is usual today"}

// icmpOf reads what a mapping says of ICMP.
func icmpOf(n *yaml.Node) ICMP {
	settings := value(n, "icmp")
	return ICMP{NoRedirects: text(settings, "redirects") == ignored, EchoBroadcast: text(settings, "broadcast-echo") == answered}
}

// icmpText gives the settings of ICMP.
func icmpText(i ICMP) string {
	var f fields
	if i.NoRedirects {
		f.add("redirects", ignored)
	}
	if i.EchoBroadcast {
		f.add("broadcast-echo", answered)
	}
	return f.String()
}

package filter

import (
	"slices"
	"testing"
)

func TestComplete(t *testing.T) {
	for _, c := range []struct {
		prefix string
		want   []string
	}{
		{`ip.tt`, []string{`ip.ttl`}},
		{`arp && ip.flags.`, []string{`arp && ip.flags.rb`, `arp && ip.flags.df`, `arp && ip.flags.mf`}},
		{`(ttl`, []string{`(ip.ttl`}}, // not at the beginning of a word, so last
		{`dro`, []string{`drop`}},
		{`tim`, []string{`timer`, `time`, `timerset`, `timerstopped`, `timerfired`, `ip.opt.time_stamp`, `ip.opt.time_stamp_addr`, `tcp.options.timestamp.tsval`, `tcp.options.timestamp.tsecr`}},
		{`!arriv`, []string{`!arrival`}},
		{`ip.ttl `, []string{`ip.ttl ==`, `ip.ttl !=`, `ip.ttl <`, `ip.ttl <=`, `ip.ttl >`, `ip.ttl >=`, `ip.ttl in`, `ip.ttl &&`, `ip.ttl ||`}},
		{`node c`, []string{`node contains`}},
		{`eth.src `, []string{`eth.src ==`, `eth.src !=`, `eth.src in`, `eth.src &&`, `eth.src ||`}},
		{`udp `, []string{`udp contains`, `udp matches`, `udp &&`, `udp ||`}},
		{`ip.ttl in `, []string{`ip.ttl in {`}},
		{`ip.ttl == `, nil},
		{`ip.flags.df==`, []string{`ip.flags.df== true`, `ip.flags.df== false`}},
		{`ip.flags.df == `, []string{`ip.flags.df == true`, `ip.flags.df == false`}},
		{`kind == "dr`, []string{`kind == "drop"`}},
		{`kind in {"drop", "ac`, []string{`kind in {"drop", "act"`}},
		{`layer == "`, []string{`layer == "physical"`, `layer == "link"`, `layer == "network"`, `layer == "transport"`,
			`layer == "session"`, `layer == "presentation"`, `layer == "application"`}},
		{`node == "al`, nil},
		{`node matches `, nil},
		{`drop `, []string{`drop &&`, `drop ||`}},
		{`ip.ttl == 5 `, []string{`ip.ttl == 5 &&`, `ip.ttl == 5 ||`}},
		{`ip.ttl == 5`, []string{`ip.ttl == 5 &&`, `ip.ttl == 5 ||`}},
		{`ip $`, nil},
	} {
		if got := Complete(c.prefix); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.prefix, got, c.want)
		}
	}
	if all := Complete(""); !slices.Contains(all, "ip.ttl") || !slices.Contains(all, "drop") || slices.Index(all, "call") < 0 {
		t.Errorf("the empty text may become %q", all)
	}
}

// All that may stand first can be read, and all operators fit their field.
func TestCompletionsAreValid(t *testing.T) {
	for _, word := range Complete("") {
		if _, err := ParseEvent(word); err != nil {
			t.Errorf("%s: %v", word, err)
		}
	}
	values := map[kind]string{number: "1", boolean: "true", text: `"x"`, raw: `"x"`, address: "10.0.0.1", mac: "02:00:00:00:00:01",
		duration: "1 ms", protocol: `"x"`}
	for i := range fields {
		f := &fields[i]
		value := values[f.kind]
		if f.words != nil {
			value = `"` + f.words[1] + `"`
		}
		for _, op := range operators(f) {
			src := f.name + " " + op + " " + value
			switch op {
			case "in":
				src = f.name + " in {" + value + "}"
			case "contains", "matches":
				src = f.name + " " + op + ` "x"`
			}
			if _, err := ParseEvent(src); err != nil {
				t.Errorf("%s: %v", src, err)
			}
		}
	}
}

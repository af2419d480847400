package scenario

import (
	"slices"
	"time"

	"encap/layers/physical"
	"encap/layers/physical/linecode"

	"go.yaml.in/yaml/v4"
)

// lengths are those of cables, in millimetres.
var lengths = &measure{
	what: "a length", like: "100 m", finest: "millimetre", zero: "0 m",
	most:  1_000_000_000_000, // a million kilometres
	units: []unit{{"mm", 1, 1, 1}, {"m", 1_000, 1_000, 1}, {"km", 1_000_000, 1_000_000, 1_000}},
}

// longestCopper is the longest cable of twisted pairs that Ethernet allows
// (IEEE 802.3 §25.4.11), in millimetres.
const longestCopper = 100_000

func mediums() (names []string) {
	for _, m := range physical.Media {
		names = append(names, string(m.Name))
	}
	return names
}

func lineCodes() (names []string) {
	for _, k := range linecode.Codes {
		names = append(names, string(k.Code))
	}
	return names
}

// CodeOf gives a cable's line code, also when nothing is said of it.
func (s *Scenario) CodeOf(c *Cable) linecode.Code {
	if c.Code != "" {
		return c.Code
	}
	return linecode.Usual(uint64(s.RateOf(c)))
}

// lengthOf reads how long a cable is, and of what.
func (c *Cable) lengthOf(n *yaml.Node) {
	c.Length, _ = lengths.read(text(n, "length"))
	c.Medium = physical.Medium(text(n, "medium"))
	if c.Length > 0 && value(n, "delay") == nil {
		c.Delay = c.propagation()
	}
}

// propagation is how long a bit needs from end to end.
func (c *Cable) propagation() time.Duration { return physical.Propagation(c.Medium, c.Length) }

// burstsObject says how losses come in bursts.
var burstsObject = &object{
	is: "bursts", about: "Losses in bursts (Gilbert and Elliott): the cable is good or bad, and with each frame it may become the other.",
	keys: []key{
		{"begin", true, chance, "that a good cable becomes bad, for each frame"},
		{"end", true, chance, "that a bad one becomes good again; 1 % at least"},
		{"loss", false, chance, "that a frame is lost while it is bad; left out: 100 %"},
	},
}

// burstsOf reads what a cable says of bursts.
func burstsOf(n *yaml.Node) (b physical.Bursts) {
	if n = value(n, "bursts"); n == nil || n.Kind != yaml.MappingNode {
		return b
	}
	b.Loss = physical.Certain
	b.Begin, _ = readChance(text(n, "begin"))
	b.End, _ = readChance(text(n, "end"))
	if value(n, "loss") != nil {
		b.Loss, _ = readChance(text(n, "loss"))
	}
	return b
}

func burstsText(b physical.Bursts) string {
	var f fields
	f.add("begin", chances.write(uint64(b.Begin)))
	f.add("end", chances.write(uint64(b.End)))
	if b.Loss != physical.Certain {
		f.add("loss", chances.write(uint64(b.Loss)))
	}
	return f.String()
}

// makeup looks at what a cable is made of, and at its bursts.
func (v *validator) makeup(c *Cable, sp spot) {
	whose := "the cable from " + c.Ends[0].String() + " to " + c.Ends[1].String()
	switch {
	case c.Code != "" && !slices.Contains(lineCodes(), string(c.Code)):
		v.wrong(sp, 0, didYouMean(string(c.Code), lineCodes()), "%s: %q is not a line code", whose, clip(string(c.Code)))
	case c.Medium != "" && !slices.Contains(mediums(), string(c.Medium)):
		v.wrong(sp, 0, didYouMean(string(c.Medium), mediums()), "%s: %q is not a medium", whose, clip(string(c.Medium)))
	case c.Medium != "" && c.Length == 0:
		v.wrong(sp, 0, "write length: 100 m", "%s: it is not said how long it is", whose)
	case c.Length > lengths.most:
		v.wrong(sp, 0, "", "%s: the most is %s", whose, lengths.write(lengths.most))
	case c.Length > 0 && c.Delay != c.propagation():
		v.wrong(sp, 0, "leave one of the two out", "%s: its length gives a delay of %s, and another is written", whose, delays.write(uint64(c.propagation())))
	case c.Length > longestCopper && c.Medium != physical.Fibre:
		v.doubtful(sp, 0, "write medium: fibre", "%s: Ethernet over copper reaches 100 m", whose)
	}
	b := c.Bursts
	switch {
	case b == (physical.Bursts{}):
	case max(b.Begin, b.End, b.Loss) > physical.Certain:
		v.wrong(sp, 0, "", "%s: a chance is above 100 %%", whose)
	case b.End < physical.Certain/100:
		v.wrong(sp, 0, "", "%s: bursts end with a chance of 1 %% at least", whose)
	case uint64(b.Begin)+uint64(b.End) > uint64(physical.Certain):
		v.wrong(sp, 0, "", "%s: the chances that a burst begins and that it ends are more than 100 %% together", whose)
	}
}

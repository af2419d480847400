package scenario

import (
	"slices"
	"strconv"

	"encap/layers/physical"

	"go.yaml.in/yaml/v4"
)

// mostQueueBytes bounds the bytes that wait at a port.
const mostQueueBytes = 1_000_000_000

// mostThreshold bounds the thresholds of RED.
const mostThreshold = 10_000

var disciplines = []string{string(physical.DropTail), string(physical.RED), string(physical.CoDel)}

// queueObject says more of a queue than how many frames it has room for.
var queueObject = &object{
	is: "a queue", about: "What waits at each end of a cable, and what is dropped, or marked when there is too much of it.",
	keys: []key{
		{"kind", true, choice{"a discipline", disciplines}, "`drop-tail`: who finds no place is dropped; `red`: random early detection (Floyd and Jacobson); `codel`: controlled delay (RFC 8289)"},
		{"frames", false, whole{"a queue", 1, mostQueue}, "that may wait; left out: 100"},
		{"bytes", false, whole{"a queue", 64, mostQueueBytes}, "that may wait; left out: any number"},
		{"ecn", false, truth{}, "`true`: packets whose transport knows ECN are marked instead of dropped (RFC 3168), by hosts and routers; left out: `false`"},
		{"min", false, whole{"the lower threshold", 1, mostThreshold}, "of `red`: up to this average, in frames, none is taken; left out: 5"},
		{"max", false, whole{"the upper threshold", 2, mostThreshold}, "of `red`: above this average all are dropped; left out: 15, or three times the lower one"},
		{"probability", false, chance, "of `red`: that a frame is taken near the upper threshold; left out: 10 %"},
		{"weight", false, whole{"a weight", 1, 4096}, "of `red`: a new frame moves the average by one part in so many, a power of two; left out: 512"},
		{"target", false, delay, "of `codel`: how long frames may wait; left out: 5 ms"},
		{"interval", false, delay, "of `codel`: for how long it may be longer; left out: 100 ms"},
	},
}

var queue = either{
	is: "frames, or a queue", of: []shape{whole{"a queue", 1, mostQueue}, queueObject},
	pick: func(_ *checker, n *yaml.Node) shape {
		if n.Kind == yaml.MappingNode {
			return queueObject
		}
		return whole{"a queue", 1, mostQueue}
	},
}

// queueOf reads what a cable says of its queues.
func queueOf(n *yaml.Node) physical.Queue {
	q := value(n, "queue")
	if q == nil || q.Kind != yaml.MappingNode {
		return physical.Queue{Frames: int(number(n, "queue"))}
	}
	all := physical.Queue{
		Kind: physical.Discipline(text(q, "kind")), Frames: int(number(q, "frames")), Bytes: int(number(q, "bytes")), ECN: text(q, "ecn") == "true",
		Min: int(number(q, "min")), Max: int(number(q, "max")), Weight: int(number(q, "weight")),
	}
	all.Probability, _ = readChance(text(q, "probability"))
	all.Target, all.Interval = span(q, "target"), span(q, "interval")
	return all
}

// queue gives all that is said of a cable's queues.
func (c *Cable) queue() physical.Queue {
	q := c.Manage
	q.Frames = c.Queue
	return q
}

// queueText gives a queue as a file says it: the number of frames alone, if
// there is no more to say.
func queueText(q physical.Queue) string {
	if q == (physical.Queue{Frames: q.Frames}) {
		return strconv.Itoa(q.Frames)
	}
	if q.Kind == "" {
		q.Kind = physical.DropTail
	}
	var f fields
	count := func(key string, n int) {
		if n != 0 {
			f.add(key, strconv.Itoa(n))
		}
	}
	f.add("kind", string(q.Kind))
	count("frames", q.Frames)
	count("bytes", q.Bytes)
	if q.ECN {
		f.add("ecn", "true")
	}
	count("min", q.Min)
	count("max", q.Max)
	if q.Probability != 0 {
		f.add("probability", chances.write(uint64(q.Probability)))
	}
	count("weight", q.Weight)
	if q.Target != 0 {
		f.add("target", delays.write(uint64(q.Target)))
	}
	if q.Interval != 0 {
		f.add("interval", delays.write(uint64(q.Interval)))
	}
	return f.String()
}

// queueing looks at the queue of a cable.
func (v *validator) queueing(c *Cable, sp spot) {
	q, whose := c.queue(), "the cable from "+c.Ends[0].String()+" to "+c.Ends[1].String()
	v.within(sp, whose, q.Target, delays)
	v.within(sp, whose, q.Interval, delays)
	switch {
	case q.Kind != "" && !slices.Contains(disciplines, string(q.Kind)):
		v.wrong(sp, 0, didYouMean(string(q.Kind), disciplines), "%s: %q is not a discipline", whose, clip(string(q.Kind)))
	case q.Frames < 0 || q.Frames > mostQueue:
		v.wrong(sp, 0, "", "%s: a queue of %d is not from 1 to %d", whose, q.Frames, mostQueue)
	case q.Bytes < 0 || q.Bytes > mostQueueBytes:
		v.wrong(sp, 0, "", "%s: a queue of %d bytes is not from 64 to %d", whose, q.Bytes, mostQueueBytes)
	case q.Probability > physical.Certain:
		v.wrong(sp, 0, "", "%s: a chance is above 100 %%", whose)
	case q.Min < 0 || q.Min > mostThreshold || q.Max < 0 || q.Max > mostThreshold:
		v.wrong(sp, 0, "", "%s: a threshold is not from 1 to %d", whose, mostThreshold)
	case q.Weight < 0 || q.Weight > 4096 || q.Weight&(q.Weight-1) != 0:
		v.wrong(sp, 0, "", "%s: a weight is a power of two up to 4096, not %d", whose, q.Weight)
	case q.Kind != physical.RED && (q.Min != 0 || q.Max != 0 || q.Probability != 0 || q.Weight != 0):
		v.wrong(sp, 0, "write kind: red", "%s: min, max, probability and weight are of red", whose)
	case q.Kind != physical.CoDel && (q.Target != 0 || q.Interval != 0):
		v.wrong(sp, 0, "write kind: codel", "%s: target and interval are of codel", whose)
	case q.ECN && q.Kind != physical.RED && q.Kind != physical.CoDel:
		v.wrong(sp, 0, "write kind: codel or red", "%s: a queue that drops only when it is full marks nothing", whose)
	case q.Max != 0 && q.Max <= max(q.Min, 1) || q.Max != 0 && q.Min == 0 && q.Max <= 5:
		v.wrong(sp, 0, "", "%s: the upper threshold, %d, is not above the lower one", whose, q.Max)
	}
}

// truth is true or false.
type truth struct{}

func (truth) what() string { return "`true` or `false`" }

func (truth) check(c *checker, n *yaml.Node) {
	if c.scalar(n, "true or false") && n.Value != "true" && n.Value != "false" {
		c.wrong(n, didYouMean(n.Value, []string{"true", "false"}), "%q is neither true nor false", clip(n.Value))
	}
}

func (truth) schema() map[string]any {
	return map[string]any{"enum": []any{true, false, "true", "false"}}
}

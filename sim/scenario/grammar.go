package scenario

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// Limits that no lesson reaches: they keep a slip of the pen from filling the
// memory.
const (
	mostNodes  = 100_000
	mostCables = 100_000
	mostActs   = 100_000
	mostSteps  = 10_000
	mostPorts  = 256           // of a host or router: the last byte of a MAC address counts them
	mostWays   = 8             // of one route
	mostQueue  = 100_000       // frames
	mostFrame  = 1_000_000_000 // of one cable direction
	// A frame without FCS has at least a header, at most a header, a VLAN tag
	// and a full payload.
	leastFrame     = 14
	mostFrameBytes = 14 + 4 + mostMTU
	leastMTU       = 68   // that each IPv4 network carries (RFC 791 §3.2)
	mostMTU        = 9216 // of jumbo frames
)

// The words that a level, a question and a kind may be.
var (
	levels    = []string{"first", "second", "advanced"}
	questions = []string{"changed", "next", "who", "value", "where", "why"}
)

// Values of one line.
var (
	nodeName = word{is: "the name of a node", like: []string{"alice"}, pattern: `^` + namePattern + `$`, read: readName}
	portName = word{is: "the name of a port", like: []string{"eth0"}, pattern: `^` + namePattern + `$`, read: readName}
	nodeRef  = word{is: "the name of a node", like: []string{"alice"}, pattern: `^` + namePattern + `$`, read: readName}
	cableEnd = word{is: "an end of a cable", like: []string{"alice", "r1:eth1"}, pattern: endPattern,
		read: func(s string) error { _, err := readEnd(s); return err }}
	direction = word{is: "a direction of a cable", like: []string{"alice > r1"}, pattern: directionPattern,
		read: func(s string) error { _, err := ParseDirection(s); return err }}
	address = word{is: "an address", like: []string{"10.0.1.1"}, pattern: `^[0-9]{1,3}(\.[0-9]{1,3}){3}$`,
		read: func(s string) error { _, err := readAddr(s); return err }}
	addressBits = word{is: "an address with the length of its network's prefix", like: []string{"10.0.1.2/24"},
		pattern: `^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$`,
		read:    func(s string) error { _, err := readPrefix(s); return err }}
	way = word{is: "the address of a router", like: []string{"10.0.1.1", "blackhole", "unreachable", "prohibit"},
		pattern: `^([0-9]{1,3}(\.[0-9]{1,3}){3}|` + strings.Join(refusals, "|") + `)$`, read: readWay}
	network = word{is: "a network", like: []string{"10.0.3.0/24"}, pattern: addressBits.pattern, read: readNetwork}
	outside = word{is: "an address and UDP port", like: []string{"192.0.2.1:4789"},
		pattern: `^[0-9]{1,3}(\.[0-9]{1,3}){3}:[0-9]{1,5}$`,
		read:    func(s string) error { _, err := readOutside(s); return err }}
	mac = word{is: "a MAC address", like: []string{"02:00:00:00:00:01"}, pattern: `^([0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}(\.[0-9A-Fa-f]{4}){2})$`,
		read: func(s string) error { _, err := readMAC(s); return err }}
	frameBytes = word{is: "a frame without FCS in hex", like: []string{"ffffffffffff0200…"}, pattern: `^([0-9A-Fa-f]{2})*$`, number: true,
		read: func(s string) error { _, err := readFrame(s); return err }}
	journal  = word{is: "the name of a pcapng file", like: []string{"visit.pcapng"}, pattern: `^[^/\\:]+\.pcapng$`, read: readJournal}
	duration = word{is: "a duration", like: []string{durations.like}, pattern: durations.pattern(),
		read: func(s string) error { _, err := readDuration(s); return err }}
	delay = word{is: "a duration", like: []string{delays.like}, pattern: delays.pattern(),
		read: func(s string) error { _, err := delays.read(s); return err }}
	rate = word{is: "a rate", like: []string{rates.like}, pattern: rates.pattern(),
		read: func(s string) error { _, err := readRate(s); return err }}
	chance = word{is: "a chance", like: []string{"1 %", "1e-6"}, pattern: chances.pattern(), number: true,
		read: func(s string) error { _, err := readChance(s); return err }}
	frameFaults = word{is: "a fault", like: []string{"drop", "duplicate", "delay 5 ms", "corrupt bit 17", "set ip.ttl 3", "set byte 34 0x50 mend"}, pattern: frameFaultPattern,
		read: func(s string) error { _, err := ParseFault(s); return err }}
	cableFaults = word{is: "a fault", like: []string{"cut", "mend"}, pattern: cableFaultPattern,
		read: func(s string) error { _, err := ParseFault(s); return err }}
	mtu        = whole{"the MTU", leastMTU, mostMTU}
	expression = prose{is: "an expression"}
)

var cable = &object{
	is: "a cable", about: "What it does to frames it does in both directions.",
	keys: []key{
		{"ends", true, list{"a list of two ends", cableEnd, 2, 2, false}, "the two nodes it joins. A host's or router's ports are handed out in the order of the cables; `r1:eth1` asks for that one"},
		{"duplex", false, choice{"a duplex", duplexes}, "whether both ends can send at once; left out: `full`, and at a hub `half`"},
		{"rate", false, rate, "left out: 1 Gbit/s; half duplex 10 Mbit/s, and 100 Mbit/s at most"},
		{"delay", false, delay, "of propagation, one way; left out: 0 s"},
		{"queue", false, whole{"a queue", 1, mostQueue}, "frames that may wait at each end; left out: 100"},
		{"loss", false, chance, "that a frame is lost"},
		{"bit-errors", false, chance, "that a bit arrives wrong, for each bit"},
		{"duplicate", false, chance, "that a frame arrives twice"},
		{"reorder", false, chance, "that a frame is held back so that later ones overtake it"},
		{"jitter", false, delay, "further delay, by chance between none and this"},
	},
}

var (
	command = &object{
		is: "an act", about: "A person types a command at a node.",
		keys: []key{
			{"at", false, duration, "left out: 0 s. The act comes after all else that is due then"},
			{"node", true, nodeRef, "at which host, router or switch"},
			{"do", true, prose{is: "a command"}, "the command, in words as a shell splits them"},
		},
	}
	injection = &object{
		is: "a frame from outside", about: "A frame that came from an outside host while the run was live; saved, so that the run can be repeated.",
		keys: []key{
			{"at", false, duration, "left out: 0 s"},
			{"cable", true, direction, "the direction that it enters"},
			{"inject", true, frameBytes, "the frame without FCS, in hex"},
		},
	}
	act = either{is: "an act", of: []shape{command, injection},
		pick: func(_ *checker, n *yaml.Node) shape {
			if value(n, "inject") != nil {
				return injection
			}
			return command
		}}

	frameFault = &object{
		is: "a fault of a frame", about: "Something happens to one frame.",
		keys: []key{
			{"cable", true, direction, "`alice > r1`; with several cables between the two, `alice > r1 (2)` is the second"},
			{"frame", true, whole{"the number of a frame", 1, mostFrame}, "which: the n-th that enters this direction, from 1"},
			{"do", true, frameFaults, "bits are counted from 0, as RFCs draw them"},
		},
	}
	cableFault = &object{
		is: "a fault of a cable", about: "Something happens to the cable itself, in both directions.",
		keys: []key{
			{"cable", true, direction, "`alice > r1`"},
			{"at", true, duration, "when"},
			{"do", true, cableFaults, ""},
		},
	}
	fault = either{is: "a fault", of: []shape{frameFault, cableFault}, pick: pickFault}
)

func pickFault(c *checker, n *yaml.Node) shape {
	frame, at := value(n, "frame"), value(n, "at")
	f, err := ParseFault(text(n, "do"))
	switch {
	case n.Kind != yaml.MappingNode:
	case frame != nil && at != nil:
		c.wrong(at, "leave one of the two out", "a fault is done to a frame, or to a cable at an instant, not both")
		return nil
	case err == nil && f.Kind.OfCable() && frame != nil:
		c.wrong(frame, "write at: and the instant", "%s is done to a cable at an instant, not to a frame", f.Kind)
		return nil
	case err == nil && !f.Kind.OfCable() && at != nil:
		c.wrong(at, "write frame: and its number, from 1", "%s is done to a frame, not at an instant", f.Kind)
		return nil
	case at != nil || err == nil && f.Kind.OfCable():
		return cableFault
	}
	return frameFault
}

var (
	ask = &object{
		is: "a question", about: "The answer is a query on the trace; nobody types it in.",
		keys: []key{
			{"which", true, choice{"a question", questions}, "`changed`: which of these fields did; `next`: what comes next; `who`: which node; `value`: what a field will say; `where`: in which bytes a field stands; `why`: which rule decides"},
			{"of", false, list{"a list of choices", prose{is: "a choice"}, 2, 100, false}, "of `changed` and `who`, what may be chosen: names of fields or nodes; left out: what suits the event"},
			{"field", false, prose{is: "a field"}, "of `value` and `where`: the field, such as `ip.ttl`; left out: one by chance"},
		},
	}
	step = &object{
		is: "a step", about: "A place where the lesson stops and speaks.",
		keys: []key{
			{"when", true, expression, "the first event after the step before that it is true of"},
			{"say", true, prose{is: "what a step says", lines: true}, "one or two sentences"},
			{"ask", false, ask, "a question, asked before the event is shown"},
		},
	}
)

// file is the whole.
var file = &object{
	is: "a scenario", about: "A network, what happens in it, and what a lesson says of it.",
	keys: []key{
		{"title", false, prose{is: "the title"}, "as the list of lessons shows it"},
		{"level", false, choice{"a level", levels}, "for whom"},
		{"about", false, prose{is: "the description", lines: true}, "what there is to see"},
		{"seed", false, whole{"the seed", 0, 1<<64 - 1}, "of all chance; left out: 0"},
		{"until", false, duration, "when the run ends; left out: when nothing is left to do"},
		{"tcp", false, tcpObject, "how TCP is set on all nodes; left out: as the RFCs say"},
		stpKey,
		arpKey,
		{"mistakes", false, choice{"a word", []string{"wanted"}}, "`wanted`: addresses given twice and networks that do not fit are part of the lesson, and not complained of"},
		{"nodes", true, table{"a mapping of nodes", nodeName, node, 1, mostNodes}, "a name for each node, and what it is"},
		{"places", false, table{"a mapping of places", nodeName, list{"a column and a row", whole{"a place", 0, mostPlace}, 2, 2, false}, 0, mostNodes},
			"where the screen draws nodes: `alice: [0, 1]` is the first column, the second row; nodes that are left out find a place of their own"},
		{"cables", false, list{"a list of cables", cable, 0, mostCables, false}, "what joins them"},
		{"run", false, list{"a list of acts", act, 0, mostActs, false}, "who does what, and when"},
		{"journal", false, journal, "a file beside this one with more frames that came from outside"},
		{"faults", false, list{"a list of faults", fault, 0, mostActs, false}, "what goes wrong"},
		{"steps", false, list{"a list of steps", step, 0, mostSteps, false}, "where the lesson stops and speaks"},
		{"expect", false, list{"a list of expressions", expression, 0, mostSteps, false}, "what must be true of the whole run"},
	},
}

package scenario

import (
	"net/netip"
	"time"

	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
	"encap/layers/physical"
)

// Scenario is a network, what happens in it, and what a lesson says of it.
type Scenario struct {
	Name  string // the library's name or the file's, without folder and ending
	Title string
	Level string // "first", "second", "advanced"
	About string
	Seed  uint64
	Until time.Duration // virtual time at which the run ends; 0: when nothing is left to do
	TCP   TCP           // of all nodes that do not say otherwise
	STP   STP           // of all switches that do not say otherwise
	ARP   string        // "rfc" or "linux": what old rows of ARP caches are worth; "": rfc
	// Mistakes are wanted: the lesson is about an address given twice, a wrong mask
	// and the like, so nobody is to be told.
	Mistakes bool
	Nodes    []Node  // in the file's order
	Places   []Place // where nodes are drawn; the others find a place of their own
	Cables   []Cable
	Run      []Act
	// Journal names a pcapng file beside this one: more frames that came from
	// outside. It is loaded by package sim.
	Journal string
	Faults  []Act
	Steps   []Step
	Expect  []Expect
}

// Kind says what a node is.
type Kind string

// The kinds of nodes.
const (
	Host    Kind = "host"
	Router  Kind = "router"
	Switch  Kind = "switch"
	Hub     Kind = "hub"
	Outside Kind = "outside" // a real machine, reached over VXLAN (RFC 7348)

	Firewall Kind = "firewall" // a router with a list of rules
	NAT      Kind = "nat"      // a router that translates addresses
)

// Routes says whether a node of this kind passes packets on.
func (k Kind) Routes() bool { return k == Router || k == Firewall || k == NAT }

// HasAddresses says whether a node of this kind has the layers above the link.
func (k Kind) HasAddresses() bool { return k == Host || k.Routes() }

// Node is one device.
type Node struct {
	Name    string
	Kind    Kind
	Ports   []Port     // a host's one, a router's several; a switch or hub has as many as it has cables
	Gateway netip.Addr // the default route of a host or router; zero: none
	Routes  []Route
	TCP     TCP            // of a host or router
	ICMP    ICMP           // of a host or router
	Switch  Switching      // of a switch
	ARP     string         // of a host or router: as Scenario.ARP; "": as there
	Outside netip.AddrPort // where an outside node's VXLAN device listens
	Filter                 // of a firewall or a translator
}

// Port is one network interface with its address.
type Port struct {
	Name string       // "eth0"; "" means eth and its number
	Addr netip.Prefix // address and the length of its network's prefix; zero: none
	MAC  ethernet.Addr
	MTU  int // bytes of payload a frame carries; 0: 1500
	// VLAN makes it an interface in a VLAN, on the cable of the port named Trunk
	// ("": the node's first). It has no cable and no MAC address of its own.
	VLAN  vlan.ID
	Trunk string
}

// Route says which router is the next hop towards a network.
type Route struct {
	Prefix netip.Prefix
	Via    netip.Addr
	Also   []netip.Addr // others that are as good
	Refuse string       // "blackhole", "unreachable", "prohibit": there is to be no way
}

// Cable joins two ports. What it does to frames it does in both directions.
type Cable struct {
	Ends      [2]End
	Duplex    string           // "full", "half": only one end can send at a time; "": full, and half at a hub
	Rate      physical.Bitrate // 0: 1 Gbit/s, half duplex 10 Mbit/s
	Delay     time.Duration    // of propagation, one way
	Queue     int              // frames that may wait at each end; 0: 100
	Loss      physical.Chance  // of a frame
	BitErrors physical.Chance  // of a bit
	Duplicate physical.Chance  // of a frame
	Reorder   physical.Chance  // of a frame that is held back so that later ones overtake it
	Jitter    time.Duration    // further delay, uniform in [0, Jitter]
}

// End is one end of a cable.
type End struct {
	Node string
	Port string // "" means the node's first port without a cable
}

// Direction is one direction of a cable: frames from one node to another.
type Direction struct {
	From, To string
	Nth      int // the n-th cable between these two nodes, from 0
}

// Act is something that a person, the scenario or the outside does. It is
// saved by physical coordinates, never by event ID: either an instant and a
// node (a command at its prompt), or a frame of a cable direction, or an
// instant and a cable.
type Act struct {
	At    time.Duration // virtual time; the act comes after all else due then
	Node  string        // a command is typed at this node, or
	Cable Direction     // something is done to this cable,
	Frame uint64        // to the n-th frame that enters this direction, from 1; 0: to the cable itself, at At
	// Do is the command ("message send bob:5000 \"hello\"") or what is done:
	// "drop", "duplicate", "delay 5 ms", "corrupt bit 17", "set ip.ttl 3" to
	// a frame, "cut" or "mend" to a cable.
	Do string
	// Inject is a frame without FCS that came from an outside node: it enters
	// Cable at At.
	Inject []byte
	Where  Where // in the file it came from
}

// Where is a place in a scenario file; Line and Column count from 1, 0 means
// none (built in Go, typed at a keyboard).
type Where struct {
	File         string
	Line, Column int
}

// Step is a place where a lesson stops and speaks.
type Step struct {
	When  string // a filter expression: the first event it matches after the step before
	Say   string
	Ask   *Ask
	Where Where
}

// Ask is a question whose answer is a query on the trace.
type Ask struct {
	Which string   // the kind of question: "changed", "next", "who", "value", "where", "why"
	Of    []string // what may be chosen: field names, node names
	Field string   // the field that "value" and "where" ask for; "": one by chance
}

// Expect is what must be true of the whole trace: an expression.
type Expect struct {
	Expr  string
	Where Where
}

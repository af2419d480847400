package account

// Owner is what time was spent on.
type Owner string

// The owners of time, in the order in which accounts list them.
const (
	Transmission     Owner = "transmission"         // a frame's bits leave a port one after the other
	Propagation      Owner = "propagation"          // they travel along the cable
	HeldBack         Owner = "held back"            // the cable took longer than it should, by chance or by an act
	Queueing         Owner = "queueing"             // a frame waits for the port to be free
	Collisions       Owner = "collisions"           // a frame is broken off by another, and its station backs off
	ARP              Owner = "ARP"                  // a packet waits until the MAC address is known
	Reassembly       Owner = "reassembly"           // fragments wait for those that are missing
	Routing          Owner = "routing"              // a router waits before it tells, or until it believes no more
	Tree             Owner = "spanning tree"        // a switch waits before it tells, or before a port may forward
	Window           Owner = "window"               // data waits for room in the receiver's window or in the send buffer
	CongestionWindow Owner = "congestion window"    // data waits because the network may carry no more
	Nagle            Owner = "Nagle"                // a small segment waits for the acknowledgment of another
	Recovery         Owner = "loss recovery"        // acknowledgments come back that show a loss
	Retransmission   Owner = "retransmission timer" // TCP waits in vain for an acknowledgment
	DelayedACK       Owner = "delayed ACK"          // the receiver keeps an acknowledgment back
	Connection       Owner = "connection timer"     // a connection waits before it asks, or before it is forgotten
	Application      Owner = "application"          // a process sleeps, or waits for as long as it has decided
	Nobody           Owner = "nobody"               // a bug in the causes
)

// owners is the order in which accounts list them.
var owners = [...]Owner{Transmission, Propagation, HeldBack, Queueing, Collisions, ARP, Reassembly, Routing, Tree, Window, CongestionWindow, Nagle,
	Recovery, Retransmission, DelayedACK, Connection, Application, Nobody}

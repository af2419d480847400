package stp

import "encap/layers/osi"

// The rules of a spanning tree: what comes in, which role a port gets, when it
// forwards, what a change of the topology does, and what is sent.
var (
	PortUp = osi.Rule{Name: "PortUp", Cite: "IEEE 802.1D-2004 §17",
		Why: "The port has a carrier. Whether its cable closes a loop nobody knows yet, so it begins by discarding."}
	PortDown = osi.Rule{Name: "PortDown", Cite: "IEEE 802.1D-2004 §17",
		Why: "The port has lost its carrier: all that was known by way of it is void."}
	PortOff = osi.Rule{Name: "PortOff", Cite: "IEEE 802.1D-2004 §17",
		Why: "The port is not in use."}
	NoBPDU = osi.Rule{Name: "NoBPDU", Cite: "IEEE 802.1D-2004 §9",
		Why: "The frame is for bridges, but what is inside is no BPDU that can be read."}
	TooYoung = osi.Rule{Name: "TooYoung", Cite: "IEEE 802.1D-2004 §9",
		Why: "The BPDU is one of RSTP, and this bridge speaks STP only: it does not know that type. The neighbour will notice by what it hears."}
	OwnBPDU = osi.Rule{Name: "OwnBPDU", Cite: "IEEE 802.1D-2004 §9",
		Why: "The port hears what it has sent itself."}
	NoEdge = osi.Rule{Name: "NoEdge", Cite: "IEEE 802.1D-2004 §17.25",
		Why: "A BPDU comes in where only stations were expected: there is a bridge behind this port after all."}
	Superior = osi.Rule{Name: "Superior", Cite: "IEEE 802.1D-2004 §17.27",
		Why: "The neighbour tells of a better root, or of a better way to it, than this port knew: it is believed."}
	Repeated = osi.Rule{Name: "Repeated", Cite: "IEEE 802.1D-2004 §17.27",
		Why: "The neighbour says what it said before: the information lives on."}
	Revised = osi.Rule{Name: "Revised", Cite: "IEEE 802.1D-2004 §17.27",
		Why: "The neighbour that this port believed tells of something worse now. It knows best what it says, so the old information is void."}
	Inferior = osi.Rule{Name: "Inferior", Cite: "IEEE 802.1D-2004 §17.27",
		Why: "What the neighbour tells is worse than what this port knows: it is not believed."}
	InfoAged = osi.Rule{Name: "InfoAged", Cite: "IEEE 802.1D-2004 §17.27",
		Why: "Nothing was heard from the neighbour for three hellos (in STP: until the information reached its maximum age). What it told counts no longer."}
	IAmRoot = osi.Rule{Name: "IAmRoot", Cite: "IEEE 802.1D-2004 §17.28",
		Why: "No port knows of a bridge with a lower identifier: this bridge takes itself for the root."}
	NewRoot = osi.Rule{Name: "NewRoot", Cite: "IEEE 802.1D-2004 §17.28",
		Why: "A bridge with a lower identifier is there: that one is the root."}
	RootPort = osi.Rule{Name: "RootPort", Cite: "IEEE 802.1D-2004 §17.28",
		Why: "Of all ports this one has the cheapest way to the root; then the neighbour's, then its port's identifier decides."}
	DesignatedPort = osi.Rule{Name: "DesignatedPort", Cite: "IEEE 802.1D-2004 §17.28",
		Why: "On this cable no other bridge has a better way to the root: whoever is there reaches it by this port."}
	Blocked = osi.Rule{Name: "Blocked", Cite: "IEEE 802.1D-2004 §17.28",
		Why: "Another bridge has the better way to the root on this cable, and this bridge has its own: to forward here would close a loop."}
	Proposal = osi.Rule{Name: "Proposal", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "The designated port at the other end asks whether it may forward at once."}
	Sync = osi.Rule{Name: "Sync", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "Before this bridge agrees, all its other ports that could close a loop must discard."}
	Agree = osi.Rule{Name: "Agree", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "No other port of this bridge can close a loop now, so the neighbour may forward: this bridge agrees."}
	Agreement = osi.Rule{Name: "Agreement", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "The neighbour agrees: behind it nothing closes a loop."}
	DelayOver = osi.Rule{Name: "DelayOver", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "The port has waited long enough for all bridges to have heard: it goes one step further, first to learning, then to forwarding."}
	RapidRoot = osi.Rule{Name: "RapidRoot", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "No other port of this bridge was root port a moment ago and still forwards. So the new root port forwards at once."}
	Propose = osi.Rule{Name: "Propose", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "A designated port that discards need not wait for timers: it asks its neighbour for leave."}
	Step = osi.Rule{Name: "Step", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "The port discards for now: the way to the root is being changed, or the other end disagrees."}
	Edge = osi.Rule{Name: "Edge", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "Only a station is behind this port, so no loop can run through it: it forwards at once."}
	Leave = osi.Rule{Name: "Leave", Cite: "IEEE 802.1D-2004 §17.29",
		Why: "The neighbour has agreed, so the port forwards at once, without waiting for timers."}
	Changed = osi.Rule{Name: "Changed", Cite: "IEEE 802.1D-2004 §17.31",
		Why: "A port begins to forward: stations may be found by another way now, and all bridges are told."}
	HeardTCN = osi.Rule{Name: "HeardTCN", Cite: "IEEE 802.1D-2004 §17.31",
		Why: "A bridge farther from the root tells that the topology has changed; the root will tell all."}
	Flush = osi.Rule{Name: "Flush", Cite: "IEEE 802.1D-2004 §17.31",
		Why: "The topology has changed: what was learned at this port may be wrong. It is forgotten, and the change is told on."}
	Hello = osi.Rule{Name: "Hello", Cite: "IEEE 802.1D-2004 §17.26",
		Why: "A designated port repeats every hello time, usually two seconds, what it knows: else it would be forgotten."}
	HoldBack = osi.Rule{Name: "HoldBack", Cite: "IEEE 802.1D-2004 §17.26",
		Why: "Six BPDUs a second are enough: the next one waits."}
	OldNeighbour = osi.Rule{Name: "OldNeighbour", Cite: "IEEE 802.1D-2004 §17.24",
		Why: "The neighbour speaks the old STP, so this port does, too; agreements are not possible then."}
	NewNeighbour = osi.Rule{Name: "NewNeighbour", Cite: "IEEE 802.1D-2004 §17.24",
		Why: "The neighbour speaks RSTP: this port does so again."}
	NobodyAnswers = osi.Rule{Name: "NobodyAnswers", Cite: "IEEE 802.1D-2004 §17.25",
		Why: "Three seconds, and no BPDU has come: only a station can be behind this port. It is an edge port."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&PortUp, &PortDown, &PortOff, &NoBPDU, &TooYoung, &OwnBPDU, &NoEdge, &Superior, &Repeated, &Revised, &Inferior, &InfoAged,
	&IAmRoot, &NewRoot, &RootPort, &DesignatedPort, &Blocked, &Proposal, &Sync, &Agree, &Agreement, &DelayOver, &RapidRoot,
	&Propose, &Step, &Edge, &Leave, &Changed, &HeardTCN, &Flush, &Hello, &HoldBack, &OldNeighbour, &NewNeighbour, &NobodyAnswers}

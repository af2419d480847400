package bridge

import "encap/layers/osi"

// The rules of a bridge, in the order in which it judges a frame.
var (
	Damaged = osi.Rule{Name: "Damaged", Cite: "IEEE 802.1D-2004 §7.5",
		Why: "The FCS does not fit: a switch that stores a frame before it forwards it does not spread damage."}
	ForBridges = osi.Rule{Name: "ForBridges", Cite: "IEEE 802.1D-2004 §7.12.3",
		Why: "The frame is for the bridges of this link: it is read here and goes no further."}
	Discarding = osi.Rule{Name: "Discarding", Cite: "IEEE 802.1D-2004 §7.4",
		Why: "The spanning tree lets this port discard what comes in: to forward it would close a loop, or might."}
	NoNative = osi.Rule{Name: "NoNative", Cite: "IEEE 802.1Q",
		Why: "The frame has no tag, and the port is a trunk without a native VLAN: nobody can say to which network the frame belongs."}
	Native = osi.Rule{Name: "Native", Cite: "IEEE 802.1Q",
		Why: "The frame has no tag, so it belongs to the VLAN that is set for its port."}
	NotThisVLAN = osi.Rule{Name: "NotThisVLAN", Cite: "IEEE 802.1Q",
		Why: "The port does not stand in the frame's VLAN: what belongs to one network stays out of the others."}
	Learned = osi.Rule{Name: "Learned", Cite: "IEEE 802.1D-2004 §7.8",
		Why: "A frame came in by this port from this address: so that is where the station is."}
	Moved = osi.Rule{Name: "Moved", Cite: "IEEE 802.1D-2004 §7.8",
		Why: "The station was behind another port before; the latest frame is right."}
	Pinned = osi.Rule{Name: "Pinned", Cite: "IEEE 802.1D-2004 §7.8",
		Why: "A person has written this station into the table. What frames tell does not change such a row."}
	OnlyLearns = osi.Rule{Name: "OnlyLearns", Cite: "IEEE 802.1D-2004 §7.4",
		Why: "The port does not forward yet. It only learns who is behind it, so that less will be flooded afterwards."}
	TableFull = osi.Rule{Name: "TableFull", Cite: "IEEE 802.1D-2004 §7.8",
		Why: "The table has no room for another station. What is for it will be flooded."}
	Reserved = osi.Rule{Name: "Reserved", Cite: "IEEE 802.1D-2004 §7.12.6",
		Why: "This address means the switch at the other end of the cable and nobody behind it, so the frame goes no further."}
	FloodGroup = osi.Rule{Name: "FloodGroup", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The frame is for many stations, so it goes to every port but the one it came from."}
	Aged = osi.Rule{Name: "Aged", Cite: "IEEE 802.1D-2004 §7.9.2",
		Why: "Nothing was heard from the destination for too long. It may have moved, so the table's row is no longer believed."}
	Flood = osi.Rule{Name: "Flood", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The table does not say where the destination is, so the frame goes to every port but the one it came from."}
	Filter = osi.Rule{Name: "Filter", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The destination is behind the port the frame came from: it has the frame already."}
	NotForwarding = osi.Rule{Name: "NotForwarding", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The destination is behind a port that does not forward now."}
	Forward = osi.Rule{Name: "Forward", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The table says behind which port the destination is: the frame goes there and nowhere else."}
	TagOn = osi.Rule{Name: "TagOn", Cite: "IEEE 802.1Q",
		Why: "Frames of several VLANs leave by this port: a tag of four bytes behind the addresses says to which this one belongs."}
	TagOff = osi.Rule{Name: "TagOff", Cite: "IEEE 802.1Q",
		Why: "At this port the VLAN is known without a tag, and who is plugged in need not know of VLANs: the tag is taken off."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Damaged, &ForBridges, &Discarding, &NoNative, &Native, &NotThisVLAN, &Learned, &Moved, &Pinned,
	&OnlyLearns, &TableFull, &Reserved, &FloodGroup, &Aged, &Flood, &Filter, &NotForwarding, &Forward, &TagOn, &TagOff}

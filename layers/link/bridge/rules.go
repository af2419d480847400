package bridge

import "encap/layers/osi"

// The rules of a bridge.
var (
	Learned = osi.Rule{Name: "Learned", Cite: "IEEE 802.1D-2004 §7.8",
		Why: "A frame came in by this port from this address: so that is where the station is."}
	Moved = osi.Rule{Name: "Moved", Cite: "IEEE 802.1D-2004 §7.8",
		Why: "The station was behind another port before; the latest frame is right."}
	Forward = osi.Rule{Name: "Forward", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The table says behind which port the destination is: the frame goes there and nowhere else, unchanged."}
	Flood = osi.Rule{Name: "Flood", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The table does not say where the destination is, so the frame goes to every port but the one it came from."}
	FloodGroup = osi.Rule{Name: "FloodGroup", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The frame is for many stations, so it goes to every port but the one it came from."}
	Filter = osi.Rule{Name: "Filter", Cite: "IEEE 802.1D-2004 §7.7",
		Why: "The destination is behind the port the frame came from: it has the frame already."}
	Aged = osi.Rule{Name: "Aged", Cite: "IEEE 802.1D-2004 §7.9.2",
		Why: "Nothing was heard from the destination for five minutes. It may have moved, so the table's row is no longer believed."}
	Damaged = osi.Rule{Name: "Damaged", Cite: "IEEE 802.1D-2004 §7.5",
		Why: "The FCS does not fit: a switch that stores a frame before it forwards it does not spread damage."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Learned, &Moved, &Forward, &Flood, &FloodGroup, &Filter, &Aged, &Damaged}

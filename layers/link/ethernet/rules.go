package ethernet

import "encap/layers/osi"

// The rules a frame obeys: sending, then receiving.
var (
	Framed = osi.Rule{Name: "Framed", Cite: "RFC 894",
		Why: "On Ethernet each packet travels in a frame of its own: 14 bytes in front say to whom, from whom and what is inside; four behind let damage be found."}
	Padded = osi.Rule{Name: "Padded", Cite: "IEEE 802.3 §4.2.3.3",
		Why: "A frame has at least 60 bytes before its FCS, so zeros fill it up. The layer above knows its own length and throws them away."}
	FrameTooLong = osi.Rule{Name: "FrameTooLong", Cite: "RFC 894",
		Why: "The packet is longer than the link's MTU: it cannot be one frame."}
	Forged = osi.Rule{Name: "Forged", Cite: "Encap",
		Why: "A sender writes its own address into a frame, and nobody checks it: this one is invented."}
	Runt = osi.Rule{Name: "Runt", Cite: "IEEE 802.3 §4.2.4.2.2",
		Why: "A frame shorter than 64 bytes is a fragment of one, never a frame."}
	BadFCS = osi.Rule{Name: "BadFCS", Cite: "IEEE 802.3 §4.2.4.1.2",
		Why: "The frame check sequence does not fit the bytes: some bit changed on the cable. A damaged frame is thrown away without a word; whoever misses it must ask again."}
	BadLength = osi.Rule{Name: "BadLength", Cite: "IEEE 802.3 §3.2.6",
		Why: "Where most frames have a type, this one tells a length, and it is longer than what came."}
	NotForUs = osi.Rule{Name: "NotForUs", Cite: "IEEE 802.3 §4.2.4.1.1",
		Why: "The destination address is another station's, so this one does not look inside."}
	NoProtocol = osi.Rule{Name: "NoProtocol", Cite: "IEEE 802.3 §3.2.6",
		Why: "Nobody here reads what this type says is inside."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Framed, &Padded, &FrameTooLong, &Forged, &Runt, &BadFCS, &BadLength, &NotForUs, &NoProtocol}

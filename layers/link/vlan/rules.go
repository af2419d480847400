package vlan

import "encap/layers/osi"

// The rules of a station that stands in VLANs: sending, then receiving.
var (
	Tagged = osi.Rule{Name: "Tagged", Cite: "IEEE 802.1Q",
		Why: "Several networks share this cable. Four more bytes in the frame, the tag, say to which of them it belongs."}
	BadTag = osi.Rule{Name: "BadTag", Cite: "IEEE 802.1Q",
		Why: "The type 0x8100 promises a tag, but the frame ends within it."}
	PriorityOnly = osi.Rule{Name: "PriorityOnly", Cite: "IEEE 802.1Q",
		Why: "The tag names the VLAN 0, which is none: it tells a priority only. The frame counts as one without a tag."}
	OurVLAN = osi.Rule{Name: "OurVLAN", Cite: "IEEE 802.1Q",
		Why: "The tag names a VLAN in which this station has an interface. The tag is taken off, and what is inside goes up there."}
	OtherVLAN = osi.Rule{Name: "OtherVLAN", Cite: "IEEE 802.1Q",
		Why: "The tag names a VLAN in which this station has no interface: the frame belongs to a network it is not part of."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Tagged, &BadTag, &PriorityOnly, &OurVLAN, &OtherVLAN}

package ipv4

import "encap/layers/osi"

// The rules of the Internet Protocol: sending, receiving, forwarding.
var (
	OnLink = osi.Rule{Name: "OnLink", Cite: "RFC 1122 §3.3.1.1",
		Why: "The destination is in our own network, so the frame goes straight to it."}
	ViaGateway = osi.Rule{Name: "ViaGateway", Cite: "RFC 1122 §3.3.1.1",
		Why: "The destination is in another network, so the frame goes to a router; the packet inside still bears the destination's own address."}
	ToAll = osi.Rule{Name: "ToAll", Cite: "RFC 919",
		Why: "The destination is every host of the network, so the frame goes to every station of the link."}
	NoRoute = osi.Rule{Name: "NoRoute", Cite: "RFC 1812 §5.2.4.3",
		Why: "No route contains the destination: there is no way to go."}
	Loopback = osi.Rule{Name: "Loopback", Cite: "RFC 1122 §3.2.1.3",
		Why: "The packet is for this host itself: it never touches a cable."}
	TooLong = osi.Rule{Name: "TooLong", Cite: "RFC 791 §3.2",
		Why: "The packet is longer than the link's MTU and may not be cut into fragments, so it is refused."}
	BadHeader = osi.Rule{Name: "BadHeader", Cite: "RFC 1812 §5.2.2",
		Why: "The header cannot be right: wrong version, or lengths that do not fit the bytes that came."}
	BadChecksum = osi.Rule{Name: "BadChecksum", Cite: "RFC 1122 §3.2.1.2",
		Why: "The header's checksum does not fit: some bit of the header changed, so not even its addresses can be believed."}
	BadSource = osi.Rule{Name: "BadSource", Cite: "RFC 1122 §3.2.1.3",
		Why: "No host can have sent from such an address."}
	ForUs = osi.Rule{Name: "ForUs", Cite: "RFC 1122 §3.2.1.3",
		Why: "The destination address is one of ours (or everyone's), so the packet has arrived; the protocol field says who reads on."}
	NotForUs = osi.Rule{Name: "NotForUs", Cite: "RFC 1122 §3.2.1.3",
		Why: "The packet is for another host, and this one is no router, so it throws the packet away."}
	NoProtocol = osi.Rule{Name: "NoProtocol", Cite: "RFC 1122 §3.2.2.1",
		Why: "Nobody here speaks the protocol that the packet carries."}
	NoReassembly = osi.Rule{Name: "NoReassembly", Cite: "RFC 791 §3.2",
		Why: "This is a piece of a larger packet, and this stack does not put pieces together yet."}
	Expired = osi.Rule{Name: "Expired", Cite: "RFC 1812 §5.3.1",
		Why: "The time to live would reach zero here: the packet has made more hops than its sender allowed, perhaps in a circle."}
	LowerTTL = osi.Rule{Name: "LowerTTL", Cite: "RFC 1812 §5.3.1",
		Why: "Each router lowers the time to live by one, so no packet circles for ever. That changes the header, so its checksum changes too."}
	NoReport = osi.Rule{Name: "NoReport", Cite: "RFC 1122 §3.2.2",
		Why: "The packet went to every station of a network. If each reported what it could not do with it, the sender would drown."}
	NoBroadcast = osi.Rule{Name: "NoBroadcast", Cite: "RFC 1812 §5.3.5.1",
		Why: "A packet for every station of one link stays on that link."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&OnLink, &ViaGateway, &ToAll, &NoRoute, &Loopback, &TooLong, &BadHeader, &BadChecksum, &BadSource,
	&ForUs, &NotForUs, &NoProtocol, &NoReassembly, &Expired, &LowerTTL, &NoReport, &NoBroadcast}

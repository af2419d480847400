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
	SpreadFlows = osi.Rule{Name: "SpreadFlows", Cite: "RFC 2992 §2",
		Why: "Several ways are equally good. A sum over addresses and ports picks one, so that all packets of a conversation go the same way and conversations are spread over all."}
	BlackholeRoute = osi.Rule{Name: "BlackholeRoute", Cite: "Linux ip(8)",
		Why: "The route for this destination is a black hole: what is for it is dropped, and nobody is told."}
	UnreachableRoute = osi.Rule{Name: "UnreachableRoute", Cite: "RFC 1812 §5.2.7.1",
		Why: "The route for this destination says that it cannot be reached: what is for it is dropped, and the sender is told so."}
	ProhibitRoute = osi.Rule{Name: "ProhibitRoute", Cite: "RFC 1812 §5.2.7.1",
		Why: "The route for this destination forbids to go there: what is for it is dropped, and the sender is told that it is forbidden."}
	Loopback = osi.Rule{Name: "Loopback", Cite: "RFC 1122 §3.2.1.3",
		Why: "The packet is for this host itself: it never touches a cable."}
	ForeignSource = osi.Rule{Name: "ForeignSource", Cite: "RFC 1122 §3.2.1.3",
		Why: "A host sends from its own addresses alone, and what comes from a loopback address never leaves it."}
	OwnHeader = osi.Rule{Name: "OwnHeader", Cite: "Linux raw(7)",
		Why: "The process has written the IP header itself, through a raw socket: the source address is what it claims, and nobody on the way can tell."}
	TooLong = osi.Rule{Name: "TooLong", Cite: "RFC 791 §3.2",
		Why: "The packet is longer than the link's MTU and may not be cut into fragments, so it is refused."}
	BadHeader = osi.Rule{Name: "BadHeader", Cite: "RFC 1812 §5.2.2",
		Why: "The header cannot be right: wrong version, or lengths that do not fit the bytes that came."}
	BadChecksum = osi.Rule{Name: "BadChecksum", Cite: "RFC 1122 §3.2.1.2",
		Why: "The header's checksum does not fit: some bit of the header changed, so not even its addresses can be believed."}
	BadSource = osi.Rule{Name: "BadSource", Cite: "RFC 1122 §3.2.1.3",
		Why: "No other host can have sent this: it comes from many hosts at once, from ourselves, or from or to an address that never leaves a host."}
	FrameForAll = osi.Rule{Name: "FrameForAll", Cite: "RFC 1122 §3.3.6",
		Why: "The frame was for every station of the link, but the packet in it is for one host. If all who got it acted on it, it would multiply."}
	ForUs = osi.Rule{Name: "ForUs", Cite: "RFC 1122 §3.2.1.3",
		Why: "The destination address is one of ours (or everyone's), so the packet has arrived; the protocol field says who reads on."}
	NotForUs = osi.Rule{Name: "NotForUs", Cite: "RFC 1122 §3.2.1.3",
		Why: "The packet is for others, and this host is no router, so it throws the packet away."}
	BadFragment = osi.Rule{Name: "BadFragment", Cite: "RFC 791 §3.2",
		Why: "This can be no piece of a packet: it is empty, or not a multiple of eight bytes though more are to follow, or ends where no packet can."}
	WaitForRest = osi.Rule{Name: "WaitForRest", Cite: "RFC 815 §3",
		Why: "A piece of a larger packet has come. It is kept, and the list of what is still missing gets shorter."}
	Whole = osi.Rule{Name: "Whole", Cite: "RFC 815 §3",
		Why: "Nothing is missing any more: the pieces, in whatever order they came, are the packet again."}
	RepeatedFragment = osi.Rule{Name: "RepeatedFragment", Cite: "RFC 791 §3.2",
		Why: "This piece of the packet is here already."}
	Overlap = osi.Rule{Name: "Overlap", Cite: "RFC 5722 §4",
		Why: "Two pieces claim the same bytes, or disagree about where the packet ends. Who cuts honestly never does that, so all of the packet is thrown away: the RFC demands it of IPv6, and Linux does it here as well."}
	ReassemblyTimeout = osi.Rule{Name: "ReassemblyTimeout", Cite: "RFC 1122 §3.3.2",
		Why: "The rest has not come in a minute: a piece must be lost. Nobody sends a single piece again, so the others are of no use."}
	ReassemblyFull = osi.Rule{Name: "ReassemblyFull", Cite: "Linux ip(7)",
		Why: "Pieces of too many packets wait here; the packet that has waited longest is given up, so that nobody can fill the memory with pieces."}
	NoProtocol = osi.Rule{Name: "NoProtocol", Cite: "RFC 1122 §3.2.2.1",
		Why: "Nobody here speaks the protocol that the packet carries."}
	NoReport = osi.Rule{Name: "NoReport", Cite: "RFC 1122 §3.2.2",
		Why: "The packet went to every station of a network. If each reported what it could not do with it, the sender would drown."}
	Martian = osi.Rule{Name: "Martian", Cite: "RFC 1812 §5.3.7",
		Why: "One of the addresses cannot be that of a single host elsewhere: it is in network 0 or 127, a group's, or reserved. A router does not pass such a packet on."}
	Expired = osi.Rule{Name: "Expired", Cite: "RFC 1812 §5.3.1",
		Why: "The time to live would reach zero here: the packet has made more hops than its sender allowed, perhaps in a circle."}
	NoBroadcast = osi.Rule{Name: "NoBroadcast", Cite: "RFC 2644",
		Why: "The packet is for every host of another network. Routers do not pass it on: one packet would make all of them answer, and its source address may be a lie."}
	Fragment = osi.Rule{Name: "Fragment", Cite: "RFC 791 §3.2",
		Why: "The packet is longer than the link's MTU and may be cut: each piece becomes a packet of its own, with the place of its bytes in the whole."}
	PathMTU = osi.Rule{Name: "PathMTU", Cite: "RFC 1191 §3",
		Why: "Somewhere on the way a link carries no more than this. It is remembered for ten minutes, so that packets to this destination fit from the start."}
	ObeyRedirect = osi.Rule{Name: "ObeyRedirect", Cite: "RFC 1122 §3.2.2.2",
		Why: "The router that we use says that a neighbour of ours is the better way to this destination, so a route for it alone is put in."}
	FalseRedirect = osi.Rule{Name: "FalseRedirect", Cite: "RFC 1122 §3.2.2.2",
		Why: "Only the router that is the way now may tell of a better one, and that one must be a neighbour. This is neither, so somebody errs, or lies."}
	IgnoreRedirect = osi.Rule{Name: "IgnoreRedirect", Cite: "RFC 1812 §5.2.7.2",
		Why: "Routers have other means to find their ways, and a careful host believes nobody: whoever can forge a redirect could lead packets past himself."}
	LowerTTL = osi.Rule{Name: "LowerTTL", Cite: "RFC 1812 §5.3.1",
		Why: "Each router lowers the time to live by one, so no packet circles for ever. That changes the header, so its checksum changes too."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&OnLink, &ViaGateway, &ToAll, &NoRoute,
	&SpreadFlows, &BlackholeRoute, &UnreachableRoute, &ProhibitRoute, &Loopback, &ForeignSource, &OwnHeader, &TooLong,
	&BadHeader, &BadChecksum, &BadSource, &FrameForAll, &ForUs, &NotForUs,
	&BadFragment, &WaitForRest, &Whole, &RepeatedFragment, &Overlap, &ReassemblyTimeout, &ReassemblyFull,
	&NoProtocol, &NoReport, &Martian, &Expired, &NoBroadcast, &Fragment, &PathMTU,
	&ObeyRedirect, &FalseRedirect, &IgnoreRedirect, &LowerTTL}

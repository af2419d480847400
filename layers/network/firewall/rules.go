package firewall

import "encap/layers/osi"

// The rules by which the list of rules is read.
var (
	Allowed = osi.Rule{Name: "Allowed", Cite: "Encap",
		Why: "The first rule in the firewall's list that fits the packet says that it may pass."}
	Known = osi.Rule{Name: "Known", Cite: "Encap",
		Why: "The packet belongs to a conversation that was allowed before, so it may pass: the firewall remembers."}
	Related = osi.Rule{Name: "Related", Cite: "RFC 5508 §4.2",
		Why: "The error is about a packet of a conversation that was allowed before, and without it that conversation might hang, so it may pass."}
	Denied = osi.Rule{Name: "Denied", Cite: "Encap",
		Why: "The first rule in the firewall's list that fits the packet says no. Nobody is told."}
	Rejected = osi.Rule{Name: "Rejected", Cite: "RFC 1812 §5.2.7.1",
		Why: "The first rule in the firewall's list that fits the packet says no, and that its sender is to be told so."}
	ByDefault = osi.Rule{Name: "ByDefault", Cite: "Encap",
		Why: "No rule in the firewall's list fits the packet, so what was said for all others holds."}
	Remember = osi.Rule{Name: "Remember", Cite: "Encap",
		Why: "A conversation begins, and the firewall remembers both its ends, so that it knows the answers when they come."}
	Idle = osi.Rule{Name: "Idle", Cite: "RFC 5382 §5",
		Why: "Nothing was heard of this conversation for so long that the firewall takes it to be over."}
	Forgets = osi.Rule{Name: "Forgets", Cite: "Encap",
		Why: "The firewall's memory is full, so it will not know the answers to this packet."}
	UnknownPiece = osi.Rule{Name: "UnknownPiece", Cite: "RFC 1858 §3",
		Why: "Only the first fragment of a packet bears the ports, and it has not come: nobody knows whose this one is."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Allowed, &Known, &Related, &Denied, &Rejected, &ByDefault, &Remember, &Idle, &Forgets, &UnknownPiece}

package nat

import "encap/layers/osi"

// The rules of a translator.
var (
	Outbound = osi.Rule{Name: "Outbound", Cite: "RFC 3022 §2.2",
		Why: "A private address means nothing outside. The translator puts its own public address and a port of its own in place of the source; the checksums follow."}
	NewMapping = osi.Rule{Name: "NewMapping", Cite: "RFC 4787 §4.1",
		Why: "This end speaks for the first time, so it is given a public one, and keeps it whoever it speaks with."}
	PortKept = osi.Rule{Name: "PortKept", Cite: "RFC 4787 §4.2.1",
		Why: "The port is free outside, too, so it stays what it was."}
	PortChanged = osi.Rule{Name: "PortChanged", Cite: "RFC 4787 §4.2.1",
		Why: "Another host inside has this port outside already. No two may share one, or nobody could tell whose an answer is: this one gets another port."}
	Inbound = osi.Rule{Name: "Inbound", Cite: "RFC 3022 §2.2",
		Why: "The table tells whose this public port is, and the inside address and port take its place as the destination; the checksums follow."}
	Forwarded = osi.Rule{Name: "Forwarded", Cite: "RFC 2663 §3.1",
		Why: "This public port was given to a host inside for good, so anybody outside may begin a conversation with it."}
	Hairpin = osi.Rule{Name: "Hairpin", Cite: "RFC 4787 §6",
		Why: "A host inside speaks to the public address of another one inside. The packet turns round here, with a public source, so that the answer comes back the same way."}
	Unsolicited = osi.Rule{Name: "Unsolicited", Cite: "RFC 4787 §5",
		Why: "Nobody inside has spoken to this host, so what comes from it is for nobody."}
	ErrorIn = osi.Rule{Name: "ErrorIn", Cite: "RFC 5508 §4.2",
		Why: "The error quotes a packet as it was outside. The one it is about knows it by its inside address and port, so they are put back in the quotation, too."}
	ErrorOut = osi.Rule{Name: "ErrorOut", Cite: "RFC 5508 §4.2",
		Why: "The error quotes a packet as it was inside. Outside it is known by its public address and port, so they are put back in the quotation, too."}
	Stands = osi.Rule{Name: "Stands", Cite: "RFC 5382 §5",
		Why: "Both ends have said SYN and acknowledged: the connection stands, and is kept for hours even if nothing is heard of it."}
	Ends = osi.Rule{Name: "Ends", Cite: "RFC 5382 §5",
		Why: "The connection is over or being closed. It is kept for some minutes more, for what comes late."}
	Again = osi.Rule{Name: "Again", Cite: "RFC 5382 §5",
		Why: "The same two ends open a connection anew after an earlier one was over."}
	IdleUDP = osi.Rule{Name: "IdleUDP", Cite: "RFC 4787 §4.3",
		Why: "UDP does not say when it is done. Nothing was heard for five minutes, so the conversation is taken to be over."}
	IdleTCP = osi.Rule{Name: "IdleTCP", Cite: "RFC 5382 §5",
		Why: "Nothing was heard of this connection for longer than its state allows, so it is taken to be over."}
	IdleICMP = osi.Rule{Name: "IdleICMP", Cite: "RFC 5508 §3.2",
		Why: "Nothing was heard of this ping for a minute, so it is taken to be over."}
	NoPorts = osi.Rule{Name: "NoPorts", Cite: "RFC 3022 §2.2",
		Why: "The translator tells conversations apart by ports or echo identifiers, and this packet has neither."}
	UnknownPiece = osi.Rule{Name: "UnknownPiece", Cite: "RFC 4787 §11",
		Why: "Only the first fragment of a packet bears the ports, and it has not come: nobody knows whose this one is."}
	TableFull = osi.Rule{Name: "TableFull", Cite: "Encap",
		Why: "The table has no place left, or no public port is free, so the packet cannot be translated."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Outbound, &NewMapping, &PortKept, &PortChanged, &Inbound, &Forwarded, &Hairpin, &Unsolicited,
	&ErrorIn, &ErrorOut, &Stands, &Ends, &Again, &IdleUDP, &IdleTCP, &IdleICMP, &NoPorts, &UnknownPiece, &TableFull}

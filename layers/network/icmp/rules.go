package icmp

import "encap/layers/osi"

// The rules of ICMP.
var (
	BadChecksum = osi.Rule{Name: "BadChecksum", Cite: "RFC 792",
		Why: "The checksum over the message does not fit: some bit of it changed."}
	Garbled = osi.Rule{Name: "Garbled", Cite: "RFC 792",
		Why: "The message is shorter than its header, or does not quote enough of the packet it speaks of."}
	Unknown = osi.Rule{Name: "Unknown", Cite: "RFC 1122 §3.2.2",
		Why: "A message of a type nobody here knows is dropped without a word."}
	Echo = osi.Rule{Name: "Echo", Cite: "RFC 1122 §3.2.2.6",
		Why: "Every host answers an echo request: with the same identifier, number and data, from the address that was asked."}
	NoBroadcastEcho = osi.Rule{Name: "NoBroadcastEcho", Cite: "RFC 1122 §3.2.2.6",
		Why: "An echo request to everybody may be ignored; if all answered, one packet would call forth a flood."}
	EchoToAll = osi.Rule{Name: "EchoToAll", Cite: "RFC 1122 §3.2.2.6",
		Why: "An echo request to everybody may be answered, and old hosts do: each of them. So one packet calls forth many, to whomever its source address names."}
	NoQuench = osi.Rule{Name: "NoQuench", Cite: "RFC 6633 §3",
		Why: "A source quench once meant: send more slowly. It never worked well and is easily forged, so nobody heeds it any more."}
	NobodyAsked = osi.Rule{Name: "NobodyAsked", Cite: "RFC 1122 §3.2.2.6",
		Why: "No process here waits for this echo's answer."}
	Unreached = osi.Rule{Name: "Unreached", Cite: "RFC 792",
		Why: "The packet could not be delivered, so its sender is told, with the beginning of the packet so that it knows which one."}
	Exceeded = osi.Rule{Name: "Exceeded", Cite: "RFC 1812 §5.3.1",
		Why: "A router that throws a packet away because of its time to live tells the sender. So traceroute finds the routers on a way."}
	TooSlow = osi.Rule{Name: "TooSlow", Cite: "RFC 792",
		Why: "Some fragments of a packet came, the rest did not. The sender is told that the packet was given up."}
	TooBig = osi.Rule{Name: "TooBig", Cite: "RFC 1191 §4",
		Why: "The packet may not be cut and is too long for the next link; the sender is told how long it may be."}
	Parameter = osi.Rule{Name: "Parameter", Cite: "RFC 792",
		Why: "Something in the header cannot be right, and the sender is told which byte it is."}
	BetterWay = osi.Rule{Name: "BetterWay", Cite: "RFC 1812 §5.2.7.2",
		Why: "The packet leaves by the port it came in by: its sender could have sent it straight to the next router. It is told so; the packet goes on all the same."}
	Limited = osi.Rule{Name: "Limited", Cite: "RFC 1812 §4.3.2.8",
		Why: "This host has been told enough for now: six errors at once, then one a second. Else whoever sends much that fails would get as much back."}
	Silent = osi.Rule{Name: "Silent", Cite: "RFC 1122 §3.2.2",
		Why: "No error message is sent about an error message, about a packet for many hosts, or to an address that is no single host: they would breed."}
	Deliver = osi.Rule{Name: "Deliver", Cite: "RFC 1122 §3.2.2",
		Why: "The message quotes a packet of ours; the protocol that sent it is told."}
	NotOurs = osi.Rule{Name: "NotOurs", Cite: "RFC 1122 §3.2.2",
		Why: "The packet that is quoted is not one of ours: from another host, or of no protocol or process here."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&BadChecksum, &Garbled, &Unknown, &Echo, &NoBroadcastEcho, &EchoToAll, &NoQuench, &NobodyAsked, &Unreached, &Exceeded,
	&TooSlow, &TooBig, &Parameter, &BetterWay, &Limited, &Silent, &Deliver, &NotOurs}

package udp

import "encap/layers/osi"

// The rules of UDP.
var (
	Ports = osi.Rule{Name: "Ports", Cite: "RFC 768",
		Why: "The IP address finds the host; the two port numbers find the process there and the one to answer."}
	Checksummed = osi.Rule{Name: "Checksummed", Cite: "RFC 1122 §4.1.3.4",
		Why: "A host computes the checksum over addresses, header and message, so that damage on the whole way is noticed."}
	ZeroSum = osi.Rule{Name: "ZeroSum", Cite: "RFC 768",
		Why: "The checksum came out as zero. Zero means that there is none, so its other form, all ones, is sent: in one's complement it is the same number."}
	Ephemeral = osi.Rule{Name: "Ephemeral", Cite: "RFC 6335 §6",
		Why: "A client needs a port but no particular one: it gets one of the dynamic ports, 49152 to 65535."}
	RandomPort = osi.Rule{Name: "RandomPort", Cite: "RFC 6056 §3.3.1",
		Why: "The port is taken at random, so that a stranger cannot guess it and slip in a forged answer."}
	BadLength = osi.Rule{Name: "BadLength", Cite: "RFC 768",
		Why: "The length says less than a header or more than what came."}
	BadChecksum = osi.Rule{Name: "BadChecksum", Cite: "RFC 1122 §4.1.3.4",
		Why: "The checksum does not fit: the datagram was damaged on the way, or is not for this host, and is thrown away without a word."}
	NoChecksum = osi.Rule{Name: "NoChecksum", Cite: "RFC 768",
		Why: "The sender has computed no checksum, which it may: nothing can be checked."}
	Demultiplexed = osi.Rule{Name: "Demultiplexed", Cite: "RFC 768",
		Why: "The destination port says which of the host's sockets gets the message."}
	NoPort = osi.Rule{Name: "NoPort", Cite: "RFC 1122 §4.1.3.1",
		Why: "No process has opened this port, so the sender is told: port unreachable."}
	Told = osi.Rule{Name: "Told", Cite: "RFC 1122 §4.1.3.3",
		Why: "ICMP says that a datagram was not delivered; the socket that sent it learns it."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Ports, &Checksummed, &ZeroSum, &Ephemeral, &RandomPort, &BadLength, &BadChecksum, &NoChecksum,
	&Demultiplexed, &NoPort, &Told}

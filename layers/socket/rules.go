package socket

import "encap/layers/osi"

// The rules of the door.
var (
	Named = osi.Rule{Name: "Named", Cite: "POSIX bind",
		Why: "The address says by which of the host's addresses, the port by which number, this process can be reached from now on."}
	OthersPort = osi.Rule{Name: "OthersPort", Cite: "RFC 6335 §6",
		Why: "This port number is registered for another service. Whoever looks for that service would find this process: choose another."}
	AutoBind = osi.Rule{Name: "AutoBind", Cite: "POSIX sendto",
		Why: "The socket has no address of its own yet, so it gets one when it first sends: else nobody could answer."}
	Blocks = osi.Rule{Name: "Blocks", Cite: "POSIX recv",
		Why: "Nothing is there yet, so the call does not return: the process waits at its door."}
	WouldBlock = osi.Rule{Name: "WouldBlock", Cite: "POSIX recv",
		Why: "Nothing is there, and the process has said that it will not wait, or not any longer."}
	NewSocket = osi.Rule{Name: "NewSocket", Cite: "POSIX accept",
		Why: "The client gets a socket of its own, with the same port but known by both ends. The listening socket goes on listening."}
	Opening = osi.Rule{Name: "Opening", Cite: "POSIX connect",
		Why: "The connection is being opened, and the process does not wait for that."}
	Buffered = osi.Rule{Name: "Buffered", Cite: "POSIX send",
		Why: "The bytes are in the send buffer: TCP decides when they leave and in which pieces, and keeps them until they are acknowledged."}
	BufferFilled = osi.Rule{Name: "BufferFilled", Cite: "POSIX send",
		Why: "The send buffer is full: the peer, or the network, takes the bytes more slowly than the process writes them."}
	EndOfStream = osi.Rule{Name: "EndOfStream", Cite: "POSIX recv",
		Why: "The peer sends no more, and all it has sent was read: the call gives nothing, which is no error."}
	Lingers = osi.Rule{Name: "Lingers", Cite: "POSIX close",
		Why: "The process wants to know that all it wrote has arrived (SO_LINGER): close returns when it is acknowledged, or when the time is over."}
	NoReader = osi.Rule{Name: "NoReader", Cite: "POSIX send",
		Why: "This end has ended its sending, or the connection is over: nobody would read it."}
	Broken = osi.Rule{Name: "Broken", Cite: "POSIX recv",
		Why: "The connection has failed. The process learns it once, at its next call."}
	Queued = osi.Rule{Name: "Queued", Cite: "RFC 1122 §4.1.4",
		Why: "The message waits in the socket's receive buffer until the process takes it."}
	BufferFull = osi.Rule{Name: "BufferFull", Cite: "RFC 768",
		Why: "The process takes its messages more slowly than they come, and the receive buffer is full. UDP promises nothing, so the message is lost."}
	Truncated = osi.Rule{Name: "Truncated", Cite: "POSIX recv",
		Why: "A datagram is taken whole or not at all: what does not fit into the buffer of the call is thrown away."}
	Stranger = osi.Rule{Name: "Stranger", Cite: "POSIX connect",
		Why: "The socket is connected to one peer, and this message is another's."}
	Pending = osi.Rule{Name: "Pending", Cite: "RFC 1122 §4.1.3.3",
		Why: "An ICMP error has come for something this socket sent earlier. The process learns it at its next call."}
	TooManyErrors = osi.Rule{Name: "TooManyErrors", Cite: "Encap",
		Why: "The process does not take the ICMP errors it asked for, and no more are kept for it."}
	Unasked = osi.Rule{Name: "Unasked", Cite: "RFC 1122 §4.1.3.3",
		Why: "An ICMP error has come, but an unconnected socket that did not ask for errors is not told: it could not know which peer is meant."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Named, &OthersPort, &AutoBind, &Blocks, &WouldBlock, &NewSocket, &Opening, &Buffered, &BufferFilled,
	&EndOfStream, &Lingers, &NoReader, &Broken, &Queued, &BufferFull, &Truncated, &Stranger,
	&Pending, &TooManyErrors, &Unasked}

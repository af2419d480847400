package narrate

// What UDP does.
const (
	udpSends = `UDP on {node} puts {header} in front of the message: from port {udp.srcport} to port {udp.dstport}, ` +
		`a datagram of {length}.`
	udpSendsFirst = `UDP on {node} puts {header} in front of the message: from port {udp.srcport} to port {udp.dstport}, ` +
		`a datagram (people say: a packet) of {length}.`
	udpCannotSend = `UDP on {node} is to send a message of {frame}.`
	udpDelivers   = `Port {udp.dstport} of {node} belongs to process {owner}: the {message} message waits in its receive buffer.`
	udpLooks      = `UDP on {node} looks who has port {udp.dstport}.`
	udpReports    = `UDP on {node} looks who has port {udp.dstport}: nobody, and the sender is told by ICMP.`
	udpReads      = `UDP on {node} checks a datagram of {frame}.`
)

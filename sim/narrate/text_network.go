package narrate

// What IP does.
const (
	ipSends      = `IP on {node} puts {header} in front{inside}: a packet of {length} to {ip.dst}, TTL {ip.ttl}, {way}.`
	ipSendsFirst = `IP on {node} puts {header} in front{inside}: a packet (RFC 791: a datagram) of {length} to {ip.dst}, TTL {ip.ttl}, {way}.`

	ipCuts        = `IP on {node} cuts a packet of {length} to {ip.dst}{inside} into {count} fragments of at most {longest}, {way}.`
	ipForwardsCut = `The packet for {receiver} is too long for the next link: TTL falls from {ip.ttl} to {less}, and {node} cuts it into {count} fragments.`
	ipKeepsPart   = `IP on {node} keeps a fragment from {ip.src}: bytes {first} to {last} of a packet. {missing}`
	ipKeepsLast   = `IP on {node} gets the fragment from {ip.src} that was missing, bytes {first} to {last}: the packet is whole again, and what is inside is for {protocol}.`
	holeOne       = `One gap is left.`
	holesMany     = `{count} gaps are left.`

	ipLoops         = `IP on {node} has something to send to {node} itself: the packet touches no cable.`
	ipCannotSend    = `IP on {node} is to send {frame}.`
	ipKeeps         = `IP on {node} takes in the packet from {ip.src}: it is for {node}, and what is inside is for {protocol}.`
	ipKeepsForAll   = `IP on {node} takes in the packet from {ip.src}: it is for everybody, and what is inside is for {protocol}.`
	ipKeepsForGroup = `IP on {node} takes in the packet from {ip.src}: it is for a group that {node} belongs to, and what is inside is for {protocol}.`
	ipForwards      = `The packet is for {receiver}, not for {node}: TTL falls from {ip.ttl} to {less}, and the header checksum changes with it.`
	ipForwardsOver  = `The packet is for {receiver}, not for {node}: TTL falls from {ip.ttl} to {less}; next comes the router {hop}.`
	ipLooks         = `IP on {node} looks at a packet from {ip.src} to {ip.dst} with TTL {ip.ttl}.`
	ipReports       = `IP on {node} looks at a packet from {ip.src} to {ip.dst} with TTL {ip.ttl}: it cannot go on, and its sender is told by ICMP.`
	ipReads         = `IP on {node} looks at a packet of {frame}.`

	onSameNetwork = `in the same network`
	byRouter      = `by way of {hop}`
	bySomebody    = `by way of a router`
	toGroup       = `for a group of hosts on the link`
	toAll         = `for all hosts of the network`
	ofICMP        = ` of "{what}"`
)

// What ICMP does.
const (
	icmpAsks       = `ICMP on {node} puts {header} in front of {data} of data: an echo request, number {icmp.seq}.`
	icmpCannotSend = `ICMP on {node} is to send an echo request of {frame}.`
	icmpAnswers    = `ICMP on {node} answers: {from} has sent an echo request, number {icmp.seq}, and gets it back as an echo reply.`
	icmpAnswered   = `The echo reply, number {icmp.seq}, has come back from {from}: it waits at the socket of {node}'s process {owner}.`
	icmpTells      = `ICMP on {node} reads what {from} reports ("{what}") and tells the socket whose packet it was.`
	icmpTellsNot   = `ICMP on {node} reads what {from} reports ("{what}"), but the socket has not asked to be told.`
	icmpObeys      = `ICMP on {node} is told by {from} that the better way to {dst} is by {gateway}, and puts in a route for it.`
	icmpDisobeys   = `ICMP on {node} is told by {from} that the better way to {dst} is by {gateway}, and does not believe it.`
	icmpReads      = `ICMP on {node} reads the message "{what}" from {from}.`
	icmpReadsBytes = `ICMP on {node} reads a message of {frame}.`
	itself         = `{node} itself`
	echoRequest    = `echo request`
	echoReply      = `echo reply`
)

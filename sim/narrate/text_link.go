package narrate

// What Ethernet does.
const (
	frameMade       = `Ethernet on {node} makes a frame of {frame} for {eth.dst}: {header} in front of the {inside}, {trailer} of check sequence (FCS) behind.`
	frameMadePadded = `Ethernet on {node} makes a frame of {frame} for {eth.dst}: {header} in front, {padding} of padding and {trailer} of check sequence (FCS) behind.`
	frameTooLong    = `Ethernet on {node} is to send {frame}.`
	frameTaken      = `Ethernet on {node} takes the frame: it came whole (the FCS fits), and it is for {node}; inside is an {inside}.`
	frameForAll     = `Ethernet on {node} takes the frame: it came whole (the FCS fits), and it is for everybody; inside is an {inside}.`
	frameLooks      = `Ethernet on {node} looks at a frame from {eth.src} to {eth.dst}.`
	frameReads      = `Ethernet on {node} looks at a frame of {frame}.`
	everybody       = `everybody`
	aGroup          = `a group of stations`
	insidePacket    = `packet`
	taggedPacket    = `802.1Q tag and packet`
	ipPacket        = `IP packet`
	arpPacket       = `ARP packet`
	insideUnknown   = `unknown packet`
)

// What a station in VLANs does.
const (
	vlanTags     = `{node} puts a tag of 4 bytes in front: the packet belongs to VLAN {vlan.id}.`
	vlanTakesOff = `{node} reads the tag and takes it off: the packet belongs to VLAN {vlan.id}, in which {node} has an interface.`
	vlanPriority = `{node} reads a tag that names no VLAN, only a priority, and takes it off.`
	vlanReads    = `{node} reads a tag.`
)

// How the address of the next hop is found.
const (
	arpStale     = `{node} has not heard of {hop} lately, but sends to the MAC address it knows, and will soon make sure of it.`
	arpDoubted   = `{node} sends to the MAC address that it knows of {hop}; whether it is still right is being found out.`
	arpVerifies  = `{node} asks {target} alone, by ARP, whether it still has its MAC address.`
	arpWants     = `{node} is to send a packet to {hop}.`
	arpKnown     = `{node} knows from its ARP cache which MAC address {hop} has: the packet can leave.`
	arpAsks      = `{node} does not know the MAC address of {hop}: the packet waits, and {node} asks for the address by ARP.`
	arpAsksFirst = `{node} does not know the MAC address (in RFC 826: hardware address) of {hop}: the packet waits, and {node} asks by ARP.`
	arpAsksAnew  = `{node} learnt the MAC address of {hop} too long ago to trust it: the packet waits, and {node} asks anew.`
	arpWaits     = `{node} has asked for the MAC address of {hop} already: this packet waits, too.`
	arpForAll    = `The packet of {node} is for everybody on the link: no MAC address has to be found out.`

	arpRequest  = `{node} asks everybody on the link by ARP, in a frame of {frame}: who has {target}?`
	arpReply    = `{node} answers {asker}, and nobody else, by ARP: {owner} has the MAC address {mac}.`
	arpProbe    = `{node} asks everybody on the link by ARP, and does not name itself: has anybody {target}?`
	arpLies     = `{node} tells {asker} by ARP what nobody has asked for: {owner} has the MAC address {mac}.`
	arpAnnounce = `{node} announces to everybody on the link by ARP: {owner} has the MAC address {mac}.`

	arpAnswers       = `{asker} asks for the MAC address of {node}: {node} answers, and notes that of {asker} for later.`
	arpAnswersProbe  = `Somebody without an address asks whether {target} is in use: {node} answers that it is.`
	arpAnswersFor    = `{asker} asks for the MAC address of {target}: {node} knows the way there, and answers in its place.`
	arpDefends       = `{node} hears that another station claims {sender}, and defends its address.`
	arpNotes         = `The answer is here: {node} notes that {sender} has the MAC address {mac}.`
	arpNotesAndSends = `The answer is here: {node} notes that {sender} has the MAC address {mac}; what waited for it can leave.`
	arpUpdates       = `{node} brings its ARP cache up to date: {sender} has the MAC address {mac}.`
	arpReads         = `{node} reads an ARP packet from {sender}, which asks for {target}.`
	arpReadsReply    = `{node} reads an ARP packet: {sender} has the MAC address {mac}.`
	arpReadsBytes    = `{node} reads an ARP packet of {frame}.`
)

// What a switch does.
const (
	learnsPort  = `{node} learns that {sender} is behind port {port}`
	seesMove    = `{node} sees that {sender} is behind port {port} now`
	rowStays    = `{node} hears {sender} at port {port}, but a person has written another one into its table`
	cannotLearn = `{node} has no room in its table for {sender}`
	toOnePort   = `{receiver} is behind port {out}, so the frame goes there alone, {form}`
	toAllPorts  = `where {receiver} is it does not know, so the frame goes out of every other port{scope}`
	forAllPorts = `the frame is for {receiver}, so it goes out of every other port{scope}`
	bothClauses = `{learns}; {goes}.`
	knowsWay    = `{node} knows its way: {goes}.`
	knowsNot    = `{node} does not know where {receiver} is, so the frame goes out of every other port{scope}.`
	knowsNoMore = `{node} has not heard of {receiver} for so long that it has forgotten where that is, so the frame goes out of every other port{scope}.`
	goesToAll   = `{node} sees that the frame is for {receiver}, so it goes out of every other port{scope}.`
	unchanged   = `unchanged`
	withTag     = `with a tag: 4 bytes more`
	withoutTag  = `without its tag: 4 bytes less`
	ofTheVLAN   = ` of its VLAN`
	readsFrame  = `{node} looks at the addresses of a frame: from {eth.src} to {eth.dst}.`
	readsBytes  = `{node} looks at a frame of {frame}.`
)

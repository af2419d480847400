package narrate

import (
	"encap/layers/link/arp"
	"encap/layers/link/bridge"
	"encap/layers/link/ethernet"
	"encap/layers/link/stp"
	"encap/layers/link/vlan"
	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/socket"
	"encap/layers/transport/tcp"
	"encap/layers/transport/udp"
)

// drops says for each rule by which something is dropped what then happens.
var drops = map[*osi.Rule]string{
	&physical.LostOnTheWay: `The frame from {node} to {peer} is lost on the cable, by chance: nobody is told.`,
	&physical.QueueFull:    `{node} drops the frame: too many wait at {port} already.`,
	&physical.NoCarrier:    `{node} drops the frame: at {port} it hears nothing of the other end.`,
	&physical.CableCut:     `The cable is cut while the frame from {node} to {peer} is on it: the frame is lost.`,
	&physical.PowerLost:    `The power fails at an end of the cable while the frame from {node} to {peer} is on it: the frame is lost.`,

	&physical.ExcessiveCollisions: `{node} gives the frame up: it has collided sixteen times.`,
	&physical.Fragment:            `{node} throws away {frame} that came in by {port}: the remains of a collision (a fragment, or runt), no frame.`,
	&physical.Unheard:             `The frame is lost in a collision at {node}, but its sender has finished already and does not hear it.`,

	&ethernet.BadFCS:       `Ethernet on {node} throws the frame away: its check sequence (FCS) does not fit, so some bit has changed on the way.`,
	&ethernet.Runt:         `Ethernet on {node} throws the frame away: {frame} are too few for a frame.`,
	&ethernet.BadLength:    `Ethernet on {node} throws the frame away: it says that it is longer than it is.`,
	&ethernet.NotForUs:     `Ethernet on {node} leaves the frame alone: it is for {eth.dst}.`,
	&ethernet.NoProtocol:   `Ethernet on {node} throws the frame away: nobody here can read what is inside.`,
	&ethernet.FrameTooLong: `Ethernet on {node} refuses {frame}: they do not fit into one frame.`,

	&vlan.BadTag:    `{node} throws the frame away: it ends within its tag.`,
	&vlan.OtherVLAN: `{node} throws the frame away: it has no interface in VLAN {vlan.id}.`,

	&stp.PortOff:  `{node} throws the BPDU away: its port is not in use.`,
	&stp.NoBPDU:   `{node} throws the frame away: it is for bridges, but is no BPDU.`,
	&stp.TooYoung: `{node} throws the BPDU away: it is one of RSTP, and {node} speaks STP only.`,

	&bridge.Discarding:    `{node} discards the frame: the spanning tree has blocked the port it came in by.`,
	&bridge.OnlyLearns:    `{node} discards the frame: the port does not forward yet; but it has seen who is behind it.`,
	&bridge.NotForwarding: `{node} discards the frame: {eth.dst} is behind a port that does not forward.`,

	&bridge.NoNative:    `{node} throws the frame away: without a tag it belongs to no VLAN at this port.`,
	&bridge.NotThisVLAN: `{node} throws the frame away: its VLAN does not pass this port.`,

	&arp.WaitFull:  `{node} gives up the oldest packet that waits for a MAC address: too many wait for the same one.`,
	&arp.NoAnswer:  `{node} gives up the packet for {ip.dst}: nobody has answered three ARP requests.`,
	&arp.Forgotten: `{node} gives up the packet for {ip.dst}: the row that it waited for was taken out by hand.`,
	&arp.NotAsked:  `{node} does not answer: the ARP request is for {target}.`,
	&arp.CacheFull: `{node} gives up the packet for {ip.dst}: its ARP cache has no room for one more address.`,
	&arp.NoStation: `{node} does not believe the ARP packet: it claims a MAC address that is many stations'.`,
	&arp.CameBack:  `{node} gets its own ARP packet back: it has run in a circle.`,
	&arp.ProbedToo: `{node} hears that another station probes for {target}, too: it cannot have it.`,
	&arp.NotOurs:   `{node} does not use its address: it is being probed for, or somebody else has it.`,
	&arp.Conflict:  `{node} does not believe the ARP packet: somebody claims {source}, the address of {node} itself.`,
	&arp.Garbled:   `{node} throws the packet away: it is no ARP packet for Ethernet and IPv4.`,

	&bridge.Filter:   `{node} sends the frame nowhere: {eth.dst} is behind the port it came from, and has it already.`,
	&bridge.Reserved: `{node} does not pass the frame on: its address means the next switch and nobody behind it.`,
	&bridge.Damaged:  `{node} does not pass the frame on: it is damaged or too short.`,

	&ipv4.NoRoute:          `IP on {node} has no way to {target}: what was to go there is dropped.`,
	&ipv4.BlackholeRoute:   `IP on {node} drops what is for {target}: that route is a black hole, and nobody is told.`,
	&ipv4.UnreachableRoute: `IP on {node} drops what is for {target}: its route says that there is no way.`,
	&ipv4.ProhibitRoute:    `IP on {node} drops what is for {target}: its route forbids to go there.`,
	&ipv4.ForeignSource:    `IP on {node} refuses to send: the source address is none of its own.`,
	&ipv4.FrameForAll:      `IP on {node} throws the packet away: it is for one host, but came in a frame for everybody.`,
	&ipv4.Martian:          `IP on {node} does not pass the packet from {source} to {target} on: one of them can be no host.`,
	&ipv4.TooLong:          `IP on {node} drops the packet: it is too long for the next link and may not be cut.`,
	&ipv4.BadHeader:        `IP on {node} throws the packet away: its header cannot be right.`,
	&ipv4.BadChecksum:      `IP on {node} throws the packet away: its header checksum does not fit.`,
	&ipv4.BadSource:        `IP on {node} drops the packet: no host can have sent it from {source}.`,
	&ipv4.NotForUs:         `IP on {node} throws the packet away: it is for {ip.dst}, and {node} is no router.`,
	&ipv4.NoProtocol:       `IP on {node} throws the packet away: nobody here speaks protocol {ip.proto}.`,

	&ipv4.BadFragment:       `IP on {node} throws the fragment away: it can be no piece of a packet.`,
	&ipv4.RepeatedFragment:  `IP on {node} throws the fragment away: this piece of the packet is here already.`,
	&ipv4.Overlap:           `IP on {node} throws the fragment away, and all of its packet: two pieces claim the same place.`,
	&ipv4.ReassemblyTimeout: `IP on {node} gives up the fragment from {source}: the rest of its packet has not come in time.`,
	&ipv4.ReassemblyFull:    `IP on {node} gives up the fragment from {source}: too many wait for the rest of their packets.`,

	&ipv4.Expired:     `IP on {node} throws the packet for {ip.dst} away: with TTL {ip.ttl} it may go no further.`,
	&ipv4.NoBroadcast: `IP on {node} throws the packet away: it is for everybody in another network, and no router passes that on.`,

	&icmp.BadChecksum:     `ICMP on {node} throws the message away: its checksum does not fit.`,
	&icmp.Garbled:         `ICMP on {node} throws the message away: something in it is missing.`,
	&icmp.Unknown:         `ICMP on {node} throws the message away: type {icmp.type} means nothing to it.`,
	&icmp.NoBroadcastEcho: `ICMP on {node} does not answer: the echo request went to everybody.`,
	&icmp.NoQuench:        `ICMP on {node} throws the source quench away: nobody heeds such any more.`,
	&icmp.NobodyAsked:     `ICMP on {node} throws the echo reply away: no process here waits for it.`,
	&icmp.NotOurs:         `ICMP on {node} throws the message away: nobody here has sent the packet that it speaks of.`,

	&udp.BadLength:   `UDP on {node} throws the datagram away: its length cannot be right.`,
	&udp.BadChecksum: `UDP on {node} throws the datagram away: its checksum does not fit.`,
	&udp.NoPort:      `No process on {node} has port {udp.dstport}: the datagram is dropped.`,

	&tcp.Malformed:   `TCP on {node} throws the segment away: its header cannot be right.`,
	&tcp.BadChecksum: `TCP on {node} throws the segment away: its checksum does not fit.`,
	&tcp.NotToMany:   `TCP on {node} throws the segment away: a connection has two ends, and this is to or from many.`,

	&tcp.NoListener:         `TCP on {node} drops the segment: nobody has port {tcp.dstport} here for that, and {peer} is told by a reset.`,
	&tcp.ResetNeverAnswered: `TCP on {node} ignores a reset from {peer}: it belongs to no connection.`,
	&tcp.NoSyn:              `TCP on {node} drops the segment from {peer}: it neither opens a connection nor belongs to one.`,
	&tcp.SynQueueFull:       `TCP on {node} drops the SYN from {peer}: too many handshakes at port {tcp.dstport} are half done.`,
	&tcp.AcceptQueueFull:    `TCP on {node} drops the segment from {peer}: too many connections at port {tcp.dstport} wait to be accepted.`,
	&tcp.SynChanged:         `TCP on {node} drops the segment from {peer}: its SYN has another number now, so it begins anew.`,
	&tcp.BadSynAck:          `TCP on {node} gets an acknowledgment from {peer} for something it has never sent.`,
	&tcp.OldReset:           `TCP on {node} ignores a reset from {peer}: its number is outside the window.`,
	&tcp.ChallengeReset:     `TCP on {node} doubts a reset from {peer}: its number is near, but not right.`,
	&tcp.Assassin:           `TCP on {node} ignores a reset from {peer}: the connection is over anyhow.`,
	&tcp.ChallengeSyn:       `TCP on {node} doubts a SYN from {peer} in the middle of their connection.`,
	&tcp.SynKills:           `TCP on {node} gets a SYN from {peer} in the middle of their connection, and resets it.`,
	&tcp.SynFin:             `TCP on {node} throws the segment away: it would begin and end a connection at once.`,
	&tcp.OldTimestamp:       `TCP on {node} drops a segment from {peer}: its timestamp is older than one seen before.`,
	&tcp.NoTimestamp:        `TCP on {node} drops the segment from {peer}: it has no timestamp, though both have agreed on them.`,
	&tcp.BlindAck:           `TCP on {node} drops a segment from {peer}: it acknowledges what was not sent, or is far too old.`,
	&tcp.NoAck:              `TCP on {node} drops a segment from {peer}: it has no acknowledgment.`,
	&tcp.Duplicate:          `TCP on {node} drops {text} from {peer}: that has come before, and the ACK is repeated.`,
	&tcp.OutOfWindow:        `TCP on {node} drops {text} from {peer}: that is outside its window, and the ACK is repeated.`,
	&tcp.TextAfterClose:     `TCP on {node} gets {text} from {peer}, but its process has closed: nobody will ever read them.`,

	&socket.BufferFull: `The receive buffer on {node} is full: the message of {frame} is lost, and nobody is told.`,
	&socket.Stranger:   `{node} drops the message: it comes from a stranger, not from the socket's peer.`,
}

// actedOn is for a frame that an act of the scenario, or of whoever plays with
// it, has taken from its cable.
const actedOn = `The frame from {node} to {peer} is lost on the cable: somebody wanted to see what happens then.`

package narrate

import (
	"encap/layers/network/firewall"
	"encap/layers/network/nat"
	"encap/layers/osi"
)

// What translators and firewalls do.
const (
	natOut     = `{node} translates: {old} inside becomes {new} outside, so the packet goes on to {receiver} as if it were {node}'s own, with TTL {less}.`
	natIn      = `{node} translates back: {was} belongs to {to} inside, so the packet goes on to {receiver} with TTL {less}.`
	natTurns   = `{node} translates twice: {was} is {to} inside, and the sender {old} is known there as {new}. The packet turns round to {receiver} with TTL {less}.`
	natError   = `{node} translates the error, and the packet that it quotes as well, so that {receiver} knows it again.`
	wallLetsIn = ` The firewall lets it in.`
)

// filtered says what happens to what a translator or a firewall drops.
var filtered = map[*osi.Rule]string{
	&nat.Unsolicited:  `{node} lets nothing in that nobody inside has asked for: the packet from {source} is dropped.`,
	&nat.NoPorts:      `{node} cannot translate the packet: it has no ports to tell whose it is, and is dropped.`,
	&nat.UnknownPiece: `{node} drops a piece of a packet: the first piece, which has the ports, has not come.`,
	&nat.TableFull:    `{node} has no public port left for the packet from {source}: it is dropped.`,

	&firewall.Denied:       `The firewall {node} does not let the packet from {source} to {target} pass: a rule denies it, and nobody is told.`,
	&firewall.Rejected:     `The firewall {node} does not let the packet from {source} to {target} pass: a rule rejects it, and {source} is told.`,
	&firewall.ByDefault:    `The firewall {node} does not let the packet from {source} to {target} pass: no rule allows it.`,
	&firewall.UnknownPiece: `The firewall {node} drops a piece of a packet: the first piece, which has the ports, has not come.`,
}

// What changes in their tables.
const (
	natChange        = `The table of {node} changes in its row {name}: {changes}.`
	ruleChange       = `Rule {name} of the firewall {node} changes: {changes}.`
	connectionChange = `What {node} remembers of {name} changes: {changes}.`
)

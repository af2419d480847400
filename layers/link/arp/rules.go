package arp

import "encap/layers/osi"

// The rules of address resolution: asking, then reception in RFC 826's order.
var (
	Known = osi.Rule{Name: "Known", Cite: "RFC 826",
		Why: "The cache knows the hardware address of the next hop, so the packet can be framed at once."}
	Ask = osi.Rule{Name: "Ask", Cite: "RFC 826",
		Why: "Nobody knows yet which hardware address has this IP address, so everybody on the link is asked: a broadcast."}
	Wait = osi.Rule{Name: "Wait", Cite: "RFC 1122 §2.3.2.2",
		Why: "The packet waits until the address is known; to throw it away would cost a retransmission."}
	WaitFull = osi.Rule{Name: "WaitFull", Cite: "RFC 1122 §2.3.2.2",
		Why: "Too many packets wait for this address: the oldest gives way, the latest is kept."}
	AskAgain = osi.Rule{Name: "AskAgain", Cite: "RFC 1122 §2.3.2.1",
		Why: "No answer came. Ask again, but not more often than once a second for one address."}
	NoAnswer = osi.Rule{Name: "NoAnswer", Cite: "RFC 1122 §2.3.2.1",
		Why: "Nobody has answered three requests: the next hop is not there, so what waited for it cannot be delivered."}
	Expired = osi.Rule{Name: "Expired", Cite: "RFC 1122 §2.3.2.1",
		Why: "An old entry may be wrong, since interfaces are replaced and addresses move. After its time it is asked for anew."}
	Stale = osi.Rule{Name: "Stale", Cite: "Linux arp(7)",
		Why: "The row was not confirmed lately, but it is probably right: the packet is sent by it, and in five seconds the station is asked whether it is still there."}
	Doubted = osi.Rule{Name: "Doubted", Cite: "Linux arp(7)",
		Why: "The row is in doubt and will be checked, or is being checked. Until then it is used."}
	Verify = osi.Rule{Name: "Verify", Cite: "RFC 1122 §2.3.2.1",
		Why: "Is the station still there, with this hardware address? It alone is asked, not everybody: a unicast poll."}
	CacheFull = osi.Rule{Name: "CacheFull", Cite: "Encap",
		Why: "The cache has no room for another address. An old row gives way, but none that is still believed to a mere asker: else a stranger could fill the memory or push out what is needed."}
	Garbled = osi.Rule{Name: "Garbled", Cite: "RFC 826",
		Why: "This is no ARP packet for Ethernet and IPv4."}
	NoStation = osi.Rule{Name: "NoStation", Cite: "RFC 1812 §3.3.2",
		Why: "The sender claims a hardware address that is many stations'. To believe it would send what is for one to all."}
	CameBack = osi.Rule{Name: "CameBack", Cite: "Encap",
		Why: "This is our own packet: it has run in a circle. Somewhere switches are joined in a loop."}
	Conflict = osi.Rule{Name: "Conflict", Cite: "RFC 5227 §2.4",
		Why: "The sender claims our own IP address: another station uses it too. Its hardware address is not believed."}
	Defend = osi.Rule{Name: "Defend", Cite: "RFC 5227 §2.4",
		Why: "Somebody else uses our address. We announce that it is ours, so that all others know again; but once in ten seconds only, or two stations that both defend would never stop."}
	NoDefence = osi.Rule{Name: "NoDefence", Cite: "RFC 5227 §2.4",
		Why: "The address was defended less than ten seconds ago: to do so again and again would help nobody."}
	ProbedToo = osi.Rule{Name: "ProbedToo", Cite: "RFC 5227 §2.1.1",
		Why: "Another station probes for the very address that we are probing for: only one of us can have it."}
	Taken = osi.Rule{Name: "Taken", Cite: "RFC 5227 §2.1.1",
		Why: "Somebody has this address already. A station that probes must not use it then."}
	NotOurs = osi.Rule{Name: "NotOurs", Cite: "RFC 5227 §2.1",
		Why: "The address is not ours to use: it is still being probed for, or somebody else has it. Nothing is sent from it, and nothing answered."}
	Merge = osi.Rule{Name: "Merge", Cite: "RFC 826",
		Why: "The sender told its own pair of addresses, and the cache has a row for it: the row is brought up to date, whatever the packet was for."}
	NotAsked = osi.Rule{Name: "NotAsked", Cite: "RFC 826",
		Why: "The request asks for another station's address: only that one answers."}
	AnswerFor = osi.Rule{Name: "AnswerFor", Cite: "RFC 1027",
		Why: "The request asks for a station that is not on this link, but this router knows the way to it and answers in its place: a proxy. The asker need not know that there is a router."}
	Learn = osi.Rule{Name: "Learn", Cite: "RFC 826",
		Why: "Who asks us will soon be answered and spoken to, so its addresses are remembered."}
	Answer = osi.Rule{Name: "Answer", Cite: "RFC 826",
		Why: "The request asks for our address: the answer goes to the asker alone."}
	Probe = osi.Rule{Name: "Probe", Cite: "RFC 5227 §2.1.1",
		Why: "Before a station uses an address it asks whether anybody has it. The question comes from 0.0.0.0, so that nobody writes a wrong pair into a cache."}
	Free = osi.Rule{Name: "Free", Cite: "RFC 5227 §2.1.1",
		Why: "Three probes, and nobody has claimed the address: it is ours."}
	Spoofed = osi.Rule{Name: "Spoofed", Cite: "Encap",
		Why: "A reply to a question that nobody has asked, and it is a lie. ARP has no means to tell: whoever has a row for that address will believe it."}
	NoAddress = osi.Rule{Name: "NoAddress", Cite: "RFC 5227 §2.3",
		Why: "This interface has no IP address, so there is nothing to announce."}
	Forgotten = osi.Rule{Name: "Forgotten", Cite: "Encap",
		Why: "Somebody has taken the row out of the cache by hand, and what waited for its answer with it."}
	Announce = osi.Rule{Name: "Announce", Cite: "RFC 5227 §2.3",
		Why: "A station asks for its own address, not for an answer but so that all others bring their caches up to date."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Known, &Ask, &Wait, &WaitFull, &AskAgain, &NoAnswer, &Expired, &Stale, &Doubted, &Verify, &CacheFull,
	&Garbled, &NoStation, &CameBack, &Conflict, &Defend, &NoDefence, &ProbedToo, &Taken, &NotOurs, &Merge, &NotAsked,
	&AnswerFor, &Learn, &Answer, &Probe, &Free, &Spoofed, &NoAddress, &Forgotten, &Announce}

package arp

import "encap/layers/osi"

// The rules of address resolution.
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
	Merge = osi.Rule{Name: "Merge", Cite: "RFC 826",
		Why: "The sender told its own pair of addresses, and the cache has a row for it: the row is brought up to date, whatever the packet was for."}
	Learn = osi.Rule{Name: "Learn", Cite: "RFC 826",
		Why: "Who asks us will soon be answered and spoken to, so its addresses are remembered."}
	Answer = osi.Rule{Name: "Answer", Cite: "RFC 826",
		Why: "The request asks for our address: the answer goes to the asker alone."}
	NotAsked = osi.Rule{Name: "NotAsked", Cite: "RFC 826",
		Why: "The request asks for another station's address: only that one answers."}
	Garbled = osi.Rule{Name: "Garbled", Cite: "RFC 826",
		Why: "This is no ARP packet for Ethernet and IPv4."}
	Announce = osi.Rule{Name: "Announce", Cite: "RFC 5227 §2.3",
		Why: "A station asks for its own address, not for an answer but so that all others bring their caches up to date."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&Known, &Ask, &Wait, &WaitFull, &AskAgain, &NoAnswer, &Expired, &Merge, &Learn, &Answer, &NotAsked, &Garbled, &Announce}

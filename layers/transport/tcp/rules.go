package tcp

import "encap/layers/osi"

// The rules of TCP, in the order in which a connection meets them.
var (
	// Opening.
	ChooseISN = osi.Rule{Name: "ChooseISN", Cite: "RFC 6528 §3",
		Why: "A connection's numbers begin where a stranger cannot guess: at a clock plus a secret function of both ends' addresses."}
	ActiveOpen = osi.Rule{Name: "ActiveOpen", Cite: "RFC 9293 §3.10.1",
		Why: "The client begins: a SYN tells the server where its numbers start. SYN takes one number itself."}
	PassiveOpen = osi.Rule{Name: "PassiveOpen", Cite: "RFC 9293 §3.10.7.2",
		Why: "A SYN for a port on which a server listens: a new connection begins. The answer acknowledges it and bears a SYN of our own."}
	SynQueueFull = osi.Rule{Name: "SynQueueFull", Cite: "RFC 4987 §2.2",
		Why: "Too many handshakes are half done, so the SYN is dropped; an honest client will send it again."}
	AcceptQueueFull = osi.Rule{Name: "AcceptQueueFull", Cite: "Linux listen(2)",
		Why: "The server has not accepted the connections that wait already, so no more are completed: the client's last ACK is dropped and will be repeated."}
	SynAgain = osi.Rule{Name: "SynAgain", Cite: "RFC 9293 §3.10.7.4",
		Why: "The peer sends its SYN again, so our answer to it was lost: it is sent once more."}
	SynChanged = osi.Rule{Name: "SynChanged", Cite: "RFC 9293 §3.10.7.4",
		Why: "Fourth check: the client begins anew with another number before the handshake was done. The server forgets the first attempt; the next SYN will find it listening."}
	HandshakeDone = osi.Rule{Name: "HandshakeDone", Cite: "RFC 9293 §3.5",
		Why: "Both sides know now that the other has their first number: the connection is established."}
	LostSyn = osi.Rule{Name: "LostSyn", Cite: "RFC 5681 §3.1",
		Why: "A SYN was lost, so the network may be full: sending begins with one segment."}
	BothOpen = osi.Rule{Name: "BothOpen", Cite: "RFC 9293 §3.5",
		Why: "Both sides have sent a SYN to each other at the same time. One connection comes of it, not two."}
	BadSynAck = osi.Rule{Name: "BadSynAck", Cite: "RFC 9293 §3.10.7.3",
		Why: "The acknowledgment is for something this side has never sent: it belongs to an old connection, which a reset ends."}
	NoSyn = osi.Rule{Name: "NoSyn", Cite: "RFC 9293 §3.10.7.3",
		Why: "Neither SYN nor RST nor ACK: nothing that could begin or end a connection. The segment is dropped."}
	Refused = osi.Rule{Name: "Refused", Cite: "RFC 9293 §3.10.7.3",
		Why: "A reset answers our SYN: nobody listens there."}
	PlainSyn = osi.Rule{Name: "PlainSyn", Cite: "FreeBSD tcp(4)",
		Why: "Several SYNs got no answer. Perhaps somebody on the way does not like their options, so the next goes without."}
	SynFin = osi.Rule{Name: "SynFin", Cite: "FreeBSD tcp(4)",
		Why: "Who begins and ends a connection in one segment is looking for weak spots: the segment is dropped."}
	EarlyText = osi.Rule{Name: "EarlyText", Cite: "RFC 9293 §3.10.7.2",
		Why: "A SYN may bear text. It is kept, and the process gets it once the handshake has shown that the peer is who it says."}
	AskedECN = osi.Rule{Name: "AskedECN", Cite: "RFC 3168 §6.1.1",
		Why: "The SYN asks by ECE and CWR whether routers may mark our packets when they are congested, instead of dropping them."}
	NotAsked = osi.Rule{Name: "NotAsked", Cite: "RFC 3168 §6.1.1",
		Why: "A SYN that asked for ECN got no answer. Some old equipment throws such a SYN away, so the next does not ask."}
	AgreedECN = osi.Rule{Name: "AgreedECN", Cite: "RFC 3168 §6.1.1",
		Why: "Both sides know explicit congestion notification, so text goes in packets that routers may mark."}
	NoListener = osi.Rule{Name: "NoListener", Cite: "RFC 9293 §3.10.7.1",
		Why: "No connection and no server has this port, so the sender is told by a reset."}
	ResetNeverAnswered = osi.Rule{Name: "ResetNeverAnswered", Cite: "RFC 9293 §3.10.7.1",
		Why: "A reset for nobody is dropped: a reset is never answered by a reset, or there would be no end."}
	NotToMany = osi.Rule{Name: "NotToMany", Cite: "RFC 9293 §3.9.2.3",
		Why: "A connection has two ends: a segment to or from an address of many is dropped."}

	// A segment arrives.
	Malformed = osi.Rule{Name: "Malformed", Cite: "RFC 9293 §3.1",
		Why: "The header says more than came, or an option has an impossible length."}
	BadChecksum = osi.Rule{Name: "BadChecksum", Cite: "RFC 9293 §3.1",
		Why: "The checksum does not fit: the segment was damaged, and is dropped without a word. Its sender will send it again."}
	OldTimestamp = osi.Rule{Name: "OldTimestamp", Cite: "RFC 7323 §5.3",
		Why: "The timestamp is older than one already seen: an old duplicate, perhaps from before the numbers wrapped."}
	NoTimestamp = osi.Rule{Name: "NoTimestamp", Cite: "RFC 7323 §3.2",
		Why: "Both sides have agreed on timestamps, so a segment without one is not the peer's: it is dropped without a word."}
	OutOfWindow = osi.Rule{Name: "OutOfWindow", Cite: "RFC 9293 §3.10.7.4",
		Why: "First check: the segment lies outside the window. It is dropped, and an acknowledgment tells the peer where we are."}
	WindowShut = osi.Rule{Name: "WindowShut", Cite: "RFC 9293 §3.10.7.4",
		Why: "The window is shut, so the text is not taken; but the acknowledgment counts, and the answer tells where the window is."}
	OldReset = osi.Rule{Name: "OldReset", Cite: "RFC 5961 §3.2",
		Why: "A reset outside the window is dropped without a word: anybody could have sent it."}
	ChallengeReset = osi.Rule{Name: "ChallengeReset", Cite: "RFC 5961 §3.2",
		Why: "A reset within the window but not at its very edge may be a guess. The peer is asked: if it meant it, its next reset will fit exactly."}
	Reset = osi.Rule{Name: "Reset", Cite: "RFC 9293 §3.10.7.4",
		Why: "Second check: a reset with exactly the number we expect. The connection is gone."}
	ChallengeSyn = osi.Rule{Name: "ChallengeSyn", Cite: "RFC 5961 §4.2",
		Why: "A SYN in the middle of a connection: the peer may have restarted, or it is forged. An acknowledgment lets the real peer decide."}
	SynKills = osi.Rule{Name: "SynKills", Cite: "RFC 793 §3.9",
		Why: "A SYN within the window is an error: the connection is reset. A stranger who guesses a number in the window can do so, which RFC 5961 has ended."}
	ChallengeLimit = osi.Rule{Name: "ChallengeLimit", Cite: "RFC 5961 §7",
		Why: "Too many challenges in this second: no more are sent, so that nobody can make us flood."}
	NoAck = osi.Rule{Name: "NoAck", Cite: "RFC 9293 §3.10.7.4",
		Why: "Every segment of an open connection bears an acknowledgment; one without is dropped."}
	BlindAck = osi.Rule{Name: "BlindAck", Cite: "RFC 5961 §5.2",
		Why: "The acknowledgment is for something never sent, or far too old: a stranger guesses. The text is not taken."}
	Acknowledged = osi.Rule{Name: "Acknowledged", Cite: "RFC 9293 §3.10.7.4",
		Why: "Fifth check: the peer has received everything up to this number; it need not be kept any longer."}
	KnownAck = osi.Rule{Name: "KnownAck", Cite: "RFC 9293 §3.10.7.4",
		Why: "Fifth check: the acknowledgment tells nothing that was not known; it can be ignored."}
	DuplicateAck = osi.Rule{Name: "DuplicateAck", Cite: "RFC 5681 §2",
		Why: "The same acknowledgment again, while something is in flight: the peer has received something, but not what comes next. It is late, or lost."}
	NewWindow = osi.Rule{Name: "NewWindow", Cite: "RFC 9293 §3.10.7.4",
		Why: "The segment is newer than the one that told the window last, so its window counts."}
	MetCE = osi.Rule{Name: "MetCE", Cite: "RFC 3168 §6.1.3",
		Why: "A router was congested and has marked this packet. Every acknowledgment tells the sender so, until it says that it has heard."}
	HeardCWR = osi.Rule{Name: "HeardCWR", Cite: "RFC 3168 §6.1.3",
		Why: "The sender says that it has made its window smaller: it need not be told any longer."}
	Echoed = osi.Rule{Name: "Echoed", Cite: "RFC 3168 §6.1.2",
		Why: "The peer has received a packet that a congested router marked. The window becomes smaller as if something were lost, once in a round trip; but nothing has to be sent again."}
	SaidCWR = osi.Rule{Name: "SaidCWR", Cite: "RFC 3168 §6.1.2",
		Why: "The first new text after the window became smaller says so by CWR, and the peer stops telling of congestion."}
	Urgent = osi.Rule{Name: "Urgent", Cite: "RFC 6093 §4",
		Why: "The urgent pointer says that something matters; the bytes stay in the stream like all others."}
	InOrder = osi.Rule{Name: "InOrder", Cite: "RFC 9293 §3.10.7.4",
		Why: "Seventh: the text begins exactly where we are, so the process can have it."}
	Hole = osi.Rule{Name: "Hole", Cite: "RFC 5681 §4.2",
		Why: "Something before this text is missing. The text is kept, and an acknowledgment sent at once tells the peer what is still expected."}
	FilledHole = osi.Rule{Name: "FilledHole", Cite: "RFC 5681 §4.2",
		Why: "The missing piece is here. The peer is told at once, so that it stops worrying."}
	Duplicate = osi.Rule{Name: "Duplicate", Cite: "RFC 9293 §3.10.7.4",
		Why: "All of this has been received before. An acknowledgment is repeated, since the earlier one may be lost."}
	Overlap = osi.Rule{Name: "Overlap", Cite: "RFC 9293 §3.10.7.4",
		Why: "The beginning of this text has come before: only what is new of it is taken."}
	TextAfterClose = osi.Rule{Name: "TextAfterClose", Cite: "RFC 9293 §3.6.1",
		Why: "Text comes for a process that has closed and will never read it. A reset tells the peer that it is lost."}
	PeerDone = osi.Rule{Name: "PeerDone", Cite: "RFC 9293 §3.10.7.4",
		Why: "Eighth: the peer has sent all it had. FIN takes one number, so that it can be acknowledged too."}
	AfterFin = osi.Rule{Name: "AfterFin", Cite: "RFC 9293 §3.10.7.4",
		Why: "The peer has said that nothing more comes, and yet something does: it is ignored."}

	// Sending.
	Nagle = osi.Rule{Name: "Nagle", Cite: "RFC 9293 §3.7.4",
		Why: "A small segment is on its way already, so this small piece waits for its acknowledgment, or for more to send with it."}
	Corked = osi.Rule{Name: "Corked", Cite: "Linux tcp(7)",
		Why: "The process has said that more will follow: an incomplete segment waits for it."}
	RecordEnd = osi.Rule{Name: "RecordEnd", Cite: "Linux send(2)",
		Why: "The process says that a record ends here: what it writes next begins a segment of its own. The peer sees nothing of it but where segments begin."}
	SillyWindow = osi.Rule{Name: "SillyWindow", Cite: "RFC 9293 §3.8.6.2.1",
		Why: "The window has room for a little only. Sending it would cost more in headers than it carries, so the sender waits for a better one."}
	Override = osi.Rule{Name: "Override", Cite: "RFC 9293 §3.8.6.2.1",
		Why: "What was held back has waited long enough: as much as the window takes is sent now, however small."}
	WindowFull = osi.Rule{Name: "WindowFull", Cite: "RFC 9293 §3.8.6",
		Why: "The peer takes no more for now: what is in flight fills its window."}
	CwndFull = osi.Rule{Name: "CwndFull", Cite: "RFC 5681 §3.1",
		Why: "The network may carry no more for now: the congestion window is full."}
	DelayAck = osi.Rule{Name: "DelayAck", Cite: "RFC 9293 §3.8.6.3",
		Why: "An acknowledgment can wait a little: perhaps the process answers, or a second segment comes, and one will do for both."}
	SecondSegment = osi.Rule{Name: "SecondSegment", Cite: "RFC 9293 §3.8.6.3",
		Why: "At least every second full segment is acknowledged at once, since the peer measures time by acknowledgments."}
	QuickAck = osi.Rule{Name: "QuickAck", Cite: "Linux tcp(7)",
		Why: "At the beginning of a connection acknowledgments are not delayed, so that the peer's window grows fast."}
	WindowUpdate = osi.Rule{Name: "WindowUpdate", Cite: "RFC 9293 §3.8.6.2.2",
		Why: "The process has read so much that the window is worth telling again."}

	// Losses.
	MeasureRTT = osi.Rule{Name: "MeasureRTT", Cite: "RFC 6298 §2",
		Why: "A segment and its acknowledgment give a round-trip time; the timeout follows its mean and how much it varies."}
	Karn = osi.Rule{Name: "Karn", Cite: "RFC 6298 §3",
		Why: "The acknowledgment of a segment sent twice says nothing about time: nobody knows which of the two it answers."}
	Timeout = osi.Rule{Name: "Timeout", Cite: "RFC 6298 §5",
		Why: "No acknowledgment has come for too long: the oldest segment is sent again."}
	BackOff = osi.Rule{Name: "BackOff", Cite: "RFC 6298 §5",
		Why: "A loss may mean that the network is overloaded, so wait twice as long the next time."}
	GiveUp = osi.Rule{Name: "GiveUp", Cite: "RFC 9293 §3.8.3",
		Why: "Again and again nothing has come back: the peer cannot be reached, and the process is told."}
	LimitedTransmit = osi.Rule{Name: "LimitedTransmit", Cite: "RFC 3042 §2",
		Why: "One of the first two duplicate acknowledgments: something has left the network, so one new segment may enter it and call forth another."}
	FastRetransmit = osi.Rule{Name: "FastRetransmit", Cite: "RFC 5681 §3.2",
		Why: "The third duplicate acknowledgment: segments behind the missing one do arrive, so it is lost and not late. It is sent again without waiting for the timer."}
	Inflate = osi.Rule{Name: "Inflate", Cite: "RFC 5681 §3.2",
		Why: "Each further duplicate means that one more segment has left the network: another may enter."}
	Proportional = osi.Rule{Name: "Proportional", Cite: "RFC 6937 §3.1",
		Why: "While the window becomes smaller, so much is sent for what arrives that it reaches the threshold after one round trip: neither a burst nor a silence."}
	PartialAck = osi.Rule{Name: "PartialAck", Cite: "RFC 6582 §3.2",
		Why: "The acknowledgment covers some but not all of what was in flight at the loss: the next segment is lost as well, and is sent again."}
	Recovered = osi.Rule{Name: "Recovered", Cite: "RFC 6582 §3.2",
		Why: "All that was in flight at the loss is acknowledged: the recovery is over."}
	SackLost = osi.Rule{Name: "SackLost", Cite: "RFC 6675 §4",
		Why: "The peer has told of three pieces, or more than two segments' worth, behind this hole: it is lost."}
	TailProbe = osi.Rule{Name: "TailProbe", Cite: "RFC 8985 §7.3",
		Why: "No acknowledgment has come for two round trips. If the last segments are lost, the peer cannot know: one more segment makes it tell what is missing, long before the timeout."}
	TailLost = osi.Rule{Name: "TailLost", Cite: "RFC 8985 §7.4",
		Why: "The last segment was lost, and the probe has mended it. A loss is a loss: the window becomes smaller."}
	SackReneged = osi.Rule{Name: "SackReneged", Cite: "RFC 2018 §8",
		Why: "After a timeout the peer's earlier reports are no longer trusted: it may have thrown those pieces away."}
	SlowStart = osi.Rule{Name: "SlowStart", Cite: "RFC 5681 §3.1",
		Why: "Below the threshold the window grows by what is acknowledged: it doubles each round trip."}
	Avoidance = osi.Rule{Name: "Avoidance", Cite: "RFC 5681 §3.1",
		Why: "Above the threshold the window grows by one segment each round trip: carefully, to find where the network is full."}
	CwndUnused = osi.Rule{Name: "CwndUnused", Cite: "RFC 9438 §5.8",
		Why: "The process has not filled the congestion window, so this acknowledgment does not show that the network would bear more: the window stays."}
	Halve = osi.Rule{Name: "Halve", Cite: "RFC 5681 §3.1",
		Why: "A loss means that the network is full: the threshold becomes half of what was in flight."}
	IdleRestart = osi.Rule{Name: "IdleRestart", Cite: "RFC 5681 §4.1",
		Why: "Nothing was sent for longer than a timeout: what was known of the network may be wrong, so the window begins small again."}
	CubicGrowth = osi.Rule{Name: "CubicGrowth", Cite: "RFC 9438 §4.2",
		Why: "CUBIC grows with time, not with acknowledgments: fast when far from where the last loss was, slowly when near."}
	CubicLoss = osi.Rule{Name: "CubicLoss", Cite: "RFC 9438 §4.6",
		Why: "CUBIC falls to seven tenths, not to a half, and remembers where the loss was."}

	// Windows that shut, and silence.
	Persist = osi.Rule{Name: "Persist", Cite: "RFC 9293 §3.8.6.1",
		Why: "The window is shut and something waits. The segment that opens it may get lost, so the sender asks from time to time."}
	KeepAlive = osi.Rule{Name: "KeepAlive", Cite: "RFC 9293 §3.8.4",
		Why: "Nothing was heard for long: is the peer still there? An old number makes it answer."}
	Dead = osi.Rule{Name: "Dead", Cite: "RFC 9293 §3.8.4",
		Why: "The peer has answered none of the probes: it is gone."}

	// Closing.
	SendFin = osi.Rule{Name: "SendFin", Cite: "RFC 9293 §3.10.4",
		Why: "The process has nothing more to send. FIN says so behind the last byte; the other direction stays open."}
	FinAcked = osi.Rule{Name: "FinAcked", Cite: "RFC 9293 §3.10.7.4",
		Why: "The peer has received our FIN, and so everything before it."}
	BothClose = osi.Rule{Name: "BothClose", Cite: "RFC 9293 §3.6",
		Why: "Both sides have closed at the same time: each waits for its FIN to be acknowledged."}
	Linger = osi.Rule{Name: "Linger", Cite: "RFC 9293 §3.10.7.4",
		Why: "Whoever closes first waits for twice the longest life of a segment: its last ACK may have to be repeated, and old segments must die."}
	Assassin = osi.Rule{Name: "Assassin", Cite: "RFC 1337 §3",
		Why: "A reset in TIME-WAIT is ignored: it could come from an old duplicate, and would end the wait too soon."}
	Reuse = osi.Rule{Name: "Reuse", Cite: "RFC 6191 §2",
		Why: "A SYN that is clearly newer than the old connection: the pair of ports may be used again, although the wait is not over."}
	UnreadReset = osi.Rule{Name: "UnreadReset", Cite: "RFC 9293 §3.6.1",
		Why: "The process closes without having read all that came. A reset tells the peer that some of it was never used."}
	AbortReset = osi.Rule{Name: "AbortReset", Cite: "RFC 9293 §3.10.5",
		Why: "The connection is broken off: what waits is thrown away, and the peer is told by a reset."}

	// The network complains.
	SoftError = osi.Rule{Name: "SoftError", Cite: "RFC 5461 §2.2",
		Why: "ICMP says that the peer cannot be reached. That may pass, and TCP repeats anyhow: it is remembered, no more."}
	HardError = osi.Rule{Name: "HardError", Cite: "RFC 5461 §2.1",
		Why: "ICMP says so about a SYN: the connection cannot be opened."}
	ForeignError = osi.Rule{Name: "ForeignError", Cite: "RFC 5927 §4.1",
		Why: "The ICMP message quotes a number that is not in flight: it is forged, or too old."}
	BlackHole = osi.Rule{Name: "BlackHole", Cite: "RFC 4821 §7.7",
		Why: "Long segments vanish again and again, and nobody says why. Perhaps a router drops them, and a firewall drops its ICMP message: shorter ones are tried."}
	TryLonger = osi.Rule{Name: "TryLonger", Cite: "RFC 1191 §6.3",
		Why: "Some time has gone by since long segments vanished. The way may be another by now, so they are tried again."}
	PathMTU = osi.Rule{Name: "PathMTU", Cite: "RFC 1191 §6.4",
		Why: "A router says how long a packet may be on this way: segments become shorter, and what was refused is sent again at once. The network is not full, so the window stays."}
)

// Rules lists all of them in the order of the source.
var Rules = []*osi.Rule{
	&ChooseISN, &ActiveOpen, &PassiveOpen, &SynQueueFull, &AcceptQueueFull, &SynAgain, &SynChanged,
	&HandshakeDone, &LostSyn, &BothOpen, &BadSynAck, &NoSyn, &Refused, &PlainSyn, &SynFin, &EarlyText, &AskedECN, &NotAsked, &AgreedECN, &NoListener, &ResetNeverAnswered,
	&NotToMany, &Malformed, &BadChecksum, &OldTimestamp, &NoTimestamp, &OutOfWindow, &WindowShut, &OldReset,
	&ChallengeReset, &Reset, &ChallengeSyn, &SynKills, &ChallengeLimit, &NoAck, &BlindAck, &Acknowledged, &KnownAck, &DuplicateAck, &NewWindow,
	&MetCE, &HeardCWR, &Echoed, &SaidCWR, &Urgent, &InOrder, &Hole, &FilledHole, &Duplicate, &Overlap, &TextAfterClose, &PeerDone, &AfterFin, &Nagle, &Corked,
	&RecordEnd, &SillyWindow, &Override, &WindowFull, &CwndFull, &DelayAck, &SecondSegment, &QuickAck, &WindowUpdate,
	&MeasureRTT, &Karn, &Timeout, &BackOff, &GiveUp, &LimitedTransmit, &FastRetransmit, &Inflate, &Proportional, &PartialAck,
	&Recovered, &SackLost, &TailProbe, &TailLost, &SackReneged, &SlowStart, &Avoidance, &CwndUnused, &Halve, &IdleRestart,
	&CubicGrowth, &CubicLoss, &Persist, &KeepAlive, &Dead, &SendFin, &FinAcked, &BothClose, &Linger, &Assassin,
	&Reuse, &UnreadReset, &AbortReset, &SoftError, &HardError, &ForeignError, &BlackHole, &TryLonger, &PathMTU,
}

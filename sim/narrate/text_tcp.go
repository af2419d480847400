package narrate

// What TCP sends.
const (
	tcpSyn      = `TCP on {node} asks {peer} for a connection to port {tcp.dstport}: SYN with the number {tcp.seq_raw}, counted as 0.`
	tcpSynFirst = `TCP on {node} asks {peer} for a connection to port {tcp.dstport}: SYN (synchronize) with the number {tcp.seq_raw}, from now on counted as 0.`
	tcpSynAgain = `TCP on {node} sends its SYN again: {peer} has not answered in time.`

	tcpSynAck      = `TCP on {node} answers {peer}: ACK {ack} for its SYN, and a SYN of its own with the number {tcp.seq_raw}, counted as 0.`
	tcpSynAckFirst = `TCP on {node} answers {peer}: ACK (acknowledgment) {ack} for its SYN, and a SYN of its own with the number {tcp.seq_raw}, counted as 0.`
	tcpSynAckAgain = `TCP on {node} sends its SYN and ACK {ack} again to {peer}.`

	tcpThird      = `TCP on {node} sends ACK {ack} to {peer}: the handshake is done.`
	tcpThirdFirst = `TCP on {node} sends ACK {ack} to {peer}, the third and last segment of the handshake.`

	tcpSends      = `TCP on {node} sends {text} of its stream to {peer}, and ACK {ack} for what has come from there.`
	tcpSendsFirst = `TCP on {node} puts {header} in front of {text} of its stream: a segment (people say: a packet) of {segment}, with ACK {ack}.`
	tcpSendsAgain = `TCP on {node} sends {text} again: {why}.`
	tcpCannotSend = `TCP on {node} is to send a segment of {frame}.`

	tcpFin        = `TCP on {node} sends FIN with the number {seq}: its stream to {peer} ends here.`
	tcpFinFirst   = `TCP on {node} sends FIN (finish) with the number {seq}: its stream to {peer} ends here; it goes on receiving.`
	tcpFinAgain   = `TCP on {node} sends its FIN, number {seq}, again: {peer} has not acknowledged it in time.`
	tcpLastAndFin = `TCP on {node} sends {text}, the last of its stream to {peer}, and FIN behind them.`

	tcpAcks        = `TCP on {node} sends ACK {ack} to {peer}: the next byte it waits for. There is room for {window}.`
	tcpAcksFirst   = `TCP on {node} sends ACK {ack} to {peer}: all up to {before} has come, {ack} is next. There is room for {window} (the window).`
	tcpAcksAgain   = `TCP on {node} repeats ACK {ack} to {peer} (a duplicate ACK): that is still the next byte it waits for.{told}`
	tcpAcksLate    = `TCP on {node} has waited for something that could take ACK {ack} along to {peer}; now it sends it alone.`
	tcpAcksFin     = `TCP on {node} sends ACK {ack} to {peer}: it knows that no more comes from there.`
	tcpShuts       = `TCP on {node} sends ACK {ack} to {peer}, with the window 0: its receive buffer is full.`
	tcpAcksOld     = `TCP on {node} repeats ACK {ack} to {peer}: what came had come before.`
	tcpWidens      = `TCP on {node} tells {peer} that there is more room now: for {window} from byte {ack} on.`
	tcpOpens       = `TCP on {node} tells {peer} that there is room again: for {window} from byte {ack} on.`
	tcpProbes      = `TCP on {node} asks {peer} by {text} whether its window is still shut.`
	tcpProbesEmpty = `TCP on {node} asks {peer} whether its window is still shut: an old number, which has to be answered.`
	tcpAsks        = `TCP on {node} asks whether {peer} is still there: an old number, which has to be answered.`
	tcpChallenges  = `TCP on {node} answers {peer} with ACK {ack} only: whoever really is {peer} can say what it means.`

	tcpResets    = `TCP on {node} sends a reset (RST) to {peer}: {why}.`
	resetNobody  = `nobody has port {tcp.srcport} here for that`
	resetUnread  = `its process has closed and will never read what has come`
	resetAbort   = `its process breaks the connection off`
	resetGivesUp = `it gives the connection up`
	resetOld     = `what was acknowledged was never sent`
	resetUnknown = `there is no such connection`

	againTimeout = `no acknowledgment has come in time`
	againThird   = `three duplicate ACKs say that something is lost here`
	againPartial = `the latest ACK shows one more loss`
	againLost    = `{peer} has not got it yet`

	noBytes     = `a segment without text`
	aSyn        = `a SYN`
	aFin        = `a FIN`
	byteNumber  = `byte {first}`
	byteNumbers = `bytes {first} to {last}`
	stateGoes   = ` State: {old} → {now}.`
	stateIs     = ` State: {now}.`
	windowGoes  = ` Congestion window: {old} → {now} bytes.`
)

// What TCP makes of what comes in.
const (
	tcpReads        = `TCP on {node} checks a segment of {frame}.`
	tcpLooks        = `TCP on {node} looks at a segment of {frame} from {peer}: it goes no further.`
	tcpAnswersShut  = `TCP on {node} has no room for more from {peer}, but the acknowledgment counts, and it answers.`
	tcpGotPartlyNew = `TCP on {node} gets {text} from {peer}, in part once more: its process can read what is new.`
	tcpGotOther     = `TCP on {node} reads a segment from {peer} that brings nothing new: ACK {ack}.`

	tcpGotSyn      = `TCP on {node} gets a SYN for port {tcp.dstport}, where a server listens: a connection with {peer} begins.`
	tcpGotSynAnew  = `TCP on {node} gets a newer SYN from the same port of {peer}: a new connection takes the old one's place.`
	tcpGotSynAgain = `TCP on {node} gets the SYN of {peer} once more: its own answer was lost, or is late.`
	tcpBothOpen    = `TCP on {node} gets a SYN from {peer}, to which it has sent one itself: both open the same connection.`
	tcpGotSynAck   = `TCP on {node} gets ACK {ack} for its SYN, and the SYN of {peer}: both know each other's numbers.`
	tcpGotThird    = `TCP on {node} gets ACK {ack} for its SYN from {peer}: the handshake is done.`
	tcpRefused     = `TCP on {node} gets a reset for its SYN: {peer} refuses the connection.`

	tcpGotReset = `TCP on {node} gets a reset from {peer}, with just the right number: the connection is gone.`

	tcpGotText       = `TCP on {node} gets {text} from {peer}, just what it waits for: its process can read them.`
	tcpGotBehindHole = `TCP on {node} gets {text} from {peer}, but something before is missing: it keeps that for later, and repeats its ACK.`
	tcpFilledHole    = `TCP on {node} gets {text} from {peer}, which were missing: now its process can read them and what came behind.`
	tcpGotAgain      = `TCP on {node} gets {text} from {peer} once more: it has them, and repeats its ACK.`
	tcpGotFin        = `TCP on {node} gets the FIN of {peer}: no more comes from there.`
	tcpGotFinToo     = `TCP on {node} gets the FIN of {peer} while its own is on the way: both close.`
	tcpFinAcked      = `TCP on {node} gets ACK {ack} from {peer}: its FIN has arrived.`

	tcpGotAck         = `TCP on {node} gets ACK {ack}: {peer} has all up to {before}.`
	tcpGotDuplicate   = `TCP on {node} gets ACK {ack} from {peer} again: {behind}.`
	somethingBehind   = `something behind has arrived there`
	blockBehind       = `bytes {left} to {right} have arrived there, says its SACK`
	blockTold         = ` It has bytes {left} to {right} as well (SACK).`
	tcpGotMarked      = `TCP on {node} gets {text} from {peer} in a packet that a congested router has marked: its acknowledgments will say so.`
	tcpGotEcho        = `TCP on {node} is told by {peer} that a packet was marked: the network is congested, but nothing is lost.`
	tcpThirdDuplicate = `TCP on {node} gets another duplicate ACK {ack} from {peer}: what begins there is lost.`
	tcpPartialAck     = `TCP on {node} gets ACK {ack} from {peer}: what begins there is lost as well.`
	tcpRecovered      = `TCP on {node} gets ACK {ack} from {peer}: the loss is mended.`
	tcpMoreDuplicates = `TCP on {node} gets one more duplicate ACK {ack} from {peer}: one more segment has arrived there.`
	tcpToldShut       = `TCP on {node} is told by {peer} that its window is shut: nothing more may be sent for now.`
	tcpToldWindow     = `TCP on {node} is told by {peer} that there is room for {window} from byte {ack} on.`
)

// What TCP waits for.
const (
	retransmitSet     = `TCP on {node} waits at most {time} for an acknowledgment; then it would send again.`
	retransmitStopped = `TCP on {node} waits no longer for an acknowledgment: all it has sent has arrived.`
	retransmitOver    = `TCP on {node} waits no longer for an acknowledgment: nothing is to be sent again.`
	retransmitFired   = `TCP on {node} has waited in vain for an acknowledgment: its retransmission timer runs out.`
	delayedSet        = `TCP on {node} delays its ACK by at most {time}: perhaps something else can take it along.`
	delayedStopped    = `The ACK of {node} need not wait any longer: it goes along with something, or at once.`
	delayedFired      = `Nothing came that could take the ACK of {node} along: it has waited long enough.`
	persistSet        = `TCP on {node} has something to send, but the window is shut: it will ask again in {time}.`
	persistStopped    = `The window is open: TCP on {node} need not ask for it any more.`
	persistFired      = `TCP on {node} has heard nothing of an open window: it asks.`
	overrideSet       = `TCP on {node} has more to send than the window has room for: it waits {time} for a better one.`
	overrideFired     = `TCP on {node} has waited long enough for more room: it sends what the window takes.`
	keepAliveSet      = `TCP on {node} will ask whether its peer is still there, should it stay silent for {time}.`
	keepAliveStopped  = `TCP on {node} need not ask any more whether its peer is still there.`
	keepAliveFired    = `TCP on {node} looks whether its peer has been silent for too long.`
	lingerSet         = `TCP on {node} keeps the closed connection in mind for {time} (2 MSL), until no old segment can come.`
	lingerStopped     = `TCP on {node} need not keep the closed connection in mind any longer.`
	lingerFired       = `The time of 2 MSL is over: TCP on {node} forgets the connection.`
)

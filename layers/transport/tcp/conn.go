package tcp

import (
	"net/netip"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/osi"
)

// State is a state of a connection (RFC 9293 §3.3.2).
type State uint8

// The states.
const (
	Closed State = iota
	Listen
	SynSent
	SynReceived
	Established
	FinWait1
	FinWait2
	CloseWait
	Closing
	LastAck
	TimeWait
)

var stateNames = [...]string{"CLOSED", "LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2",
	"CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT"}

// String gives the state's name as the RFC writes it.
func (s State) String() string { return stateNames[s] }

// TCB is the transmission control block: the variables of a connection, with
// the names of RFC 9293 §3.3.1, RFC 5681 and RFC 6298. It is what a student
// sees of a connection.
type TCB struct {
	State State

	SndUna Seq // oldest sequence number sent and not acknowledged
	SndNxt Seq // next one to be sent
	SndWnd int // how much the peer takes from SndUna on, in bytes
	SndWl1 Seq // sequence number of the segment that told SndWnd last
	SndWl2 Seq // its acknowledgment number
	ISS    Seq // our first sequence number
	RcvNxt Seq // next one expected
	RcvWnd int // how much we take from RcvNxt on, in bytes
	RcvUp  Seq // urgent pointer
	IRS    Seq // the peer's first sequence number

	SMSS       int   // the most text a segment may bear
	Scaled     bool  // agreed upon in the handshake: windows are scaled,
	SACK       bool  // what has come behind a hole is told,
	Timestamps bool  // segments bear their time
	SndScale   uint8 // shifts of the window fields, theirs and ours
	RcvScale   uint8
	TSRecent   uint32 // the peer's clock as last heard
	LastAck    Seq    // the acknowledgment number sent last

	ECN    bool // agreed upon: routers mark instead of dropping,
	EchoCE bool // a packet was marked: every acknowledgment says so
	SayCWR bool // the window has become smaller: the next text says so

	Phase    Phase
	Cwnd     int // congestion window, in bytes
	Ssthresh int
	DupAcks  int
	Recover  Seq // where the recovery from a loss ends

	SRTT, RTTVAR, RTO time.Duration
	Timeouts          int // in a row

	// What follows is reckoned from the rest when it is asked for, in bytes.
	SendQ  int // in the send buffer: unacknowledged and unsent
	RecvQ  int // what waits for the process
	Sacked int // in flight, and reported to have arrived
	Lost   int // in flight, and counted as lost
	Again  int // in flight, and sent again since it was lost
	AdvMSS int // the longest text the peer was told to send
	RcvMSS int // the longest text received

	Resent int // segments sent again since the beginning
	Error  string
}

// User is who uses a connection: a socket.
type User interface {
	// Changed is called when something may be read, written, or has ended.
	Changed()
}

// Heeder is a user that also wants to know what ICMP says of its segments.
type Heeder interface{ Heard(e icmp.Error) }

// Conn is a connection.
type Conn struct {
	TCB
	Local, Remote netip.AddrPort

	env     osi.Env
	layer   *Layer
	profile *Profile
	user    User
	control Control
	from    *Listener // whose accept gives it out; nil for an active open

	out      stream // the send buffer; its first byte has number SndUna, or the one behind SYN
	in       stream // text that waits for the process
	holes    reassembly
	sacked   scoreboard
	noMore   bool  // the process has closed its side: FIN comes behind out
	finSent  bool  // and was sent
	finAt    Seq   // the number of the peer's FIN,
	finSeen  bool  // once it has come
	noRead   bool  // the process has shut its reading side
	deaf     bool  // the process is gone: text that comes is refused
	orphaned bool  // the process has closed: nobody is told any more
	eof      bool  // the peer's FIN was reached
	more     bool  // the latest write said that more follows,
	held     bool  // and so its end waits for it, or for the next segment of the peer
	pushing  bool  // what is held back is being sent all the same
	err      error // why it failed
	soft     error // what the network complained of

	rcvEdge   Seq  // the right edge of the window that was told: it never moves left
	maxSndWnd int  // the largest window the peer has told
	lastSmall Seq  // the end of the last segment sent that was not full,
	hasSmall  bool // if there was one
	rtx       Seq  // the next to be sent again while recovering
	unacked   int  // bytes received since the last acknowledgment
	rcvMSS    int  // the longest text received
	ackWaits  bool // the delayed acknowledgment's timer runs
	quick     int  // acknowledgments still to be sent at once
	ackNow    bool
	sndBuf    int
	rcvBuf    int
	settings  Settings

	timed              Seq // the segment whose acknowledgment gives a round-trip time
	timedAt            osi.Instant
	isTimed            bool
	idle               osi.Instant // when a segment came last
	sentAt             osi.Instant // when text was sent last
	stalled            osi.Instant // since when something is unacknowledged; -1: nothing is
	grown              int         // bytes acknowledged towards the next growth of cwnd
	heardAt            osi.Instant // when TSRecent was heard
	synAt              uint32      // our clock when the connection began
	probes             int         // questions about a shut window, in a row
	asked              int         // questions that nothing was heard after, in a row
	askedECN           bool        // our SYN has asked for ECN
	reducing           bool        // the window has become smaller
	reducedAt          Seq         // when this was sent; until it is acknowledged, not again
	limitedOut         int         // bytes sent by limited transmit
	maxOut             int         // the most that was in flight in this window, in bytes
	maxOutEnd          Seq         // where this window ends
	dsack              Block       // a duplicate to be told of,
	hasDsack           bool        // if there is one
	persisting         bool        // the persist timer runs
	probed             bool        // a byte beyond the window is on its way
	timing             bool        // the retransmission timer runs
	cwndFull           bool        // the congestion window has held something back
	timers             timers
	finished           bool
	tail               bool // the retransmission timer is to probe the tail
	tailOut, tailAgain bool // a probe is out; it is the last segment again
	tailFrom, tailEnd  Seq  // where the probe begins, and all ends that was sent then
	lastSent           Seq  // where the segment begins that was sent last
	lostTo             Seq  // what a probe has shown to be lost ends here
	prr                reduction
	arrived            int         // bytes that the latest acknowledgment tells of for the first time
	rtoAt              osi.Instant // when RTO is over
	records            []Seq       // where records end
	longMSS            int         // SMSS before something made segments shorter; 0: nothing has
	suspects           bool        // and that it was: somebody swallows long packets
	shortenedAt        osi.Instant
	counts             Counts
	waits              waiting // for what the sender waits,
	waitsSince         osi.Instant
	noRoom             bool // the process has had to write less than it wanted
}

// timers are made when they are first needed.
type timers struct {
	retransmit, persist, delayedAck, keepAlive, finWait2, timeWait osi.Timer
}

// set lets a timer run out d from now, and makes it first if it must.
func (c *Conn) set(t *osi.Timer, name string, d time.Duration, f func(*Conn)) {
	if *t == nil {
		*t = c.env.Timer(name, func() { f(c) })
	}
	(*t).Reset(d)
}

// setBackground is set for a timer that nobody waits for: it keeps no run
// going.
func (c *Conn) setBackground(t *osi.Timer, name string, d time.Duration, f func(*Conn)) {
	if *t == nil {
		*t = c.env.Background(name, func() { f(c) })
	}
	(*t).Reset(d)
}

func stop(t osi.Timer) {
	if t != nil {
		t.Stop()
	}
}

// Entity names the connection by both its ends.
func (c *Conn) Entity() (kind, name string) {
	return "tcp", c.Local.String() + " > " + c.Remote.String()
}

// Vars gives the connection's variables.
func (c *Conn) Vars() any {
	if c.finished {
		return nil
	}
	return c.Info()
}

// Info gives the connection's variables, also of one that has ended.
func (c *Conn) Info() TCB {
	c.SendQ, c.RecvQ, c.RcvMSS = c.out.len(), c.in.len(), c.rcvMSS
	c.Sacked = c.sacked.bytes(c.SndUna, c.SndNxt)
	lost := c.lostBelow()
	c.Lost = lost.Minus(c.SndUna) - c.sacked.bytes(c.SndUna, lost)
	again := maxSeq(minSeq(c.rtx, lost), c.SndUna)
	c.Again = again.Minus(c.SndUna) - c.sacked.bytes(c.SndUna, again)
	return c.TCB
}

// flight is FlightSize: what is sent and not acknowledged, in bytes
// (RFC 5681 §2).
func (c *Conn) flight() int { return c.SndNxt.Minus(c.SndUna) }

// changed tells the process that something happened.
func (c *Conn) changed() {
	if c.user != nil && !c.orphaned {
		c.user.Changed()
	}
}

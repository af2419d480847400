package tcp

import (
	"time"
)

// Profile is how one system's TCP is set: plain numbers, no behaviour.
type Profile struct {
	Name string

	// Waiting for an acknowledgment. FloorVariance lets MinRTO be the least that
	// is added to the mean, and not the least that comes out. SlopRTO is added to
	// every timeout but the first of a SYN: the peer may be slow.
	InitialRTO    time.Duration // RFC 6298 §2.1
	MinRTO        time.Duration // RFC 6298 §2.4
	MaxRTO        time.Duration
	FloorVariance bool
	SlopRTO       time.Duration
	Retries       int // in a row, until the peer counts as gone

	// Opening.
	SynRetries  int           // RFC 9293 §3.8.3: for three minutes at least
	LostSyns    int           // how many lost SYNs do not make the first window small
	PlainSyns   int           // after how many lost SYNs only MSS is offered; 0: always all
	OpenTimeout time.Duration // how long an attempt to connect lasts; 0: as long as SynRetries takes
	SynFails    []Complaint   // ICMP errors that end it (RFC 1122 §4.2.3.9, RFC 5461 §4.1)
	EarlyText   bool          // text in a SYN is kept (RFC 9293 §3.10.7.2, §3.10.7.3)
	SACK        bool          // offered (RFC 2018)
	Timestamps  bool          // offered (RFC 7323 §3)
	WindowScale bool          // offered (RFC 7323 §2)
	ECN         ECN           // RFC 3168
	ECNSyns     int           // lost SYNs that asked for ECN, until it is blamed (RFC 3168 §6.1.1.1)

	// What arrives. NeedTimestamps drops segments without a timestamp, once
	// agreed upon (RFC 7323 §3.2). BlindReset and BlindSyn are RFC 793's: a reset,
	// or a SYN, counts wherever in the window it lies, not only where nobody could
	// guess it (RFC 5961 §3, §4). DropSynFin drops what begins and ends a
	// connection at once. QuietTimeWait answers nothing in TIME-WAIT that bears no
	// acknowledgment.
	NeedTimestamps       bool
	BlindReset, BlindSyn bool
	DropSynFin           bool
	QuietTimeWait        bool
	PipeAfterFin         bool // a reset behind the peer's FIN is told as a broken pipe
	ChallengeLimit       int  // challenge ACKs in a second (RFC 5961 §7)

	// How fast, and what a loss changes.
	InitialWindow   int    // segments (RFC 6928 §2)
	GrowthLimit     int    // segments for one acknowledgment in slow start; 0: all that it tells anew
	Control         string // of congestion: a name in Controls
	KeepCwnd        bool   // over a silence, against RFC 5681 §4.1
	LossByCwnd      bool   // after a loss the threshold follows Cwnd, not FlightSize
	LimitedTransmit bool   // RFC 3042
	FastRetransmit  bool   // RFC 5681 §3.2
	PRR             bool   // a window becomes smaller little by little (RFC 6937)
	TailProbe       bool   // a loss at the end of what is sent is looked for (RFC 8985 §7)
	EagerCWR        bool   // text that is sent again may say CWR, too
	BlackHole       int    // timeouts in a row until long segments are suspected (RFC 4821 §7.7); 0: never

	// When acknowledgments and small segments are sent.
	DelayAck   time.Duration // 0: every segment is acknowledged at once
	QuickAck   int           // acknowledgments at the beginning that do not wait
	Nagle      bool          // small segments wait for the acknowledgment of earlier ones (RFC 896)
	Minshall   bool          // but only of small ones
	ProbeBytes int           // text in a window probe: 0 or 1

	// Buffers and windows. DoubleBuffers tells a size that a process has chosen as
	// twice as much, since half of it is for the system's own use. RoundBuffers
	// makes them hold whole segments once their length is known. EagerWindow tells
	// the whole window in each segment that is sent, and holds back only segments
	// that would tell nothing else.
	SendBuffer, ReceiveBuffer   int // bytes
	MaxReceiveBuffer            int // what the window scale must be able to tell; 0: ReceiveBuffer
	DoubleBuffers, RoundBuffers bool
	EagerWindow                 bool
	Reopen                      Reopening // when reading opens the window so much that it is told at once

	// Closing, and silence. UnreadFin lets a process close with FIN although it
	// has not read all, against RFC 9293 §3.6.1.
	UnreadFin              bool
	RepeatFin              bool          // an acknowledgment bears our FIN until it is acknowledged
	TimeWait               time.Duration // 2 MSL
	FinWait2               time.Duration // of a connection that nobody owns; 0: for ever
	KeepIdle, KeepInterval time.Duration
	KeepCount              int

	// Kinds of options in the order in which they are written: in a SYN with and
	// without timestamps, and in any other segment.
	SynOptions, SynPlain, Options []byte
}

// Reopening is how much a window must open to be told at once (RFC 9293
// §3.8.6.2.2).
type Reopening uint8

// The ways.
const (
	BySegments Reopening = iota // by two segments, or by half the buffer
	ByQuarter                   // by two segments and a quarter of the buffer
	ByDouble                    // to twice what it was
)

// Profiles lists them: what the RFCs say, two systems of today, and one of
// 1988, before most of the RFCs that are cited here.
var Profiles = []*Profile{&RFC, &Linux, &FreeBSD, &Classic}

// FindProfile gives the profile of a name.
func FindProfile(name string) (*Profile, bool) {
	for _, p := range Profiles {
		if p.Name == name {
			return p, true
		}
	}
	return nil, false
}

// The profiles.
var (
	RFC = Profile{
		Name:       "rfc",
		InitialRTO: time.Second, MinRTO: time.Second, MaxRTO: time.Minute,
		SynRetries: 7, Retries: 12, BlackHole: 2,
		InitialWindow: 10, GrowthLimit: 1, NeedTimestamps: true, Control: "newreno", SACK: true, Timestamps: true, WindowScale: true, EarlyText: true,
		LimitedTransmit: true, FastRetransmit: true, SynFails: hardErrors,
		DelayAck: 200 * time.Millisecond, Nagle: true, Minshall: true,
		SendBuffer: 256 << 10, ReceiveBuffer: 256 << 10, ProbeBytes: 1,
		TimeWait: 4 * time.Minute, ChallengeLimit: 10,
		KeepIdle: 2 * time.Hour, KeepInterval: 75 * time.Second, KeepCount: 9,
		SynOptions: []byte{mss, sackPermitted, timestamps, nop, windowScale},
		SynPlain:   []byte{mss, nop, nop, sackPermitted, nop, windowScale},
		Options:    []byte{nop, nop, timestamps, nop, nop, sack},
	}
	Linux = Profile{
		Name:       "linux",
		InitialRTO: time.Second, MinRTO: 200 * time.Millisecond, MaxRTO: 2 * time.Minute, FloorVariance: true,
		SynRetries: 6, Retries: 15, LostSyns: 1, SynFails: linuxErrors, TailProbe: true, PRR: true, PipeAfterFin: true, LossByCwnd: true, ECN: AnswerECN,
		InitialWindow: 10, Control: "cubic", SACK: true, Timestamps: true, WindowScale: true,
		LimitedTransmit: true, FastRetransmit: true,
		Reopen: ByDouble, DoubleBuffers: true, DelayAck: 40 * time.Millisecond, QuickAck: 16, Nagle: true, Minshall: true,
		SendBuffer: 4 << 20, ReceiveBuffer: 128 << 10, MaxReceiveBuffer: 6 << 20, ProbeBytes: 0,
		TimeWait: time.Minute, FinWait2: time.Minute, ChallengeLimit: 1000,
		KeepIdle: 2 * time.Hour, KeepInterval: 75 * time.Second, KeepCount: 9,
		SynOptions: []byte{mss, sackPermitted, timestamps, nop, windowScale},
		SynPlain:   []byte{mss, nop, nop, sackPermitted, nop, windowScale},
		Options:    []byte{nop, nop, timestamps, nop, nop, sack},
	}
	FreeBSD = Profile{
		Name:       "freebsd",
		InitialRTO: time.Second, MinRTO: 30 * time.Millisecond, MaxRTO: 64 * time.Second, SlopRTO: 200 * time.Millisecond,
		SynRetries: 12, Retries: 12, LostSyns: 1, OpenTimeout: 75 * time.Second, NeedTimestamps: true, SynFails: freebsdErrors,
		ECN: AnswerECN, ECNSyns: 1, PRR: true, QuietTimeWait: true, EagerCWR: true, EarlyText: true,
		InitialWindow: 10, GrowthLimit: 2, Control: "cubic", SACK: true, Timestamps: true, WindowScale: true,
		LimitedTransmit: true, FastRetransmit: true,
		DelayAck: 40 * time.Millisecond, Nagle: true,
		EagerWindow: true, RoundBuffers: true, RepeatFin: true, UnreadFin: true, Reopen: ByQuarter,
		SendBuffer: 32 << 10, ReceiveBuffer: 64 << 10, MaxReceiveBuffer: 2 << 20, ProbeBytes: 1,
		TimeWait: time.Minute, FinWait2: time.Minute, ChallengeLimit: 1000,
		KeepIdle: 2 * time.Hour, KeepInterval: 75 * time.Second, KeepCount: 8,
		SynOptions: []byte{mss, nop, windowScale, sackPermitted, timestamps},
		SynPlain:   []byte{mss, nop, windowScale, sackPermitted},
		Options:    []byte{nop, nop, timestamps, nop, nop, sack},
	}
	Classic = Profile{
		Name:       "classic",
		InitialRTO: 3 * time.Second, MinRTO: time.Second, MaxRTO: 64 * time.Second,
		SynRetries: 6, Retries: 12,
		InitialWindow: 1, GrowthLimit: 1, Control: "tahoe", FastRetransmit: true,
		SynFails: hardErrors, BlindReset: true, BlindSyn: true,
		DelayAck: 200 * time.Millisecond, Nagle: true,
		SendBuffer: 16 << 10, ReceiveBuffer: 16 << 10, ProbeBytes: 1,
		TimeWait: 4 * time.Minute, ChallengeLimit: 10,
		KeepIdle: 2 * time.Hour, KeepInterval: 75 * time.Second, KeepCount: 8,
		SynPlain: []byte{mss},
	}
)

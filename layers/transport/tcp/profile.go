package tcp

import (
	"time"
)

// Profile is how one system's TCP is set: plain numbers, no behaviour.
type Profile struct {
	Name string

	InitialRTO time.Duration // RFC 6298 §2.1
	MinRTO     time.Duration // RFC 6298 §2.4
	MaxRTO     time.Duration
	// FloorVariance lets MinRTO be the least that is added to the mean, and not
	// the least that comes out.
	FloorVariance bool
	SynRetries    int // RFC 9293 §3.8.3: for three minutes at least
	LostSyns      int // how many lost SYNs do not make the first window small
	Retries       int // in a row, until the peer counts as gone

	InitialWindow int    // segments (RFC 6928 §2)
	GrowthLimit   int    // segments for one acknowledgment in slow start; 0: no limit
	Control       string // of congestion: a name in Controls
	SACK          bool   // offered in the handshake (RFC 2018)
	Timestamps    bool   // offered (RFC 7323 §3)
	WindowScale   bool   // offered (RFC 7323 §2)
	// NeedTimestamps drops segments without a timestamp, once agreed upon
	// (RFC 7323 §3.2).
	NeedTimestamps                  bool
	LimitedTransmit, FastRetransmit bool
	KeepCwnd                        bool // over a silence, against RFC 5681 §4.1
	// SynSoftFails lets any ICMP error end an attempt to connect, even one that
	// may pass (RFC 5461 §4.1).
	SynSoftFails bool

	DelayAck time.Duration // 0: every segment is acknowledged at once
	QuickAck int           // acknowledgments at the beginning that do not wait
	Nagle    bool          // small segments wait for the acknowledgment of earlier ones (RFC 896)
	Minshall bool          // but only of small ones

	SendBuffer, ReceiveBuffer int // bytes
	MaxReceiveBuffer          int // what the window scale must be able to tell; 0: ReceiveBuffer
	// EagerWindow tells the whole window in each segment that is sent, and
	// holds back only segments that would tell nothing else. RoundBuffers makes
	// the buffers hold whole segments once their length is known.
	EagerWindow, RoundBuffers bool
	ProbeBytes                int           // text in a window probe: 0 or 1
	TimeWait                  time.Duration // 2 MSL
	FinWait2                  time.Duration // of a connection that nobody owns; 0: for ever
	ChallengeLimit            int           // challenge ACKs in a second (RFC 5961 §7)
	KeepIdle, KeepInterval    time.Duration
	KeepCount                 int

	// Kinds of options in the order in which they are written: in a SYN with and
	// without timestamps, and in any other segment.
	SynOptions, SynPlain, Options []byte
}

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
		SynRetries: 7, Retries: 12,
		InitialWindow: 10, GrowthLimit: 1, NeedTimestamps: true, Control: "newreno", SACK: true, Timestamps: true, WindowScale: true,
		LimitedTransmit: true, FastRetransmit: true,
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
		SynRetries: 6, Retries: 15, LostSyns: 1, SynSoftFails: true,
		InitialWindow: 10, Control: "cubic", SACK: true, Timestamps: true, WindowScale: true,
		LimitedTransmit: true, FastRetransmit: true,
		DelayAck: 40 * time.Millisecond, QuickAck: 16, Nagle: true, Minshall: true,
		SendBuffer: 4 << 20, ReceiveBuffer: 128 << 10, MaxReceiveBuffer: 6 << 20, ProbeBytes: 0,
		TimeWait: time.Minute, FinWait2: time.Minute, ChallengeLimit: 1000,
		KeepIdle: 2 * time.Hour, KeepInterval: 75 * time.Second, KeepCount: 9,
		SynOptions: []byte{mss, sackPermitted, timestamps, nop, windowScale},
		SynPlain:   []byte{mss, nop, nop, sackPermitted, nop, windowScale},
		Options:    []byte{nop, nop, timestamps, nop, nop, sack},
	}
	FreeBSD = Profile{
		Name:       "freebsd",
		InitialRTO: time.Second, MinRTO: 30 * time.Millisecond, MaxRTO: time.Minute, FloorVariance: true,
		SynRetries: 12, Retries: 12, LostSyns: 1, NeedTimestamps: true,
		InitialWindow: 10, GrowthLimit: 2, Control: "cubic", SACK: true, Timestamps: true, WindowScale: true,
		LimitedTransmit: true, FastRetransmit: true,
		DelayAck: 40 * time.Millisecond, Nagle: true,
		EagerWindow: true, RoundBuffers: true,
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
		DelayAck: 200 * time.Millisecond, Nagle: true,
		SendBuffer: 16 << 10, ReceiveBuffer: 16 << 10, ProbeBytes: 1,
		TimeWait: 4 * time.Minute, ChallengeLimit: 10,
		KeepIdle: 2 * time.Hour, KeepInterval: 75 * time.Second, KeepCount: 8,
		SynPlain: []byte{mss},
	}
)

package tcp

import (
	"errors"
	"net/netip"
	"time"

	"encap/layers/osi"
)

// What may become of a connection.
var (
	ErrRefused    = errors.New("tcp: connection refused")
	ErrReset      = errors.New("tcp: connection reset by peer")
	ErrTimeout    = errors.New("tcp: connection timed out")
	ErrInUse      = errors.New("tcp: address already in use")
	ErrNoRoute    = errors.New("tcp: no route to host")
	ErrNoNetwork  = errors.New("tcp: network is unreachable")
	ErrNoProtocol = errors.New("tcp: protocol not available")
	ErrPipe       = errors.New("tcp: broken pipe")
)

// challengePeriod is the time for which ChallengeLimit counts.
const challengePeriod = time.Second

// Connect begins a connection to a server: the active OPEN of RFC 9293
// §3.10.1. The user is told when it is established or has failed.
func (l *Layer) Connect(b *Binding, remote netip.AddrPort, u User) (*Conn, error) {
	src, err := l.below.Source(remote.Addr())
	if err != nil {
		return nil, err // there is no way
	}
	local := b.Local
	if anyAddr(local.Addr()) {
		local = netip.AddrPortFrom(src, local.Port())
	}
	if old := l.conns[pair{local, remote}]; old != nil {
		return nil, ErrInUse
	}
	c := l.newConn(local, remote, b.settings)
	c.user = u
	l.env.Enter(c)
	l.env.Note(&ActiveOpen)
	c.begin(SynSent)
	l.add(c)
	c.sendSyn()
	return c, nil
}

// newConn makes a connection that has not begun.
func (l *Layer) newConn(local, remote netip.AddrPort, s Settings) *Conn {
	p := l.profile
	c := &Conn{
		Local: local, Remote: remote, env: l.env, layer: l, profile: p, settings: s,
		sndBuf: first(s.SndBuf, p.SendBuffer), rcvBuf: first(s.RcvBuf, p.ReceiveBuffer), quick: p.QuickAck, stalled: -1,
	}
	c.control = newControl(first(s.Control, p.Control))
	c.RTO = p.InitialRTO
	c.Ssthresh = maxWindow
	return c
}

// begin sets the send variables for a SYN.
func (c *Conn) begin(state State) {
	c.State = state
	c.ISS = c.layer.isn(c.Local, c.Remote)
	c.SndUna, c.SndNxt, c.Recover, c.rtx, c.maxOutEnd = c.ISS, c.ISS, c.ISS, c.ISS, c.ISS
	c.synAt = c.layer.clock()
	c.SMSS = defaultMSS
	c.rcvEdge = c.RcvNxt
	c.RcvWnd = min(c.rcvBuf, maxWindow16)
	for most := c.mostWindow(); c.profile.WindowScale && most>>c.RcvScale > maxWindow16 && c.RcvScale < maxScale; {
		c.RcvScale++
	}
	offer := !c.settings.NoOptions
	c.SACK, c.Timestamps, c.Scaled = offer && c.profile.SACK, offer && c.profile.Timestamps, offer && c.profile.WindowScale
}

// mostWindow is the largest window that may ever be told, in bytes. Systems
// that let buffers grow choose the scale for the largest.
func (c *Conn) mostWindow() int {
	if c.settings.RcvBuf > 0 {
		return c.rcvBuf
	}
	return max(c.rcvBuf, c.profile.MaxReceiveBuffer)
}

// Sizes of segments and windows, in bytes.
const (
	defaultMSS  = 536 // when the peer names none (RFC 9293 §3.7.1)
	ipHeader    = 20
	maxWindow16 = 1<<16 - 1
	maxWindow   = maxWindow16 << maxScale
)

// sendSyn sends our SYN, again if need be, and waits for its acknowledgment.
func (c *Conn) sendSyn() {
	if c.SndNxt == c.ISS {
		c.SndNxt = c.ISS + 1
		c.time(c.ISS)
	}
	c.startRetransmit()
	c.transmitSyn()
}

// transmitSyn sends our SYN. It offers what we know; an answer offers only
// what the peer knows too.
func (c *Conn) transmitSyn() {
	s := Segment{Flags: SYN, Seq: c.ISS}
	if c.State == SynReceived {
		s.Flags |= ACK
	}
	if n := c.profile.PlainSyns; n > 0 && c.Timeouts > n && c.State == SynSent {
		c.env.Note(&PlainSyn)
		c.SACK, c.Timestamps, c.Scaled, c.RcvScale = false, false, false, 0
	}
	c.AdvMSS = c.mss()
	if !c.settings.NoOptions {
		s.Options.MSS = uint16(c.AdvMSS)
	}
	if s.Options.HasScale = c.Scaled; s.Options.HasScale {
		s.Options.WindowScale = c.RcvScale
	}
	s.Options.SACKPermitted = c.SACK
	c.askECN(&s)
	c.transmit(&s, nil)
}

// mss gives the longest text that our packets from the peer may bear.
func (c *Conn) mss() int {
	n := max(c.layer.below.MTU(c.Remote.Addr())-ipHeader-HeaderLen, 1)
	if c.settings.MaxSegment > 0 {
		n = min(n, c.settings.MaxSegment)
	}
	return n
}

// agree takes in what the peer's SYN offers.
func (c *Conn) agree(s *Segment) {
	o := &s.Options
	c.SMSS = defaultMSS
	if o.MSS != 0 {
		c.SMSS = int(o.MSS)
	}
	c.SMSS = min(max(c.SMSS, minMSS), c.mss())
	if c.Scaled = c.Scaled && o.HasScale; c.Scaled {
		c.SndScale = o.WindowScale
	} else {
		c.RcvScale = 0
	}
	c.SACK = c.SACK && o.SACKPermitted
	c.agreeECN(s)
	if c.Timestamps = c.Timestamps && o.HasTimestamps; c.Timestamps {
		c.TSRecent, c.heardAt = o.TSVal, c.env.Now()
		c.SMSS -= timestampsLen // RFC 9293 §3.7.1: options count
	}
	c.IRS, c.RcvNxt = s.Seq, s.Seq+1
	c.RcvUp, c.LastAck = c.RcvNxt, c.RcvNxt
	c.rcvEdge = c.RcvNxt.Add(c.RcvWnd)
	// The window in a SYN is never scaled (RFC 7323 §2.2).
	c.SndWnd, c.maxSndWnd, c.SndWl1 = int(s.Window), int(s.Window), s.Seq
}

const (
	timestampsLen = 12 // with the two NOPs that align them
	minMSS        = 48 // a peer that names less would make us send mostly headers
)

// initialWindow is what may be in flight before anything is known of the
// network (RFC 6928 §2), in bytes.
func (c *Conn) initialWindow() int {
	n := c.profile.InitialWindow
	return min(n*c.SMSS, max(2*c.SMSS, n*fullMSS))
}

// fullMSS is what a full Ethernet frame bears, in bytes.
const fullMSS = 1460

// establish begins the time in which both sides may send: s acknowledges our
// SYN.
func (c *Conn) establish(s *Segment) {
	c.env.Note(&HandshakeDone)
	lost := c.Timeouts
	c.stopRetransmit()
	c.measure(s)
	c.Timeouts, c.stalled = 0, -1
	c.SndUna = s.Ack
	c.Cwnd = c.initialWindow()
	if lost > c.profile.LostSyns {
		c.env.Note(&LostSyn)
		c.Cwnd = c.SMSS
	}
	if lost > 0 && c.SRTT == 0 {
		c.RTO = max(c.profile.InitialRTO, fallbackRTO)
	}
	c.State = Established
	c.counts.LastDataIn, c.counts.LastDataOut = c.env.Now(), c.env.Now()
	if c.noMore {
		c.State = FinWait1
	}
	if c.profile.RoundBuffers {
		c.sndBuf, c.rcvBuf = wholeSegments(c.sndBuf, c.SMSS), wholeSegments(c.rcvBuf, c.SMSS)
	}
	c.startKeepAlive()
	c.changed()
}

// wholeSegments rounds the size of a buffer up.
func wholeSegments(size, segment int) int { return (size + segment - 1) / segment * segment }

// fallbackRTO is the timeout when a SYN was lost, and so nothing is known of
// the round trip (RFC 6298 §5.7).
const fallbackRTO = 3 * time.Second

// send puts a header in front of the text and sends the segment.
func (l *Layer) send(s *Segment, text []byte, set Settings) {
	b := l.pool.Get(text)
	order := l.profile.Options
	if s.Has(SYN) {
		if order = l.profile.SynPlain; s.Options.HasTimestamps {
			order = l.profile.SynOptions
		}
	}
	l.wire.encode(b, s, order)
	path := osi.Path{Src: s.Src.Addr(), Dst: s.Dst.Addr(), Protocol: Protocol, TTL: set.TTL, TOS: set.TOS&^ecnField | s.ecn}
	l.sending++
	defer func() { l.sending-- }()
	if err := l.below.Send(b, path); err != nil {
		return // IP has said why; the timers will try again
	}
}

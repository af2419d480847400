package tcp

// ECN says whether a TCP makes use of explicit congestion notification
// (RFC 3168): routers mark packets instead of dropping them.
type ECN uint8

// The ways.
const (
	NoECN     ECN = iota
	AnswerECN     // when the peer asks for it
	AskECN        // ask every peer
)

// ECNs lists their names, in the order of their numbers.
var ECNs = []string{"never", "answer", "ask"}

// The ECN field is the lower two bits of TOS (RFC 3168 §5).
const (
	ecnField = 3
	ect0     = 2 // the sender knows ECN
	ce       = 3 // congestion experienced
)

// askECN lets our SYN ask for ECN, unless too many that did were lost: somebody
// on the way may not like them (RFC 3168 §6.1.1).
func (c *Conn) askECN(s *Segment) {
	switch {
	case c.State == SynReceived && c.ECN:
		s.Flags |= ECE // agreed
	case c.State != SynSent || c.profile.ECN != AskECN:
	case c.Timeouts > c.profile.ECNSyns:
		c.env.Note(&NotAsked)
	default:
		c.env.Note(&AskedECN)
		s.Flags |= ECE | CWR
		c.askedECN = true
	}
}

// agreeECN takes in what the peer's SYN says of ECN: one that asks bears ECE
// and CWR, one that answers ECE alone.
func (c *Conn) agreeECN(s *Segment) {
	if s.Has(ACK) {
		c.ECN = c.askedECN && s.Has(ECE) && !s.Has(CWR)
	} else {
		c.ECN = c.profile.ECN != NoECN && s.Has(ECE) && s.Has(CWR)
	}
	if c.ECN {
		c.env.Note(&AgreedECN)
	}
}

// metECN is the receiver's part: it has every acknowledgment tell of congestion
// from a marked packet on, until the sender says that it has heard (RFC 3168
// §6.1.3).
func (c *Conn) metECN(s *Segment) {
	if !c.ECN {
		return
	}
	if s.Has(CWR) && c.EchoCE {
		c.env.Note(&HeardCWR)
		c.EchoCE = false
		c.ackNow = true // a sender whose window is small waits for it
	}
	if s.ecn == ce && len(s.Text) > 0 {
		c.env.Note(&MetCE)
		if !c.EchoCE && c.profile.QuickAck > 0 {
			c.quick = max(c.quick, quickAfterCE)
		}
		c.EchoCE = true
	}
}

// quickAfterCE is how many acknowledgments Linux then sends at once.
const quickAfterCE = 2

// heardEcho is the sender's part: the window becomes smaller as if something
// had been lost, at most once a window (RFC 3168 §6.1.2).
func (c *Conn) heardEcho(s *Segment) {
	if c.reducing && c.reducedAt.Upto(s.Ack) {
		if c.paces() && c.Phase == Open {
			c.Cwnd = c.Ssthresh
		}
		c.reducing = false
	}
	if !c.ECN || !s.Has(ECE) || s.Has(SYN) || c.reducing || c.Phase != Open || c.flight() == 0 {
		return
	}
	c.env.Note(&Echoed)
	c.control.loss(c)
	c.grown = 0
	if c.reduced(); c.paces() {
		c.beginPacing()
		return
	}
	c.Cwnd = c.Ssthresh
}

// reduced remembers that the window has just become smaller, whatever for: the
// peer is told, and nothing of this window makes it smaller once more.
func (c *Conn) reduced() {
	if c.ECN {
		c.SayCWR, c.reducing, c.reducedAt = true, true, c.SndNxt
	}
}

// mark puts on a segment what ECN has to say: ECT on text that was never sent
// (RFC 3168 §6.1.4, §6.1.5), ECE on acknowledgments while there is congestion.
func (c *Conn) mark(s *Segment, text []byte) {
	if !c.ECN || s.Has(SYN) {
		return
	}
	if c.EchoCE {
		s.Flags |= ECE
	}
	if len(text) == 0 {
		return
	}
	if s.fresh {
		s.ecn = ect0
	}
	if c.SayCWR && (s.fresh || c.profile.EagerCWR) {
		c.env.Note(&SaidCWR)
		s.Flags |= CWR
		c.SayCWR = false
	}
}

package tcp

// text takes in what a segment bears: the seventh and the eighth step of
// RFC 9293 §3.10.7.4. FIN is the number behind the text.
func (c *Conn) text(s *Segment) {
	if s.Len() == 0 {
		return
	}
	if c.State != Established && c.State != FinWait1 && c.State != FinWait2 {
		c.afterFin(s)
		return
	}
	seq, text, fin := c.trim(s)
	switch {
	case len(text) == 0 && !fin:
		c.env.Note(&Duplicate)
		c.duplicate(s.Seq, s.Seq.Add(len(s.Text)))
		c.ackNow = true
		return
	case len(text) > 0 && c.deaf:
		c.drop(&TextAfterClose, s)
		c.layer.reset(s)
		c.fail(ErrReset)
		return
	case seq != s.Seq && len(s.Text) > 0:
		c.env.Note(&Overlap)
		c.duplicate(s.Seq, minSeq(c.RcvNxt, s.Seq.Add(len(s.Text))))
	}
	if fin {
		c.finAt, c.finSeen = seq.Add(len(text)), true
	}
	if seq != c.RcvNxt {
		c.env.Note(&Hole)
		c.duplicateHole(seq, seq.Add(len(text)))
		c.holes.insert(seq, text)
		c.counts.Behind++
		c.rcvMSS = max(c.rcvMSS, min(len(text), c.mss()))
		c.ackNow = true
		return
	}
	if !c.hasDsack {
		c.duplicateHole(seq, seq.Add(len(text)))
	}
	c.deliver(text)
	c.fillHoles()
	if c.finSeen && c.RcvNxt == c.finAt {
		c.peerDone()
	}
	c.changed()
}

// afterFin takes in what comes although the peer has said that nothing more
// does: it is ignored. In TIME-WAIT the peer may not have heard our answer to
// its FIN, so it is answered, and the wait begins anew for another FIN.
func (c *Conn) afterFin(s *Segment) {
	c.env.Note(&AfterFin)
	if c.State != TimeWait {
		return
	}
	c.ackNow = true
	if s.Has(FIN) {
		c.startTimeWait()
	}
}

// trim cuts off what was received before, and what lies beyond the window or
// behind the peer's FIN.
func (c *Conn) trim(s *Segment) (seq Seq, text []byte, fin bool) {
	seq, text, fin = s.Seq, s.Text, s.Has(FIN)
	if s.Has(SYN) {
		seq++
	}
	if old := c.RcvNxt.Minus(seq); old > 0 {
		if old > len(text) {
			return c.RcvNxt, nil, false // FIN too is old
		}
		seq, text = c.RcvNxt, text[old:]
	}
	room := c.rcvEdge.Minus(seq)
	if c.finSeen {
		room = min(room, c.finAt.Minus(seq))
	}
	if len(text) > room {
		text, fin = text[:max(room, 0)], false
	}
	return seq, text, fin
}

// deliver gives text to the process in its order.
func (c *Conn) deliver(text []byte) {
	if len(text) == 0 {
		return
	}
	c.env.Note(&InOrder)
	c.in.push(text)
	c.counts.BytesIn += len(text)
	c.RcvNxt = c.RcvNxt.Add(len(text))
	c.delayAck(len(text))
}

// fillHoles delivers what was kept and now fits.
func (c *Conn) fillHoles() {
	if c.holes.empty() {
		return
	}
	if text := c.holes.take(c.RcvNxt); len(text) > 0 {
		c.env.Note(&FilledHole)
		c.in.push(text)
		c.counts.BytesIn += len(text)
		c.RcvNxt = c.RcvNxt.Add(len(text))
	}
	c.ackNow = true
}

// peerDone takes in the peer's FIN, once all before it has come.
func (c *Conn) peerDone() {
	c.env.Note(&PeerDone)
	c.RcvNxt++
	c.eof, c.ackNow = true, true
	switch c.State {
	case Established:
		c.State = CloseWait
	case FinWait1:
		c.env.Note(&BothClose)
		c.State = Closing
	case FinWait2:
		c.startTimeWait()
	}
}

// Receive takes at most n bytes that have come, and leaves them there if peek.
func (c *Conn) Receive(n int, peek bool) []byte { return c.ReceiveInto(nil, n, peek) }

// ReceiveInto is Receive that puts the bytes into memory, if that has room.
func (c *Conn) ReceiveInto(memory []byte, n int, peek bool) []byte {
	n = min(n, c.in.len())
	text := append(memory[:0], c.in.bytes()[:n]...)
	if peek || n == 0 {
		return text
	}
	c.env.Enter(c)
	c.in.drop(n)
	c.readSome()
	return text
}

// Available gives how many bytes can be received at once.
func (c *Conn) Available() int { return c.in.len() }

// EOF says whether nothing more will come, and all that came was received.
func (c *Conn) EOF() bool { return c.in.len() == 0 && (c.eof || c.noRead || c.finished) }

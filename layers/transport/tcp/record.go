package tcp

// A stream has no records. A process may still ask that what it writes from here
// on does not share a segment with what it has written so far (MSG_EOR): some
// like to find their messages at the beginning of a segment.

// EndRecord ends a record behind what is in the send buffer.
func (c *Conn) EndRecord() {
	if c.finished || c.State < Established || c.out.len() == 0 {
		return
	}
	c.env.Enter(c)
	c.env.Note(&RecordEnd)
	c.records = append(c.records, c.SndUna.Add(c.out.len()))
}

// within cuts n bytes of text that begins at seq so that no record ends within
// it, and says whether one ends right behind it.
func (c *Conn) within(seq Seq, n int) (cut int, ends bool) {
	for _, end := range c.records {
		if seq.Before(end) {
			if d := end.Minus(seq); d <= n {
				return d, true
			}
			break
		}
	}
	return n, false
}

// forgetRecords forgets those that are acknowledged.
func (c *Conn) forgetRecords() {
	for len(c.records) > 0 && c.records[0].Upto(c.SndUna) {
		c.records = c.records[1:]
	}
}

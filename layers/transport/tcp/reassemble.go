package tcp

import "slices"

// reassembly keeps text that came before something it follows: pieces in the
// order of their numbers, none touching another.
type reassembly struct {
	pieces []piece
	latest Seq // where the piece that came last begins
}

// piece is a run of text.
type piece struct {
	seq  Seq
	text []byte
}

func (p *piece) end() Seq { return p.seq.Add(len(p.text)) }

func (r *reassembly) empty() bool { return len(r.pieces) == 0 }

// insert keeps text that begins at seq. What is there already stays as it
// came first.
func (r *reassembly) insert(seq Seq, text []byte) {
	if len(text) == 0 {
		return
	}
	r.latest = seq
	end := seq.Add(len(text))
	// The pieces [i, j) touch or overlap the new one: all become one.
	i := slices.IndexFunc(r.pieces, func(p piece) bool { return seq.Upto(p.end()) })
	if i < 0 {
		i = len(r.pieces)
	}
	j := i
	for j < len(r.pieces) && r.pieces[j].seq.Upto(end) {
		j++
	}
	if j == i+1 && seq == r.pieces[i].end() {
		r.pieces[i].text = append(r.pieces[i].text, text...) // as it mostly comes
		return
	}
	whole := piece{seq: seq}
	if i < j {
		whole.seq = minSeq(seq, r.pieces[i].seq)
		end = maxSeq(end, r.pieces[j-1].end())
	}
	whole.text = make([]byte, end.Minus(whole.seq))
	copy(whole.text[seq.Minus(whole.seq):], text)
	for _, p := range r.pieces[i:j] {
		copy(whole.text[p.seq.Minus(whole.seq):], p.text)
	}
	r.pieces = slices.Replace(r.pieces, i, j, whole)
}

// take gives the text from next on, if there is any, and forgets all before.
func (r *reassembly) take(next Seq) []byte {
	for len(r.pieces) > 0 {
		p := r.pieces[0]
		if next.Before(p.seq) {
			return nil
		}
		r.pieces = r.pieces[1:]
		if next.Before(p.end()) {
			return p.text[next.Minus(p.seq):]
		}
	}
	return nil
}

// blocks tells of the pieces as SACK does: the one that came last first
// (RFC 2018 §4).
func (r *reassembly) blocks(into []Block) (n int) {
	for _, first := range [...]bool{true, false} {
		for i := len(r.pieces) - 1; i >= 0 && n < len(into); i-- {
			p := &r.pieces[i]
			if last := p.seq.Upto(r.latest) && r.latest.Before(p.end()); last == first {
				into[n] = Block{p.seq, p.end()}
				n++
			}
		}
	}
	return n
}

// overlap gives the part of a run that is there already.
func (r *reassembly) overlap(left, right Seq) (Block, bool) {
	for _, p := range r.pieces {
		l, e := maxSeq(left, p.seq), minSeq(right, p.end())
		if l.Before(e) {
			return Block{l, e}, true
		}
	}
	return Block{}, false
}

// report tells what has come twice, and what has come behind a hole (RFC 2018
// §4, RFC 2883 §4).
func (c *Conn) report(o *Options) {
	n := 0
	if c.hasDsack {
		o.SACK[0], n = c.dsack, 1
		c.hasDsack = false
	}
	o.Blocks = n + c.holes.blocks(o.SACK[n:c.maxBlocks()])
}

// maxBlocks gives how many blocks have room beside the timestamps (RFC 2018
// §3).
func (c *Conn) maxBlocks() int {
	if c.Timestamps {
		return 3
	}
	return 4
}

// reportLen gives how long the report will be in the next segment, in bytes.
func (c *Conn) reportLen() int {
	n := len(c.holes.pieces)
	if c.hasDsack {
		n++
	}
	if n == 0 || !c.SACK {
		return 0
	}
	return 4 + 8*min(n, c.maxBlocks()) // two NOPs align them
}

// duplicate remembers a run that came twice, to tell of it in the next
// acknowledgment (RFC 2883 §4).
func (c *Conn) duplicate(left, right Seq) {
	if c.SACK && left.Before(right) {
		c.dsack, c.hasDsack = Block{left, right}, true
	}
}

// duplicateHole is duplicate for a run behind a hole.
func (c *Conn) duplicateHole(left, right Seq) {
	if b, ok := c.holes.overlap(left, right); ok {
		c.duplicate(b.Left, b.Right)
	}
}

package tcp

import "slices"

// scoreboard keeps what the peer has told by SACK (RFC 6675 §3): runs of the
// stream above SndUna that have arrived, in order, none touching another.
type scoreboard struct {
	runs []Block
}

func (b *scoreboard) empty() bool { return len(b.runs) == 0 }

// update takes in a segment's blocks and gives how many bytes they tell anew.
// Blocks outside what is in flight are nonsense, or tell of duplicates
// (RFC 2883 §4), and are passed over.
func (b *scoreboard) update(s *Segment, una, nxt Seq) (news int) {
	for _, block := range s.Options.SACK[:s.Options.Blocks] {
		if una.Before(block.Left) && s.Ack.Before(block.Left) && block.Left.Before(block.Right) && block.Right.Upto(nxt) {
			news += b.add(block)
		}
	}
	return news
}

// add takes in one run.
func (b *scoreboard) add(n Block) int {
	before := b.bytes(n.Left, n.Right)
	news := n.Right.Minus(n.Left) - before
	if news == 0 {
		return 0
	}
	i := slices.IndexFunc(b.runs, func(r Block) bool { return n.Left.Upto(r.Right) })
	if i < 0 {
		i = len(b.runs)
	}
	j := i
	for j < len(b.runs) && b.runs[j].Left.Upto(n.Right) {
		n.Left, n.Right = minSeq(n.Left, b.runs[j].Left), maxSeq(n.Right, b.runs[j].Right)
		j++
	}
	b.runs = slices.Replace(b.runs, i, j, n)
	return news
}

// forget drops what is acknowledged.
func (b *scoreboard) forget(una Seq) {
	for len(b.runs) > 0 && b.runs[0].Right.Upto(una) {
		b.runs = b.runs[1:]
	}
	if len(b.runs) > 0 {
		b.runs[0].Left = maxSeq(b.runs[0].Left, una)
	}
}

// bytes gives how much of [from, to) has arrived.
func (b *scoreboard) bytes(from, to Seq) (n int) {
	for _, r := range b.runs {
		if l, e := maxSeq(r.Left, from), minSeq(r.Right, to); l.Before(e) {
			n += e.Minus(l)
		}
	}
	return n
}

// hole gives the first run at or after from, and before to, that has not
// arrived.
func (b *scoreboard) hole(from, to Seq) (h Block, ok bool) {
	for _, r := range b.runs {
		if from.Before(r.Left) {
			to = minSeq(to, r.Left)
			break
		}
		from = maxSeq(from, r.Right)
	}
	return Block{from, to}, from.Before(to)
}

// lostBelow gives the number below which everything that has not arrived is
// lost: above it are three runs that have, or more than two segments' worth
// (IsLost of RFC 6675 §4).
func (b *scoreboard) lostBelow(una Seq, smss int) Seq {
	bytes := 0
	for i := len(b.runs) - 1; i >= 0; i-- {
		bytes += b.runs[i].Right.Minus(b.runs[i].Left)
		if len(b.runs)-i >= dupThresh || bytes > (dupThresh-1)*smss {
			return b.runs[i].Left
		}
	}
	return una
}

// highest gives the end of the last run that has arrived; there is one.
func (b *scoreboard) highest() Seq { return b.runs[len(b.runs)-1].Right }

// dupThresh is how many duplicate acknowledgments mean a loss (RFC 5681 §3.2).
const dupThresh = 3

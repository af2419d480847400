package tcp

// Seq is a sequence number: it counts bytes, and begins anew at 0 after 2^32-1
// (RFC 9293 §3.4). Only the methods compare two of them; < would be wrong
// where they wrap.
type Seq uint32

// Before says whether a comes before b.
func (a Seq) Before(b Seq) bool { return int32(a-b) < 0 }

// Upto says whether a comes before b or is b.
func (a Seq) Upto(b Seq) bool { return int32(a-b) <= 0 }

// Add gives the number n bytes later.
func (a Seq) Add(n int) Seq { return a + Seq(n) }

// Minus gives the number of bytes from b to a.
func (a Seq) Minus(b Seq) int { return int(int32(a - b)) }

func maxSeq(a, b Seq) Seq {
	if a.Before(b) {
		return b
	}
	return a
}

func minSeq(a, b Seq) Seq {
	if b.Before(a) {
		return b
	}
	return a
}

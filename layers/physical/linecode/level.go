package linecode

// low and high are the two levels of codes that have two.
const (
	low  Level = -1
	high Level = 1
)

// level writes one bit.
func (w *writer) level(bit byte) [2]Level {
	switch w.code {
	case NRZI:
		w.writeNRZI(bit)
	case Manchester:
		return writeManchester(bit)
	case MLT3:
		w.writeMLT3(bit)
	default:
		w.last = writeNRZL(bit)
	}
	return [2]Level{w.last, w.last}
}

// writeNRZL: a one is high, a nought low.
func writeNRZL(bit byte) Level {
	if bit == 1 {
		return high
	}
	return low
}

// writeNRZI: a one changes the level. Before the first bit it is low.
func (w *writer) writeNRZI(bit byte) {
	if w.last == 0 {
		w.last = low
	}
	if bit == 1 {
		w.last = -w.last
	}
}

// writeManchester: the first half is the opposite of the bit, the second half
// the bit itself (IEEE 802.3 §7.3.1.1).
func writeManchester(bit byte) [2]Level {
	second := writeNRZL(bit)
	return [2]Level{-second, second}
}

// writeMLT3: a one steps on through 0, +, 0, −.
func (w *writer) writeMLT3(bit byte) {
	switch {
	case bit == 0:
	case w.last != 0:
		w.from, w.last = w.last, 0
	case w.from == high:
		w.last = low
	default:
		w.last = high
	}
}

package linecode

import "fmt"

// Violation is a level, or a group of bits, that the code never writes.
type Violation struct {
	Code Code
	Cell int // the number of the cell, from 0
	What string
}

// Error says which code was violated, where and how.
func (v *Violation) Error() string {
	return fmt.Sprintf("%s: cell %d: %s", v.Code, v.Cell, v.What)
}

// Decode reads a frame, FCS included, from the levels of its cells, two of
// each: the first and the second half. What comes before the preamble and after
// the frame is passed over. The error is a Violation.
func (c Code) Decode(levels [][2]Level) (frame []byte, err error) {
	r := reader{code: c, levels: levels}
	if c == MLT3 {
		return r.grouped()
	}
	return r.plain()
}

// reader reads cells.
type reader struct {
	code   Code
	levels [][2]Level
	last   Level
	from   Level
}

func (r *reader) violation(cell int, format string, args ...any) error {
	return &Violation{r.code, cell, fmt.Sprintf(format, args...)}
}

// plain reads bits until it is silent: behind the start-of-frame delimiter they
// are the frame's.
func (r *reader) plain() (frame []byte, err error) {
	var window byte // the latest eight bits, the newest highest
	began, bits := false, 0
	for i := range r.levels {
		if r.levels[i] == [2]Level{} {
			if began || bits > 0 {
				break
			}
			continue // nothing yet
		}
		bit, err := r.bit(i)
		if err != nil {
			return nil, err
		}
		window = window>>1 | bit<<7
		bits++
		switch {
		case began && bits%8 == 0:
			frame = append(frame, window)
		case !began && window == startOfFrame && bits >= 8:
			began, bits = true, 0
		}
	}
	switch {
	case !began:
		return nil, r.violation(len(r.levels), "there is no start-of-frame delimiter")
	case bits%8 != 0:
		return nil, r.violation(len(r.levels), "the frame ends in the middle of a byte")
	}
	return frame, nil
}

// bit reads one bit from its levels.
func (r *reader) bit(i int) (byte, error) {
	first, second := r.levels[i][0], r.levels[i][1]
	switch {
	case first == 0 || second == 0 || first < low || first > high || second < low || second > high:
		return 0, r.violation(i, "the level is neither high nor low")
	case r.code == Manchester && first == second:
		return 0, r.violation(i, "there is no edge in the middle")
	case r.code != Manchester && first != second:
		return 0, r.violation(i, "there is an edge in the middle")
	case r.code == NRZI:
		if r.last == 0 {
			r.last = low
		}
		changed := first != r.last
		r.last = first
		return oneIf(changed), nil
	}
	return oneIf(second == high), nil
}

func oneIf(yes bool) byte {
	if yes {
		return 1
	}
	return 0
}

// grouped finds the key in the idle signal, then J and K, and reads groups until
// T and R.
func (r *reader) grouped() (frame []byte, err error) {
	coded := make([]byte, len(r.levels))
	for i := range r.levels {
		if coded[i], err = r.step(i); err != nil {
			return nil, err
		}
	}
	if len(coded) < keyBits {
		return nil, r.violation(len(coded), "it is too short to find the key")
	}
	// Idle is all ones, so the key is what arrives, turned over.
	var key cipher
	for _, bit := range coded[:keyBits] {
		key = key<<1 | cipher(1^bit)
	}
	bits := make([]byte, 0, len(coded))
	for _, bit := range coded[keyBits:] {
		bits = append(bits, bit^key.next())
	}
	start := 0
	for start < len(bits) && bits[start] == 1 {
		start++
	}
	start -= 2 // J begins with two ones
	at := func(group int) (g byte, cell int, ok bool) {
		i := start + 5*group
		if i < 0 || i+5 > len(bits) {
			return 0, keyBits + max(0, i), false
		}
		for _, bit := range bits[i : i+5] {
			g = g<<1 | bit
		}
		return g, keyBits + i, true
	}
	if j, cell, ok := at(0); !ok || j != groupJ {
		return nil, r.violation(cell, "the frame does not begin with J")
	}
	if k, cell, ok := at(1); !ok || k != groupK {
		return nil, r.violation(cell, "behind J there is no K")
	}
	return r.groups(at)
}

// groups reads what stands between J K and T R.
func (r *reader) groups(at func(int) (byte, int, bool)) (frame []byte, err error) {
	for n := 2; ; n += 2 {
		g, cell, ok := at(n)
		if g == groupT && ok {
			if second, cell, ok := at(n + 1); !ok || second != groupR {
				return nil, r.violation(cell, "behind T there is no R")
			}
			break
		}
		lower, isData := dataOf(g)
		if !ok || !isData {
			return nil, r.violation(cell, "the group %05b is no data, and no end", g)
		}
		g, cell, ok = at(n + 1)
		upper, isData := dataOf(g)
		if !ok || !isData {
			return nil, r.violation(cell, "the group %05b is no data", g)
		}
		frame = append(frame, upper<<4|lower)
	}
	// J and K were the first byte of the preamble.
	for i, want := range []byte{preamble, preamble, preamble, preamble, preamble, preamble, startOfFrame} {
		if i >= len(frame) || frame[i] != want {
			return nil, r.violation(0, "there is no start-of-frame delimiter")
		}
	}
	return frame[Before-1:], nil
}

// step reads one bit of MLT-3.
func (r *reader) step(i int) (byte, error) {
	level := r.levels[i][0]
	switch {
	case level != r.levels[i][1]:
		return 0, r.violation(i, "there is an edge in the middle")
	case level < low || level > high:
		return 0, r.violation(i, "there is no such level")
	case level == r.last:
		return 0, nil
	case level != 0 && r.last != 0:
		return 0, r.violation(i, "it steps from + to −, or back, and not by way of 0")
	case level != 0 && level == r.from:
		return 0, r.violation(i, "it steps to where it came from")
	}
	if r.last != 0 {
		r.from = r.last
	}
	r.last = level
	return 1, nil
}

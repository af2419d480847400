package linecode

// Around a frame, in bytes' time (IEEE 802.3 §3.1.1, §4.4.2).
const (
	preambleBytes = 7
	preamble      = 0x55 // 1010…, since the lowest bit is sent first
	startOfFrame  = 0xd5 // 10101011: the frame follows
	Before        = preambleBytes + 1
	gapBytes      = 12
	leadGroups    = 3 // of idle, by which a receiver finds the key
)

// Level is what is on the wire: -1, 0 or 1.
type Level int8

// Cell is the time of one bit on the wire.
type Cell struct {
	// Byte is the byte of the frame, from 0, to which the cell belongs: -8 to
	// -1 are preamble and start-of-frame delimiter, and what is beyond the frame
	// comes after it. Before all that it is less than -8.
	Byte int
	// Place is the cell's place in its byte, in the order in which they are
	// sent: of 8, or of 10 where four bits become five.
	Place int
	Group string // where bits are written in groups: the group's name
	Bit   byte   // what is to be written
	Coded byte   // the same after the cipher
	Idle  bool   // nothing is sent, or nothing that belongs to the frame
	// Levels are those of the first and of the second half.
	Levels [2]Level
}

// Encode writes a frame, FCS included, with all that goes around it: preamble,
// start-of-frame delimiter, end of the frame where the code has a sign for it,
// and the gap.
func (c Code) Encode(frame []byte) []Cell {
	w := writer{code: c, key: firstKey}
	if c == MLT3 {
		w.grouped(frame)
	} else {
		w.plain(frame)
	}
	return w.cells
}

// writer writes cells.
type writer struct {
	code  Code
	cells []Cell
	last  Level // NRZI and MLT-3: the latest level
	from  Level // MLT-3: the latest level that was not 0
	key   cipher
}

// around gives the byte with its number, from -8 on, of a frame and what goes
// before it.
func around(frame []byte, i int) byte {
	switch {
	case i >= 0:
		return frame[i]
	case i == -1:
		return startOfFrame
	}
	return preamble
}

// plain writes each byte's bits, the lowest first, and then silence.
func (w *writer) plain(frame []byte) {
	for i := -Before; i < len(frame); i++ {
		for place := range 8 {
			bit := around(frame, i) >> place & 1
			w.cells = append(w.cells, Cell{Byte: i, Place: place, Bit: bit, Coded: bit, Levels: w.level(bit)})
		}
	}
	for i := range 8 * gapBytes {
		w.cells = append(w.cells, Cell{Byte: len(frame) + i/8, Place: i % 8, Idle: true})
	}
}

// grouped writes each byte in two groups, its lower half first. J and K take the
// place of the first byte; T, R and idle are the gap.
func (w *writer) grouped(frame []byte) {
	for i := range leadGroups {
		w.group(-Before-leadGroups+i, 0, groupI)
	}
	w.group(-Before, 0, groupJ)
	w.group(-Before, 1, groupK)
	for i := -Before + 1; i < len(frame); i++ {
		b := around(frame, i)
		w.group(i, 0, dataGroups[b&0xf])
		w.group(i, 1, dataGroups[b>>4])
	}
	w.group(len(frame), 0, groupT)
	w.group(len(frame), 1, groupR)
	for i := 2; i < 2*gapBytes; i++ {
		w.group(len(frame)+i/2, i%2, groupI)
	}
}

// group writes the half-th group of a byte's time.
func (w *writer) group(of, half int, g byte) {
	for i := range 5 {
		bit := g >> (4 - i) & 1
		coded := bit ^ w.key.next()
		w.cells = append(w.cells, Cell{Byte: of, Place: 5*half + i, Group: groupNames[g], Bit: bit, Coded: coded, Idle: g == groupI, Levels: w.level(coded)})
	}
}

package linecode

// Groups of five bits (IEEE 802.3 §24.2.2.1, table 24-1). The first bit sent is
// the highest. No data group begins with more than one nought or ends with more
// than two, so a row of noughts is short.
const (
	groupI = 0b11111 // idle: between frames
	groupJ = 0b11000 // J and K: a frame begins, in place of the first byte of the preamble
	groupK = 0b10001
	groupT = 0b01101 // T and R: it is over
	groupR = 0b00111
	groupH = 0b00100 // somebody has noticed an error
)

// dataGroups are those of the numbers 0 to 15.
var dataGroups = [16]byte{
	0b11110, 0b01001, 0b10100, 0b10101, 0b01010, 0b01011, 0b01110, 0b01111,
	0b10010, 0b10011, 0b10110, 0b10111, 0b11010, 0b11011, 0b11100, 0b11101,
}

// groupNames are the letters of the groups, "" where there is none.
var groupNames = func() (names [32]string) {
	for n, g := range dataGroups {
		names[g] = string("0123456789ABCDEF"[n])
	}
	for g, name := range [...]string{groupI: "I", groupJ: "J", groupK: "K", groupT: "T", groupR: "R", groupH: "H"} {
		if name != "" {
			names[g] = name
		}
	}
	return names
}()

// dataOf gives the number that a group stands for.
func dataOf(group byte) (n byte, ok bool) {
	for n, g := range dataGroups {
		if g == group {
			return byte(n), true
		}
	}
	return 0, false
}

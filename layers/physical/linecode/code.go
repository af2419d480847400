package linecode

// Code is a way to write bits as levels.
type Code string

// The codes.
const (
	NRZL       Code = "nrz-l"
	NRZI       Code = "nrzi"
	Manchester Code = "manchester"
	MLT3       Code = "mlt-3"
)

// Description is what a person calls a code, and how it works.
type Description struct {
	Code        Code
	Title, Rule string
}

// Codes are all codes.
var Codes = []Description{
	{NRZL, "NRZ-L", "A one is high, a nought is low, for the whole time of the bit. Nothing could be simpler; but a long row of equal bits has no edge to count them by."},
	{NRZI, "NRZI", "A one changes the level, a nought leaves it. Ones can be counted, and it does not matter if the two wires are swapped; a long row of noughts still has no edge."},
	{Manchester, "Manchester (10BASE-T)", "A one goes from low to high in the middle of its time, a nought from high to low. So each bit has an edge to count by, and the average is zero; it takes two levels for each bit."},
	{MLT3, "4B/5B, scrambled, MLT-3 (100BASE-TX)", "Four bits become five, so that there are ones enough and signs left for begin and end; a cipher makes them look random; each one steps on through 0, +, 0, −. So there are few steps a bit: a cable for telephones can bear it."},
}

// Title gives what a person calls the code.
func (c Code) Title() string {
	for _, k := range Codes {
		if k.Code == c {
			return k.Title
		}
	}
	return string(c)
}

// Rule says in a few sentences how the code works.
func (c Code) Rule() string {
	for _, k := range Codes {
		if k.Code == c {
			return k.Rule
		}
	}
	return ""
}

// Usual gives the code of real cables of a rate in bits a second: Manchester at
// 10 Mbit/s (10BASE-T, IEEE 802.3 §14), MLT-3 at 100 Mbit/s (100BASE-TX, §25).
// Others have codes that are not built here, and NRZ-L stands for them.
func Usual(rate uint64) Code {
	switch rate {
	case 10_000_000:
		return Manchester
	case 100_000_000:
		return MLT3
	}
	return NRZL
}

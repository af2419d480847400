package scenario

import (
	"strconv"
	"strings"
	"time"
)

// FaultKind says what happens to a frame or a cable.
type FaultKind string

// The kinds of faults. The first five are done to a frame, the last two to a
// cable.
const (
	Drop      FaultKind = "drop"
	Duplicate FaultKind = "duplicate"
	Delay     FaultKind = "delay"
	Corrupt   FaultKind = "corrupt"
	Swap      FaultKind = "swap"
	Set       FaultKind = "set"
	Cut       FaultKind = "cut"
	Mend      FaultKind = "mend"
)

// OfCable says whether the fault is done to the cable itself, at an instant,
// and not to one frame.
func (k FaultKind) OfCable() bool { return k == Cut || k == Mend }

// Fault is what Act.Do says of a frame or a cable.
type Fault struct {
	Kind  FaultKind
	Delay time.Duration // of Delay: how much later the frame arrives
	// Bit, of Corrupt, is the bit that is turned over, counted as RFCs draw
	// them: from 0, the most significant bit of each byte first.
	Bit int
	// Words, of Swap, are the words of 16 bits that change places, counted from
	// 0 at the frame's first byte.
	Words [2]int
	// FixFCS, of Corrupt and Swap: the frame check sequence is computed anew, so
	// that only a later layer can notice.
	FixFCS bool
	// Field, of Set, is the field that is written over: "ip.ttl"; "" means the
	// byte number Byte, from 0. Value is what is written there, as a person
	// writes it. Mended: the checksums and the FCS are then computed anew.
	Field  string
	Byte   int
	Value  string
	Mended bool
}

// mostBits is how many bits the longest frame has, with its FCS.
const mostBits = (mostFrameBytes + 4) * 8

const (
	frameFaultPattern = `^\s*(drop|duplicate|delay +[0-9]+(\.[0-9]+)?\s*\S+|(corrupt +bit +[0-9]+|swap +words +[0-9]+ +[0-9]+)( +and +fix +FCS)?|set +(byte +[0-9]+|[a-z][a-z0-9_.]*) +\S+( +mend)?)\s*$`
	cableFaultPattern = `^\s*(cut|mend)\s*$`
)

// fixes is what may follow on damage.
const fixes = "and fix FCS"

// ParseFault reads "drop", "duplicate", "delay 5 ms", "corrupt bit 17", "swap
// words 23 24", both of these also with "and fix FCS", "set ip.ttl 3 mend", "set
// byte 34 0x50", "cut" or "mend".
func ParseFault(s string) (Fault, error) {
	word, rest, _ := strings.Cut(trim(s), " ")
	rest = trim(rest)
	f := Fault{Kind: FaultKind(word)}
	switch f.Kind {
	case Delay:
		if rest == "" {
			return f, complain("write delay 5 ms", "it is not said how long the delay is")
		}
		n, err := delays.read(rest)
		if err == nil && n == 0 {
			err = complain("", "a delay of 0 changes nothing")
		}
		f.Delay = time.Duration(n)
		return f, err
	case Swap:
		rest, f.FixFCS = fixed(rest)
		var err error
		f.Words, err = wordsOf(s, rest)
		return f, err
	case Corrupt:
		rest, f.FixFCS = fixed(rest)
		digits, ok := strings.CutPrefix(rest, "bit ")
		n, err := strconv.ParseUint(trim(digits), 10, 64)
		switch {
		case !ok || err != nil && n == 0:
			return f, complain("write corrupt bit 17", "%q does not say which bit", clip(s))
		case n >= mostBits:
			return f, complain("", "bit %s is beyond the longest frame, which has %d bits", clip(digits), mostBits)
		}
		f.Bit = int(n)
		return f, nil
	case Set:
		return parseSet(rest)
	case Drop, Duplicate, Cut, Mend:
		if rest != "" {
			return f, complain("write only "+word, "%q takes nothing after it", word)
		}
		return f, nil
	}
	mend := didYouMean(word, []string{"drop", "duplicate", "delay", "corrupt", "swap", "set", "cut", "mend"})
	if mend == "" {
		mend = "there are drop, duplicate, delay 5 ms, corrupt bit 17, swap words 23 24, set ip.ttl 3 for a frame, cut and mend for a cable"
	}
	return Fault{}, complain(mend, "unknown fault %q", clip(word))
}

// String gives the fault as ParseFault reads it.
func (f Fault) String() string {
	switch f.Kind {
	case Delay:
		return "delay " + delays.write(uint64(f.Delay))
	case Corrupt:
		return "corrupt bit " + strconv.Itoa(f.Bit) + f.fixing()
	case Swap:
		return "swap words " + strconv.Itoa(f.Words[0]) + " " + strconv.Itoa(f.Words[1]) + f.fixing()
	case Set:
		what := f.Field
		if what == "" {
			what = "byte " + strconv.Itoa(f.Byte)
		}
		text := "set " + what + " " + f.Value
		if f.Mended {
			text += " mend"
		}
		return text
	}
	return string(f.Kind)
}

func (f Fault) fixing() string {
	if f.FixFCS {
		return " " + fixes
	}
	return ""
}

// fixed says whether the check sequence is to fit, and gives what stands before
// that.
func fixed(s string) (rest string, yes bool) {
	words := strings.Fields(s)
	if n := len(words) - 3; n >= 0 && strings.Join(words[n:], " ") == fixes {
		return strings.Join(words[:n], " "), true
	}
	return s, false
}

// wordsOf reads "words 23 24".
func wordsOf(s, rest string) (words [2]int, err error) {
	parts := strings.Fields(rest)
	if len(parts) != 3 || parts[0] != "words" {
		return words, complain("write swap words 23 24", "%q does not say which words", clip(s))
	}
	for i := range words {
		n, err := strconv.ParseUint(parts[i+1], 10, 64)
		switch {
		case err != nil && n == 0:
			return words, complain("write swap words 23 24", "%q is not the number of a word", clip(parts[i+1]))
		case n >= mostBits/16:
			return words, complain("", "word %s is beyond the longest frame, which has %d words of 16 bits", clip(parts[i+1]), mostBits/16)
		}
		words[i] = int(n)
	}
	if words[0] == words[1] {
		return words, complain("", "to swap word %d with itself changes nothing", words[0])
	}
	return words, nil
}

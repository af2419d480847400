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
	frameFaultPattern = `^\s*(drop|duplicate|delay +[0-9]+(\.[0-9]+)?\s*\S+|corrupt +bit +[0-9]+|set +(byte +[0-9]+|[a-z][a-z0-9_.]*) +\S+( +mend)?)\s*$`
	cableFaultPattern = `^\s*(cut|mend)\s*$`
)

// ParseFault reads "drop", "duplicate", "delay 5 ms", "corrupt bit 17",
// "set ip.ttl 3 mend", "set byte 34 0x50", "cut" or "mend".
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
	case Corrupt:
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
	mend := didYouMean(word, []string{"drop", "duplicate", "delay", "corrupt", "set", "cut", "mend"})
	if mend == "" {
		mend = "there are drop, duplicate, delay 5 ms, corrupt bit 17, set ip.ttl 3 for a frame, cut and mend for a cable"
	}
	return Fault{}, complain(mend, "unknown fault %q", clip(word))
}

// String gives the fault as ParseFault reads it.
func (f Fault) String() string {
	switch f.Kind {
	case Delay:
		return "delay " + delays.write(uint64(f.Delay))
	case Corrupt:
		return "corrupt bit " + strconv.Itoa(f.Bit)
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

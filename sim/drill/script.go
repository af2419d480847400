package drill

import (
	"encoding/binary"
	"time"
)

// Script is a script as it was written.
type Script struct {
	Name  string
	steps []step
	set   settings
}

// settings are what a script says of itself with --name=value.
type settings struct {
	tolerance time.Duration
	mtu       int
	strict    bool // segments are never taken together
}

// step is one thing that a script does or expects.
type step struct {
	pos  Pos
	text string // as it is written
	when when
	do   any // *packet, *call, *command or *statements
	only []condition
}

// condition is where a step counts: #ifdef FreeBSD, or #ifndef.
type condition struct {
	system string
	is     bool
}

// timing says how a step's time is written.
type timing uint8

const (
	now      timing = iota // nothing is written: when the step before is over
	absolute               // 0.1: since the script began
	relative               // +0.1: since the step before was over
	anytime                // *
)

// when is the time of a step. From and to differ where a range is written.
type when struct {
	timing   timing
	from, to time.Duration
	until    time.Duration // when a call that blocks is to return; -1: it does not block
}

// packet is one packet of a script: TCP, or ICMP about a TCP segment.
type packet struct {
	out     bool // from the stack; or else to it
	tos     int  // -1: not said
	tosMask int  // which bits of it count
	ttl     int  // 0: not said
	segment *segment
	icmp    *icmpMessage
}

// anyECT is the tos of [ect01]: either of the two.
const anyECT = 0x100

// segment is a TCP segment with the numbers that the script gives it.
type segment struct {
	flags      uint8
	seq, ack   uint32
	anySeq     bool // ...: whatever it is
	length     int  // of the text
	window     int  // -1: not said
	urgent     int
	options    []byte // as they stand in the header
	anyOptions bool
	anyStamp   [2]bool // the timestamp, and the one it echoes, may be any
}

// The control bits, as they stand in the header.
const (
	fin = 1 << iota
	syn
	rst
	psh
	ack
	urg
	ece
	cwr
)

// flagLetters are their letters, in the order in which they are written.
var flagLetters = []struct {
	letter byte
	bit    uint8
}{{'S', syn}, {'F', fin}, {'P', psh}, {'R', rst}, {'U', urg}, {'E', ece}, {'W', cwr}, {'.', ack}}

func (s *segment) has(flags uint8) bool { return s.flags&flags != 0 }

// icmpMessage is an error about a segment that the stack has sent.
type icmpMessage struct {
	typ, code uint8
	mtu       int
	seq       uint32 // of the segment that is quoted
	length    int    // of its text
}

// call is a call into the socket.
type call struct {
	name   string
	pos    Pos
	args   []expr
	result expr
	errno  string
}

// command is a shell command: what it does to the host.
type command struct {
	do []func(r *Run) error
}

// statements are what stands in %{ }%.
type statements struct {
	all []statement
}

// Kinds of TCP options.
const (
	optEnd           = 0
	optNop           = 1
	optMSS           = 2
	optWindowScale   = 3
	optSACKPermitted = 4
	optSACK          = 5
	optTimestamps    = 8
	optMD5           = 19
	optFastOpen      = 34
)

// eachOption goes over options in the form of a header, as far as they have a
// form; data is the part behind kind and length.
func eachOption(options []byte, f func(kind byte, data []byte)) {
	for len(options) > 0 {
		kind := options[0]
		if kind == optEnd || kind == optNop {
			f(kind, nil)
			options = options[1:]
			continue
		}
		if len(options) < 2 || options[1] < 2 || int(options[1]) > len(options) {
			return
		}
		f(kind, options[2:options[1]])
		options = options[options[1]:]
	}
}

// renumber gives the options with other timestamps and edges of blocks.
func renumber(options []byte, val, ecr, edge func(uint32) uint32) []byte {
	out := append([]byte(nil), options...)
	change := func(at []byte, f func(uint32) uint32) {
		binary.BigEndian.PutUint32(at, f(binary.BigEndian.Uint32(at)))
	}
	eachOption(out, func(kind byte, data []byte) {
		switch {
		case kind == optTimestamps && len(data) == 8:
			change(data, val)
			change(data[4:], ecr)
		case kind == optSACK:
			for ; len(data) >= 4; data = data[4:] {
				change(data, edge)
			}
		}
	})
	return out
}

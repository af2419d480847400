package capture

import "encap/layers/osi"

// Direction says which way a packet went at its interface.
type Direction uint8

// The directions of the flags word (draft-ietf-opsawg-pcapng §4.3.1).
const (
	Unknown Direction = iota
	Inbound
	Outbound
)

// Packet is one frame in a file.
type Packet struct {
	Interface string      // its name: "alice eth0"
	At        osi.Instant // virtual time 0 is 1970-01-01
	Data      []byte
	Length    int // on the cable, in bytes: at least len(Data)
	FCS       int // how many of the last bytes are the frame check sequence
	Direction Direction
	ID        uint64 // the event's number in its trace; 0: none
	Comment   string
}

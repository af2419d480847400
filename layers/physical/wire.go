package physical

import (
	"bytes"
	"errors"
)

// Wire carries the bytes of frames. It decides nothing: when a frame arrives,
// and whether it does, is the cable's business.
type Wire interface {
	// Carry takes a frame without FCS through direction dir of a cable, 0 or
	// 1, and gives what came out at the other end, valid until the next call.
	Carry(cable, dir int, frame []byte) ([]byte, error)
	Close() error
}

// Memory is the wire that is no wire: what goes in comes out.
type Memory struct{}

// Carry gives the frame as it is.
func (Memory) Carry(_, _ int, frame []byte) ([]byte, error) { return frame, nil }

// Close does nothing.
func (Memory) Close() error { return nil }

var errChanged = errors.New("the frame came back changed from the wire")

// carry takes a frame over the wire and makes sure that it came through
// unchanged. The FCS stays behind: it is the cable's.
func carry(w Wire, cable, dir int, frame []byte) error {
	sent := frame[:max(0, len(frame)-FCSLength)]
	back, err := w.Carry(cable, dir, sent)
	if err == nil && !bytes.Equal(back, sent) {
		err = errChanged
	}
	return err
}

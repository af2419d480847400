package vxlan

import (
	"errors"
	"fmt"

	"encap/layers/codec"

	"github.com/google/gopacket/layers"
)

// Port is VXLAN's UDP port (RFC 7348 §5).
const Port = 4789

// MaxFrame is the longest frame that is carried, in bytes without FCS: header,
// tag and the packet of a jumbo
// frame.
const MaxFrame = 14 + 4 + 9216

const (
	headerLength = 8
	maxVNI       = 1<<24 - 1
)

var errNoVNI = errors.New("vxlan: flag I at byte 0 is not set, so there is no VNI")

// header is VXLAN's header, kept to be used again for each datagram:
//
//	byte 0     flags: only I (0x08) is ours, it says that the VNI is valid
//	bytes 1–3  reserved
//	bytes 4–6  VNI
//	byte 7     reserved
type header struct{ vxlan layers.VXLAN }

// encode puts a header in front of a frame without FCS (RFC 7348 §5). All
// reserved bits are zero.
func (h *header) encode(b *codec.Buffer, vni int) error {
	if vni < 0 || vni > maxVNI {
		return fmt.Errorf("vxlan: VNI %d, want at most %d", vni, maxVNI)
	}
	h.vxlan = layers.VXLAN{ValidIDFlag: true, VNI: uint32(vni)}
	return codec.Encode(&h.vxlan, b)
}

// decode reads a datagram; the frame is a part of it. Reserved bits are
// ignored, as RFC 7348 §5 asks.
func (h *header) decode(datagram []byte) (vni int, frame []byte, err error) {
	if len(datagram) < headerLength {
		return 0, nil, fmt.Errorf("vxlan: %d bytes, want at least %d", len(datagram), headerLength)
	}
	if err := codec.Decode(&h.vxlan, datagram); err != nil {
		return 0, nil, err
	}
	if !h.vxlan.ValidIDFlag {
		return 0, nil, errNoVNI
	}
	frame, n := h.vxlan.Payload, len(h.vxlan.Payload)
	if n > MaxFrame {
		return 0, nil, fmt.Errorf("vxlan: a frame of %d bytes, want at most %d", n, MaxFrame)
	}
	return int(h.vxlan.VNI), frame[:n:n], nil
}

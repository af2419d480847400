package udp

import (
	"errors"
	"fmt"
	"testing"

	"encap/layers/codec"
	"encap/layers/osi"
)

func TestSend(t *testing.T) {
	h := newHost(t)
	if err := h.Send(h.pool.Get([]byte("hello")), osi.Path{Dst: alice, TTL: 3, TOS: 0x10}, 5000, 53); err != nil {
		t.Fatal(err)
	}
	// The sum, by hand: 0a00+0101+0a00+0102+0011+000d, 1388+0035+000d, 6865+6c6c+6f00 = 16dbc → 6dbd, inverted.
	if got := fmt.Sprintf("%x", h.sent[0]); got != "13880035000d"+"9242"+"68656c6c6f" {
		t.Errorf("sent %s", got)
	}
	if p := h.paths[0]; p.Src != own || p.Dst != alice || p.Protocol != 17 || p.TTL != 3 || p.TOS != 0x10 {
		t.Errorf("by %+v", p)
	}
	h.expect("", "Ports Checksummed")
	if err := h.Send(h.pool.Get(nil), osi.Path{Src: ip("10.0.2.9"), Dst: alice}, 5000, 53); err != nil || h.paths[1].Src != ip("10.0.2.9") {
		t.Errorf("a source that is given is not kept: %+v, %v", h.paths[1], err)
	}
}

// What cannot be sent is taken back into the pool.
func TestSendRefuses(t *testing.T) {
	h := newHost(t)
	b := h.pool.Get(nil)
	if err := h.Send(b, osi.Path{Dst: ip("8.8.8.8")}, 5000, 53); err != errNoWay {
		t.Errorf("a datagram without a way: %v", err)
	}
	if h.pool.Get(nil) != b {
		t.Error("the buffer was lost")
	}
	for _, c := range []struct {
		length int
		err    error
	}{{maxMessage, nil}, {maxMessage + 1, ErrTooLong}} {
		if err := h.Send(codec.NewBuffer(make([]byte, c.length)), osi.Path{Dst: alice}, 1, 1); !errors.Is(err, c.err) {
			t.Errorf("%d bytes: %v, want %v", c.length, err, c.err)
		}
	}
}

// A sum of zero would mean that there is none: it leaves as all ones, which
// the receiver finds right (RFC 768).
func TestZeroSum(t *testing.T) {
	h := newHost(t)
	h.Send(codec.NewBuffer([]byte{0, 0}), osi.Path{Dst: alice}, 5000, 53)
	sum := uint16(h.sent[0][6])<<8 | uint16(h.sent[0][7])
	h.Send(codec.NewBuffer([]byte{byte(sum >> 8), byte(sum)}), osi.Path{Dst: alice}, 5000, 53)
	if got := h.sent[1][6:8]; got[0] != 0xff || got[1] != 0xff {
		t.Errorf("the checksum is %x, want ffff", got)
	}
	h.expect("", "Ports Checksummed Ports Checksummed ZeroSum")
	receiver := newHost(t)
	receiver.bind("dns", any(53), false)
	receiver.Receive(h.paths[1], h.sent[1])
	receiver.expect(fmt.Sprintf("dns: 10.0.1.1:5000>10.0.1.2:53 ttl 0 %q", h.sent[1][8:]), "Demultiplexed")
}

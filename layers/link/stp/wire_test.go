package stp

import (
	"bytes"
	"encoding/hex"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
)

// framed makes a frame of a BPDU.
func framed(m BPDU) []byte {
	b := codec.NewBuffer(nil)
	m.Encode(b)
	frame := append(append(Group[:len(Group):len(Group)], 2, 0, 0, 0, 1, 0), 0, byte(b.Len()))
	frame = append(frame, b.Bytes()...)
	return append(frame, make([]byte, max(0, 60-len(frame)))...)
}

var sample = BPDU{
	Version: 2, Kind: RST, TC: true, Proposal: true, Learning: true, Forwarding: true, Agreement: true, Role: Root,
	Vector: Vector{Root: BridgeID{0x1000, ethernet.Addr{2, 0, 0, 0, 1, 0}}, Cost: 20000, Bridge: BridgeID{0x8000, ethernet.Addr{2, 0, 0, 0, 2, 0}}, Port: 0x8003},
	Times:  Times{time.Second, 20 * time.Second, 2 * time.Second, 15 * time.Second},
}

func TestWire(t *testing.T) {
	b := codec.NewBuffer(nil)
	sample.Encode(b)
	want := "424203" + "0000" + "02" + "02" + "7b" + "1000020000000100" + "00004e20" + "8000020000000200" + "8003" + "0100" + "1400" + "0200" + "0f00" + "00"
	if got := hex.EncodeToString(b.Bytes()); got != want {
		t.Errorf("encoded as\n%s, want\n%s", got, want)
	}
	for _, m := range []BPDU{
		sample,
		{Kind: TCN},
		{Kind: ConfigBPDU, TC: true, TCAck: true, Role: Designated, Vector: sample.Vector, Times: sample.Times},
		{Version: 2, Kind: RST, Role: Alternate, Vector: sample.Vector, Times: sample.Times},
	} {
		got, err := unframe(framed(m))
		if err != nil || got != m {
			t.Errorf("%+v came back as\n%+v, %v", m, got, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, m := range []BPDU{sample, {Kind: TCN}, {Kind: ConfigBPDU, Vector: sample.Vector, Times: sample.Times}} {
		f.Add(framed(m)[14:])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Decode(data)
		if err != nil {
			return
		}
		b := codec.NewBuffer(nil)
		m.Encode(b)
		again, err := Decode(b.Bytes())
		if err != nil || again != m {
			t.Errorf("%+v became %+v, %v", m, again, err)
		}
	})
}

// No frames, in any order, bring the state machines out of step: what a stranger
// claims is forgotten in the end.
func FuzzReceive(f *testing.F) {
	f.Add(bytes.Join([][]byte{framed(sample)[14:], framed(BPDU{Kind: TCN})[14:]}, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := newNetwork(t)
		a, b := n.add(Config{Rapid: true}), n.add(Config{})
		n.join(20000, a, b)
		n.join(20000, a, b)
		n.begin()
		const size = 39
		for i := 0; i+size <= len(data) && i < 20*size; i += size {
			frame := append(make([]byte, 12), 0, size)
			frame = append(frame, data[i:i+size]...)
			copy(frame[14:], []byte{0x42, 0x42, 0x03, 0, 0})
			a.Receive(i%2, frame)
			b.Receive(i/2%2, frame)
			n.Advance(time.Duration(data[i]) * 10 * time.Millisecond)
		}
		n.Advance(20 * time.Minute) // a BPDU may ask to be believed for thirteen minutes
		if a.Tree.root.Root != a.cfg.ID || b.Tree.root.Root != a.cfg.ID {
			t.Errorf("the roots are %v and %v in the end", a.Tree.root.Root, b.Tree.root.Root)
		}
	})
}

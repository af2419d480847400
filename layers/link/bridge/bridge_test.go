package bridge

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
)

func TestLearnAndForward(t *testing.T) {
	r := newRig(t)
	r.in(0, alice, bob, "1 2", "Learned Flood")
	r.in(1, bob, alice, "0", "Learned Forward")
	r.in(0, alice, bob, "1", "Forward")
	r.in(2, carol, all, "0 1", "Learned FloodGroup")
	r.in(0, alice, carol, "2", "Forward")
}

func TestForwardedFrameIsTheSame(t *testing.T) {
	r := newRig(t)
	f := whole(alice, bob)
	before := bytes.Clone(f)
	r.ports[0].Receive(f)
	for i, sent := range r.sent {
		if !bytes.Equal(sent, before) {
			t.Errorf("copy %d is %x, want %x", i, sent, before)
		}
	}
	if !bytes.Equal(f, before) {
		t.Error("the frame that came in was changed")
	}
}

func TestFilter(t *testing.T) {
	r := newRig(t)
	r.in(0, alice, all, "1 2", "Learned FloodGroup")
	r.in(0, bob, alice, "", "Learned drop:Filter") // a hub is behind port 0
}

func TestMove(t *testing.T) {
	r := newRig(t)
	r.in(0, alice, all, "1 2", "Learned FloodGroup")
	r.in(2, alice, all, "0 1", "Moved FloodGroup")
	r.in(1, bob, alice, "2", "Learned Forward")
}

func TestAgeing(t *testing.T) {
	r := newRig(t)
	r.in(0, alice, all, "1 2", "Learned FloodGroup")
	r.Advance(usualAgeing)
	r.in(1, bob, alice, "0", "Learned Forward")
	r.Advance(1)
	r.in(1, bob, alice, "0 2", "Aged Flood")
	// To be sent to does not keep a row young; to send does.
	r.in(0, alice, all, "1 2", "FloodGroup")
	r.in(1, bob, alice, "0", "Forward")
}

func TestReserved(t *testing.T) {
	r := newRig(t)
	stp := ethernet.Addr{0x01, 0x80, 0xc2, 0, 0, 0x00}
	lldp := ethernet.Addr{0x01, 0x80, 0xc2, 0, 0, 0x0e}
	behind := ethernet.Addr{0x01, 0x80, 0xc2, 0, 0, 0x10}
	r.in(0, alice, stp, "", "Learned drop:Reserved")
	r.in(0, alice, lldp, "", "drop:Reserved")
	r.in(0, alice, behind, "1 2", "FloodGroup")
}

func TestDamaged(t *testing.T) {
	r := newRig(t)
	f := whole(alice, all)
	for n := range len(f) {
		r.ports[0].Receive(f[:n])
		r.leaves("", "drop:Damaged")
	}
	f[7] ^= 1
	r.ports[0].Receive(f)
	r.leaves("", "drop:Damaged")
	if len(r.b.rows) != 0 {
		t.Error("an address was learned from a damaged frame")
	}
}

// What a person writes into the table neither ages nor moves, until it is taken
// out.
func TestPin(t *testing.T) {
	r := newRig(t)
	if err := r.b.Pin(bob, 0, "eth1"); err != nil {
		t.Fatal(err)
	}
	r.in(0, alice, bob, "1", "Learned Forward")
	r.Advance(2 * usualAgeing)
	r.in(2, bob, alice, "0 1", "Pinned Aged Flood") // a liar, or Bob has moved
	r.in(0, alice, bob, "1", "Forward")
	r.in(1, bob, alice, "0", "Forward")
	if rows := r.b.Rows(); len(rows) != 2 || rows[0] != (Row{bob, 0, "eth1", true}) || rows[1] != (Row{alice, 0, "eth0", false}) {
		t.Errorf("rows are %v", rows)
	}
	if err := r.b.Forget(bob, 0); err != nil {
		t.Fatal(err)
	}
	r.in(0, alice, bob, "1 2", "Flood")
	for what, err := range map[string]error{"forget": r.b.Forget(bob, 0), "flush": r.b.Flush("eth9"), "pin": r.b.Pin(bob, 0, "eth9"), "group": r.b.Pin(all, 0, "eth1")} {
		if err == nil {
			t.Errorf("%s: no complaint", what)
		}
	}
}

func TestFlush(t *testing.T) {
	r := newRig(t)
	r.in(0, alice, all, "1 2", "Learned FloodGroup")
	r.in(1, bob, all, "0 2", "Learned FloodGroup")
	if err := r.b.Pin(carol, 0, "eth0"); err != nil {
		t.Fatal(err)
	}
	if err := r.b.Flush("eth0"); err != nil {
		t.Fatal(err)
	}
	if rows := r.b.Rows(); len(rows) != 2 || rows[0].Addr != bob || rows[1].Addr != carol {
		t.Errorf("rows are %v", rows)
	}
	if err := r.b.Flush(""); err != nil || len(r.b.Rows()) != 1 || len(r.b.table) != 1 {
		t.Errorf("rows are %v, %v", r.b.Rows(), err)
	}
}

// The table and the time for which it is believed are as they are set.
func TestConfig(t *testing.T) {
	r := newRig(t)
	r.b.cfg = Config{Ageing: time.Second, Rows: 2}
	r.in(0, alice, all, "1 2", "Learned FloodGroup")
	r.in(1, bob, all, "0 2", "Learned FloodGroup")
	r.in(2, carol, bob, "1", "TableFull Forward")
	if err := r.b.Pin(carol, 0, "eth2"); err != ErrFull {
		t.Errorf("a full table gives %v", err)
	}
	r.Advance(time.Second + 1)
	r.in(2, carol, bob, "0 1", "Learned Flood") // in the place of Bob, who was not heard of
}

// reader takes what is for bridges.
type reader struct{ got []string }

func (r *reader) Receive(port int, frame []byte) {
	r.got = append(r.got, fmt.Sprint(port, len(frame)))
}

// A spanning tree lets ports discard and learn; what is for bridges comes to it
// in every state, and goes no further.
func TestGoverned(t *testing.T) {
	r := newRig(t)
	tree := &reader{}
	r.b.Govern(tree)
	r.b.SetState(1, false, false)
	r.b.SetState(2, true, false)
	r.in(0, alice, all, "", "Learned FloodGroup")
	r.in(1, bob, all, "", "drop:Discarding")
	r.in(2, carol, alice, "", "Learned drop:OnlyLearns")
	r.in(0, alice, carol, "", "drop:NotForwarding")
	r.in(1, bob, ethernet.Addr{0x01, 0x80, 0xc2}, "", "ForBridges")
	r.in(0, bob, ethernet.Addr{0x01, 0x80, 0xc2, 0, 0, 0x0e}, "", "drop:Reserved")
	if len(tree.got) != 1 || tree.got[0] != "1 64" {
		t.Errorf("the tree got %v", tree.got)
	}
	r.b.SetState(1, true, true)
	r.b.SetState(2, true, true)
	r.in(1, bob, carol, "2", "Learned Forward")
	r.b.Unlearn(2)
	r.in(1, bob, carol, "0 2", "Flood")
	r.Advance(10 * time.Second)
	r.in(0, alice, bob, "1", "Forward")
	r.b.AgeFast(5 * time.Second)
	r.in(0, alice, bob, "1 2", "Aged Flood")
	r.b.AgeFast(0)
	r.in(0, alice, bob, "1", "Forward")
}

// No station sends from a group address.
func TestGroupIsNotLearned(t *testing.T) {
	r := newRig(t)
	r.in(0, ethernet.Addr{1, 0, 94}, bob, "1 2", "Flood")
}

// A flood of invented senders fills the table and no more; old rows give way.
func TestTableIsBounded(t *testing.T) {
	r := newRig(t)
	r.in(0, alice, all, "1 2", "Learned FloodGroup")
	first := r.Entered()[0]
	r.Advance(usualAgeing)
	for i := range maxRows {
		r.ports[1].Receive(whole(invented(i), all))
	}
	r.out = nil
	if !strings.HasSuffix(r.Obeyed(), "TableFull FloodGroup") || len(r.b.table) != maxRows {
		t.Errorf("the table has %d rows, want %d", len(r.b.table), maxRows)
	}
	r.in(2, carol, alice, "0", "TableFull Forward") // alice is still believed
	r.Advance(1)
	for range maxRows { // one look a frame: it takes a round until alice's row is found
		r.ports[2].Receive(whole(carol, all))
	}
	if first.Vars() != nil {
		t.Error("alice's old row is still there")
	}
	r.out = nil
	r.Obeyed()
	r.in(0, bob, carol, "2", "TableFull Forward")
	if len(r.b.table) != maxRows || len(r.b.rows) != maxRows {
		t.Errorf("the table has %d rows and lists %d, want %d", len(r.b.table), len(r.b.rows), maxRows)
	}
}

// invented gives the n-th of many hardware addresses.
func invented(n int) ethernet.Addr {
	a := ethernet.Addr{6}
	binary.BigEndian.PutUint32(a[2:], uint32(n))
	return a
}

func FuzzReceive(f *testing.F) {
	f.Add(whole(alice, bob), true)
	f.Add(whole(alice, all), false)
	f.Add(whole(alice, ethernet.Addr{0x01, 0x80, 0xc2}), true)
	f.Add([]byte{}, true)
	f.Fuzz(func(t *testing.T, data []byte, mend bool) {
		if mend && len(data) >= ethernet.FCSLen { // else hardly anything would pass the FCS
			b := codec.NewBuffer(data[:len(data)-ethernet.FCSLen])
			ethernet.Complete(b)
			data = b.Bytes()
		}
		before := bytes.Clone(data)
		r := newRig(t)
		r.ports[1].Receive(data)
		for _, sent := range r.sent {
			if !bytes.Equal(sent, before) {
				t.Errorf("%x was forwarded as %x", before, sent)
			}
		}
		if len(r.sent) > 2 || strings.Contains(strings.Join(r.out, ""), "1") {
			t.Errorf("the frame left by %v", r.out)
		}
	})
}

package bridge

import (
	"bytes"
	"testing"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
)

// newVLANs is a bridge with an access port of VLAN 10, one of VLAN 20, and a
// trunk of both whose native VLAN is 30; a fourth port is a trunk of 10 alone.
func newVLANs(t testing.TB) *rig {
	r := newRig(t)
	r.b.cfg.VLANs = true
	r.ports = append(r.ports, r.b.AddPort("eth3", end{r, 3}, Membership{Tagged: vlan.SetOf(10)}))
	r.b.ports[0].vlans = Membership{Native: 10}
	r.b.ports[1].vlans = Membership{Native: 20}
	r.b.ports[2].vlans = Membership{Native: 30, Tagged: vlan.SetOf(10, 20)}
	return r
}

// tagged makes a whole frame with a tag.
func tagged(src, dst ethernet.Addr, tag vlan.Tag) []byte {
	b := codec.NewBuffer([]byte{1, 2, 3})
	tag.Prepend(b, ethernet.IPv4)
	copy(b.Prepend(14), append(append(dst[:], src[:]...), 0x81, 0x00))
	ethernet.Complete(b)
	return b.Bytes()
}

func (r *rig) frameIn(port int, frame []byte, leavesBy, obeys string) {
	r.t.Helper()
	r.sent = nil
	r.ports[port].Receive(frame)
	r.leaves(leavesBy, obeys)
}

func TestVLANs(t *testing.T) {
	r := newVLANs(t)
	ten := vlan.Tag{Priority: 5, DEI: true, ID: 10}
	// Access to trunks: with a tag.
	r.frameIn(0, whole(alice, all), "2 3", "Native Learned FloodGroup TagOn TagOn")
	want := tagged(alice, all, vlan.Tag{ID: 10})
	want = append(want[:60:60], 0, 0, 0, 0) // the padding of the untagged frame stays
	b := codec.NewBuffer(want)
	ethernet.AppendFCS(b)
	if !bytes.Equal(r.sent[0], b.Bytes()) || !bytes.Equal(r.sent[1], b.Bytes()) {
		t.Errorf("sent %x\nwant %x", r.sent[0], b.Bytes())
	}
	// Trunk to trunk: as it came, priority and all. Trunk to access: without.
	r.frameIn(3, tagged(bob, all, ten), "0 2", "Learned FloodGroup TagOff")
	if !bytes.Equal(r.sent[0], whole(bob, all)) || !bytes.Equal(r.sent[1], tagged(bob, all, ten)) {
		t.Errorf("sent %x\nand %x", r.sent[0], r.sent[1])
	}
	r.frameIn(0, whole(alice, bob), "3", "Native Forward TagOn")
	// In another VLAN nobody knows bob.
	r.frameIn(1, whole(carol, bob), "2", "Native Learned Flood TagOn")
	r.frameIn(2, tagged(carol, bob, vlan.Tag{ID: 10}), "3", "Learned Forward")
	if rows := r.b.Rows(); len(rows) != 4 || rows[2] != (Row{carol, 20, "eth1", false}) || rows[3] != (Row{carol, 10, "eth2", false}) {
		t.Errorf("rows are %v", rows)
	}
}

func TestVLANRefused(t *testing.T) {
	r := newVLANs(t)
	r.frameIn(0, tagged(alice, all, vlan.Tag{ID: 20}), "", "drop:NotThisVLAN")
	r.frameIn(3, tagged(alice, all, vlan.Tag{ID: 4095}), "", "drop:NotThisVLAN")
	r.frameIn(3, whole(alice, all), "", "drop:NoNative")
	r.frameIn(3, tagged(alice, all, vlan.Tag{Priority: 7}), "", "drop:NoNative")
	if len(r.b.Rows()) != 0 {
		t.Error("a frame of another VLAN was learned from")
	}
	// Bob moves out of the VLAN: the table still names his port.
	r.frameIn(0, whole(bob, all), "2 3", "Native Learned FloodGroup TagOn TagOn")
	if err := r.b.SetVLAN("eth0", 10, false, false); err != nil {
		t.Fatal(err)
	}
	r.frameIn(3, tagged(alice, bob, vlan.Tag{ID: 10}), "", "Learned drop:NotThisVLAN")
}

// A tag without a VLAN tells a priority: it counts as none, and the priority
// goes on where there is a tag to hold it.
func TestPriorityTag(t *testing.T) {
	r := newVLANs(t)
	r.frameIn(0, tagged(alice, all, vlan.Tag{Priority: 6}), "2 3", "Learned FloodGroup TagOn TagOn")
	if want := tagged(alice, all, vlan.Tag{Priority: 6, ID: 10}); !bytes.Equal(r.sent[0], want) {
		t.Errorf("sent %x\nwant %x", r.sent[0], want)
	}
	r.frameIn(2, tagged(bob, all, vlan.Tag{Priority: 6}), "", "Learned FloodGroup") // VLAN 30 has no other port
}

// A switch that does not look at VLANs passes tags on as any other bytes.
func TestTagsPassUnseen(t *testing.T) {
	r := newRig(t)
	f := tagged(alice, all, vlan.Tag{ID: 10})
	r.frameIn(0, f, "1 2", "Learned FloodGroup")
	if !bytes.Equal(r.sent[0], f) {
		t.Error("the frame was changed")
	}
	if err := r.b.SetVLAN("eth0", 10, true, true); err != ErrNoVLANs {
		t.Errorf("SetVLAN gives %v", err)
	}
	if err := r.b.Pin(alice, 10, "eth0"); err != ErrNoVLAN {
		t.Errorf("Pin gives %v", err)
	}
}

func TestSetVLAN(t *testing.T) {
	r := newVLANs(t)
	if err := r.b.SetVLAN("eth1", 10, true, true); err != nil {
		t.Fatal(err)
	}
	r.frameIn(0, whole(alice, all), "1 2 3", "Native Learned FloodGroup TagOn TagOn")
	if err := r.b.SetVLAN("eth1", 10, true, false); err != nil { // with tags from now on
		t.Fatal(err)
	}
	r.frameIn(0, whole(alice, all), "1 2 3", "Native FloodGroup TagOn TagOn TagOn")
	if m := r.b.Memberships(); len(m) != 4 || m[1].VLANs != (Membership{Tagged: vlan.SetOf(10)}) {
		t.Errorf("memberships are %v", m)
	}
	if r.b.SetVLAN("eth9", 10, true, true) == nil || r.b.SetVLAN("eth0", 77, false, false) == nil {
		t.Error("no complaint")
	}
	if err := r.b.Pin(bob, 0, "eth0"); err != nil { // in the native VLAN
		t.Fatal(err)
	}
	if rows := r.b.Rows(); rows[len(rows)-1] != (Row{bob, 10, "eth0", true}) {
		t.Errorf("rows are %v", rows)
	}
	if err := r.b.Pin(bob, 20, "eth0"); err != ErrNoVLAN {
		t.Errorf("Pin gives %v", err)
	}
}

// A tagged frame of the least length is padded when it loses its tag, and no
// frame leaves with a wrong check sequence.
func FuzzVLAN(f *testing.F) {
	f.Add(tagged(alice, all, vlan.Tag{ID: 10}), 2)
	f.Add(whole(alice, all), 0)
	f.Fuzz(func(t *testing.T, data []byte, port int) {
		if len(data) > 1600 {
			return
		}
		b := codec.NewBuffer(data)
		ethernet.Complete(b)
		r := newVLANs(t)
		r.ports[uint(port)%4].Receive(b.Bytes())
		for _, sent := range r.sent {
			if len(sent) < 64 || !ethernet.CheckFCS(sent) || !bytes.Equal(sent[:12], b.Bytes()[:12]) {
				t.Errorf("%x left as %x", b.Bytes(), sent)
			}
		}
	})
}

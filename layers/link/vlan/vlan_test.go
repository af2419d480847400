package vlan

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"testing"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

func TestRoundTrip(t *testing.T) {
	for _, c := range []struct {
		tag  Tag
		want string
	}{
		{Tag{ID: 10}, "000a0800"},
		{Tag{Priority: 7, ID: 4094}, "effe0800"},
		{Tag{DEI: true, ID: 1}, "10010800"},
		{Tag{Priority: 5, DEI: true}, "b0000800"},
	} {
		b := codec.NewBuffer([]byte("hello"))
		c.tag.Prepend(b, ethernet.IPv4)
		if got := hex.EncodeToString(b.Bytes()[:TagLen]); got != c.want {
			t.Errorf("%+v is %s, want %s", c.tag, got, c.want)
		}
		tag, inner, payload, err := Parse(b.Bytes())
		if err != nil || tag != c.tag || inner != ethernet.IPv4 || string(payload) != "hello" {
			t.Errorf("%+v came back as %+v %v %q %v", c.tag, tag, inner, payload, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte{0, 10, 8, 0, 1})
	f.Add([]byte{0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		tag, inner, payload, err := Parse(data)
		if err != nil {
			return
		}
		b := codec.NewBuffer(payload)
		tag.Prepend(b, inner)
		if !bytes.Equal(b.Bytes(), data) {
			t.Errorf("%x became %x", data, b.Bytes())
		}
	})
}

func TestSet(t *testing.T) {
	s := SetOf(1, 63, 64, 4094)
	for id := range ID(5000) {
		if want := id == 1 || id == 63 || id == 64 || id == 4094; s.Has(id) != want {
			t.Errorf("Has(%d) is %v", id, !want)
		}
	}
	s.Set(63, false)
	all := All()
	if s.String() != "1 64 4094" || all.String() != "all" || all.Has(0) || all.Has(4095) || s != SetOf(4094, 64, 1) {
		t.Errorf("the set is %v, all is %v", s, all)
	}
}

// trunk is a trunk with interfaces in VLANs 10 and 20, and a test around it.
type trunk struct {
	ositest.World
	*Trunk
	sent []string
	got  []string
}

func newTrunk() *trunk {
	s := &trunk{}
	s.Trunk = NewTrunk(s.Env(), s)
	for _, id := range []ID{10, 20} {
		s.Interface(id).Handle(ethernet.IPv4, reader{s, fmt.Sprint("vlan ", id)})
	}
	s.Native = func(typ ethernet.Type, payload []byte, _ bool) bool {
		s.got = append(s.got, fmt.Sprintf("native %x", payload))
		return typ == ethernet.IPv4
	}
	return s
}

func (s *trunk) Send(b *codec.Buffer, dst ethernet.Addr, typ ethernet.Type) {
	s.sent = append(s.sent, fmt.Sprintf("%v %v %x", dst, typ, b.Bytes()))
}

type reader struct {
	s    *trunk
	name string
}

func (r reader) Receive(payload []byte, toAll bool) {
	r.s.got = append(r.s.got, fmt.Sprintf("%s %x %v", r.name, payload, toAll))
}

func TestTrunk(t *testing.T) {
	s := newTrunk()
	for _, c := range []struct{ frame, obeys, got string }{
		{"000a0800ab", "OurVLAN", "vlan 10 ab true"},
		{"f0140800ab", "OurVLAN", "vlan 20 ab true"},
		{"001e0800ab", "drop:OtherVLAN", ""},
		{"000a0806ab", "drop:OtherVLAN", ""},
		{"a0000800ab", "PriorityOnly", "native ab"},
		{"a0000806ab", "PriorityOnly drop:OtherVLAN", "native ab"},
		{"000a08", "drop:BadTag", ""},
	} {
		raw, _ := hex.DecodeString(c.frame)
		s.Receive(raw, true)
		got := ""
		if len(s.got) > 0 {
			got = s.got[0]
		}
		if obeys := s.Obeyed(); obeys != c.obeys || got != c.got {
			t.Errorf("%s: obeyed %q and handed up %q, want %q and %q", c.frame, obeys, got, c.obeys, c.got)
		}
		s.got = nil
	}
}

func TestSend(t *testing.T) {
	s := newTrunk()
	s.in[1].Send(codec.NewBuffer([]byte{0xab}), ethernet.Broadcast, ethernet.ARP)
	if want := "ff:ff:ff:ff:ff:ff 0x8100 00140806ab"; len(s.sent) != 1 || s.sent[0] != want || s.Obeyed() != "Tagged" {
		t.Errorf("sent %v, want %s", s.sent, want)
	}
}

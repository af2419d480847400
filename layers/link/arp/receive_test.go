package arp

import (
	"bytes"
	"fmt"
	"testing"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
)

// The order of RFC 826: first the row of the sender, if there is one, whatever
// the packet is for; then, only if we are the target, a new row; then an
// answer, if it is a request.
func TestReception(t *testing.T) {
	forCarol := func(op operation) packet {
		return packet{op: op, sha: bobMAC, spa: bob, tpa: carol}
	}
	moved := func(p packet) packet { p.sha = carolMAC; return p }
	for _, c := range []struct {
		name  string
		known bool // we have spoken with bob before
		heard packet
		obeys string
		sends string
		bobAt string // "": we do not know him afterwards
	}{
		{"a stranger asks for us", false, fromBob(request), "Learn Answer", answersBob, bobMAC.String()},
		{"one we know asks for us", true, fromBob(request), "Merge Answer", answersBob, bobMAC.String()},
		{"one we know asks for us from elsewhere", true, moved(fromBob(request)), "Merge Answer",
			"10.0.0.1 is at 02:00:00:00:00:01, 10.0.0.2 at 02:00:00:00:00:03 > 02:00:00:00:00:03", carolMAC.String()},
		{"a stranger answers us unasked", false, fromBob(reply), "Learn", "", bobMAC.String()},
		{"a stranger asks for another", false, forCarol(request), "drop:NotAsked", "", ""},
		{"one we know asks for another", true, moved(forCarol(request)), "Merge", "", carolMAC.String()},
		{"a stranger answers another", false, forCarol(reply), "", "", ""},
		{"one we know answers another", true, moved(forCarol(reply)), "Merge", "", carolMAC.String()},
		{"a stranger announces itself", false, packet{op: request, sha: bobMAC, spa: bob, tpa: bob}, "drop:NotAsked", "", ""},
		{"one we know announces itself", true, packet{op: request, sha: carolMAC, spa: bob, tpa: bob}, "Merge", "", carolMAC.String()},
		{"somebody without an address probes ours", false, packet{op: request, sha: bobMAC, spa: zero, tpa: own}, "Answer",
			"10.0.0.1 is at 02:00:00:00:00:01, 0.0.0.0 at 02:00:00:00:00:02 > 02:00:00:00:00:02", ""},
		{"another announces our address", false, packet{op: request, sha: bobMAC, spa: own, tpa: own}, "drop:Conflict Defend", announcement, ""},
		{"our own announcement comes back", false, packet{op: request, sha: ownMAC, spa: own, tpa: own}, "drop:CameBack", "", ""},
		{"bob claims to be everybody", true, packet{op: reply, sha: ethernet.Broadcast, spa: bob, tpa: own}, "drop:NoStation", "", bobMAC.String()},
		{"bob claims to be a group", false, packet{op: request, sha: ethernet.Addr{1, 0, 94}, spa: bob, tpa: own}, "drop:NoStation", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStation(t)
			if c.known {
				s.hears(fromBob(reply))
				s.Obeyed()
			}
			s.hears(c.heard)
			s.obeys(c.obeys)
			if c.sends == "" {
				s.sends()
			} else {
				s.sends(c.sends)
			}
			bobAt := ""
			for _, row := range s.order {
				bobAt = row.vars.MAC.String()
				if row.addr != bob || len(s.order) != 1 {
					t.Errorf("a row for %v", row.addr)
				}
			}
			if bobAt != c.bobAt {
				t.Errorf("bob is at %q, want %q", bobAt, c.bobAt)
			}
		})
	}
}

// An announcement reaches those who wait, too.
func TestAnnouncementAnswersTheWaiting(t *testing.T) {
	s := newStation(t)
	s.packet("one", bob)
	s.hears(packet{op: request, sha: carolMAC, spa: bob, tpa: bob})
	s.sends(asksForBob, "one"+toCarol)
}

func TestGarbled(t *testing.T) {
	good := newStation(t).bytes(fromBob(request))
	for _, c := range []struct {
		name   string
		damage func(b []byte) []byte
	}{
		{"nothing", func([]byte) []byte { return nil }},
		{"seven bytes", func(b []byte) []byte { return b[:7] }},
		{"a byte too few", func(b []byte) []byte { return b[:27] }},
		{"hardware type 6", func(b []byte) []byte { b[1] = 6; return b }},
		{"hardware type 257", func(b []byte) []byte { b[0] = 1; return b }},
		{"protocol type IPv6", func(b []byte) []byte { b[2], b[3] = 0x86, 0xdd; return b }},
		{"hardware addresses of 8 bytes", func(b []byte) []byte { b[4] = 8; return b }},
		{"hardware addresses of 0 bytes", func(b []byte) []byte { b[4] = 0; return b }},
		{"protocol addresses of 16 bytes", func(b []byte) []byte { b[5] = 16; return b }},
		{"protocol addresses of 255 bytes", func(b []byte) []byte { b[5] = 255; return b }},
		{"operation 0", func(b []byte) []byte { b[7] = 0; return b }},
		{"operation 3", func(b []byte) []byte { b[7] = 3; return b }},
		{"operation 257", func(b []byte) []byte { b[6] = 1; return b }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStation(t)
			s.Receive(c.damage(bytes.Clone(good)), false)
			s.obeys("drop:Garbled")
			s.sends()
		})
	}
}

func TestRoundTrip(t *testing.T) {
	for _, want := range []packet{
		fromBob(request), fromBob(reply),
		{op: request, sha: ownMAC, spa: own, tpa: bob},
		{op: reply, sha: ethernet.Broadcast, tha: bobMAC, spa: zero, tpa: zero},
	} {
		s := newStation(t)
		b := codec.NewBuffer(nil)
		s.encode(b, want)
		got, err := s.decode(b.Bytes())
		if err != nil || got != want || b.Len() != 28 {
			t.Errorf("%+v came back as %+v from %d bytes, %v", want, got, b.Len(), err)
		}
	}
}

// The layout of RFC 826, byte by byte.
func TestLayout(t *testing.T) {
	s := newStation(t)
	b := codec.NewBuffer(nil)
	s.encode(b, packet{op: reply, sha: ownMAC, spa: own, tha: bobMAC, tpa: bob})
	want := "0001" + "0800" + "06" + "04" + "0002" + "020000000001" + "0a000001" + "020000000002" + "0a000002"
	if got := fmt.Sprintf("%x", b.Bytes()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzReceive(f *testing.F) {
	s := newStation(f)
	for _, p := range []packet{fromBob(request), fromBob(reply), {op: request, sha: bobMAC, spa: bob, tpa: carol}} {
		f.Add(s.bytes(p))
	}
	f.Add([]byte{0, 1, 8, 0, 6, 4, 0, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		s := newStation(t)
		s.packet("waits", bob)
		s.out = nil
		s.Receive(data, true)
		if !bytes.Equal(data, before) {
			t.Error("the packet was changed")
		}
		if len(s.out) > 2 || len(s.order) > 2 { // what waited, and an answer
			t.Errorf("one packet made us send %q and know %v", s.out, s.rows())
		}
	})
}

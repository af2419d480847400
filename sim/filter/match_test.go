package filter

import (
	"fmt"
	"testing"

	"encap/sim/trace"
)

// matching gives the IDs of the sample's events that match.
func matching(t testing.TB, src string) string {
	t.Helper()
	e, err := ParseEvent(src)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	var ids []trace.ID
	for _, ev := range sample() {
		if e.Match(&ev) {
			ids = append(ids, ev.ID)
		}
	}
	return fmt.Sprint(ids)
}

func TestMatch(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		// The event's own fields.
		{`node == "bob"`, "[17 18 19 20 26]"},
		{`node != "alice" && node != "r1"`, "[17 18 19 20 26]"}, // not 27, which has no node
		{`!node`, "[27]"},
		{`port == "eth1"`, "[16]"},
		{`process == "message/1" && node == "alice"`, "[2 3 13]"},
		{`process matches "^message/[0-9]$" and not node in {"alice"}`, "[19 20 26]"},
		{`layer == "network"`, "[5 15 23]"},
		{`layer == "N"`, "[5 15 23]"},
		{`layer == 3`, "[5 15 23]"},
		{`layer > "link" && layer < 7`, "[4 5 15 18 23]"},
		{`layer in {"transport", "L"}`, "[4 6 11 18]"},
		{`layer in {"link".."transport"}`, "[4 5 6 11 15 18 23]"},
		{`kind == "drop"`, "[23]"},
		{`drop`, "[23]"},
		{`kind in {"call", "return"}`, "[3 13 19]"},
		{`kind matches "^timer"`, "[6 11]"},
		{`call`, "[3]"}, // the kind, not the field
		{`call == "sendto"`, "[3 13]"},
		{`call contains "recv"`, "[19]"},
		{`text contains "\"hello\""`, "[1 3]"},
		{`text == "= 5"`, "[13 19]"},
		{`text matches "^.. .$"`, "[]"},
		{`timer`, "[6 11]"},
		{`timer == "arp request" && timerset`, "[6]"},
		{`rule`, "[15 23]"},
		{`rule == "LowerTTL"`, "[15]"}, // the second of two
		{`rule != "LowerTTL"`, "[23]"}, // none may be equal
		{`cite contains "5.3.1"`, "[15 23]"},
		{`time == 10 ms`, "[1]"},
		{`time < 11.5ms`, "[1 2]"},
		{`time in {0.012 s..13000000 ns}`, "[3 4]"},
		{`frame == 3`, "[12 14 15]"},
		{`frame && !layer == 1`, "[15 18 19 23]"},
		{`frame.len > 64`, "[24 25]"},
		{`event >= 26`, "[26 27]"},
		{`event in {1, 3..4, 0x1b}`, "[1 3 4 27]"},

		// Header fields.
		{`arp`, "[7 8 9 10]"},
		{`eth.type == 0x806`, "[7 8 9 10]"},
		{`arp.opcode == 2`, "[9 10]"},
		{`arp.src.proto_ipv4 == 10.0.1.1`, "[9 10]"},
		{`eth.dst == ff:ff:ff:ff:ff:ff`, "[7 8]"},
		{`eth.addr == 02-00-00-00-03-00`, "[16 17]"},
		{`eth.padding && ip`, "[12 14 16 17 21 22]"},
		{`eth.fcs.status == 0`, "[]"},
		{`ip.ttl == 63`, "[16 17]"},
		{`ip.ttl != 64 && ip.ttl != 1`, "[16 17]"},
		{`ip.ttl <= 1`, "[21 22 23 24 25]"}, // 24: the packet that is quoted
		{`ip.flags.df == true`, matching(t, "ip")},
		{`ip.flags.mf == 1`, "[]"},
		{`ip.flags.mf`, matching(t, "ip")}, // it is there, if not set
		{`ip.src == 10.0.1.0/24 && node == "bob"`, "[17]"},
		{`ip.src != 10.0.0.0/8`, "[]"},
		{`ip.dst > 10.0.2.0 && ip.dst <= 10.0.2.2 && layer == 3`, "[5 15 23]"},
		{`ip.dst in {10.0.1.0..10.0.1.9}`, "[24 25]"},
		{`ip.dst in {192.168.0.0/16, 10.0.1.2}`, "[24 25]"},
		{`ip.addr == 10.0.1.1`, "[24 25]"},
		{`ip.addr != 10.0.2.2`, "[]"}, // the quoted packet went there
		{`ip.host matches "^10\\.0\\.1\\.1$"`, "[24 25]"},
		{`icmp.type == 11 && icmp.code == 0`, "[24 25]"},
		{`udp.port == 5000 && layer == 4`, "[4 18]"},
		{`udp.srcport > 49151 && udp.dstport eq 5000 && layer eq 4`, "[4 18]"},
		{`udp.payload contains "ell" && node == "bob"`, "[17 18]"},
		{`udp.payload == "hello" && node == "bob"`, "[17 18]"},
		{`data contains "hello" && node == "bob"`, "[17 18]"},
		{`data.data matches "^h.llo$" && node == "bob"`, "[17 18]"},
		{`data.text == "hello" && node == "bob"`, "[17 18]"},
		{`ip contains "\x0a\x00\x02\x02" && layer == 3`, "[5 15 23]"},
		{`udp matches "(?i)HELLO$" && node == "bob"`, "[17 18]"},
		{`tcp.port == 80`, "[]"},
		{`tcp.port != 80`, "[]"}, // absent: false, too

		// Joined.
		{`arp && node == "r1" || drop`, "[8 9 23]"},
		{`drop or arp and node eq "r1"`, "[8 9 23]"},
		{`arp && (node == "r1" || drop)`, "[8 9]"},
		{`!(frame || layer == 7)`, "[4 5 6 11 27]"},
		{`!!drop`, "[23]"},
		{`bob received "ell"`, "[19]"},
		{`bob printed "says"`, "[20]"},
		{`alice received "hello"`, "[]"},
	} {
		if got := matching(t, c.src); got != c.want {
			t.Errorf("%s matches %s, want %s", c.src, got, c.want)
		}
	}
}

// What speaks of a trace holds for no single event.
func TestMatchOfAClaim(t *testing.T) {
	e, err := Parse("never arp")
	if err != nil {
		t.Fatal(err)
	}
	ev := sample()[22]
	if e.Match(&ev) {
		t.Error("never arp matches a drop")
	}
}

// Only who asks for a header pays for the dissection, and once only.
func TestDissectsLazily(t *testing.T) {
	ev := sample()[11]
	for _, c := range []struct {
		src  string
		want bool
	}{
		{`node == "alice" && drop && ip`, false},
		{`node == "alice" && txstart && frame.len == 64`, false},
		{`ip`, true},
	} {
		e, err := ParseEvent(c.src)
		if err != nil {
			t.Fatal(err)
		}
		s := &subject{ev: &ev}
		e.pred.match(s)
		if s.dissected != c.want {
			t.Errorf("%s: dissected is %v", c.src, s.dissected)
		}
	}
	s := &subject{ev: &ev}
	if first, second := s.headers(), s.headers(); &first[0] != &second[0] {
		t.Error("dissected twice")
	}
}

func BenchmarkMatch(b *testing.B) {
	for _, c := range []struct{ name, src string }{
		{"own", `node == "r1" && layer == "network" && !drop`},
		{"header", `node == "r1" && ip.ttl == 63 && ip.src == 10.0.0.0/8`},
	} {
		b.Run(c.name, func(b *testing.B) {
			e, err := ParseEvent(c.src)
			if err != nil {
				b.Fatal(err)
			}
			ev := sample()[15]
			b.ReportAllocs()
			for b.Loop() {
				e.Match(&ev)
			}
		})
	}
}

package scenario

import (
	"testing"
	"time"
)

func TestParseFault(t *testing.T) {
	for _, c := range []struct {
		text  string
		want  Fault
		cable bool
	}{
		{"drop", Fault{Kind: Drop}, false},
		{" duplicate ", Fault{Kind: Duplicate}, false},
		{"delay 5 ms", Fault{Kind: Delay, Delay: 5 * time.Millisecond}, false},
		{"delay  1.5s", Fault{Kind: Delay, Delay: 1500 * time.Millisecond}, false},
		{"corrupt bit 17", Fault{Kind: Corrupt, Bit: 17}, false},
		{"corrupt bit 0", Fault{Kind: Corrupt}, false},
		{"set ip.ttl 3", Fault{Kind: Set, Field: "ip.ttl", Value: "3"}, false},
		{" set  eth.dst ff:ff:ff:ff:ff:ff  mend ", Fault{Kind: Set, Field: "eth.dst", Value: "ff:ff:ff:ff:ff:ff", Mended: true}, false},
		{"set byte 34 0x50", Fault{Kind: Set, Byte: 34, Value: "0x50"}, false},
		{"set data.data 0x48656c6c6f mend", Fault{Kind: Set, Field: "data.data", Value: "0x48656c6c6f", Mended: true}, false},
		{"cut", Fault{Kind: Cut}, true},
		{"mend", Fault{Kind: Mend}, true},
	} {
		got, err := ParseFault(c.text)
		if err != nil || got != c.want || got.Kind.OfCable() != c.cable {
			t.Errorf("%q: got %+v, %v", c.text, got, err)
		}
		if back, err := ParseFault(got.String()); err != nil || back != got {
			t.Errorf("%q: written %q, read %+v, %v", c.text, got, back, err)
		}
	}
	for _, text := range []string{"", "fly", "drop it", "delay", "delay 0 s", "delay 2 h", "corrupt", "corrupt bit", "corrupt bit x",
		"set", "set ip.ttl", "set byte 3", "set byte -1 3", "set byte 99999 3", "set byte 3 256", "set ip.ttl x", "set Ip 3", "set mend", "set ip.ttl 3 mend mend",
		"corrupt bit -1", "corrupt bit 73904", "corrupt bit 99999999999999999999", "corrupt byte 1"} {
		if f, err := ParseFault(text); err == nil {
			t.Errorf("%q: got %+v, want an error", text, f)
		}
	}
}

func TestParseDirection(t *testing.T) {
	for text, want := range map[string]Direction{
		"alice > r1":       {"alice", "r1", 0},
		" alice>r1 ":       {"alice", "r1", 0},
		"alice > r1 (2)":   {"alice", "r1", 1},
		"alice > r1(1)":    {"alice", "r1", 0},
		"a-b > c_d (1000)": {"a-b", "c_d", 999},
	} {
		got, err := ParseDirection(text)
		if err != nil || got != want {
			t.Errorf("%q: got %+v, %v", text, got, err)
		}
		if back, err := ParseDirection(got.String()); err != nil || back != got {
			t.Errorf("%q: written %q, read %+v, %v", text, got, back, err)
		}
	}
	for _, text := range []string{"", "alice", "alice r1", "> r1", "alice >", "alice > r1 (0)", "alice > r1 (", "alice > r1 (+2)",
		"alice > r1 ()", "alice > r1 (2) x", "alice > r1 > r2", "alice > r1 (99999999999)"} {
		if d, err := ParseDirection(text); err == nil {
			t.Errorf("%q: got %+v, want an error", text, d)
		}
	}
}

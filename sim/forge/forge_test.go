package forge_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/dissect"
	"encap/sim/forge"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// frames gives the frames of some lessons.
func frames(t testing.TB) (all [][]byte) {
	t.Helper()
	for _, name := range []string{"1-message-to-a-friend", "3-first-and-second-ping", "4-traceroute", "8-handshake", "10-closed-door"} {
		src, _ := scenarios.Source(name)
		s, problems := sim.Parse(name+".yaml", src)
		if err := problems.Err(); err != nil {
			t.Fatal(err)
		}
		run, err := sim.Open(s, sim.Options{Trace: trace.All})
		if err != nil {
			t.Fatal(err)
		}
		defer run.Close()
		if err := run.Finish(context.Background()); err != nil {
			t.Fatal(err)
		}
		for id := trace.ID(1); int(id) <= run.Len(); id++ {
			if e := run.Event(id); e.Kind == trace.TxStart {
				all = append(all, e.PDU)
			}
		}
	}
	return all
}

func parse(t testing.TB, text string) scenario.Fault {
	t.Helper()
	f, err := scenario.ParseFault(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// bad gives the fields of a frame that do not fit.
func bad(frame []byte) (names []string) {
	for _, p := range dissect.Dissect("eth", frame) {
		for _, f := range p.Fields {
			if f.Bad {
				names = append(names, f.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// What is written stands there afterwards; without mending the sums over it do
// not fit, with it all do.
func TestSet(t *testing.T) {
	for _, c := range []struct {
		text, field, shows string
		bad                []string // of a frame with the field
	}{
		{"set ip.ttl 3", "ip.ttl", "3", []string{"eth.fcs", "ip.checksum"}},
		{"set ip.dst 10.9.9.9", "ip.dst", "10.9.9.9", nil},
		{"set eth.dst 02:00:00:00:09:09", "eth.dst", "02:00:00:00:09:09", []string{"eth.fcs"}},
		{"set udp.dstport 53", "udp.dstport", "53", nil},
		{"set tcp.seq_raw 0x01020304", "tcp.seq_raw", "16909060", []string{"eth.fcs", "tcp.checksum"}},
		{"set tcp.flags.push true", "tcp.flags.push", "", nil},
		{"set icmp.seq 9", "icmp.seq", "9", []string{"eth.fcs", "icmp.checksum"}},
		{"set arp.opcode 2", "arp.opcode", "2 (reply)", nil},
	} {
		hit := 0
		for _, sent := range frames(t) {
			before := field(sent, c.field)
			quoting := field(sent, "icmp.type") != nil && field(sent, "icmp.seq") == nil
			if before == nil || quoting || c.shows != "" && before.Text == c.shows {
				continue
			}
			hit++
			frame := slices.Clone(sent)
			if err := forge.Set(frame, parse(t, c.text)); err != nil {
				t.Fatalf("%s: %v", c.text, err)
			}
			if f := field(frame, c.field); c.shows != "" && (f == nil || f.Text != c.shows) {
				t.Errorf("%s: there stands %+v", c.text, f)
			}
			if got := bad(frame); c.bad != nil && !slices.Equal(got, c.bad) {
				t.Errorf("%s: %v do not fit, want %v", c.text, got, c.bad)
			}
			if err := forge.Set(frame, parse(t, c.text+" mend")); err != nil {
				t.Fatal(err)
			}
			if got := bad(frame); len(got) > 0 {
				t.Errorf("%s mend: %v do not fit", c.text, got)
			}
		}
		if hit == 0 {
			t.Errorf("%s: no frame has the field", c.text)
		}
	}
}

func field(frame []byte, name string) *dissect.Field {
	pdus := dissect.Dissect("eth", frame)
	for i := range pdus {
		for j := range pdus[i].Fields {
			if f := &pdus[i].Fields[j]; f.Name == name {
				return f
			}
		}
	}
	return nil
}

// Mending a frame that is whole changes nothing: our sums are those of the
// stack.
func TestMendChangesNothing(t *testing.T) {
	for _, sent := range frames(t) {
		frame := slices.Clone(sent)
		if err := forge.Set(frame, parse(t, fmt.Sprintf("set byte 0 0x%02x mend", frame[0]))); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(frame, sent) {
			t.Errorf("mended:\n%x\n%x", frame, sent)
		}
	}
}

// What does not fit is refused, and nothing is changed.
func TestRefused(t *testing.T) {
	for _, text := range []string{"set tcp.seq_raw 1", "set ip.ttl 256", "set ip.dst 3", "set eth.dst 3", "set udp.stream 3", "set byte 9000 1",
		"set ip.hdr_len 21", "set ip.flags.df 2", "set data.data 0x00"} {
		frame := slices.Clone(frames(t)[2]) // a datagram
		before := slices.Clone(frame)
		if err := forge.Set(frame, parse(t, text)); err == nil {
			t.Errorf("%s: done", text)
		}
		if !bytes.Equal(frame, before) {
			t.Errorf("%s: refused, and done", text)
		}
	}
}

// A field that counts units takes what they come to.
func TestUnits(t *testing.T) {
	frame := slices.Clone(frames(t)[2])
	if err := forge.Set(frame, parse(t, "set ip.hdr_len 24")); err != nil || frame[14] != 0x46 {
		t.Errorf("the first byte of IP is %#x, %v", frame[14], err)
	}
}

func FuzzSet(f *testing.F) {
	f.Add([]byte{1, 2, 3}, "set ip.ttl 3 mend")
	for _, frame := range frames(f)[:4] {
		f.Add(frame, "set udp.dstport 3 mend")
	}
	f.Fuzz(func(t *testing.T, frame []byte, text string) {
		fault, err := scenario.ParseFault(text)
		if err != nil || fault.Kind != scenario.Set {
			return
		}
		n := len(frame)
		if forge.Set(frame, fault); len(frame) != n {
			t.Error("the frame has another length")
		}
	})
}

func Example() {
	frame := frames(&testing.T{})[2]
	fault, _ := scenario.ParseFault("set ip.ttl 3 mend")
	edited := slices.Clone(frame)
	fmt.Println(forge.Set(edited, fault), edited[22])
	// Output: <nil> 3
}

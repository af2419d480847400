package ipv4

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
)

// part makes a fragment from alice to us: the payload's bytes stand at an
// offset, and more says whether others follow.
func part(id int, at int, payload string, more bool) []byte {
	return packet(alice, own, payload, func(p []byte) {
		binary.BigEndian.PutUint16(p[4:], uint16(id))
		word := uint16(at / 8)
		if more {
			word |= flagMF
		}
		binary.BigEndian.PutUint16(p[6:], word)
	})
}

const (
	eightA = "aaaaaaaa"
	eightB = "bbbbbbbb"
	whole  = "10.0.1.2>10.0.1.1 ttl 64: aaaaaaaabbbbbbbbend"
)

// What happens to fragments, one after another. Each line is what comes and
// which rules are then obeyed.
func TestReassembly(t *testing.T) {
	first, second, last := part(1, 0, eightA, true), part(1, 8, eightB, true), part(1, 16, "end", false)
	type step struct {
		packet []byte
		what   string
		obeys  string
	}
	wait, done := "ForUs WaitForRest", "ForUs Whole"
	for name, steps := range map[string][]step{
		"in order":                 {{first, "", wait}, {second, "", wait}, {last, whole, done}},
		"backwards":                {{last, "", wait}, {second, "", wait}, {first, whole, done}},
		"the middle one last":      {{first, "", wait}, {last, "", wait}, {second, whole, done}},
		"the middle one first":     {{second, "", wait}, {first, "", wait}, {last, whole, done}},
		"one twice":                {{first, "", wait}, {first, "", "ForUs drop:RepeatedFragment"}, {second, "", wait}, {last, whole, done}},
		"the last twice":           {{last, "", wait}, {last, "", "ForUs drop:RepeatedFragment"}, {first, "", wait}, {second, whole, done}},
		"all once more":            {{first, "", wait}, {second, "", wait}, {last, whole, done}, {first, "", wait}, {second, "", wait}, {last, whole, done}},
		"a part of what is here":   {{part(1, 0, eightA+eightB, true), "", wait}, {second, "", "ForUs drop:RepeatedFragment"}, {last, whole, done}},
		"another packet's between": {{first, "", wait}, {part(2, 8, eightB, true), "", wait}, {last, "", wait}, {second, whole, done}},
		"an overlap, which takes all with it": {{first, "", wait}, {part(1, 0, eightA+eightB, true), "", "ForUs drop:Overlap drop:Overlap"},
			{second, "", wait}, {last, "", wait}, {first, whole, done}},
		"an overlap at the end":      {{second, "", wait}, {part(1, 0, eightA+eightA, true), "", "ForUs drop:Overlap drop:Overlap"}},
		"beyond the end":             {{last, "", wait}, {part(1, 24, eightB, true), "", "ForUs drop:Overlap drop:Overlap"}},
		"an end before what is here": {{part(1, 24, eightB, true), "", wait}, {last, "", "ForUs drop:Overlap drop:Overlap"}},
		"two ends":                   {{last, "", wait}, {part(1, 8, "end", false), "", "ForUs drop:Overlap drop:Overlap"}},
		"nothing in it":              {{part(1, 8, "", true), "", "ForUs drop:BadFragment"}},
		"no multiple of eight":       {{part(1, 0, "1234567", true), "", "ForUs drop:BadFragment"}},
	} {
		t.Run(name, func(t *testing.T) {
			n := newNode(t)
			for _, s := range steps {
				n.in(s.packet)
				n.expect(s.what, s.obeys)
			}
		})
	}
}

// A packet has at most 65535 bytes with its header, so the payload of 20 less
// is the longest.
func TestLongestWhole(t *testing.T) {
	for end, obeys := range map[int]string{65515: "ForUs WaitForRest", 65516: "ForUs drop:BadFragment"} {
		n := newNode(t)
		n.in(part(1, 65504, strings.Repeat("x", end-65504), false))
		n.expect("", obeys)
	}
}

// What does not come in a minute is given up. Only who has the first fragment
// knows what it was, and can tell.
func TestReassemblyTime(t *testing.T) {
	for _, c := range []struct {
		packet   []byte
		reported string
	}{
		{part(1, 0, eightA, true), "too slow 0 about 10.0.1.2>10.0.1.1 ttl 64 part 0+8+"},
		{part(1, 8, eightB, true), ""},
	} {
		n := newNode(t)
		n.in(c.packet)
		n.expect("", "ForUs WaitForRest")
		n.Advance(reassemblyTime - 1)
		n.expect("", "")
		n.Advance(1)
		n.expect(c.reported, "drop:ReassemblyTimeout")
		if n.Advance(time.Hour); len(n.Running()) > 0 || len(n.assemblies.byKey) > 0 {
			t.Error("something is left")
		}
	}
}

// However many packets are begun, what waits is bounded: the oldest go.
func TestReassemblyMemory(t *testing.T) {
	n := newNode(t)
	piece := strings.Repeat("x", 32768)
	for id := range 200 {
		n.in(part(id, 0, piece, true))
		if n.assemblies.held > maxHeld {
			t.Fatalf("%d bytes wait after %d packets", n.assemblies.held, id+1)
		}
	}
	if !strings.HasSuffix(n.Obeyed(), "ForUs WaitForRest drop:ReassemblyFull") {
		t.Error("nothing was given up")
	}
	if n.in(part(199, 32768, "end", false)); len(n.got) != 1 {
		t.Error("the newest was given up")
	}
	n.Advance(time.Hour)
	if n.assemblies.held != 0 || len(n.assemblies.order) != 0 {
		t.Errorf("%d bytes wait for ever", n.assemblies.held)
	}
}

// Congestion that one fragment has met is known of the whole packet.
func TestReassemblyKeepsCongestion(t *testing.T) {
	n := newNode(t)
	var tos uint8
	n.Handle(254, reader(func(p osi.Path) { tos = p.TOS }))
	for i, mark := range []byte{2, 3, 2} {
		p := part(7, 8*i, eightA, i < 2)
		p[1], p[9] = 0x28|mark, 254
		sum(p[:HeaderLen])
		n.in(p)
	}
	if tos != 0x2b {
		t.Errorf("the type of service is %#x, want 0x2b", tos)
	}
}

type reader func(p osi.Path)

func (r reader) Receive(p osi.Path, _ []byte) { r(p) }

// Whatever a packet is cut into, once or again at narrower links, and in
// whatever order its pieces come, some of them twice: it is the same packet.
func TestAnyPermutationOfFragments(t *testing.T) {
	for seed := range uint64(300) {
		chance := rand.New(rand.NewPCG(seed, 0))
		n := newNode(t)
		payload := make([]byte, 1+chance.IntN(9000))
		for i := range payload {
			payload[i] = 'a' + byte(chance.IntN(26))
		}
		pieces := [][]byte{packet(alice, own, string(payload), func(p []byte) { p[6] = 0; p[4] = byte(seed) })}
		for mtu := 1500; mtu > 100; mtu -= 50 + chance.IntN(1000) {
			var narrower [][]byte
			for _, p := range pieces {
				if len(p) <= mtu {
					narrower = append(narrower, p)
					continue
				}
				n.fragment(p, mtu, func(b *codec.Buffer) { narrower = append(narrower, bytes.Clone(b.Bytes())) })
			}
			pieces = narrower
		}
		for n := chance.IntN(3); n > 0 && len(pieces) > 3; n-- {
			pieces = append(pieces, pieces[chance.IntN(len(pieces))])
		}
		chance.Shuffle(len(pieces), func(i, j int) { pieces[i], pieces[j] = pieces[j], pieces[i] })
		for _, p := range pieces {
			n.in(p)
		}
		want := fmt.Sprintf("%v>%v ttl 64: %s", alice, own, payload)
		if !slices.Contains(n.got, want) || len(n.got) != 1 {
			t.Fatalf("seed %d: of %d bytes in %d pieces came %.60q", seed, len(payload), len(pieces), n.got)
		}
		n.Obeyed()
	}
}

// No fragments do harm, and what is handed up is never longer than a packet.
func FuzzReassembly(f *testing.F) {
	f.Add([]byte{0, 0, 8, 1, 0, 8, 3, 0})
	f.Add([]byte{0, 0, 16, 1, 0, 8, 8, 1, 0, 1, 5, 0})
	f.Fuzz(func(t *testing.T, script []byte) {
		n := newNode(t)
		for len(script) >= 4 {
			n.in(part(int(script[3]>>1)&1, 8*int(script[0])<<8|8*int(script[1]), strings.Repeat("x", int(script[2])), script[3]&1 != 0))
			script = script[4:]
		}
		for _, a := range n.assemblies.order {
			if len(a.holes) == 0 || a.vars.Fragments != len(a.pieces) {
				t.Errorf("%+v waits with %d pieces", a.vars, len(a.pieces))
			}
		}
		n.Advance(time.Hour)
		if n.assemblies.held != 0 || len(n.Running()) > 0 {
			t.Error("something is left")
		}
	})
}

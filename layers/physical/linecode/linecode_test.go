package linecode_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"encap/layers/physical/linecode"
)

func levelsOf(cells []linecode.Cell) (all [][2]linecode.Level) {
	for _, c := range cells {
		all = append(all, c.Levels)
	}
	return all
}

// picture draws the levels of a byte's cells: two signs for each cell.
func picture(cells []linecode.Cell, of int) string {
	var b strings.Builder
	for _, c := range cells {
		if c.Byte == of {
			for _, l := range c.Levels {
				b.WriteByte("-0+"[l+1])
			}
		}
	}
	return b.String()
}

// Bytes whose levels everybody can write down: 0x35 is sent as 1 0 1 0 1 1 0 0.
func TestByHand(t *testing.T) {
	for code, want := range map[linecode.Code]string{
		linecode.NRZL:       "++--++--++++----",
		linecode.Manchester: "-++--++--+-++-+-",
	} {
		if got := picture(code.Encode([]byte{0x35}), 0); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	// NRZI changes at each one. The preamble has 28 ones before the delimiter,
	// which has five: 33 changes from low, so the byte begins high.
	if got, want := picture(linecode.NRZI.Encode([]byte{0x35}), 0), "----++++--++++++"; got != want {
		t.Errorf("nrzi: %s, want %s", got, want)
	}
	// The preamble in Manchester code is a square wave of half the rate.
	if got, want := picture(linecode.Manchester.Encode([]byte{0}), -8), "-++--++--++--++-"; got != want {
		t.Errorf("preamble: %s, want %s", got, want)
	}
}

// The groups of IEEE 802.3 §24.2.2.1 as they are sent, before the cipher.
func TestGroups(t *testing.T) {
	cells := linecode.MLT3.Encode([]byte{0x0f, 0xe1})
	var names, bits []string
	for i := 0; i+5 <= len(cells); i += 5 {
		names = append(names, cells[i].Group)
		b := ""
		for _, c := range cells[i : i+5] {
			b += fmt.Sprint(c.Bit)
		}
		bits = append(bits, b)
	}
	if got := strings.Join(names[:25], ""); got != "IIIJK"+"555555555555"+"5D"+"F01E"+"TR" {
		t.Errorf("groups %s", got)
	}
	if got, want := strings.Join(bits[2:6], " ")+" "+strings.Join(bits[17:25], " "), "11111 11000 10001 01011 01011 11011 11101 11110 01001 11100 01101 00111"; got != want {
		t.Errorf("bits %s\nwant %s", got, want)
	}
	if got := len(cells); got != 5*(3+2*(8+2+12)) {
		t.Errorf("%d cells", got)
	}
}

// The key of the cipher repeats after 2047 bits and not before: its polynomial
// is primitive. An idle cable shows it.
func TestCipher(t *testing.T) {
	cells := linecode.MLT3.Encode(make([]byte, 1500))
	var key []byte
	for _, c := range cells {
		key = append(key, c.Bit^c.Coded)
	}
	for i := range len(key) - 11 {
		if key[i+11] != key[i]^key[i+2] {
			t.Fatalf("bit %d of the key is not the sum of the 11th and the 9th before it", i+11)
		}
	}
	for period := range 2047 {
		if period > 0 && bytes.Equal(key[:60], key[period:period+60]) {
			t.Fatalf("the key repeats after %d bits", period)
		}
	}
	if !bytes.Equal(key[:3000], key[2047:5047]) {
		t.Error("the key does not repeat after 2047 bits")
	}
}

// Each code gives back what was written.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, k := range linecode.Codes {
		for n := range 200 {
			frame := make([]byte, n*7%1500)
			for i := range frame {
				frame[i] = byte(r.Uint32() >> (n % 3 * 8)) // of some only the lower bits
			}
			cells := k.Code.Encode(frame)
			got, err := k.Code.Decode(levelsOf(cells))
			if err != nil || !bytes.Equal(got, frame) {
				t.Fatalf("%s, %d bytes: %v, %x", k.Code, len(frame), err, got)
			}
		}
	}
}

// One half of a cell that is turned over is a violation of Manchester and of
// MLT-3; NRZ-L does not notice if the whole cell is.
func TestDamage(t *testing.T) {
	frame := []byte("sixty-four bytes or so of a frame, of which some are spaces: end")
	for _, k := range linecode.Codes {
		cells := k.Code.Encode(frame)
		for i := range cells {
			if cells[i].Byte < 0 || cells[i].Byte >= len(frame) {
				continue
			}
			levels := levelsOf(cells)
			if levels[i][1] = -levels[i][1]; levels[i][1] == 0 {
				levels[i][1] = 1
			}
			var v *linecode.Violation
			if _, err := k.Code.Decode(levels); !errors.As(err, &v) || v.Cell != i {
				t.Fatalf("%s: half of cell %d is turned over: %v", k.Code, i, err)
			}
		}
	}
	levels := levelsOf(linecode.NRZL.Encode(frame))
	levels[8*8] = [2]linecode.Level{-levels[8*8][0], -levels[8*8][1]}
	if got, err := linecode.NRZL.Decode(levels); err != nil || got[0] != frame[0]^1 || !bytes.Equal(got[1:], frame[1:]) {
		t.Errorf("nrz-l: %v, %q", err, got)
	}
}

// What each code is good for, in numbers: a frame of noughts has no edges in
// NRZ, each bit one in Manchester, and the cipher makes it like any other.
func TestMeasure(t *testing.T) {
	noughts := make([]byte, 1000)
	longest := map[linecode.Code]int{}
	for _, k := range linecode.Codes {
		f := linecode.Measure(k.Code.Encode(noughts))
		longest[k.Code] = f.Longest
		if k.Code == linecode.Manchester && (f.Balance != 0 || f.Edges < f.Cells || f.Longest != 2) {
			t.Errorf("manchester: %+v", f)
		}
		if k.Code == linecode.MLT3 && (f.Longest > 2*30 || f.Balance > f.Cells/10 || -f.Balance > f.Cells/10 || f.Edges > f.Cells*6/10) {
			t.Errorf("mlt-3: %+v", f)
		}
	}
	if longest[linecode.NRZL] < 16000 || longest[linecode.NRZI] < 16000 {
		t.Errorf("longest without an edge: %v", longest)
	}
}

func FuzzDecode(f *testing.F) {
	for n, k := range linecode.Codes {
		var all []byte
		for _, c := range k.Code.Encode([]byte("seed")) {
			all = append(all, byte(c.Levels[0]+1)|byte(c.Levels[1]+1)<<2)
		}
		f.Add(n, all)
	}
	f.Fuzz(func(t *testing.T, n int, in []byte) {
		code := linecode.Codes[((n%4)+4)%4].Code
		levels := make([][2]linecode.Level, len(in))
		for i, b := range in {
			levels[i] = [2]linecode.Level{linecode.Level(b&3) - 1, linecode.Level(b>>2&3) - 1}
		}
		frame, err := code.Decode(levels)
		var v *linecode.Violation
		if err != nil && !errors.As(err, &v) {
			t.Fatalf("an error that is no violation: %v", err)
		}
		if err != nil {
			return
		}
		again, err := code.Decode(levelsOf(code.Encode(frame)))
		if err != nil || !bytes.Equal(again, frame) {
			t.Fatalf("%x, written and read: %v, %x", frame, err, again)
		}
	})
}

func ExampleCode_Encode() {
	for _, c := range linecode.Manchester.Encode([]byte{0x41}) {
		if c.Byte == 0 {
			fmt.Print(c.Bit, map[bool]string{true: "↑ ", false: "↓ "}[c.Levels[1] > 0])
		}
	}
	// Output: 1↑ 0↓ 0↓ 0↓ 0↓ 0↓ 1↑ 0↓
}

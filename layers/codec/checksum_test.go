package codec

import (
	"encoding/binary"
	"math/rand/v2"
	"net/netip"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

// naive is the checksum as RFC 1071 §4.1 writes it down: one 16-bit word at a
// time.
func naive(data []byte) uint16 {
	var sum uint32
	for len(data) > 1 {
		sum += uint32(data[0])<<8 | uint32(data[1])
		data = data[2:]
	}
	if len(data) == 1 {
		sum += uint32(data[0]) << 8
	}
	for sum>>16 > 0 {
		sum = sum&0xffff + sum>>16
	}
	return ^uint16(sum)
}

func TestChecksumKnown(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		want uint16
	}{
		{"empty", nil, 0xffff},
		{"zeros", make([]byte, 100), 0xffff},
		{"the example of RFC 1071 §3", []byte{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7}, ^uint16(0xddf2)},
		{"an odd byte counts as the high one", []byte{0x12}, ^uint16(0x1200)},
		{"an IPv4 header with its checksum", []byte{0x45, 0, 0, 0x1c, 0, 0, 0, 0, 64, 17, 0x63, 0xce, 10, 0, 1, 2, 10, 0, 2, 2}, 0},
	} {
		if got := Checksum(c.data); got != c.want {
			t.Errorf("%s: got %#04x, want %#04x", c.name, got, c.want)
		}
	}
}

// TestChecksumEqualsNaive tries every length up to 200, and long runs of ones,
// where all the carries happen.
func TestChecksumEqualsNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		for range 20 {
			data := make([]byte, n)
			for i := range data {
				data[i] = byte(r.Uint32()) | byte(-int(r.Uint32()&1))
			}
			if got, want := Checksum(data), naive(data); got != want {
				t.Fatalf("%d bytes % x: got %#04x, want %#04x", n, data, got, want)
			}
		}
	}
	ones := make([]byte, 65535)
	for i := range ones {
		ones[i] = 0xff
	}
	for _, n := range []int{1, 2, 31, 32, 33, 1500, 65534, 65535} {
		if got, want := Checksum(ones[:n]), naive(ones[:n]); got != want {
			t.Errorf("%d ones: got %#04x, want %#04x", n, got, want)
		}
	}
}

func TestPseudoHeader(t *testing.T) {
	for _, c := range []struct {
		src, dst string
		proto    uint8
		length   int
	}{
		{"10.0.1.2", "10.0.2.2", 17, 13},
		{"255.255.255.255", "255.255.255.255", 255, 65535},
		{"2001:db8::1", "ff02::1:ff00:2", 58, 70000},
		{"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::", 6, 1},
	} {
		src, dst := netip.MustParseAddr(c.src), netip.MustParseAddr(c.dst)
		// The pseudo header written out (RFC 8200 §8.1; for IPv4 the length
		// field is shorter, which adds up to the same).
		bytes := append(src.AsSlice(), dst.AsSlice()...)
		bytes = binary.BigEndian.AppendUint32(bytes, uint32(c.length))
		bytes = append(bytes, 0, 0, 0, c.proto)
		if got, want := Fold(PseudoHeader(src, dst, c.proto, c.length)), naive(bytes); got != want {
			t.Errorf("%s > %s: got %#04x, want %#04x", c.src, c.dst, got, want)
		}
	}
}

// FuzzChecksum cuts the data in two at any even place: sums may be continued.
func FuzzChecksum(f *testing.F) {
	f.Add([]byte("hello"), uint16(2))
	f.Add([]byte{0xff, 0xff, 0, 1}, uint16(0))
	f.Fuzz(func(t *testing.T, data []byte, at uint16) {
		want := naive(data)
		if got := Checksum(data); got != want {
			t.Fatalf("whole: got %#04x, want %#04x", got, want)
		}
		cut := min(int(at), len(data)) &^ 1
		if got := Fold(Sum(Sum(0, data[:cut]), data[cut:])); got != want {
			t.Fatalf("cut at %d: got %#04x, want %#04x", cut, got, want)
		}
	})
}

func BenchmarkChecksum1460(b *testing.B) {
	data := make([]byte, 1460)
	b.SetBytes(1460)
	for b.Loop() {
		Checksum(data)
	}
}

// BenchmarkChecksumGopacket1460 is what gopacket's own sum costs: it is only
// reachable through a whole ICMP header.
func BenchmarkChecksumGopacket1460(b *testing.B) {
	buf := NewBuffer(make([]byte, 1452))
	icmp := &layers.ICMPv4{}
	b.SetBytes(1460)
	for b.Loop() {
		start := buf.start
		if err := icmp.SerializeTo(buf, gopacket.SerializeOptions{ComputeChecksums: true}); err != nil {
			b.Fatal(err)
		}
		buf.start = start
	}
}

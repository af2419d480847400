package codec

import (
	"bytes"
	"net"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

func addr(last byte) net.IP { return net.IP{10, 0, 1, last} }

func TestEncode(t *testing.T) {
	for _, c := range []struct {
		name    string
		l       gopacket.SerializableLayer
		payload int
		want    string // the header
		err     string
	}{
		{"UDP", &layers.UDP{SrcPort: 5000, DstPort: 5001, Checksum: 0xabcd}, 2, "13881389000aabcd", ""},
		{"UDP of all lengths", &layers.UDP{SrcPort: 1, DstPort: 2}, 65527, "00010002ffff0000", ""},
		{"UDP too long", &layers.UDP{}, 65528, "", "udp: length 65536, want at most 65535"},

		{"IPv4", &layers.IPv4{Version: 4, TTL: 64, Protocol: 17, SrcIP: addr(2), DstIP: addr(3)}, 8,
			"4500001c 00000000 40110000 0a000102 0a000103", ""},
		{"IPv4 with an option is filled up with zeroes",
			&layers.IPv4{Version: 4, SrcIP: addr(2), DstIP: addr(3), Options: []layers.IPv4Option{{OptionType: 7, OptionLength: 3, OptionData: []byte{4}}}}, 0,
			"46000018 00000000 00000000 0a000102 0a000103 07030400", ""},
		{"IPv4 too long", &layers.IPv4{Version: 4, SrcIP: addr(2), DstIP: addr(3)}, 65516, "", "ipv4: total length 65536, want at most 65535"},
		{"IPv4 of no version", &layers.IPv4{SrcIP: addr(2), DstIP: addr(3)}, 0, "", "ipv4: version 0, want 4"},
		{"IPv4 far away", &layers.IPv4{Version: 4, FragOffset: 8192}, 0, "", "ipv4: fragment offset 8192, want less than 8192"},
		{"IPv4 flags", &layers.IPv4{Version: 4, Flags: 8}, 0, "", "ipv4: flags of more than three bits"},
		{"IPv4 with too many options",
			&layers.IPv4{Version: 4, Options: []layers.IPv4Option{{OptionType: 7, OptionLength: 41, OptionData: make([]byte, 39)}}}, 0, "", "ipv4: options of 41 bytes, want at most 40"},
		{"IPv4 with so many options that eight bits do not count them",
			&layers.IPv4{Version: 4, Options: []layers.IPv4Option{
				{OptionType: 7, OptionLength: 255, OptionData: make([]byte, 253)}, {OptionType: 1}, {OptionType: 0}}}, 0, "",
			"ipv4: options of 257 bytes, want at most 40"},
		{"IPv4 with an option of length 1", &layers.IPv4{Version: 4, Options: []layers.IPv4Option{{OptionType: 7, OptionLength: 1}}}, 0, "",
			"ipv4: option 7 has length 1, want 2"},
		{"IPv4 without an address", &layers.IPv4{Version: 4, SrcIP: addr(2)}, 0, "",
			"ipv4: Invalid destination IPv4 address (wrong length of 0 bytes instead of 4)"},

		{"ARP with huge addresses", &layers.ARP{SourceHwAddress: make([]byte, 17)}, 0, "", "arp: addresses of 17 and 0 bytes, want at most 16"},
		{"ARP of unlike addresses", &layers.ARP{SourceHwAddress: make([]byte, 6)}, 0, "", "arp: mismatched hardware address sizes"},
		{"a nil layer", (*layers.ICMPv4)(nil), 0, "", "icmp: cannot write the header: runtime error: invalid memory address or nil pointer dereference"},
	} {
		payload := bytes.Repeat([]byte{0xee}, c.payload)
		b := NewBuffer(payload)
		err := Encode(c.l, b)
		if got := message(err); got != c.err {
			t.Errorf("%s: got error %q, want %q", c.name, got, c.err)
			continue
		}
		want := append(unhex(c.want), payload...)
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s: got % x, want % x", c.name, b.Bytes()[:min(64, b.Len())], want[:min(64, len(want))])
		}
	}
}

// TestEncodePadsFrames: gopacket fills a short frame up to 60 bytes, for which
// the buffer has room.
func TestEncodePadsFrames(t *testing.T) {
	b := NewBuffer(nil)
	eth := &layers.Ethernet{DstMAC: make([]byte, 6), SrcMAC: make([]byte, 6), EthernetType: layers.EthernetTypeARP}
	if err := Encode(eth, b); err != nil {
		t.Fatal(err)
	}
	if b.Len() != 60 {
		t.Errorf("%d bytes, want 60", b.Len())
	}
	b.Append(4) // the FCS still fits
}

func TestEncodeWithoutHeadroom(t *testing.T) {
	b := NewBuffer([]byte("x"))
	b.Prepend(Headroom - 7)
	before := b.Len()
	err := Encode(&layers.UDP{}, b)
	if want := "udp: codec: 8 bytes do not fit in front: 7 are free"; message(err) != want {
		t.Errorf("got %q, want %q", message(err), want)
	}
	if b.Len() != before {
		t.Errorf("the buffer changed from %d to %d bytes", before, b.Len())
	}
}

func TestEncodeAllocatesNothing(t *testing.T) {
	ip := &layers.IPv4{Version: 4, SrcIP: addr(2), DstIP: addr(3)}
	udp := &layers.UDP{SrcPort: 1, DstPort: 2}
	b := NewBuffer([]byte("hello"))
	n := testing.AllocsPerRun(100, func() {
		start := b.start
		if Encode(udp, b) != nil || Encode(ip, b) != nil {
			t.Fatal("a good header is an error")
		}
		b.start = start
	})
	if n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func BenchmarkEncodeUDPFrame(b *testing.B) {
	eth := &layers.Ethernet{DstMAC: make([]byte, 6), SrcMAC: make([]byte, 6), EthernetType: layers.EthernetTypeIPv4}
	ip := &layers.IPv4{Version: 4, SrcIP: addr(2), DstIP: addr(3)}
	udp := &layers.UDP{SrcPort: 1, DstPort: 2}
	buf := NewBuffer(make([]byte, 1000))
	start, end := buf.start, buf.end
	b.ReportAllocs()
	for b.Loop() {
		if Encode(udp, buf) != nil || Encode(ip, buf) != nil || Encode(eth, buf) != nil {
			b.Fatal("a good frame is an error")
		}
		buf.start, buf.end = start, end
	}
}

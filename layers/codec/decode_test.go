package codec

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

func unhex(s string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		panic(err)
	}
	return b
}

const (
	goodEthernet = "020000000200 020000000100 0800 aabb"
	goodARP      = "0001 0800 06 04 0001 020000000100 0a000102 000000000000 0a000103"
	goodIPv4     = "4500001c 00004000 40110000 0a000102 0a000202 13881388 0008 0000"
	goodICMP     = "0800 0000 0001 0002 61"
	goodUDP      = "1388 1389 000a 0000 6869"
)

func TestDecode(t *testing.T) {
	eth, arp, ip, icmp, udp := new(layers.Ethernet), new(layers.ARP), new(layers.IPv4), new(layers.ICMPv4), new(layers.UDP)
	for _, c := range []struct {
		l       gopacket.DecodingLayer
		data    string
		payload string
		err     string // "" when all is well
	}{
		{eth, goodEthernet, "aabb", ""},
		{eth, "020000000200 020000000100 0002 aabb 0000", "aabb", ""},
		{eth, "020000000200 020000000100 08", "", "ethernet: 13 bytes, the header needs 14"},
		{eth, "020000000200 020000000100 0003 aabb", "", "ethernet: length 3 at byte 12, but 2 bytes follow"},

		{arp, goodARP + "0000", "0000", ""},
		{arp, "0007 88b5 01 02 0001 aa bbbb cc dddd", "", ""},
		{arp, "0001 0800 06 04 00", "", "arp: 7 bytes, the header needs 8"},
		{arp, goodARP[:len(goodARP)-2], "", "arp: 27 bytes, the header needs 28"},
		{arp, "0101 0800 06 04 0001", "", "arp: hardware type 257 at byte 0, want at most 255"},
		{arp, "0001 0800 08 04 0001", "", "arp: hardware address length 8 at byte 4, want 6"},
		{arp, "0001 0800 06 10 0001", "", "arp: protocol address length 16 at byte 5, want 4"},
		{arp, "0007 0800 ff 04 0001", "", "arp: hardware address length 255 at byte 4, want at most 16"},
		{arp, "0001 88b5 06 80 0001", "", "arp: protocol address length 128 at byte 5, want at most 16"},

		{ip, goodIPv4 + "0000", "1388138800080000", ""},
		{ip, "46000018 00000000 40110000 0a000102 0a000202 01010100", "", ""},
		{ip, "46000018 00000000 40110000 0a000102 0a000202 94040000", "", ""},
		{ip, goodIPv4[:40], "", "ipv4: 18 bytes, the header needs 20"},
		{ip, "6" + goodIPv4[1:], "", "ipv4: version 6 at byte 0, want 4"},
		{ip, "43" + goodIPv4[2:], "", "ipv4: header length 3 at byte 0, want at least 5"},
		{ip, "45000013" + goodIPv4[8:], "", "ipv4: total length 19 at byte 2, want at least the header's 20"},
		{ip, "45000000" + goodIPv4[8:], "", "ipv4: total length 0 at byte 2, want at least the header's 20"},
		{ip, "4500001d" + goodIPv4[8:], "", "ipv4: total length 29 at byte 2, but there are 28 bytes"},
		{ip, "46000018 00000000 40110000 0a000102 0a000202 94050000", "", "ipv4: option length 5 at byte 21, want 2 to 4"},
		{ip, "46000018 00000000 40110000 0a000102 0a000202 94010000", "", "ipv4: option length 1 at byte 21, want 2 to 4"},
		{ip, "46000018 00000000 40110000 0a000102 0a000202 01010194", "", "ipv4: option 148 at byte 23 has no length"},

		{icmp, goodICMP, "61", ""},
		{icmp, goodICMP[:17], "", "icmp: 7 bytes, the header needs 8"},

		{udp, goodUDP + "00", "6869", ""},
		{udp, "1388 1389 0008 00", "", "udp: 7 bytes, the header needs 8"},
		{udp, "1388 1389 0007 0000", "", "udp: length 7 at byte 4, want at least 8"},
		{udp, "1388 1389 0000 0000", "", "udp: length 0 at byte 4, want at least 8"},
		{udp, "1388 1389 0009 0000", "", "udp: length 9 at byte 4, but there are 8 bytes"},

		{&layers.Dot1Q{}, "000a 08", "", "*layers.Dot1Q: cannot read 3 bytes: the data end before the header says"},
	} {
		err := Decode(c.l, unhex(c.data))
		if got := message(err); got != c.err {
			t.Errorf("%T %s: got error %q, want %q", c.l, c.data, got, c.err)
			continue
		}
		if err == nil && !bytes.Equal(c.l.LayerPayload(), unhex(c.payload)) {
			t.Errorf("%T %s: payload % x, want %s", c.l, c.data, c.l.LayerPayload(), c.payload)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// broken is a decoder that fails as gopacket's do on hostile bytes.
type broken struct{ layers.UDP }

func (*broken) DecodeFromBytes(data []byte, _ gopacket.DecodeFeedback) error {
	_ = data[len(data)]
	return nil
}

func TestDecodeSurvivesPanics(t *testing.T) {
	err := Decode(&broken{}, []byte{1})
	if want := "*codec.broken: cannot read 1 bytes: runtime error: index out of range [1] with length 1"; message(err) != want {
		t.Errorf("got %q, want %q", message(err), want)
	}
}

func TestDecodeIsBounded(t *testing.T) {
	err := Decode(&layers.Ethernet{}, make([]byte, maxData+1))
	if want := "ethernet: 65537 bytes, at most 65536 are read"; message(err) != want {
		t.Errorf("got %q, want %q", message(err), want)
	}
}

// TestPortsMeanPayload: no port number chooses a decoder.
func TestPortsMeanPayload(t *testing.T) {
	for p := range 1 << 16 {
		if l := layers.UDPPort(p).LayerType(); l != gopacket.LayerTypePayload {
			t.Errorf("UDP port %d means %v", p, l)
		}
		if l := layers.TCPPort(p).LayerType(); l != gopacket.LayerTypePayload {
			t.Errorf("TCP port %d means %v", p, l)
		}
	}
}

func TestDecodeAllocatesNothing(t *testing.T) {
	var eth layers.Ethernet
	var ip layers.IPv4
	var udp layers.UDP
	frame, packet, datagram := unhex(goodEthernet), unhex(goodIPv4), unhex(goodUDP)
	n := testing.AllocsPerRun(100, func() {
		if Decode(&eth, frame) != nil || Decode(&ip, packet) != nil || Decode(&udp, datagram) != nil {
			t.Fatal("a good header is an error")
		}
	})
	if n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

// both is what our headers can do: be read and be written.
type both interface {
	gopacket.DecodingLayer
	gopacket.SerializableLayer
	LayerContents() []byte
}

// FuzzDecode: no bytes do harm, and what can be read is written as it was.
func FuzzDecode(f *testing.F) {
	for kind, s := range []string{goodEthernet, goodARP, goodIPv4, goodICMP, goodUDP, "200a 0800 aabb"} {
		f.Add(uint8(kind), unhex(s))
	}
	f.Add(uint8(2), unhex("46000018 00000000 40110000 0a000102 0a000202 94050000"))
	f.Add(uint8(1), unhex("0007 88b5 10 10 0001"))
	f.Add(uint8(1), unhex("3030 3030 00 00 3030"))
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		l := []both{&layers.Ethernet{}, &layers.ARP{}, &layers.IPv4{}, &layers.ICMPv4{}, &layers.UDP{}, &layers.Dot1Q{}}[kind%6]
		if Decode(l, data) != nil {
			return
		}
		header, payload := l.LayerContents(), l.LayerPayload()
		if len(header)+len(payload) > len(data) {
			t.Fatalf("header %d and payload %d bytes out of %d", len(header), len(payload), len(data))
		}
		if ip, ok := l.(*layers.IPv4); ok && len(ip.Options) > 0 {
			return // what stands behind the end of the options is not kept
		}
		b := NewBuffer(payload)
		if err := Encode(l, b); err != nil {
			t.Fatalf("% x: %v", header, err)
		}
		n := len(header) + len(payload)
		if !bytes.Equal(b.Bytes()[:n], data[:n]) {
			t.Fatalf("got % x, want % x", b.Bytes()[:n], data[:n])
		}
	})
}

func BenchmarkDecodeUDPFrame(b *testing.B) {
	var eth layers.Ethernet
	var ip layers.IPv4
	var udp layers.UDP
	frame := unhex("020000000200 020000000100 0800" + goodIPv4)
	b.ReportAllocs()
	for b.Loop() {
		if Decode(&eth, frame) != nil || Decode(&ip, eth.Payload) != nil || Decode(&udp, ip.Payload) != nil {
			b.Fatal("a good frame is an error")
		}
	}
}

package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/sim/trace"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

// events is a trace made by hand.
type events []*trace.Event

func (e events) Len() int                       { return len(e) }
func (e events) Event(id trace.ID) *trace.Event { return e[id-1] }

// run is a datagram's way from alice over a switch to bob, with the events
// around it that are not exported. The last frame is damaged on its way.
func run(t testing.TB) events {
	good := helloFrame(t)
	damaged := bytes.Clone(good)
	damaged[44] ^= 4
	ms := func(n int) osi.Instant { return osi.Instant(n) * osi.Instant(time.Millisecond) }
	list := events{
		{Kind: trace.Act, Text: "message send bob:40000 hello"},
		{Kind: trace.Send, Node: "alice", Layer: osi.Link, Proto: "eth", PDU: good},
		{Kind: trace.TxStart, Node: "alice", Port: "eth0", At: ms(10), Until: ms(11), PDU: good},
		{Kind: trace.Arrival, Node: "s1", Port: "eth0", At: ms(13), PDU: good},
		{Kind: trace.TxStart, Node: "s1", Port: "eth1", At: ms(13) + 1, PDU: good},
		{Kind: trace.Arrival, Node: "bob", Port: "eth0", At: ms(20) + 344_001, PDU: damaged},
		{Kind: trace.Drop, Node: "bob", Port: "eth0", At: ms(20) + 344_001, PDU: damaged},
	}
	for i, e := range list {
		e.ID = trace.ID(i + 1)
	}
	return list
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// helloFrame is "hello" in UDP in IP in Ethernet, padded, with its FCS.
func helloFrame(t testing.TB) []byte {
	b := codec.NewBuffer([]byte("hello"))
	put := func(l gopacket.SerializableLayer) { t.Helper(); must(t, codec.Encode(l, b)) }
	src, dst := netip.MustParseAddr("10.0.1.2"), netip.MustParseAddr("10.0.1.3")
	put(&layers.UDP{SrcPort: 40001, DstPort: 40000})
	binary.BigEndian.PutUint16(b.Bytes()[6:], codec.Fold(codec.Sum(codec.PseudoHeader(src, dst, 17, b.Len()), b.Bytes())))
	put(&layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocolUDP, SrcIP: src.AsSlice(), DstIP: dst.AsSlice()})
	binary.BigEndian.PutUint16(b.Bytes()[10:], codec.Checksum(b.Bytes()[:20]))
	put(&layers.Ethernet{DstMAC: []byte{2, 0, 0, 0, 2, 0}, SrcMAC: []byte{2, 0, 0, 0, 1, 0}, EthernetType: layers.EthernetTypeIPv4})
	ethernet.AppendFCS(b)
	return b.Bytes()
}

func comment(e *trace.Event) string {
	if e.Kind == trace.Arrival {
		return ""
	}
	return "The port is free, so the frame leaves at once (IEEE 802.3 §4.2.8)."
}

var options = Options{
	Scenario: "hello", Seed: 7,
	Ends: []End{{"alice", "eth0", 100_000_000}, {"s1", "eth0", 100_000_000}, {"s1", "eth1", 1_000_000_000}},
	Names: []Name{{netip.MustParseAddr("10.0.1.2"), "alice"}, {netip.MustParseAddr("10.0.1.3"), "bob"},
		{netip.MustParseAddr("fd00::1"), "alice"}},
}

func export(t testing.TB) []byte {
	var file bytes.Buffer
	must(t, Export(&file, run(t), comment, options))
	return file.Bytes()
}

func TestExport(t *testing.T) {
	packets, err := Read(bytes.NewReader(export(t)))
	must(t, err)
	why := comment(&trace.Event{})
	var got []string
	for _, p := range packets {
		got = append(got, fmt.Sprintf("%d %s %v %d %d/%d fcs %d %q", p.ID, p.Interface, p.At, p.Direction, len(p.Data), p.Length, p.FCS, p.Comment))
	}
	want := []string{
		fmt.Sprintf("3 alice eth0 10.000 ms 2 64/64 fcs 4 %q", why),
		`4 s1 eth0 13.000 ms 1 64/64 fcs 4 ""`,
		fmt.Sprintf("5 s1 eth1 13.000001 ms 2 64/64 fcs 4 %q", why),
		`6 bob eth0 20.344001 ms 1 64/64 fcs 4 ""`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestExportIsPure: the same trace gives the same bytes.
func TestExportIsPure(t *testing.T) {
	if !bytes.Equal(export(t), export(t)) {
		t.Error("two exports of one trace differ")
	}
}

func TestReadBack(t *testing.T) {
	want := []Packet{
		{Interface: "alice eth0", Data: []byte{1}, Length: 1},
		{Interface: "bob eth0", At: 4_000_000_000_000_000_001, Data: []byte{1, 2, 3, 4}, Length: 1500, FCS: 4, Direction: Inbound, ID: 1<<64 - 1, Comment: "grüße\nvon alice"},
		{Interface: "alice eth0", At: 1, Data: []byte{}, FCS: 4, Direction: Outbound, ID: 1, Comment: strings.Repeat("x", 65535)},
		{Interface: "bob eth0", At: 999_999_999, Data: bytes.Repeat([]byte{7}, 9000), Length: 9000, ID: 2},
	}
	var file bytes.Buffer
	w := NewWriter(&file, Section{})
	w.Interface("alice eth0", 0, 0)
	w.Interface("bob eth0", 10_000_000, 0)
	for _, p := range want {
		w.Packet(p)
	}
	must(t, w.Flush())
	got, err := Read(&file)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestLongCommentsAreCut(t *testing.T) {
	long := strings.Repeat("x", 65534) + "ü!"
	if got := fit(long); len(got) != 65534 {
		t.Errorf("cut to %d bytes, want 65534: the ü would be cut in two", len(got))
	}
}

func TestWriterErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(w *Writer)
		want string
	}{
		{"an unknown interface", func(w *Writer) { w.Packet(Packet{Interface: "carol eth0"}) }, `capture: no interface "carol eth0"`},
		{"two of one name", func(w *Writer) { w.Interface("a", 0, 4); w.Interface("a", 0, 4) }, `capture: there are two interfaces "a"`},
		{"before all time", func(w *Writer) { w.Interface("a", 0, 4); w.Packet(Packet{Interface: "a", At: -1}) }, "capture: a packet at -0.000001 ms, before all time"},
		{"a full disk", func(w *Writer) {
			w.Interface("a", 0, 4)
			w.Packet(Packet{Interface: "a", Data: make([]byte, bufferSize)})
			w.Packet(Packet{Interface: "b"})
		}, "disk full"},
	} {
		w := NewWriter(full{}, Section{})
		c.do(w)
		if err := w.Flush(); err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func BenchmarkExport(b *testing.B) {
	list := run(b)
	for len(list) < 10_000 {
		list = append(list, list[2])
	}
	b.ReportAllocs()
	for b.Loop() {
		must(b, Export(io.Discard, list, comment, options))
	}
}

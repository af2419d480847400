package dissect

import (
	"fmt"
	"net/netip"
	"testing"

	"encap/layers/codec"

	"github.com/google/gopacket/layers"
)

var outermost = []string{"eth", "ip", "arp", "icmp", "udp", "vlan", "data", "tcp"}

// FuzzDissect: whatever the bytes, every place is inside them and in order,
// PDUs lie inside one another, and gopacket reads the same from good headers.
func FuzzDissect(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(uint8(0), s.frame)
		f.Add(uint8(1), s.frame[14:])
		f.Add(uint8(2), s.frame[14:])
		f.Add(uint8(7), s.frame[34:])
	}
	f.Add(uint8(5), []byte{0, 1, 0x81, 0, 0, 1, 0x81, 0})
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		proto := outermost[int(kind)%len(outermost)]
		pdus := Dissect(proto, data)
		checkPlaces(t, pdus, len(data))
		for i, p := range pdus {
			checkTexts(t, p)
			if p.Proto == "ip" && p.Malformed == "" {
				checkIPv4(t, p, data)
			}
			if p.Proto == "tcp" && p.Malformed == "" && p.Body < p.End {
				checkTCP(t, p, data)
			}
			for _, field := range p.Fields {
				Explain(pdus[i:i+1], data, field.Name)
				Explain(pdus, data, field.Name)
			}
		}
		if changed := Changed(pdus, Dissect(proto, data)); changed != nil {
			t.Fatalf("the same bytes differ in %v", changed)
		}
	})
}

func checkPlaces(t *testing.T, pdus []PDU, n int) {
	if len(pdus) == 0 || len(pdus) > maxPDUs {
		t.Fatalf("%d PDUs", len(pdus))
	}
	outer := PDU{Body: 0, Tail: n}
	for _, p := range pdus {
		if p.Start < outer.Body || p.Body < p.Start || p.Tail < p.Body || p.End < p.Tail || p.End > outer.Tail {
			t.Fatalf("%s at [%d:%d:%d:%d] in [%d:%d]", p.Proto, p.Start, p.Body, p.Tail, p.End, outer.Body, outer.Tail)
		}
		before, inside := p.Start*8, 0
		for _, f := range p.Fields {
			switch {
			case f.Start < before, f.End < f.Start, f.End > p.End*8:
				t.Fatalf("%s at [%d:%d] in %s [%d:%d] after %d", f.Name, f.Start, f.End, p.Proto, p.Start*8, p.End*8, before)
			case f.Start < inside && f.End > inside:
				t.Fatalf("%s at [%d:%d] overlaps what ends at %d", f.Name, f.Start, f.End, inside)
			}
			before, inside = f.Start, max(inside, f.End)
		}
		outer = p
	}
}

func checkTexts(t *testing.T, p PDU) {
	if p.Title == "" || p.Word == "" {
		t.Fatalf("%s has no title or no word", p.Proto)
	}
	for _, f := range p.Fields {
		if f.Name == "" || f.Label == "" || f.Value == nil || f.Text == "" && f.Name != "data.data" {
			t.Fatalf("%s: an empty field %+v", p.Proto, f)
		}
	}
}

// checkIPv4 lets gopacket read the header that we read.
func checkIPv4(t *testing.T, p PDU, data []byte) {
	var l layers.IPv4
	packet := data[p.Start:p.End]
	if codec.Decode(&l, packet) != nil {
		return // a quotation, or an option that gopacket does not know
	}
	for name, want := range map[string]any{
		"ip.ttl": uint64(l.TTL), "ip.len": uint64(l.Length), "ip.hdr_len": uint64(l.IHL) * 4, "ip.proto": uint64(l.Protocol),
		"ip.id": uint64(l.Id), "ip.frag_offset": uint64(l.FragOffset), "ip.checksum": uint64(l.Checksum),
		"ip.src": netip.AddrFrom4([4]byte(l.SrcIP)), "ip.dst": netip.AddrFrom4([4]byte(l.DstIP)),
		"ip.flags": uint64(l.Flags), "ip.dsfield": uint64(l.TOS),
	} {
		if got := p.Fields[find(p.Fields, name)].Value; got != want {
			t.Fatalf("%s: got %v, gopacket says %v", name, got, want)
		}
	}
	if got, want := p.Tail-p.Body, len(l.Payload); got != want {
		t.Fatalf("a payload of %d bytes, gopacket says %s", got, fmt.Sprint(want))
	}
}

// checkTCP lets gopacket read the segment that we read.
func checkTCP(t *testing.T, p PDU, data []byte) {
	var l layers.TCP
	if codec.Decode(&l, data[p.Start:p.End]) != nil {
		return // an option that gopacket does not know
	}
	for name, want := range map[string]any{
		"tcp.srcport": uint64(l.SrcPort), "tcp.dstport": uint64(l.DstPort), "tcp.seq_raw": uint64(l.Seq), "tcp.ack_raw": uint64(l.Ack),
		"tcp.hdr_len": uint64(l.DataOffset) * 4, "tcp.window_size_value": uint64(l.Window), "tcp.checksum": uint64(l.Checksum),
		"tcp.urgent_pointer": uint64(l.Urgent), "tcp.flags.syn": l.SYN, "tcp.flags.ack": l.ACK, "tcp.flags.fin": l.FIN,
		"tcp.flags.reset": l.RST, "tcp.flags.push": l.PSH, "tcp.flags.urg": l.URG, "tcp.flags.ece": l.ECE, "tcp.flags.cwr": l.CWR,
	} {
		if got := p.Fields[find(p.Fields, name)].Value; got != want {
			t.Fatalf("%s: got %v, gopacket says %v", name, got, want)
		}
	}
	if got, want := p.Tail-p.Body, len(l.Payload); got != want {
		t.Fatalf("a text of %d bytes, gopacket says %d", got, want)
	}
}

package filter

import (
	"slices"
	"strings"
	"testing"

	"encap/sim/dissect"
)

// frames on the wire that together have every header we know.
var sampleFrames = [][]byte{arpRequest, arpReply, helloOne, helloTwo, dying, exceeded, echo,
	frame(bobMAC, aliceMAC, 0x88b5, make([]byte, 50)),
	frame(bobMAC, aliceMAC, 0x8100, append([]byte{0x20, 5, 8, 0}, helloIP...)),
	frame(bobMAC, aliceMAC, 0x0800, ipPacket(bobIP, aliceIP, 64, 1, icmpMessage(3, 4, 1400, dyingIP[:28]))),
	frame(bobMAC, aliceMAC, 0x0800, ipPacket(bobIP, aliceIP, 64, 1, icmpMessage(5, 1, 0x0a000101, dyingIP[:28]))),
	frame(bobMAC, aliceMAC, 0x0800, ipPacket(bobIP, aliceIP, 64, 1, icmpMessage(12, 0, 20<<24, dyingIP[:28]))),
	frame(bobMAC, aliceMAC, 100, make([]byte, 100)),
	frame(bobMAC, aliceMAC, 0x8100, append([]byte{0, 5, 0, 50}, make([]byte, 100)...)),
	frame(bobMAC, aliceMAC, 0x0806, append([]byte{0, 2, 8, 0, 3, 2, 0, 1}, make([]byte, 10)...)),
	frame(bobMAC, aliceMAC, 39, append([]byte("\x42\x42\x03\x00\x00\x02\x02\x7b\x10\x00\x02\x00\x00\x00\x01\x00\x00\x00\x4e\x20\x80\x01\x02\x00\x00\x00\x02\x00\x80\x03\x01\x00\x14\x00\x02\x00\x0f\x00\x00"), make([]byte, 7)...)),
	append(slices.Clone(arpReply), 1, 2, 3, 4, 5, 6, 7, 8),
	frame(bobMAC, aliceMAC, 0x0800, withOption(helloIP)),
	frame(bobMAC, aliceMAC, 0x0800, tcpSegment(aliceIP, bobIP, 49152, 80, 0x002, 1000, 0, "\x02\x04\x05\xb4\x01\x03\x03\x07\x04\x02\x08\x0a\x00\x00\x00\x05\x00\x00\x00\x00", "")),
	frame(aliceMAC, bobMAC, 0x0800, tcpSegment(bobIP, aliceIP, 80, 49152, 0x012, 5000, 1001, "\x02\x04\x02\x18", "")),
	frame(bobMAC, aliceMAC, 0x0800, tcpSegment(aliceIP, bobIP, 49152, 80, 0x018, 1001, 5001, "", "GET /a HTTP/1.1\r\nHost: bob\r\n\r\n")),
	frame(aliceMAC, bobMAC, 0x0800, tcpSegment(bobIP, aliceIP, 80, 49152, 0x019, 5001, 1033, "", "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nhello")),
	frame(bobMAC, aliceMAC, 0x0800, tcpSegment(aliceIP, bobIP, 49153, 5000, 0x010, 1, 1, "\x01\x01\x05\x0a\x00\x00\x17\x70\x00\x00\x1b\x58", "")),
	frame(bobMAC, aliceMAC, 0x0800, tcpSegment(aliceIP, bobIP, 49153, 5000, 0x014, 1, 1, "", "")),
}

// withOption gives the packet with a router alert in its header.
func withOption(packet []byte) []byte {
	p := slices.Concat([]byte{0x46}, packet[1:20], []byte{148, 4, 0, 0}, packet[20:])
	p[3] += 4
	return p
}

// Whatever sim/dissect finds can be asked for, with values of the right kind;
// and what can be asked for is found in one of the frames.
func TestFieldsAreThoseOfDissect(t *testing.T) {
	found := map[string]bool{}
	for _, b := range sampleFrames {
		for _, p := range dissect.Dissect("eth", b) {
			found[p.Proto] = true
			if f := fieldByName[p.Proto]; f == nil || f.kind != protocol {
				t.Errorf("%s is no protocol that filters know", p.Proto)
			}
			for _, df := range p.Fields {
				found[df.Name] = true
				f := fieldByName[df.Name]
				if f == nil {
					t.Errorf("%s is no field that filters know", df.Name)
				} else if _, ok := valueOf(f.kind, df.Value); !ok {
					t.Errorf("%s is %T, but to filters it is %s", df.Name, df.Value, f.kind.phrase())
				}
			}
		}
	}
	for _, f := range headerFields() {
		if !found[f.name] && len(f.from) == 1 && !f.payload {
			t.Errorf("%s is in none of the frames", f.name)
		}
	}
}

func TestFields(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fields() {
		if f.Name == "" || f.Kind == "" || f.Label == "" {
			t.Errorf("%+v is not complete", f)
		}
		if seen[f.Name] {
			t.Errorf("%s is there twice", f.Name)
		}
		seen[f.Name] = true
		header, _, dotted := strings.Cut(f.Name, ".")
		if dotted && !seen[header] {
			t.Errorf("%s comes before its protocol", f.Name)
		}
	}
}

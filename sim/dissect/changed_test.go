package dissect

import (
	"slices"
	"testing"

	"github.com/google/gopacket/layers"
)

func TestChanged(t *testing.T) {
	packet := udpPacket(t, "hello", nil)
	routed := patch(resum(patch(packet, 8, 63)), 33)
	far := frame(t, 0x0800, routed)
	far = patch(far, 0, 2, 0, 0, 0, 9, 0, 2, 0, 0, 0, 8, 1)
	for _, c := range []struct {
		name  string
		proto string
		a, b  []byte
		want  []string
	}{
		{"nothing", "ip", packet, packet, nil},
		{"a router", "eth", frame(t, 0x0800, packet), far, []string{"eth.dst", "eth.src", "eth.fcs", "ip.ttl", "ip.checksum"}},
		{"a flag and its group", "ip", packet, patch(packet, 6, 0x40), []string{"ip.flags", "ip.flags.df"}},
		{"the payload", "udp", packet[20:], patch(packet[20:], 8, 'j'), []string{"data.data", "data.text"}},
		{"a field of one side only", "icmp", []byte{3, 0, 0, 0, 0, 0, 0, 0}, []byte{3, 4, 0, 0, 0, 0, 0, 9}, []string{"icmp.code", "icmp.unused", "icmp.mtu"}},
		{"the second of two options", "ip",
			udpPacket(t, "", []layers.IPv4Option{{OptionType: 1}, {OptionType: 1}}), udpPacket(t, "", []layers.IPv4Option{{OptionType: 1}, {OptionType: 0}}),
			[]string{"ip.checksum", "ip.opt.type"}},
		{"another protocol inside", "eth", frame(t, 0x0800, packet), frame(t, 0x88b5, packet), []string{"eth.type", "eth.padding", "eth.fcs"}},
	} {
		if got := Changed(Dissect(c.proto, c.a), Dissect(c.proto, c.b)); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

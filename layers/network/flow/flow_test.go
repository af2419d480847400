package flow

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"testing"

	"encap/layers/codec"
)

var (
	alice  = netip.MustParseAddrPort("10.0.1.2:49152")
	server = netip.MustParseAddrPort("198.51.100.7:80")
	public = netip.MustParseAddrPort("203.0.113.1:61000")
)

// packet makes an IPv4 packet with right checksums.
func packet(protocol uint8, src, dst netip.Addr, body []byte) []byte {
	p := make([]byte, 20, 20+len(body))
	p[0], p[8], p[9] = 0x45, 64, protocol
	binary.BigEndian.PutUint16(p[2:], uint16(20+len(body)))
	s, d := src.As4(), dst.As4()
	copy(p[12:], s[:])
	copy(p[16:], d[:])
	binary.BigEndian.PutUint16(p[10:], codec.Checksum(p[:20]))
	p = append(p, body...)
	at := map[uint8]int{ICMP: 22, TCP: 36, UDP: 26}[protocol]
	if at == 0 || len(p) < at+2 {
		return p
	}
	binary.BigEndian.PutUint16(p[at:], transportSum(p))
	return p
}

// transportSum gives the checksum over what a packet carries: 0 if the one that
// is there fits.
func transportSum(p []byte) uint16 {
	if p[9] == ICMP {
		return codec.Checksum(p[20:])
	}
	src, dst := netip.AddrFrom4([4]byte(p[12:16])), netip.AddrFrom4([4]byte(p[16:20]))
	return codec.Fold(codec.Sum(codec.PseudoHeader(src, dst, p[9], len(p)-20), p[20:]))
}

func ports(src, dst uint16, rest ...byte) []byte {
	b := binary.BigEndian.AppendUint16(nil, src)
	return append(binary.BigEndian.AppendUint16(b, dst), rest...)
}

func udp(src, dst netip.AddrPort, text string) []byte {
	rest := binary.BigEndian.AppendUint16(nil, uint16(8+len(text)))
	return packet(UDP, src.Addr(), dst.Addr(), append(ports(src.Port(), dst.Port(), append(rest, 0, 0)...), text...))
}

func tcp(src, dst netip.AddrPort, flags byte) []byte {
	rest := make([]byte, 16)
	rest[8], rest[9] = 5<<4, flags
	return packet(TCP, src.Addr(), dst.Addr(), ports(src.Port(), dst.Port(), rest...))
}

func echo(typ byte, src, dst netip.Addr, id uint16) []byte {
	b := binary.BigEndian.AppendUint16([]byte{typ, 0, 0, 0}, id)
	return packet(ICMP, src, dst, append(b, 0, 1, 'x'))
}

func failure(src, dst netip.Addr, quoted []byte) []byte {
	return packet(ICMP, src, dst, append([]byte{unreachable, 3, 0, 0, 0, 0, 0, 0}, quoted...))
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		packet []byte
		want   string
	}{
		{udp(alice, server, "hi"), "udp 10.0.1.2:49152 > 198.51.100.7:80"},
		{tcp(alice, server, SYN), "tcp 10.0.1.2:49152 > 198.51.100.7:80"},
		{echo(echoRequest, alice.Addr(), server.Addr(), 7), "icmp 10.0.1.2:7 > 198.51.100.7:0"},
		{echo(echoReply, server.Addr(), alice.Addr(), 7), "icmp 198.51.100.7:0 > 10.0.1.2:7"},
		{packet(47, alice.Addr(), server.Addr(), make([]byte, 8)), "protocol-47 10.0.1.2:0 > 198.51.100.7:0"},
	} {
		if got := Parse(c.packet).String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	request, reply := Parse(echo(echoRequest, alice.Addr(), server.Addr(), 7)), Parse(echo(echoReply, server.Addr(), alice.Addr(), 7))
	if request.Reverse() != reply.Flow {
		t.Errorf("the reply %v does not belong to the request %v", reply, request)
	}
	p := Parse(failure(server.Addr(), alice.Addr(), udp(alice, server, "hi")[:28]))
	if p.Ports || p.Quoted == nil || p.Quoted.String() != "udp 10.0.1.2:49152 > 198.51.100.7:80" {
		t.Errorf("the error quotes %v", p.Quoted)
	}
}

// Whatever is rewritten, all checksums fit afterwards as they did before.
func TestRewrite(t *testing.T) {
	inner := udp(public, server, "odd")
	for name, p := range map[string][]byte{
		"udp": udp(alice, server, "hello"), "tcp": tcp(alice, server, ACK),
		"request": echo(echoRequest, alice.Addr(), server.Addr(), 9),
		"reply":   echo(echoReply, alice.Addr(), server.Addr(), 9),
		"error":   failure(server.Addr(), public.Addr(), inner),
		"cut":     failure(server.Addr(), public.Addr(), inner[:28]),
		"segment": failure(server.Addr(), public.Addr(), tcp(public, server, SYN)[:28]),
		"ping":    failure(server.Addr(), public.Addr(), echo(echoRequest, public.Addr(), server.Addr(), 61000)),
	} {
		was := Parse(p)
		if was.Quoted != nil {
			was.SetDst(p, netip.AddrPortFrom(alice.Addr(), 0))
			was.SetQuotedSrc(p, alice)
		} else {
			was.SetSrc(p, public)
			was.SetDst(p, netip.MustParseAddrPort("10.0.9.9:5000"))
		}
		if codec.Checksum(p[:20]) != 0 || transportSum(p) != 0 {
			t.Errorf("%s: the checksums do not fit: %x", name, p)
		}
		now := Parse(p)
		if now.Quoted != nil {
			if *now.Quoted != *was.Quoted || codec.Checksum(p[28:48]) != 0 {
				t.Errorf("%s: quotes %v, want %v", name, now.Quoted, was.Quoted)
			}
			continue
		}
		if now.Src.Addr() != was.Src.Addr() || now.Dst.Addr() != was.Dst.Addr() || name == "udp" && now.Flow != was.Flow {
			t.Errorf("%s: is %v, want %v", name, now, was)
		}
	}
}

// A sum that was wrong stays wrong.
func TestRewriteMendsNothing(t *testing.T) {
	p := udp(alice, server, "hello")
	p[len(p)-1] ^= 1
	packet := Parse(p)
	packet.SetSrc(p, public)
	if transportSum(p) == 0 {
		t.Error("damage is hidden")
	}
}

// A datagram without a checksum keeps none, and one whose sum comes to zero says 0xffff.
func TestRewriteZero(t *testing.T) {
	p := udp(alice, server, "hello")
	p[26], p[27] = 0, 0
	packet := Parse(p)
	packet.SetSrc(p, public)
	if p[26] != 0 || p[27] != 0 {
		t.Errorf("the sum is % x", p[26:28])
	}
	for port := range 65536 {
		p := udp(alice, server, "hello")
		packet := Parse(p)
		packet.SetSrc(p, netip.AddrPortFrom(public.Addr(), uint16(port)))
		if p[26] == 0 && p[27] == 0 {
			t.Fatalf("port %d: the sum says that there is none", port)
		}
	}
}

func TestFragments(t *testing.T) {
	var f Fragments
	first := udp(alice, server, "0123456789abcdef")
	first[4], first[6] = 7, 0x20
	later := append([]byte(nil), first...)
	later[6], later[7] = 0, 2
	p := Parse(later)
	if f.Complete(&p) {
		t.Error("nothing is known of this packet yet")
	}
	q := Parse(first)
	f.Complete(&q)
	p = Parse(later)
	if !f.Complete(&p) || p.Flow != q.Flow || p.Ports {
		t.Errorf("the later piece belongs to %v, ports in it: %v", p.Flow, p.Ports)
	}
	later[4] = 8
	if p = Parse(later); f.Complete(&p) {
		t.Error("a piece of another packet is taken for one of this")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(udp(alice, server, "hello"))
	f.Add(failure(server.Addr(), alice.Addr(), tcp(alice, server, SYN)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 20 || b[0]>>4 != 4 || int(b[0]&15)*4 < 20 || len(b) < int(b[0]&15)*4 {
			return // IP lets no such packet pass
		}
		p := Parse(b)
		p.SetSrc(b, public)
		p.SetDst(b, server)
		if p.Quoted != nil {
			p.SetQuotedSrc(b, alice)
			p.SetQuotedDst(b, server)
		}
	})
}

func ExampleParse() {
	p := Parse(tcp(alice, server, SYN))
	fmt.Println(p.Flow, p.Flags == SYN)
	// Output: tcp 10.0.1.2:49152 > 198.51.100.7:80 true
}

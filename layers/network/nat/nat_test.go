package nat

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/network/flow"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

const (
	inside  = 0 // numbers of interfaces
	outside = 1
	itself  = -1
)

// box is a translator under test: 203.0.113.1 outside.
type box struct {
	t testing.TB
	ositest.World
	*NAT
}

func newBox(t testing.TB) *box {
	b := &box{t: t}
	b.NAT = New(b.Env(), netip.MustParseAddr("203.0.113.1"), outside)
	return b
}

func at(s string) netip.AddrPort { return netip.MustParseAddrPort(s) }

// packet writes "udp 10.0.1.2:5000 > 198.51.100.7:53", with right checksums. What
// follows are TCP's flags, "reply" for an echo, or "later" for a fragment.
func packet(words string, quoted ...[]byte) []byte {
	f := strings.Fields(words)
	src, dst := at(f[1]), at(f[3])
	protocol := map[string]uint8{"icmp": flow.ICMP, "tcp": flow.TCP, "udp": flow.UDP, "error": flow.ICMP, "gre": 47}[f[0]]
	body := make([]byte, 24)
	binary.BigEndian.PutUint16(body, src.Port())
	binary.BigEndian.PutUint16(body[2:], dst.Port())
	sum := 6
	switch f[0] {
	case "tcp":
		sum, body[12] = 16, 5<<4
		for _, flag := range f[4:] {
			body[13] |= map[string]uint8{"FIN": flow.FIN, "SYN": flow.SYN, "RST": flow.RST, "ACK": flow.ACK}[flag]
		}
	case "icmp":
		clear(body)
		sum, body[0] = 2, 8
		binary.BigEndian.PutUint16(body[4:], src.Port()|dst.Port())
		if len(f) > 4 {
			body[0] = 0
		}
	case "error":
		clear(body)
		sum, body[0], body[1] = 2, 3, 3
		body = append(body[:8], quoted[0]...)
	case "udp":
		binary.BigEndian.PutUint16(body[4:], uint16(len(body)))
	}
	p := append(make([]byte, 20), body...)
	p[0], p[8], p[9] = 0x45, 64, protocol
	binary.BigEndian.PutUint16(p[2:], uint16(len(p)))
	copy(p[12:], src.Addr().AsSlice())
	copy(p[16:], dst.Addr().AsSlice())
	binary.BigEndian.PutUint16(p[10:], codec.Checksum(p[:20]))
	if protocol != 47 {
		binary.BigEndian.PutUint16(p[20+sum:], wrong(p))
	}
	return p
}

// wrong gives the checksum over what a packet carries: 0 if it fits.
func wrong(p []byte) uint16 {
	if p[9] == flow.ICMP {
		return codec.Checksum(p[20:])
	}
	src, dst := netip.AddrFrom4([4]byte(p[12:16])), netip.AddrFrom4([4]byte(p[16:20]))
	return codec.Fold(codec.Sum(codec.PseudoHeader(src, dst, p[9], len(p)-20), p[20:]))
}

// piece makes a fragment of a packet: the first, or a later one.
func piece(p []byte, id byte, later bool) []byte {
	p = append([]byte(nil), p...)
	p[5], p[6] = id, 0x20
	if later {
		p[6], p[7] = 0, 3
		binary.BigEndian.PutUint32(p[20:], 0)
	}
	p[10], p[11] = 0, 0
	binary.BigEndian.PutUint16(p[10:], codec.Checksum(p[:20]))
	return p
}

// pass lets a packet go through the box and gives what comes out: "" nothing.
func (b *box) pass(p []byte, in int) string {
	b.t.Helper()
	was := string(p)
	out := b.Arrives(p, in)
	if string(p) != was {
		b.t.Error("a packet was changed that others have seen")
	}
	if out == nil {
		return ""
	}
	to := flow.Parse(out).Dst.Addr()
	if to == b.public {
		return "for itself"
	}
	way := outside
	if to.Is4() && to.As4()[0] == 10 {
		way = inside
	}
	buf := codec.NewBuffer(out)
	if !b.Leaves(buf, in, way) {
		return ""
	}
	out = buf.Bytes()
	if codec.Checksum(out[:20]) != 0 || out[6]|out[7] == 0 && out[9] != 47 && wrong(out) != 0 {
		b.t.Errorf("wrong checksums: %x", out)
	}
	got := flow.Parse(out)
	text := got.String()
	if got.Quoted != nil {
		text = fmt.Sprintf("%v>%v about %v", got.Src.Addr(), got.Dst.Addr(), got.Quoted)
	}
	return text
}

// leaves and comes check what becomes of a packet, and by which rules.
func (b *box) leaves(words, want, rules string) {
	b.t.Helper()
	b.check(packet(words), inside, want, rules)
}
func (b *box) comes(words, want, rules string) {
	b.t.Helper()
	b.check(packet(words), outside, want, rules)
}

func (b *box) check(p []byte, in int, want, rules string) {
	b.t.Helper()
	if got, why := b.pass(p, in), b.Obeyed(); got != want || why != rules {
		b.t.Errorf("got %q by %q\nwant %q by %q", got, why, want, rules)
	}
}

func TestThereAndBack(t *testing.T) {
	b := newBox(t)
	b.leaves("udp 10.0.1.2:5000 > 198.51.100.7:53", "udp 203.0.113.1:5000 > 198.51.100.7:53", "NewMapping PortKept Outbound")
	b.comes("udp 198.51.100.7:53 > 203.0.113.1:5000", "udp 198.51.100.7:53 > 10.0.1.2:5000", "Inbound")
	// The same end, another server: the same public port.
	b.leaves("udp 10.0.1.2:5000 > 198.51.100.8:53", "udp 203.0.113.1:5000 > 198.51.100.8:53", "Outbound")
	// A second host with the same port gets another, of the same parity.
	b.leaves("udp 10.0.1.3:5000 > 198.51.100.7:53", "udp 203.0.113.1:5002 > 198.51.100.7:53", "NewMapping PortChanged Outbound")
	b.comes("udp 198.51.100.7:53 > 203.0.113.1:5002", "udp 198.51.100.7:53 > 10.0.1.3:5000", "Inbound")
	// Pings are told apart by their identifiers.
	b.leaves("icmp 10.0.1.2:7 > 198.51.100.7:0", "icmp 203.0.113.1:7 > 198.51.100.7:0", "NewMapping PortKept Outbound")
	b.leaves("icmp 10.0.1.3:7 > 198.51.100.7:0", "icmp 203.0.113.1:9 > 198.51.100.7:0", "NewMapping PortChanged Outbound")
	b.comes("icmp 198.51.100.7:0 > 203.0.113.1:9 reply", "icmp 198.51.100.7:0 > 10.0.1.3:7", "Inbound")
}

func TestWhoMayComeIn(t *testing.T) {
	b := newBox(t)
	b.leaves("udp 10.0.1.2:5000 > 198.51.100.7:53", "udp 203.0.113.1:5000 > 198.51.100.7:53", "NewMapping PortKept Outbound")
	b.comes("udp 198.51.100.9:53 > 203.0.113.1:5000", "", "drop:Unsolicited")
	b.comes("udp 198.51.100.7:99 > 203.0.113.1:5000", "udp 198.51.100.7:99 > 10.0.1.2:5000", "Inbound")
	b.comes("udp 198.51.100.7:53 > 203.0.113.1:6000", "for itself", "")
	b.comes("udp 198.51.100.9:53 > 10.0.1.2:5000", "", "drop:Unsolicited")
	b.comes("udp 198.51.100.9:53 > 198.51.100.7:99", "udp 198.51.100.9:53 > 198.51.100.7:99", "") // it only passes by
	if !b.Forward(flow.TCP, 80, at("10.0.1.9:8080")) || b.Forward(flow.TCP, 80, at("10.0.1.8:8080")) {
		t.Error("a port is forwarded once")
	}
	b.comes("tcp 198.51.100.9:4000 > 203.0.113.1:80 SYN", "tcp 198.51.100.9:4000 > 10.0.1.9:8080", "Forwarded Inbound")
	b.leaves("tcp 10.0.1.9:8080 > 198.51.100.9:4000 SYN ACK", "tcp 203.0.113.1:80 > 198.51.100.9:4000", "Outbound")
	b.leaves("gre 10.0.1.2:0 > 198.51.100.7:0", "", "drop:NoPorts")
}

func TestHairpin(t *testing.T) {
	b := newBox(t)
	b.Forward(flow.TCP, 80, at("10.0.1.9:80"))
	b.leaves("tcp 10.0.1.2:4000 > 203.0.113.1:80 SYN", "tcp 203.0.113.1:4000 > 10.0.1.9:80", "NewMapping PortKept Hairpin Forwarded Inbound")
	b.leaves("tcp 10.0.1.9:80 > 203.0.113.1:4000 SYN ACK", "tcp 203.0.113.1:80 > 10.0.1.2:4000", "Hairpin Inbound")
	b.leaves("tcp 10.0.1.2:4000 > 203.0.113.1:80 ACK", "tcp 203.0.113.1:4000 > 10.0.1.9:80", "Stands Hairpin Forwarded Inbound Stands")
}

func TestErrors(t *testing.T) {
	b := newBox(t)
	b.leaves("udp 10.0.1.2:5000 > 198.51.100.7:53", "udp 203.0.113.1:5000 > 198.51.100.7:53", "NewMapping PortKept Outbound")
	quoted := packet("udp 203.0.113.1:5000 > 198.51.100.7:53")
	b.check(packet("error 192.0.2.1:0 > 203.0.113.1:0", quoted), outside, "192.0.2.1>10.0.1.2 about udp 10.0.1.2:5000 > 198.51.100.7:53", "ErrorIn")
	b.check(packet("error 192.0.2.1:0 > 203.0.113.1:0", packet("udp 203.0.113.1:1 > 198.51.100.7:53")), outside, "for itself", "")
	quoted = packet("udp 198.51.100.7:53 > 10.0.1.2:5000")
	b.check(packet("error 10.0.1.2:0 > 198.51.100.7:0", quoted), inside, "203.0.113.1>198.51.100.7 about udp 198.51.100.7:53 > 203.0.113.1:5000", "ErrorOut")
}

func TestTCPIsFollowed(t *testing.T) {
	b := newBox(t)
	out, back := "tcp 203.0.113.1:4000 > 198.51.100.7:80", "tcp 198.51.100.7:80 > 10.0.1.2:4000"
	b.leaves("tcp 10.0.1.2:4000 > 198.51.100.7:80 SYN", out, "NewMapping PortKept Outbound")
	b.comes("tcp 198.51.100.7:80 > 203.0.113.1:4000 SYN ACK", back, "Inbound")
	b.leaves("tcp 10.0.1.2:4000 > 198.51.100.7:80 ACK", out, "Stands Outbound")
	b.Advance(2 * time.Hour)
	b.comes("tcp 198.51.100.7:80 > 203.0.113.1:4000 FIN ACK", back, "Inbound")
	b.leaves("tcp 10.0.1.2:4000 > 198.51.100.7:80 FIN ACK", out, "Ends Outbound")
	b.Advance(3 * time.Minute)
	b.leaves("tcp 10.0.1.2:4000 > 198.51.100.7:80 SYN", out, "Again Outbound")
	b.comes("tcp 198.51.100.7:80 > 203.0.113.1:4000 RST ACK", back, "Inbound Ends")
	b.Advance(4 * time.Minute)
	b.comes("tcp 198.51.100.7:80 > 203.0.113.1:4000 ACK", "", "IdleTCP drop:Unsolicited")
}

func TestSilenceEndsMappings(t *testing.T) {
	b := newBox(t)
	b.leaves("udp 10.0.1.2:5000 > 198.51.100.7:53", "udp 203.0.113.1:5000 > 198.51.100.7:53", "NewMapping PortKept Outbound")
	b.leaves("icmp 10.0.1.2:7 > 198.51.100.7:0", "icmp 203.0.113.1:7 > 198.51.100.7:0", "NewMapping PortKept Outbound")
	b.Advance(59 * time.Second)
	b.comes("icmp 198.51.100.7:0 > 203.0.113.1:7 reply", "icmp 198.51.100.7:0 > 10.0.1.2:7", "Inbound")
	b.Advance(time.Minute)
	b.comes("icmp 198.51.100.7:0 > 203.0.113.1:7 reply", "", "IdleICMP drop:Unsolicited")
	b.Advance(5*time.Minute - 2*time.Minute + time.Second)
	b.leaves("udp 10.0.1.3:5000 > 198.51.100.7:53", "udp 203.0.113.1:5000 > 198.51.100.7:53", "IdleUDP NewMapping PortKept Outbound")
	if n := len(b.mappings); n != 2 { // the ping's, that nobody has asked for since
		t.Errorf("%d mappings are left", n)
	}
}

func TestPieces(t *testing.T) {
	b := newBox(t)
	p := packet("udp 10.0.1.2:5000 > 198.51.100.7:53")
	b.check(piece(p, 1, true), inside, "", "drop:UnknownPiece")
	b.check(piece(p, 1, false), inside, "udp 203.0.113.1:5000 > 198.51.100.7:53", "NewMapping PortKept Outbound")
	b.check(piece(p, 1, true), inside, "udp 203.0.113.1:0 > 198.51.100.7:0", "Outbound")
	q := packet("udp 198.51.100.7:53 > 203.0.113.1:5000")
	b.check(piece(q, 2, true), outside, "", "drop:UnknownPiece")
	b.check(piece(q, 2, false), outside, "udp 198.51.100.7:53 > 10.0.1.2:5000", "Inbound")
	b.check(piece(q, 2, true), outside, "udp 198.51.100.7:0 > 10.0.1.2:0", "Inbound")
}

func TestOwnPortsAreKept(t *testing.T) {
	b := newBox(t)
	if !b.Leaves(codec.NewBuffer(packet("udp 203.0.113.1:5000 > 198.51.100.7:53")), itself, outside) {
		t.Error("the translator's own packet does not leave")
	}
	b.leaves("udp 10.0.1.2:5000 > 198.51.100.7:53", "udp 203.0.113.1:5002 > 198.51.100.7:53", "NewMapping PortChanged Outbound")
	b.comes("udp 198.51.100.7:53 > 203.0.113.1:5000", "for itself", "")
}

func TestFullTable(t *testing.T) {
	b := newBox(t)
	for i := range maxMappings {
		b.pass(packet(fmt.Sprintf("udp 10.0.1.2:%d > 198.51.100.7:53", 1024+i)), inside)
	}
	b.Obeyed()
	b.leaves("udp 10.0.100.1:5000 > 198.51.100.7:53", "", "drop:TableFull")
	b.Advance(5 * time.Minute)
	if b.pass(packet("udp 10.0.100.1:5000 > 198.51.100.7:53"), inside) == "" {
		t.Error("what is over makes no room")
	}
}

func FuzzNAT(f *testing.F) {
	f.Add(packet("tcp 10.0.1.2:4000 > 198.51.100.7:80 SYN"), byte(0))
	f.Add(packet("error 192.0.2.1:0 > 203.0.113.1:0", packet("udp 203.0.113.1:5000 > 198.51.100.7:53")), byte(1))
	f.Fuzz(func(t *testing.T, p []byte, in byte) {
		if len(p) < 20 || p[0]>>4 != 4 || int(p[0]&15)*4 < 20 || len(p) < int(p[0]&15)*4 {
			return // IP lets no such packet pass
		}
		b := newBox(t)
		b.Forward(flow.TCP, 80, at("10.0.1.9:80"))
		for range 2 {
			if out := b.Arrives(p, int(in%2)); out != nil {
				b.Leaves(codec.NewBuffer(out), int(in%2), int(in/2%2))
			}
		}
	})
}

func ExampleNAT() {
	b := newBox(&testing.T{})
	fmt.Println(b.pass(packet("udp 10.0.1.2:5000 > 198.51.100.7:53"), inside))
	// Output: udp 203.0.113.1:5000 > 198.51.100.7:53
}

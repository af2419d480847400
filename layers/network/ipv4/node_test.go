package ipv4

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/network/route"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

// The node of the tests is 10.0.1.1 on eth0 (MTU 1500) and 10.0.2.1 on eth1
// (MTU 600); 10.3.0.0/16 is behind 10.0.2.9.
var (
	own    = ip("10.0.1.1")
	alice  = ip("10.0.1.2")
	bob    = ip("10.0.2.2")
	remote = ip("10.3.0.3")
)

func ip(s string) netip.Addr { return netip.MustParseAddr(s) }

// test is protocol 253, "for experimentation and testing" (RFC 3692).
const test = 253

type node struct {
	t testing.TB
	ositest.World
	*Layer
	pool     *codec.Pool
	out      []string // what was sent, in words
	sent     [][]byte
	got      []string // what was handed up
	reported []string
}

func newNode(t testing.TB) *node {
	n := &node{t: t, pool: &codec.Pool{}}
	n.Layer = New(n.Env(), n.pool)
	n.AddInterface("eth0", netip.MustParsePrefix("10.0.1.1/24"), 1500, link{n, "eth0"})
	n.AddInterface("eth1", netip.MustParsePrefix("10.0.2.1/24"), 600, link{n, "eth1"})
	n.Routes.Add(route.Route{Prefix: netip.MustParsePrefix("10.3.0.0/16"), Via: ip("10.0.2.9"), Interface: 1})
	n.Handle(test, above{n})
	n.Errors = reports{n}
	return n
}

// link takes what leaves by one interface.
type link struct {
	n    *node
	name string
}

func (l link) Send(b *codec.Buffer, nextHop netip.Addr) { l.take(b, nextHop.String()) }
func (l link) Broadcast(b *codec.Buffer)                { l.take(b, "all") }

func (l link) take(b *codec.Buffer, to string) {
	l.n.out = append(l.n.out, words(b.Bytes())+" by "+l.name+" to "+to)
	l.n.sent = append(l.n.sent, bytes.Clone(b.Bytes()))
	l.n.pool.Put(b)
}

// above reads the test protocol.
type above struct{ n *node }

func (a above) Receive(p osi.Path, payload []byte) {
	a.n.got = append(a.n.got, fmt.Sprintf("%v>%v ttl %d: %s", p.Src, p.Dst, p.TTL, payload))
	if cap(payload) != len(payload) || cap(p.Packet) != len(p.Packet) {
		a.n.t.Error("an append would overwrite the frame")
	}
	if !bytes.HasSuffix(p.Packet, payload) {
		a.n.t.Error("the packet does not end with the payload")
	}
}

// reports takes what is to be reported to a sender.
type reports struct{ n *node }

var problems = map[Problem]string{NetUnreachable: "net", HostUnreachable: "host", ProtocolUnreachable: "protocol",
	PortUnreachable: "port", FragmentationNeeded: "too long", TTLExceeded: "ttl", ReassemblyTimeExceeded: "too slow", Prohibited: "prohibited", SourceRouteFailed: "source route", ParameterProblem: "parameter"}

func (r reports) Report(problem Problem, mtu int, packet []byte) {
	r.n.reported = append(r.n.reported, fmt.Sprintf("%s %d about %s", problems[problem], mtu, words(packet)))
}

func (r reports) Redirect(gateway netip.Addr, packet []byte) {
	r.n.reported = append(r.n.reported, fmt.Sprintf("better %v for %s", gateway, words(packet)))
}

// words says what a packet is, and checks its header.
func words(p []byte) string {
	if codec.Checksum(p[:20]) != 0 || p[0] != 0x45 || int(binary.BigEndian.Uint16(p[2:])) != len(p) {
		return fmt.Sprintf("a bad packet %x", p)
	}
	src, dst := netip.AddrFrom4([4]byte(p[12:16])), netip.AddrFrom4([4]byte(p[16:20]))
	part := ""
	if word := binary.BigEndian.Uint16(p[6:]); word&^flagDF != 0 {
		part = fmt.Sprintf(" part %d+%d", 8*(word&offsetMask), len(p)-20)
		if word&flagMF != 0 {
			part += "+"
		}
	}
	return fmt.Sprintf("%v>%v ttl %d%s", src, dst, p[8], part)
}

// send sends a payload.
func (n *node) send(payload string, p osi.Path) error {
	p.Protocol = test
	return n.Send(n.pool.Get([]byte(payload)), p)
}

// packet makes a packet of the test protocol as another host would.
func packet(src, dst netip.Addr, payload string, change ...func(p []byte)) []byte {
	p := make([]byte, HeaderLen, HeaderLen+len(payload))
	p[0], p[8], p[9] = 0x45, 64, test
	p[6] = 0x40 // don't fragment
	s, d := src.As4(), dst.As4()
	copy(p[12:], s[:])
	copy(p[16:], d[:])
	p = append(p, payload...)
	binary.BigEndian.PutUint16(p[2:], uint16(len(p)))
	for _, f := range change {
		f(p)
	}
	sum(p[:HeaderLen])
	return p
}

// in lets a packet come in by eth0.
func (n *node) in(p []byte) {
	n.t.Helper()
	before := bytes.Clone(p)
	n.Interfaces()[0].Receive(p, false)
	if !bytes.Equal(p, before) {
		n.t.Error("the packet that came in was changed")
	}
}

// expect checks all that happened since the last time: what was sent, handed
// up or reported, and which rules were obeyed.
func (n *node) expect(what, obeys string) {
	n.t.Helper()
	all := strings.Join(append(append(n.out, n.got...), n.reported...), "; ")
	if all != what {
		n.t.Errorf("there was %q, want %q", all, what)
	}
	if rules := n.Obeyed(); rules != obeys {
		n.t.Errorf("obeyed %q, want %q", rules, obeys)
	}
	n.out, n.got, n.reported = nil, nil, nil
}

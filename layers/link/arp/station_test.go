package arp

import (
	"bytes"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

var (
	own   = netip.MustParseAddr("10.0.0.1")
	bob   = netip.MustParseAddr("10.0.0.2")
	carol = netip.MustParseAddr("10.0.0.3")
	zero  = netip.IPv4Unspecified()

	ownMAC   = ethernet.Addr{2, 0, 0, 0, 0, 1}
	bobMAC   = ethernet.Addr{2, 0, 0, 0, 0, 2}
	carolMAC = ethernet.Addr{2, 0, 0, 0, 0, 3}
)

// station is a resolver with a test below it.
type station struct {
	t testing.TB
	ositest.World
	*Resolver
	pool   *codec.Pool
	out    []string // what was sent, in words
	failed []string // packets that waited for an address nobody has
}

func newStation(t testing.TB) *station {
	s := &station{t: t, pool: &codec.Pool{}}
	s.Resolver = New(s.Env(), s.pool, ownMAC, own, link{s})
	s.Unreachable = func(b *codec.Buffer) { s.failed = append(s.failed, string(b.Bytes())) }
	return s
}

// link takes what the resolver sends.
type link struct{ s *station }

func (l link) Send(b *codec.Buffer, dst ethernet.Addr, t ethernet.Type) {
	text := string(b.Bytes())
	if t == ethernet.ARP {
		text = l.s.words(b.Bytes())
	}
	to := dst.String()
	if dst == ethernet.Broadcast {
		to = "all"
	}
	l.s.out = append(l.s.out, text+" > "+to)
	l.s.pool.Put(b)
}

// words says what an ARP packet says.
func (s *station) words(data []byte) string {
	var reader Resolver // another station's
	p, err := reader.decode(data)
	if err != nil {
		s.t.Fatalf("sent %x: %v", data, err)
	}
	if p.op == request {
		return fmt.Sprintf("%v at %v asks for %v", p.spa, p.sha, p.tpa)
	}
	return fmt.Sprintf("%v is at %v, %v at %v", p.spa, p.sha, p.tpa, p.tha)
}

// packet sends a packet towards a next hop.
func (s *station) packet(text string, nextHop netip.Addr) {
	s.Send(s.pool.Get([]byte(text)), nextHop)
}

// hears gives the station an ARP packet.
func (s *station) hears(p packet) { s.Receive(s.bytes(p), p.op == request) }

func (s *station) bytes(p packet) []byte {
	var writer Resolver
	b := codec.NewBuffer(nil)
	writer.encode(b, p)
	return append(bytes.Clone(b.Bytes()), make([]byte, 18)...) // as padded by the link
}

// sends checks what was sent since the last time.
func (s *station) sends(want ...string) {
	s.t.Helper()
	if strings.Join(s.out, "; ") != strings.Join(want, "; ") {
		s.t.Errorf("at %v sent %q, want %q", s.Now(), s.out, want)
	}
	s.out = nil
}

// obeys checks which rules were obeyed since the last time.
func (s *station) obeys(want string) {
	s.t.Helper()
	if got := s.Obeyed(); got != want {
		s.t.Errorf("at %v obeyed %q, want %q", s.Now(), got, want)
	}
}

// rows gives the cache in the order in which the addresses were first needed.
func (s *station) rows() (all []string) {
	for _, e := range s.order {
		all = append(all, fmt.Sprintf("%v at %v: %v", e.addr, e.vars.MAC, e.vars.State))
	}
	return all
}

const (
	asksForBob   = "10.0.0.1 at 02:00:00:00:00:01 asks for 10.0.0.2 > all"
	answersBob   = "10.0.0.1 is at 02:00:00:00:00:01, 10.0.0.2 at 02:00:00:00:00:02 > 02:00:00:00:00:02"
	toBob        = " > 02:00:00:00:00:02"
	toCarol      = " > 02:00:00:00:00:03"
	announcement = "10.0.0.1 at 02:00:00:00:00:01 asks for 10.0.0.1 > all"
)

// fromBob is a packet that bob sends to us.
func fromBob(op operation) packet {
	return packet{op: op, sha: bobMAC, spa: bob, tha: ownMAC, tpa: own}
}

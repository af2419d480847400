package icmp

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

var (
	own   = ip("10.0.1.1")
	alice = ip("10.0.1.2")
	bob   = ip("10.0.2.2")
)

func ip(s string) netip.Addr { return netip.MustParseAddr(s) }

// test is a protocol above that learns what became of its packets.
const test = 253

// host is an ICMP with a test below and above it.
type host struct {
	t testing.TB
	ositest.World
	*Layer
	pool  *codec.Pool
	lost  bool     // there is no way to anybody
	sent  [][]byte // messages
	paths []osi.Path
	told  []string // what protocols and processes were told
}

func newHost(t testing.TB) *host {
	h := &host{t: t, pool: &codec.Pool{}}
	h.Layer = New(h.Env(), h.pool, network{h})
	h.Handle(test, above{h})
	return h
}

// network takes what ICMP sends.
type network struct{ h *host }

var errNoWay = errors.New("no way")

func (n network) Local(a netip.Addr) bool { return a == own }

func (n network) Redirected(dst, from, gateway netip.Addr) {
	n.h.told = append(n.h.told, fmt.Sprintf("%v says: to %v by %v", from, dst, gateway))
}

func (n network) LowerMTU(dst netip.Addr, mtu, length int) {
	n.h.told = append(n.h.told, fmt.Sprintf("%d bytes to %v are too long, %d are not", length, dst, mtu))
}

func (n network) Send(b *codec.Buffer, p osi.Path) error {
	defer n.h.pool.Put(b)
	if n.h.lost {
		return errNoWay
	}
	if codec.Checksum(b.Bytes()) != 0 {
		n.h.t.Errorf("a wrong checksum in %x", b.Bytes())
	}
	n.h.sent = append(n.h.sent, bytes.Clone(b.Bytes()))
	n.h.paths = append(n.h.paths, p)
	return nil
}

// above is told what became of packets of the test protocol.
type above struct{ h *host }

func (a above) Failed(e Error) { a.h.told = append(a.h.told, complaint(e)) }

func complaint(e Error) string {
	return fmt.Sprintf("%d/%d mtu %d from %v about %v>%v %q", e.Type, e.Code, e.MTU, e.From, e.Sent.Src, e.Sent.Dst, e.Quoted)
}

// echoer is a process that sends echo requests.
type echoer struct{ h *host }

func (e echoer) Answered(p osi.Path, message []byte) {
	e.h.told = append(e.h.told, fmt.Sprintf("%v answers %q", p.Src, message[HeaderLen:]))
}

func (e echoer) Failed(err Error) {
	err.Quoted = err.Quoted[HeaderLen:]
	e.h.told = append(e.h.told, complaint(err))
}

// message makes an ICMP message as another host would.
func message(typ, code byte, rest uint32, body string, change ...func(m []byte)) []byte {
	m := append(make([]byte, HeaderLen, HeaderLen+len(body)), body...)
	m[0], m[1] = typ, code
	binary.BigEndian.PutUint32(m[4:], rest)
	binary.BigEndian.PutUint16(m[2:], codec.Checksum(m))
	for _, f := range change {
		f(m)
	}
	return m
}

// packet makes an IP packet, whose checksum nobody here looks at.
func packet(protocol byte, src, dst netip.Addr, payload string, change ...func(p []byte)) []byte {
	p := append(make([]byte, 20, 20+len(payload)), payload...)
	p[0], p[8], p[9] = 0x45, 64, protocol
	s, d := src.As4(), dst.As4()
	copy(p[12:], s[:])
	copy(p[16:], d[:])
	binary.BigEndian.PutUint16(p[2:], uint16(len(p)))
	for _, f := range change {
		f(p)
	}
	return p
}

// hears gives the host a message from alice.
func (h *host) hears(m []byte) { h.Receive(osi.Path{Src: alice, Dst: own, Protocol: Protocol}, m) }

// expect checks what was sent, what was told, and which rules were obeyed
// since the last time.
func (h *host) expect(sends, told, obeys string) {
	h.t.Helper()
	var all []string
	for i, m := range h.sent {
		p := h.paths[i]
		all = append(all, fmt.Sprintf("%d/%d %08x to %v from %v: %q", m[0], m[1], m[4:8], p.Dst, p.Src, m[HeaderLen:]))
	}
	if got := strings.Join(all, "; "); got != sends {
		h.t.Errorf("sent %s\nwant %s", got, sends)
	}
	if got := strings.Join(h.told, "; "); got != told {
		h.t.Errorf("told %s\nwant %s", got, told)
	}
	if got := h.Obeyed(); got != obeys {
		h.t.Errorf("obeyed %q, want %q", got, obeys)
	}
	h.sent, h.paths, h.told = nil, nil, nil
}

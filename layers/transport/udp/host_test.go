package udp

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/network/icmp"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

var (
	own   = ip("10.0.1.1")
	alice = ip("10.0.1.2")
)

func ip(s string) netip.Addr       { return netip.MustParseAddr(s) }
func at(s string) netip.AddrPort   { return netip.MustParseAddrPort(s) }
func any(port int) netip.AddrPort  { return netip.AddrPortFrom(netip.IPv4Unspecified(), uint16(port)) }
func from(port int) netip.AddrPort { return netip.AddrPortFrom(alice, uint16(port)) }

// host is a UDP with a test below and above it.
type host struct {
	t testing.TB
	ositest.World
	*Layer
	pool    *codec.Pool
	sent    [][]byte
	paths   []osi.Path
	refused int
	got     []string
}

func newHost(t testing.TB) *host {
	h := &host{t: t, pool: &codec.Pool{}}
	h.Layer = New(h.Env(), h.pool, network{h})
	return h
}

// network takes what UDP sends.
type network struct{ h *host }

var errNoWay = fmt.Errorf("no way")

func (n network) Send(b *codec.Buffer, p osi.Path) error {
	n.h.sent = append(n.h.sent, bytes.Clone(b.Bytes()))
	n.h.paths = append(n.h.paths, p)
	n.h.pool.Put(b)
	return nil
}

func (n network) Source(dst netip.Addr) (netip.Addr, error) {
	if dst != alice {
		return netip.Addr{}, errNoWay
	}
	return own, nil
}

func (n network) RefusePort([]byte) { n.h.refused++ }

func (n network) LowerMTU(dst netip.Addr, mtu, length int) {
	n.h.got = append(n.h.got, fmt.Sprintf("%d bytes to %v are too long, %d are not", length, dst, mtu))
}

// process is a socket of a name.
type process struct {
	h    *host
	name string
}

func (p process) Receive(from, to netip.AddrPort, ttl uint8, message []byte) {
	p.h.got = append(p.h.got, fmt.Sprintf("%s: %v>%v ttl %d %q", p.name, from, to, ttl, message))
	if cap(message) != len(message) {
		p.h.t.Error("an append would overwrite the frame")
	}
}

func (p process) Failed(dst netip.AddrPort, e icmp.Error) {
	p.h.got = append(p.h.got, fmt.Sprintf("%s: nothing reaches %v", p.name, dst))
}

// bind gives a port to a socket of a name.
func (h *host) bind(name string, local netip.AddrPort, shared bool) *Binding {
	h.t.Helper()
	b, err := h.Bind(local, shared, process{h, name})
	if err != nil {
		h.t.Fatalf("%s: %v", name, err)
	}
	return b
}

// datagram makes a datagram from alice to us as another host would.
func datagram(src, dst int, message string, change ...func(d []byte)) []byte {
	d := append(make([]byte, headerLen, headerLen+len(message)), message...)
	binary.BigEndian.PutUint16(d, uint16(src))
	binary.BigEndian.PutUint16(d[2:], uint16(dst))
	binary.BigEndian.PutUint16(d[4:], uint16(len(d)))
	sum := codec.Fold(codec.Sum(codec.PseudoHeader(alice, own, Protocol, len(d)), d))
	if sum == 0 {
		sum = 0xffff
	}
	binary.BigEndian.PutUint16(d[6:], sum)
	for _, f := range change {
		f(d)
	}
	return d
}

// hears gives the host a datagram from alice.
func (h *host) hears(d []byte) { h.Receive(osi.Path{Src: alice, Dst: own, TTL: 60}, d) }

// expect checks what sockets got and which rules were obeyed since the last
// time.
func (h *host) expect(got, obeys string) {
	h.t.Helper()
	if all := strings.Join(h.got, "; "); all != got {
		h.t.Errorf("got %s\nwant %s", all, got)
	}
	if rules := h.Obeyed(); rules != obeys {
		h.t.Errorf("obeyed %q, want %q", rules, obeys)
	}
	h.got = nil
}

package tcp

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/network/icmp"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

var (
	own  = netip.MustParseAddrPort("10.0.1.1:8080")
	peer = netip.MustParseAddrPort("10.0.1.2:40000")
)

const ms = time.Millisecond

// host is a TCP with a test as its peer, its network and its process. Both
// sides' numbers are written as the distance from their SYN.
type host struct {
	t testing.TB
	ositest.World
	*Layer
	pool     *codec.Pool
	peer     wire // what the peer writes with
	mtu      int
	noWay    bool // the network refuses what is sent
	sent     []Segment
	iss, irs Seq
	listener *Listener
	*Conn
	changes int
}

// newHost makes a host of a profile.
func newHost(t testing.TB, p *Profile) *host {
	h := &host{t: t, pool: &codec.Pool{}, mtu: 1500, irs: 1 << 20}
	h.Layer = New(h.Env(), h.pool, h, p)
	return h
}

// Send is the network's: it keeps what the host sends.
func (h *host) Send(b *codec.Buffer, p osi.Path) error {
	if h.noWay {
		return errors.New("no way")
	}
	var s Segment
	data := bytes.Clone(b.Bytes())
	h.pool.Put(b)
	if sum := codec.Fold(codec.Sum(codec.PseudoHeader(p.Src, p.Dst, Protocol, len(data)), data)); sum != 0 {
		h.t.Errorf("checksum is wrong: %#x", sum)
	}
	var w wire
	if err := w.decode(p, data, &s); err != nil {
		h.t.Fatal(err)
	}
	if len(data)+ipHeader > h.mtu {
		h.t.Errorf("a packet of %d bytes, the network takes %d", len(data)+ipHeader, h.mtu)
	}
	if s.Has(SYN) {
		h.iss = s.Seq
	}
	h.sent = append(h.sent, s)
	return nil
}

// Source is the network's.
func (h *host) Source(dst netip.Addr) (netip.Addr, error) {
	if h.noWay {
		return netip.Addr{}, ErrNoRoute
	}
	return own.Addr(), nil
}

// MTU is the network's.
func (h *host) MTU(netip.Addr) int { return h.mtu }

// Changed is the process's: it is told that something happened.
func (h *host) Changed() { h.changes++ }

// listen lets the host's process wait for connections.
func (h *host) listen(s Settings) *host {
	h.t.Helper()
	b, err := h.Bind(own, true)
	if err != nil {
		h.t.Fatal(err)
	}
	b.Set(s)
	h.listener = h.Listen(b, 4, h)
	return h
}

// accept lets the process take the next connection.
func (h *host) accept() {
	h.t.Helper()
	if h.Conn = h.listener.Accept(); h.Conn == nil {
		h.t.Fatal("nothing to accept")
	}
	h.Conn.SetUser(h)
}

// connect lets the process begin a connection to the peer.
func (h *host) connect(s Settings) {
	h.t.Helper()
	b, err := h.Bind(own, false)
	if err != nil {
		h.t.Fatal(err)
	}
	b.Set(s)
	if h.Conn, err = h.Connect(b, peer, h); err != nil {
		h.t.Fatal(err)
	}
}

// served makes a host that has accepted a connection whose SYN bore the
// options, and whose peer's window is win.
func served(t testing.TB, p *Profile, win int, options string) *host {
	t.Helper()
	return servedWith(t, p, Settings{}, win, options)
}

func servedWith(t testing.TB, p *Profile, set Settings, win int, options string) *host {
	t.Helper()
	h := newHost(t, p).listen(set)
	h.gets("S 0:0(0) win 32792 " + options)
	h.sends("S. 0:0(0) ack 1")
	h.after(10 * ms)
	h.gets(fmt.Sprintf(". 1:1(0) ack 1 win %d", win) + h.clockOption(options))
	h.accept()
	h.quick = 0
	return h
}

// clockOption gives the timestamps of the peer's next segment, if it uses any.
func (h *host) clockOption(options string) string {
	if !strings.Contains(options, "TS") {
		return ""
	}
	return fmt.Sprintf(" <TS val %d ecr %d>", 1000+h.Now()/osi.Instant(ms), h.Layer.clock()-1)
}

// gets gives the host a segment of the peer: "P. 1:11(10) ack 1 win 257".
func (h *host) gets(segment string) {
	h.t.Helper()
	h.nothing()
	s := parse(h.t, segment)
	s.Src, s.Dst = peer, own
	s.Seq += h.irs
	if s.Has(ACK) {
		s.Ack += h.iss
	}
	for i := range s.Options.Blocks {
		s.Options.SACK[i].Left += h.iss
		s.Options.SACK[i].Right += h.iss
	}
	h.take(s)
}

// take gives the host a segment as it is.
func (h *host) take(s Segment) {
	b := codec.NewBuffer(s.Text)
	h.peer.encode(b, &s, []byte{mss, sackPermitted, timestamps, nop, windowScale, nop, nop, sack})
	h.hearsMarked(b.Bytes(), s.ecn)
}

// hears gives the host bytes from the peer.
func (h *host) hears(data []byte) { h.hearsMarked(data, 0) }

// sends checks which segments the host has sent since the last time, in their
// order. A window and options are looked at if they are written.
func (h *host) sends(segments ...string) {
	h.t.Helper()
	for _, want := range segments {
		if len(h.sent) == 0 {
			h.t.Fatalf("%v: nothing was sent, want %s", h.Now(), want)
		}
		s := h.sent[0]
		h.sent = h.sent[1:]
		if got := h.show(s, want); got != want {
			h.t.Fatalf("%v: sent %s, want %s", h.Now(), got, want)
		}
	}
	h.nothing()
}

// show writes a sent segment in the detail of a wanted one.
func (h *host) show(s Segment, want string) string {
	s.Seq -= h.iss
	if s.Has(ACK) {
		s.Ack -= h.irs
	}
	for i := range s.Options.Blocks {
		s.Options.SACK[i].Left -= h.irs
		s.Options.SACK[i].Right -= h.irs
	}
	return s.write(strings.Contains(want, " win "), strings.Contains(want, "<"))
}

// nothing checks that the host has sent nothing that was not looked at.
func (h *host) nothing() {
	h.t.Helper()
	if len(h.sent) > 0 {
		h.t.Fatalf("%v: also sent %s", h.Now(), h.show(h.sent[0], ""))
	}
}

// after lets time pass.
func (h *host) after(d time.Duration) {
	h.t.Helper()
	h.nothing()
	h.Advance(d)
}

// silence lets time pass in which the host is to send nothing.
func (h *host) silence(d time.Duration) {
	h.t.Helper()
	h.after(d)
	h.nothing()
}

// writes lets the process send n bytes; they count up from the stream's place.
func (h *host) writes(n int) {
	h.t.Helper()
	h.nothing()
	at := int(h.SndUna-h.ISS-1) + h.out.len()
	if got := h.Conn.Send(text(at, n), false); got != n {
		h.t.Fatalf("%d bytes were taken, want %d", got, n)
	}
}

// reads checks that the process can read exactly n bytes, and that they are
// those that belong there.
func (h *host) reads(from, n int) {
	h.t.Helper()
	got := h.Conn.Receive(1<<20, false)
	if !bytes.Equal(got, text(from-1, n)) {
		h.t.Fatalf("read %d bytes, want the %d from number %d on", len(got), n, from)
	}
}

// is checks the connection's state.
func (h *host) is(s State) {
	h.t.Helper()
	if h.Conn.State != s {
		h.t.Fatalf("%v: state is %v, want %v", h.Now(), h.Conn.State, s)
	}
}

// failed checks why the connection has ended.
func (h *host) failed(want error) {
	h.t.Helper()
	if err := h.TakeError(); err != want {
		h.t.Fatalf("error is %v, want %v", err, want)
	}
}

// obeyed checks that a rule was obeyed since the last time.
func (h *host) obeyed(rule string) {
	h.t.Helper()
	if all := h.Obeyed(); !strings.Contains(" "+all+" ", rule+" ") {
		h.t.Fatalf("obeyed %s, want %s", all, rule)
	}
}

// complains gives the host an ICMP error about a segment of its own.
func (h *host) complains(typ, code uint8, mtu uint16, seq Seq) {
	quoted := make([]byte, 8)
	quoted[0], quoted[1] = byte(own.Port()>>8), byte(own.Port())
	quoted[2], quoted[3] = byte(peer.Port()>>8), byte(peer.Port())
	seq += h.iss
	quoted[4], quoted[5], quoted[6], quoted[7] = byte(seq>>24), byte(seq>>16), byte(seq>>8), byte(seq)
	h.Failed(icmp.Error{Type: typ, Code: code, MTU: mtu, Quoted: quoted,
		Length: h.mtu, Sent: osi.Path{Src: own.Addr(), Dst: peer.Addr(), Protocol: Protocol}})
}

// text gives n bytes of a stream that never repeats a run, from its at-th on.
func text(at, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		k := uint32(at+i) * 2654435761
		b[i] = byte(k>>24) ^ byte(k>>13)
	}
	return b
}

package rip

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/network/ipv4"
	"encap/layers/network/route"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
	"encap/layers/transport/udp"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

func ip(s string) netip.Addr       { return netip.MustParseAddr(s) }
func net(s string) netip.Prefix    { return netip.MustParsePrefix(s) }
func at(s string) netip.AddrPort   { return netip.AddrPortFrom(ip(s), port) }
func says(a ...advert) []byte      { return encode(response, a) }
func net24(s string, m int) advert { return of(net(s+"/24"), m) }

// router is a RIP with a test below it: 10.0.1.1 on one link, where left is, and
// 10.0.2.1 on another, where right is.
type router struct {
	t testing.TB
	ositest.World
	*Router
	ip   *ipv4.Layer
	sent []string
}

const left, right = "10.0.1.2", "10.0.2.2"

type link struct{}

func (link) Send(*codec.Buffer, netip.Addr) {}
func (link) Broadcast(*codec.Buffer)        {}

func newRouter(t testing.TB, s Settings) *router {
	r := &router{t: t}
	r.ip = ipv4.New(r.Env(), nil)
	r.ip.AddInterface("eth0", net("10.0.1.1/24"), 1500, link{})
	r.ip.AddInterface("eth1", net("10.0.2.1/24"), 1500, link{})
	r.Router = New(r.Env(), nil, below{r}, r.ip, s)
	if err := r.Start(r.Router); err != nil {
		t.Fatal(err)
	}
	r.expect("10.0.1.1>224.0.0.9 asks for all; 10.0.2.1>224.0.0.9 asks for all", "AskAll")
	return r
}

// below takes what RIP sends.
type below struct{ r *router }

func (b below) Bind(netip.AddrPort, bool, udp.Socket) (*udp.Binding, error) { return nil, nil }

func (b below) Send(buffer *codec.Buffer, p osi.Path, src, dst uint16) error {
	command, v, adverts, err := decode(buffer.Bytes())
	if err != nil || v != 2 || src != port || p.Dst == group && p.TTL != 1 {
		b.r.t.Errorf("sent %x by %+v: %v", buffer.Bytes(), p, err)
	}
	text := fmt.Sprintf("%v>%v", p.Src, p.Dst)
	if !p.Src.IsValid() {
		text = fmt.Sprintf(">%v:%d", p.Dst, dst)
	}
	if command == request {
		text += " asks for all"
	}
	for _, a := range adverts {
		if command == response {
			p, _ := a.prefix()
			text += fmt.Sprintf(" %v=%d", p, a.metric)
		}
	}
	b.r.sent = append(b.r.sent, text)
	return nil
}

// expect checks what was sent and which rules were obeyed since the last time.
func (r *router) expect(sends, obeys string) {
	r.t.Helper()
	if got := strings.Join(r.sent, "; "); got != sends {
		r.t.Errorf("sent %s\nwant %s", got, sends)
	}
	if got := r.Obeyed(); got != obeys {
		r.t.Errorf("obeyed %s\nwant %s", got, obeys)
	}
	r.sent = nil
}

// hears gives the router a message of a neighbour's.
func (r *router) hears(from string, m []byte) {
	r.Receive(at(from), netip.AddrPortFrom(group, port), 1, m)
}

// quiet lets a triggered update's hold time pass, and forgets what was sent.
func (r *router) quiet() {
	r.Advance(mostHold)
	r.sent = nil
	r.Obeyed()
}

// way gives the table's route for a network: next hop or "".
func (r *router) way(p string) string {
	if w := r.ip.Route(net(p)); w != nil {
		return w.Via.String()
	}
	return ""
}

func TestLearn(t *testing.T) {
	r := newRouter(t, Settings{})
	r.hears(left, says(net24("10.9.0.0", 3)))
	r.expect("10.0.1.1>224.0.0.9 10.9.0.0/24=16; 10.0.2.1>224.0.0.9 10.9.0.0/24=4", "Heard NewRoute Triggered PoisonedReverse")
	r.quiet()
	r.hears(right, says(net24("10.9.0.0", 3))) // as far
	r.expect("", "Heard")
	r.hears(right, says(net24("10.9.0.0", 2)))
	r.expect("10.0.1.1>224.0.0.9 10.9.0.0/24=3; 10.0.2.1>224.0.0.9 10.9.0.0/24=16", "Heard BetterRoute Triggered PoisonedReverse")
	if r.way("10.9.0.0/24") != right {
		t.Errorf("the way is by %s", r.way("10.9.0.0/24"))
	}
	r.hears(right, says(net24("10.9.0.0", 7))) // the same neighbour is believed, and changes are held back for a while
	r.expect("", "Heard SameNeighbour HoldBack")
	r.hears(right, says(net24("10.9.0.0", 16)))
	r.expect("", "Heard Lost HoldBack")
	if r.way("10.9.0.0/24") != "" {
		t.Error("the route is still there")
	}
	r.Advance(mostHold)
	r.expect("10.0.1.1>224.0.0.9 10.9.0.0/24=16; 10.0.2.1>224.0.0.9 10.9.0.0/24=16", "Triggered PoisonedReverse")
	r.hears(left, says(net24("10.9.0.0", 5)))
	if r.way("10.9.0.0/24") != left {
		t.Error("it does not come back")
	}
	r.Obeyed()
}

// What is told of a route into the network that it comes from.
func TestSplitHorizon(t *testing.T) {
	for h, want := range map[SplitHorizon]string{
		Poisoned: "10.0.1.1>224.0.0.9 10.0.2.0/24=1 10.9.0.0/24=16; 10.0.2.1>224.0.0.9 10.0.1.0/24=1 10.9.0.0/24=4|Regular PoisonedReverse",
		Simple:   "10.0.1.1>224.0.0.9 10.0.2.0/24=1; 10.0.2.1>224.0.0.9 10.0.1.0/24=1 10.9.0.0/24=4|Regular HiddenReverse",
		Without: "10.0.1.1>224.0.0.9 10.0.1.0/24=1 10.0.2.0/24=1 10.9.0.0/24=4; " +
			"10.0.2.1>224.0.0.9 10.0.1.0/24=1 10.0.2.0/24=1 10.9.0.0/24=4|Regular",
	} {
		r := newRouter(t, Settings{SplitHorizon: h, NoTriggered: true})
		r.hears(left, says(net24("10.9.0.0", 3)))
		r.expect("", "Heard NewRoute")
		r.Advance(updateTime * 7 / 6)
		sends, obeys, _ := strings.Cut(want, "|")
		r.expect(sends, obeys)
	}
}

// A route of which nothing is heard ends, is told as unreachable, and is
// forgotten.
func TestTimeout(t *testing.T) {
	r := newRouter(t, Settings{Update: time.Hour})
	r.hears(left, says(net24("10.9.0.0", 3)))
	r.quiet()
	r.Advance(timeoutTime - mostHold - 1)
	r.hears(left, says(net24("10.9.0.0", 3))) // in time
	r.Advance(timeoutTime - 1)
	r.expect("", "Heard")
	r.Advance(1)
	r.expect("10.0.1.1>224.0.0.9 10.9.0.0/24=16; 10.0.2.1>224.0.0.9 10.9.0.0/24=16", "TimedOut Triggered PoisonedReverse")
	r.Advance(garbageTime - 1)
	if len(r.order) != 3 {
		t.Errorf("%d rows", len(r.order))
	}
	r.Advance(1)
	r.expect("", "Collected")
	if len(r.order) != 2 || len(r.table) != 2 {
		t.Errorf("%d rows are left", len(r.order))
	}
}

// What is not to be believed.
func TestDisbelief(t *testing.T) {
	bad := func(change func(a *advert)) []byte {
		a := net24("10.9.0.0", 3)
		change(&a)
		return says(a)
	}
	other := says(net24("10.9.0.0", 3))
	other[1] = 1
	for _, c := range []struct {
		name, from string
		message    []byte
		obeys      string
	}{
		{"from another port", "10.0.1.2:521", says(net24("10.9.0.0", 3)), "drop:NoNeighbour"},
		{"from afar", "10.5.5.5:520", says(net24("10.9.0.0", 3)), "drop:NoNeighbour"},
		{"from ourselves", "10.0.1.1:520", says(net24("10.9.0.0", 3)), "drop:NoNeighbour"},
		{"of version 1", "10.0.1.2:520", other, "drop:OtherVersion"},
		{"too short", "10.0.1.2:520", []byte{2, 2, 0}, "drop:Garbled"},
		{"half a network", "10.0.1.2:520", says(net24("10.9.0.0", 3))[:20], "drop:Garbled"},
		{"too many networks", "10.0.1.2:520", make([]byte, 4+26*20), "drop:Garbled"},
		{"an unknown command", "10.0.1.2:520", encode(7, nil), "drop:Garbled"},
		{"of another family", "10.0.1.2:520", bad(func(a *advert) { a.family = 3 }), "Heard BadAdvert"},
		{"metric 0", "10.0.1.2:520", bad(func(a *advert) { a.metric = 0 }), "Heard BadAdvert"},
		{"metric 17", "10.0.1.2:520", bad(func(a *advert) { a.metric = 17 }), "Heard BadAdvert"},
		{"a mask with holes", "10.0.1.2:520", bad(func(a *advert) { a.mask = 0xff00ff00 }), "Heard BadAdvert"},
		{"host bits", "10.0.1.2:520", bad(func(a *advert) { a.addr = ip("10.9.0.1") }), "Heard BadAdvert"},
		{"network 127", "10.0.1.2:520", bad(func(a *advert) { a.addr = ip("127.0.0.0") }), "Heard BadAdvert"},
		{"a group", "10.0.1.2:520", bad(func(a *advert) { a.addr = ip("224.0.0.0") }), "Heard BadAdvert"},
		{"unreachable and unknown", "10.0.1.2:520", says(net24("10.9.0.0", 16)), "Heard"},
		{"our own network", "10.0.1.2:520", says(net24("10.0.2.0", 1)), "Heard"},
	} {
		r := newRouter(t, Settings{})
		r.Receive(netip.MustParseAddrPort(c.from), at("10.0.1.1"), 1, c.message)
		if got := r.Obeyed(); got != c.obeys || len(r.order) != 2 {
			t.Errorf("%s: obeyed %q, want %q; %d rows", c.name, got, c.obeys, len(r.order))
		}
	}
}

// Who asks is answered: for everything as the split horizon says, one by one as
// it is in the table.
func TestRequests(t *testing.T) {
	r := newRouter(t, Settings{NoTriggered: true})
	r.hears(left, says(net24("10.9.0.0", 3)))
	r.Obeyed()
	r.hears(left, encode(request, []advert{wholeTable}))
	r.expect(">10.0.1.2:520 10.0.2.0/24=1 10.9.0.0/24=16", "AnswerAll PoisonedReverse")
	r.Receive(netip.MustParseAddrPort("10.0.1.2:4000"), at("10.0.1.1"), 64, encode(request, []advert{net24("10.9.0.0", 0), net24("10.8.0.0", 0)}))
	r.expect(">10.0.1.2:4000 10.9.0.0/24=4 10.8.0.0/24=16", "AnswerSome")
}

// A better next hop on the same link is taken; a default route is a route.
func TestNextHop(t *testing.T) {
	r := newRouter(t, Settings{})
	a, b := of(net("0.0.0.0/0"), 1), net24("10.8.0.0", 1)
	a.nextHop, b.nextHop = ip("10.0.1.9"), ip("10.0.2.9") // the other is on another link
	r.hears(left, says(a, b))
	if r.way("0.0.0.0/0") != "10.0.1.9" || r.way("10.8.0.0/24") != left {
		t.Errorf("the ways are %q and %q", r.way("0.0.0.0/0"), r.way("10.8.0.0/24"))
	}
	r.Obeyed()
}

// A route that a person has put in stays.
func TestStaticRoutesStay(t *testing.T) {
	r := newRouter(t, Settings{})
	r.ip.AddRoute(route.Route{Prefix: net("10.9.0.0/24"), Via: ip(right), Interface: 1})
	r.hears(left, says(net24("10.9.0.0", 1)))
	r.hears(left, says(net24("10.9.0.0", 16)))
	if r.way("10.9.0.0/24") != right {
		t.Error("it has given way")
	}
	r.Obeyed()
}

// A table of many networks needs several messages.
func TestManyNetworks(t *testing.T) {
	r := newRouter(t, Settings{NoTriggered: true})
	for i := range 60 {
		r.hears(left, says(net24(fmt.Sprintf("10.50.%d.0", i), 1)))
	}
	r.Obeyed()
	r.sent = nil
	r.tell()
	lengths := []int{}
	for _, s := range r.sent {
		lengths = append(lengths, strings.Count(s, "="))
	}
	if !slices.Equal(lengths, []int{25, 25, 11, 25, 25, 11}) {
		t.Errorf("messages of %v networks", lengths)
	}
	r.Obeyed()
}

func Example() {
	m := encode(response, []advert{of(netip.MustParsePrefix("10.0.3.0/24"), 2)})
	fmt.Printf("%x\n%x\n", m[:4], m[4:])
	// Output:
	// 02020000
	// 000200000a000300ffffff000000000000000002
}

// No message does harm, and what is read is written the same.
func FuzzMessage(f *testing.F) {
	f.Add(says(net24("10.9.0.0", 3)))
	f.Add(encode(request, []advert{wholeTable}))
	f.Fuzz(func(t *testing.T, m []byte) {
		r := newRouter(t, Settings{})
		r.hears(left, m)
		r.hears(left, m)
		r.Advance(time.Hour)
		if command, v, adverts, err := decode(m); err == nil && v == version && m[2] == 0 && m[3] == 0 {
			if got := encode(command, adverts); string(got) != string(m) {
				t.Errorf("%x is written as %x", m, got)
			}
		}
		for _, e := range r.order {
			if e.vars.Metric < 1 || e.vars.Metric > Infinity {
				t.Errorf("%v is at distance %d", e.prefix, e.vars.Metric)
			}
		}
	})
}

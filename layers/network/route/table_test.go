package route

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"
)

func table(prefixes ...string) *Table {
	t := &Table{}
	for i, p := range prefixes {
		t.Add(Route{Prefix: netip.MustParsePrefix(p), Interface: i})
	}
	return t
}

func TestLookup(t *testing.T) {
	all := table("10.0.0.0/8", "10.0.1.0/24", "10.0.1.128/25", "0.0.0.0/0", "10.0.1.7/32", "192.168.0.0/16")
	for _, c := range []struct{ dst, want string }{
		{"10.9.9.9", "10.0.0.0/8"},
		{"10.0.1.1", "10.0.1.0/24"},
		{"10.0.1.128", "10.0.1.128/25"},
		{"10.0.1.255", "10.0.1.128/25"},
		{"10.0.1.7", "10.0.1.7/32"},
		{"10.0.1.8", "10.0.1.0/24"},
		{"192.168.255.255", "192.168.0.0/16"},
		{"8.8.8.8", "0.0.0.0/0"},
	} {
		if got := all.Lookup(netip.MustParseAddr(c.dst)); got == nil || got.Prefix.String() != c.want {
			t.Errorf("%s goes by %v, want %s", c.dst, got, c.want)
		}
	}
	if got := table("10.0.0.0/8").Lookup(netip.MustParseAddr("11.0.0.1")); got != nil {
		t.Errorf("11.0.0.1 goes by %v, want no route", got)
	}
}

func TestOrderAndReplacing(t *testing.T) {
	all := table("0.0.0.0/0", "10.2.0.0/16", "10.1.0.0/16", "10.1.5.0/24")
	first := all.Lookup(netip.MustParseAddr("10.1.5.1"))
	again := all.Add(Route{Prefix: netip.MustParsePrefix("10.1.5.77/24"), Via: netip.MustParseAddr("10.1.0.1"), Interface: 9})
	if again != first || first.Interface != 9 {
		t.Error("a route with the same network did not give way")
	}
	var order []string
	for _, r := range all.Routes() {
		order = append(order, r.Prefix.String())
	}
	if got := strings.Join(order, " "); got != "10.1.5.0/24 10.1.0.0/16 10.2.0.0/16 0.0.0.0/0" {
		t.Errorf("the order is %s", got)
	}
	kind, name := first.Entity()
	if text := fmt.Sprintf("%s %s %+v", kind, name, first.Vars()); text != "route 10.1.5.0/24 {Via:10.1.0.1 Interface:9}" {
		t.Error(text)
	}
	if text := fmt.Sprintf("%+v", all.Routes()[1].Vars()); text != "{Via:on the link Interface:2}" {
		t.Error(text)
	}
}

// The table finds what a look at every route finds.
func TestAgainstAModel(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	address := func() netip.Addr {
		return netip.AddrFrom4([4]byte{10, byte(r.IntN(2)), byte(r.IntN(4)), byte(r.IntN(256))})
	}
	for range 200 {
		all, model := &Table{}, map[netip.Prefix]bool{}
		for range r.IntN(20) {
			p := netip.PrefixFrom(address(), r.IntN(33)).Masked()
			if r.IntN(3) == 0 { // this one, or one that is there
				if there := all.Routes(); len(there) > 0 && r.IntN(4) > 0 {
					p = there[r.IntN(len(there))].Prefix
				}
				if (all.Remove(p) != nil) != model[p] {
					t.Fatalf("%v: there was one: %v", p, model[p])
				}
				delete(model, p)
				continue
			}
			all.Add(Route{Prefix: p})
			model[p] = true
		}
		if got := all.Routes(); len(got) != len(model) {
			t.Fatalf("%d routes of %d", len(got), len(model))
		}
		for range 50 {
			dst, want := address(), netip.Prefix{}
			for p := range model {
				if p.Contains(dst) && p.Bits() > want.Bits() {
					want = p
				}
			}
			got := all.Lookup(dst)
			if (got == nil) != !want.IsValid() || got != nil && got.Prefix != want {
				t.Fatalf("%v goes by %v, want %v of %v", dst, got, want, all.Routes())
			}
		}
	}
}

// What was taken out is gone, and what was behind it is found again.
func TestRemove(t *testing.T) {
	all := table("10.0.0.0/8", "10.0.1.0/24")
	long := all.Lookup(netip.MustParseAddr("10.0.1.1"))
	if all.Remove(long.Prefix) != long || long.Vars() != nil {
		t.Error("it is still there")
	}
	if got := all.Lookup(netip.MustParseAddr("10.0.1.1")); got == nil || got.Prefix.Bits() != 8 {
		t.Errorf("now it goes by %v", got)
	}
	if all.Remove(long.Prefix) != nil || all.Find(long.Prefix) != nil {
		t.Error("it was taken out twice")
	}
}

// A flow keeps to its way, and flows are spread evenly.
func TestFlows(t *testing.T) {
	r := Route{Via: netip.MustParseAddr("10.0.0.1"), Also: []Hop{{netip.MustParseAddr("10.0.0.2"), 1}, {netip.MustParseAddr("10.0.0.3"), 2}}}
	chance, taken := rand.New(rand.NewPCG(1, 2)), map[Hop]int{}
	for range 3000 {
		flow := chance.Uint32()
		if again := r.Hop(flow); again != r.Hop(flow) {
			t.Fatal("a flow goes two ways")
		}
		taken[r.Hop(flow)]++
	}
	for h, n := range taken {
		if len(taken) != 3 || n < 900 || n > 1100 {
			t.Errorf("%v is taken by %d flows of 3000", h, n)
		}
	}
	if r.Hop(0).Interface != 0 || r.Hop(1<<32-1).Interface != 2 {
		t.Error("the ends are wrong")
	}
	if text := fmt.Sprintf("%+v", r.Vars()); text != "{Via:10.0.0.1, 10.0.0.2, 10.0.0.3 Interface:0}" {
		t.Error(text)
	}
}

func TestKinds(t *testing.T) {
	for _, name := range kindNames {
		k, ok := KindOf(name)
		r := Route{Kind: k}
		if text := fmt.Sprintf("%+v", r.Vars()); !ok || k.String() != name || k != Unicast && text != "{Via:"+name+" Interface:0}" {
			t.Errorf("%s: %v %v %s", name, k, ok, text)
		}
	}
	if _, ok := KindOf("throw"); ok {
		t.Error("a kind that is none")
	}
}

package route_test

import (
	"fmt"
	"net/netip"

	"encap/layers/network/route"
)

func Example() {
	var t route.Table
	t.Add(route.Route{Prefix: netip.MustParsePrefix("10.0.1.0/24")})
	t.Add(route.Route{Prefix: netip.MustParsePrefix("0.0.0.0/0"), Via: netip.MustParseAddr("10.0.1.1")})
	for _, dst := range []string{"10.0.1.7", "192.0.2.1"} {
		r := t.Lookup(netip.MustParseAddr(dst))
		fmt.Printf("%s: %v %+v\n", dst, r.Prefix, r.Vars())
	}
	// Output:
	// 10.0.1.7: 10.0.1.0/24 {Via:on the link Interface:0}
	// 192.0.2.1: 0.0.0.0/0 {Via:10.0.1.1 Interface:0}
}

package route

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
)

// What a look-up costs hardly depends on the size of the table.
func BenchmarkLookup(b *testing.B) {
	for _, size := range []int{10, 1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 2))
			address := func() netip.Addr {
				return netip.AddrFrom4([4]byte{byte(r.IntN(224)), byte(r.IntN(256)), byte(r.IntN(256)), byte(r.IntN(256))})
			}
			var t Table
			for range size {
				t.Add(Route{Prefix: netip.PrefixFrom(address(), 8+r.IntN(17))})
			}
			var asked [1024]netip.Addr
			for i := range asked {
				asked[i] = address()
			}
			b.ResetTimer()
			for i := range b.N {
				t.Lookup(asked[i%len(asked)])
			}
		})
	}
}

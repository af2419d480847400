package engine

import "math/rand/v2"

// Key gives a number that depends on the seed and every part, and on nothing
// else: FNV-1a over the parts with their borders, then a finalizer that
// spreads every bit.
func Key(seed uint64, parts ...string) uint64 {
	const prime = 0x100000001b3
	h := uint64(0xcbf29ce484222325) ^ spread(seed)
	for _, part := range parts {
		for i := 0; i < len(part); i++ {
			h = (h ^ uint64(part[i])) * prime
		}
		h = (h ^ 0xff) * prime // no UTF-8 text contains 0xff: "ab","c" is not "a","bc"
	}
	return spread(h)
}

// Rand gives the stream of chance of one purpose. Streams of different
// purposes are independent: to use one more changes no other.
func Rand(seed uint64, parts ...string) *rand.Rand {
	k := Key(seed, parts...)
	return rand.New(rand.NewPCG(k, spread(k+0x9e3779b97f4a7c15)))
}

// spread is the finalizer of SplitMix64 (Steele, Lea & Flood 2014): a
// bijection in which every bit of x moves about half the bits of the result.
func spread(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

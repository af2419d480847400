package vxlan

import "testing"

func BenchmarkCarry(b *testing.B) {
	w := openTwo(b)
	frame := make([]byte, 1514)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.Carry(1, 0, frame); err != nil {
			b.Fatal(err)
		}
	}
}

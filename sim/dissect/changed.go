package dissect

import (
	"bytes"
	"slices"
)

// Changed gives the names of the fields whose values differ between two PDU
// lists, header by header: what a router or a damaged bit changed. It
// compares them from the outside in, as far as both lists have the
// same protocols. A field that one side lacks differs; what has no bytes of
// its own (lengths of payloads, the status of a checksum) is not compared.
func Changed(a, b []PDU) []string {
	var names []string
	for i := range min(len(a), len(b)) {
		if a[i].Proto != b[i].Proto {
			break
		}
		names = addDiffering(names, a[i].Fields, b[i].Fields)
		names = addDiffering(names, b[i].Fields, a[i].Fields)
	}
	return names
}

// addDiffering adds the names of those of the fields that the others have not,
// or not so; each once, since a packet quoted in another has the same fields.
func addDiffering(names []string, fields, others []Field) []string {
	for i, f := range fields {
		if f.Start == f.End || slices.Contains(names, f.Name) {
			continue
		}
		other := counterpart(fields[:i], f.Name, others)
		if other == nil || !sameValue(f.Value, other.Value) {
			names = append(names, f.Name)
		}
	}
	return names
}

// counterpart gives the field of that name which comes after as many of its
// name as there are before: options repeat.
func counterpart(before []Field, name string, others []Field) *Field {
	for range count(before, name) {
		others = others[find(others, name)+1:]
	}
	if i := find(others, name); i >= 0 {
		return &others[i]
	}
	return nil
}

func count(fields []Field, name string) (n int) {
	for _, f := range fields {
		if f.Name == name {
			n++
		}
	}
	return n
}

func find(fields []Field, name string) int {
	return slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
}

func sameValue(a, b any) bool {
	x, ok := a.([]byte)
	if !ok {
		return a == b
	}
	y, ok := b.([]byte)
	return ok && bytes.Equal(x, y)
}

package forge

import (
	"fmt"
	"strconv"

	"encap/sim/dissect"
	"encap/sim/scenario"
)

// Set writes into frame, an Ethernet frame with its FCS, what a fault of kind
// scenario.Set says. It complains, and changes nothing, when the frame has no
// such field or byte, or the value does not fit.
func Set(frame []byte, f scenario.Fault) error {
	if f.Field == "" {
		value, err := strconv.ParseUint(f.Value, 0, 8)
		if err != nil {
			return fmt.Errorf("forge: %q is no byte", f.Value)
		}
		if f.Byte < 0 || f.Byte >= len(frame) {
			return fmt.Errorf("forge: there is no byte %d: the frame has %d", f.Byte, len(frame))
		}
		frame[f.Byte] = byte(value)
	} else if err := setField(frame, f.Field, f.Value); err != nil {
		return err
	}
	if f.Mended {
		mend(frame)
	}
	return nil
}

// setField writes a value into the first field of a name.
func setField(frame []byte, name, value string) error {
	field := find(dissect.Dissect("eth", frame), name)
	switch {
	case field == nil:
		return fmt.Errorf("forge: the frame has no field %s", name)
	case field.Start == field.End:
		return fmt.Errorf("forge: %s has no bytes of its own: it is worked out from others", name)
	}
	if _, raw := field.Value.([]byte); raw || field.End-field.Start > 64 {
		bytes, err := asBytes(value, (field.End-field.Start)/8)
		if err != nil {
			return fmt.Errorf("forge: %s: %w", name, err)
		}
		copy(frame[field.Start/8:field.End/8], bytes)
		return nil
	}
	n, err := number(field, bitsOf(frame, field.Start, field.End), value)
	if err != nil {
		return fmt.Errorf("forge: %s: %w", name, err)
	}
	putBits(frame, field.Start, field.End, n)
	return nil
}

func find(pdus []dissect.PDU, name string) *dissect.Field {
	for i := range pdus {
		for j := range pdus[i].Fields {
			if f := &pdus[i].Fields[j]; f.Name == name {
				return f
			}
		}
	}
	return nil
}

// bitsOf reads up to 64 bits.
func bitsOf(b []byte, start, end int) (n uint64) {
	for i := start; i < end; i++ {
		n = n<<1 | uint64(b[i/8]>>(7-i%8)&1)
	}
	return n
}

// putBits writes them.
func putBits(b []byte, start, end int, n uint64) {
	for i := end - 1; i >= start; i-- {
		mask := byte(0x80) >> (i % 8)
		b[i/8] &^= mask
		if n&1 != 0 {
			b[i/8] |= mask
		}
		n >>= 1
	}
}

package codec

import (
	"errors"
	"fmt"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
)

// maxLength is the largest number that fits into a 16-bit length field.
const maxLength = 1<<16 - 1

// Encode writes the header l in front of what is in b. gopacket fills in the
// lengths (also in l), but no checksum: it writes the Checksum field as it
// stands, and the caller sums up and patches afterwards. What gopacket would
// silently write wrong is an error; then b is as it was before.
func Encode(l gopacket.SerializableLayer, b *Buffer) (err error) {
	if err := checkLayer(l, b.Len()); err != nil {
		return err
	}
	start, end := b.start, b.end
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: cannot write the header: %v", layerName(l), p)
		}
		if err != nil {
			b.start, b.end = start, end
		}
	}()
	if err := l.SerializeTo(b, gopacket.SerializeOptions{FixLengths: true}); err != nil {
		return fmt.Errorf("%s: %w", layerName(l), err)
	}
	return nil
}

// checkLayer checks what gopacket does not, for a header in front of payload
// bytes.
func checkLayer(l gopacket.SerializableLayer, payload int) error {
	switch l := l.(type) {
	case *layers.IPv4:
		return checkIPv4Layer(l, payload)
	case *layers.UDP:
		if n := 8 + payload; n > maxLength {
			return fmt.Errorf("udp: length %d, want at most %d", n, maxLength)
		}
	case *layers.ARP:
		if len(l.SourceHwAddress) > maxAddr || len(l.SourceProtAddress) > maxAddr {
			return fmt.Errorf("arp: addresses of %d and %d bytes, want at most %d",
				len(l.SourceHwAddress), len(l.SourceProtAddress), maxAddr)
		}
	}
	return nil
}

func checkIPv4Layer(l *layers.IPv4, payload int) error {
	options := 0
	for _, o := range l.Options {
		if o.OptionType <= 1 { // end of options, no operation: one byte
			options++
			continue
		}
		if int(o.OptionLength) != 2+len(o.OptionData) {
			return fmt.Errorf("ipv4: option %d has length %d, want %d", o.OptionType, o.OptionLength, 2+len(o.OptionData))
		}
		options += int(o.OptionLength)
	}
	header := 20 + (options+3)/4*4
	switch {
	case l.Version != 4:
		return fmt.Errorf("ipv4: version %d, want 4", l.Version)
	case header > 60: // RFC 791 §3.1: the header length has four bits
		return fmt.Errorf("ipv4: options of %d bytes, want at most 40", options)
	case header+payload > maxLength:
		return fmt.Errorf("ipv4: total length %d, want at most %d", header+payload, maxLength)
	case l.FragOffset >= 1<<13:
		return fmt.Errorf("ipv4: fragment offset %d, want less than %d", l.FragOffset, 1<<13)
	case l.Flags >= 1<<3:
		return errors.New("ipv4: flags of more than three bits")
	}
	return nil
}

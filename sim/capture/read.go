package capture

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"encap/layers/osi"
)

// maxBlock is the longest block that is read, in bytes.
const maxBlock = 16 << 20

// Read reads the packets of a pcapng file, in the file's order. Blocks that it
// does not know are skipped; what contradicts itself is an error. It takes no
// more memory than there are bytes to read.
func Read(r io.Reader) ([]Packet, error) {
	f := &reader{r: bufio.NewReader(r)}
	for {
		switch err := f.next(); {
		case errors.Is(err, io.EOF):
			return f.packets, nil
		case err != nil:
			return nil, fmt.Errorf("pcapng: %w", err)
		}
	}
}

// reader is one run through a file.
type reader struct {
	r       *bufio.Reader
	at      int64 // where the block began that is being read
	body    bytes.Buffer
	order   binary.ByteOrder // of this section; nil before the first
	ends    []iface          // of this section
	packets []Packet
}

// iface is what an interface block told.
type iface struct {
	name       string
	link       uint16
	snap       uint32 // packets are cut to this length; 0: never
	fcs        int
	resolution byte
	offset     int64 // of timestamps, in seconds
}

// next reads one block (draft-ietf-opsawg-pcapng §3.1); io.EOF says that there
// was none.
func (f *reader) next() error {
	kind, total, err := f.head()
	if err != nil {
		return err
	}
	f.body.Reset()
	n := int64(total) - 12
	if _, err := io.CopyN(&f.body, f.r, n); err != nil {
		return f.cut(err)
	}
	var tail [4]byte
	if _, err := io.ReadFull(f.r, tail[:]); err != nil {
		return f.cut(err)
	}
	if again := f.order.Uint32(tail[:]); again != total {
		return fmt.Errorf("block at byte %d has length %d in front and %d behind", f.at, total, again)
	}
	if err := f.block(kind, f.body.Bytes()); err != nil {
		return fmt.Errorf("block at byte %d: %w", f.at, err)
	}
	f.at += int64(total)
	return nil
}

// head reads a block's type and length. A section's first block also tells the
// order of the bytes, behind its length.
func (f *reader) head() (kind, total uint32, err error) {
	var b [8]byte
	switch _, err := io.ReadFull(f.r, b[:]); {
	case err == io.EOF && f.order != nil:
		return 0, 0, io.EOF
	case err != nil:
		return 0, 0, f.cut(err)
	}
	if binary.LittleEndian.Uint32(b[:]) == sectionHeader { // the same from both ends
		magic, err := f.r.Peek(4)
		if err != nil {
			return 0, 0, f.cut(err)
		}
		if f.order = orderOf(magic); f.order == nil {
			return 0, 0, fmt.Errorf("byte-order magic % x at byte %d", magic, f.at+8)
		}
	}
	if f.order == nil {
		return 0, 0, errors.New("no section header at byte 0: not a pcapng file")
	}
	kind, total = f.order.Uint32(b[:]), f.order.Uint32(b[4:])
	if total < 12 || total%4 != 0 || total > maxBlock {
		return 0, 0, fmt.Errorf("block length %d at byte %d, want a multiple of 4 from 12 to %d", total, f.at+4, maxBlock)
	}
	return kind, total, nil
}

func orderOf(magic []byte) binary.ByteOrder {
	for _, o := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if o.Uint32(magic) == byteOrderMagic {
			return o
		}
	}
	return nil
}

// cut says that the file ends within a block.
func (f *reader) cut(err error) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the file ends within the block at byte %d", f.at)
	}
	return err
}

var errTime = errors.New("a timestamp out of range")

// instant turns a timestamp of the interface into virtual time.
func (i iface) instant(ts uint64) (osi.Instant, error) {
	ns, ok := scale(ts, i.resolution)
	if !ok || i.offset > maxSeconds || i.offset < -maxSeconds {
		return 0, errTime
	}
	at := osi.Instant(ns) + osi.Instant(i.offset)*second
	if at < 0 || at > maxSeconds*second {
		return 0, errTime
	}
	return at, nil
}

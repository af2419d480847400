package capture

import (
	"bufio"
	"fmt"
	"io"
	"net/netip"

	"encap/layers/physical"
)

// Section is what a file says of itself.
type Section struct {
	Comment     string
	Application string // what made the file
}

// Name is the name of the node that has an address.
type Name struct {
	Addr netip.Addr
	Node string
}

// Writer writes one pcapng file. Its first error stays, and Flush gives it.
type Writer struct {
	w     *bufio.Writer
	err   error
	block block
	ids   map[string]uint32 // of interfaces, by name
}

// bufferSize lets a whole run of the screen's size leave in a few writes.
const bufferSize = 256 << 10

// NewWriter begins a file.
func NewWriter(w io.Writer, s Section) *Writer {
	c := &Writer{w: bufio.NewWriterSize(w, bufferSize), ids: make(map[string]uint32)}
	c.block.begin(sectionHeader)
	c.block.u32(byteOrderMagic)
	c.block.u16(1) // version 1.0
	c.block.u16(0)
	c.block.u64(1<<64 - 1) // the section's length is not known
	c.block.text(optComment, s.Comment)
	c.block.text(sectionApplication, s.Application)
	c.write(c.block.end())
	return c
}

// Interface makes an interface known: one end of a cable, whose frames end
// with fcs bytes of frame check sequence. A rate of 0 is not written.
func (c *Writer) Interface(name string, rate physical.Bitrate, fcs int) {
	if _, known := c.ids[name]; known {
		c.fail(fmt.Errorf("capture: there are two interfaces %q", name))
		return
	}
	c.ids[name] = uint32(len(c.ids))
	c.block.begin(interfaceBlock)
	c.block.u16(etherLink)
	c.block.u16(0)
	c.block.u32(0) // packets are never cut
	c.block.text(interfaceName, name)
	if rate > 0 {
		c.block.number(interfaceSpeed, uint64(rate))
	}
	c.block.option(interfaceResolution, []byte{nanoseconds})
	c.block.option(interfaceFCS, []byte{byte(fcs)})
	c.write(c.block.end())
}

// Names tells which node has which address (§4.5).
func (c *Writer) Names(names []Name) {
	if len(names) == 0 {
		return
	}
	c.block.begin(nameResolution)
	for _, n := range names {
		record := uint16(1) // IPv4
		if n.Addr.Is6() {
			record = 2
		}
		value := append(n.Addr.AsSlice(), n.Node...)
		c.block.option(record, append(value, 0))
	}
	c.block.option(0, nil) // no more records
	c.write(c.block.end())
}

// Packet writes a packet (§4.3).
func (c *Writer) Packet(p Packet) {
	id, known := c.ids[p.Interface]
	switch {
	case !known:
		c.fail(fmt.Errorf("capture: no interface %q", p.Interface))
		return
	case p.At < 0:
		c.fail(fmt.Errorf("capture: a packet at %v, before all time", p.At))
		return
	}
	c.block.begin(enhancedPacket)
	c.block.u32(id)
	c.block.u32(uint32(p.At >> 32))
	c.block.u32(uint32(p.At))
	c.block.u32(uint32(len(p.Data)))
	c.block.u32(uint32(max(p.Length, len(p.Data))))
	c.block.bytes(p.Data)
	c.block.text(optComment, p.Comment)
	if flags := uint32(p.Direction) | uint32(p.FCS&0xf)<<5; flags != 0 {
		c.block.option(packetFlags, []byte{byte(flags), byte(flags >> 8), 0, 0})
	}
	if p.ID != 0 {
		c.block.number(packetID, p.ID)
	}
	c.write(c.block.end())
}

// Flush writes what is still kept back, and gives the first error of all.
func (c *Writer) Flush() error {
	if c.err != nil {
		return c.err
	}
	c.fail(c.w.Flush())
	return c.err
}

func (c *Writer) write(b []byte) {
	if c.err == nil {
		_, err := c.w.Write(b)
		c.fail(err)
	}
}

func (c *Writer) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

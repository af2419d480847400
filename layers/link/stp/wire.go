package stp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
)

// gopacket cannot write BPDUs, so this is ours.

// Group is the address of all bridges of a link (IEEE 802.1D-2004 Table 7-10).
var Group = ethernet.Addr{0x01, 0x80, 0xc2, 0, 0, 0}

// Kind is the type of a BPDU.
type Kind uint8

// The three BPDUs (IEEE 802.1D-2004 §9.3).
const (
	ConfigBPDU Kind = 0x00 // of STP: like RST, with two flags only
	TCN        Kind = 0x80 // of STP: the topology has changed
	RST        Kind = 0x02 // of RSTP
)

// Sizes in bytes.
const (
	tcnLen    = 4
	configLen = 35
	rstLen    = 36
	llcLen    = 3
)

// The flags of a BPDU (IEEE 802.1D-2004 §9.3.3).
const (
	flagTC         = 1 << 0
	flagProposal   = 1 << 1
	flagLearning   = 1 << 4
	flagForwarding = 1 << 5
	flagAgreement  = 1 << 6
	flagTCAck      = 1 << 7
)

// BPDU is a bridge protocol data unit as plain values.
//
//	byte   0      2    3    4     5      13    17       25     27   29   31    33     35
//	       +------+----+----+-----+------+-----+--------+------+----+----+-----+------+--+
//	       | 0000 |vers|type|flags| root |cost | bridge | port |age |max |hello|delay |0 |
//	       +------+----+----+-----+------+-----+--------+------+----+----+-----+------+--+
type BPDU struct {
	Version uint8
	Kind    Kind

	TC, Proposal, Learning, Forwarding, Agreement, TCAck bool
	Role                                                 Role // of the port that sends it; of RST alone

	Vector
	Times
}

var errNoBPDU = errors.New("stp: no BPDU")

// Encode writes the BPDU into an empty buffer, with the LLC header of bridges in
// front (DSAP and SSAP 0x42, unnumbered information).
func (m *BPDU) Encode(b *codec.Buffer) {
	b.Append(llcLen)
	copy(b.Bytes(), []byte{0x42, 0x42, 0x03})
	size := configLen
	switch m.Kind {
	case TCN:
		size = tcnLen
	case RST:
		size = rstLen
	}
	data := b.Append(size)
	data[2], data[3] = m.Version, byte(m.Kind)
	if m.Kind == TCN {
		return
	}
	data[4] = m.flags()
	putBridge(data[5:], m.Root)
	binary.BigEndian.PutUint32(data[13:], m.Cost)
	putBridge(data[17:], m.Bridge)
	binary.BigEndian.PutUint16(data[25:], uint16(m.Port))
	for i, d := range []time.Duration{m.MessageAge, m.MaxAge, m.HelloTime, m.ForwardDelay} {
		binary.BigEndian.PutUint16(data[27+2*i:], uint16(d*256/time.Second))
	}
}

func putBridge(b []byte, id BridgeID) {
	binary.BigEndian.PutUint16(b, id.Priority)
	copy(b[2:], id.Addr[:])
}

func (m *BPDU) flags() (f byte) {
	for _, flag := range []struct {
		set bool
		bit byte
	}{
		{m.TC, flagTC}, {m.Proposal, flagProposal}, {m.Learning, flagLearning},
		{m.Forwarding, flagForwarding}, {m.Agreement, flagAgreement}, {m.TCAck, flagTCAck},
	} {
		if flag.set {
			f |= flag.bit
		}
	}
	if m.Kind == RST {
		f |= roleBits[m.Role] << 2
	}
	return f
}

// roleBits are the roles as two bits of the flags.
var roleBits = [...]byte{Disabled: 0, Alternate: 1, Backup: 1, Root: 2, Designated: 3}

// Decode reads what a frame to Group carries behind its length: an LLC header and
// a BPDU. What is longer is read as far as it is known (IEEE 802.1D-2004 §9.3.4).
func Decode(data []byte) (m BPDU, err error) {
	if len(data) < llcLen+tcnLen || data[0] != 0x42 || data[1] != 0x42 || data[2] != 0x03 {
		return m, errNoBPDU
	}
	data = data[llcLen:]
	if data[0] != 0 || data[1] != 0 {
		return m, fmt.Errorf("stp: protocol %d at byte 0, want 0", binary.BigEndian.Uint16(data))
	}
	m.Version, m.Kind = data[2], Kind(data[3])
	switch {
	case m.Kind == TCN:
		return m, nil
	case m.Kind == RST && len(data) >= rstLen && m.Version >= 2:
	case m.Kind == ConfigBPDU && len(data) >= configLen:
	default:
		return m, fmt.Errorf("stp: type %d of version %d in %d bytes", m.Kind, m.Version, len(data))
	}
	f := data[4]
	m.TC, m.TCAck = f&flagTC != 0, f&flagTCAck != 0
	m.Role = Designated // a configuration BPDU is always from such a port
	if m.Kind == RST {
		m.Proposal, m.Learning = f&flagProposal != 0, f&flagLearning != 0
		m.Forwarding, m.Agreement = f&flagForwarding != 0, f&flagAgreement != 0
		m.Role = [...]Role{Disabled, Alternate, Root, Designated}[f>>2&3]
	}
	m.Root, m.Cost = bridgeAt(data[5:]), binary.BigEndian.Uint32(data[13:])
	m.Bridge, m.Port = bridgeAt(data[17:]), PortID(binary.BigEndian.Uint16(data[25:]))
	for i, d := range []*time.Duration{&m.MessageAge, &m.MaxAge, &m.HelloTime, &m.ForwardDelay} {
		*d = time.Duration(binary.BigEndian.Uint16(data[27+2*i:])) * time.Second / 256
	}
	if m.Kind == ConfigBPDU && m.MessageAge >= m.MaxAge {
		return m, fmt.Errorf("stp: message age %v, want less than %v", m.MessageAge, m.MaxAge)
	}
	return m, nil
}

func bridgeAt(b []byte) BridgeID {
	return BridgeID{binary.BigEndian.Uint16(b), ethernet.Addr(b[2:8])}
}

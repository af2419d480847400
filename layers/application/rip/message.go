package rip

import (
	"encoding/binary"
	"errors"
	"net/netip"
)

// The port, and the group of all RIP routers (RFC 2453 §3.9, §4.5).
const port = 520

var group = netip.AddrFrom4([4]byte{224, 0, 0, 9})

// Infinity is the metric of what cannot be reached.
const Infinity = 16

// Commands, and the version.
const (
	request  = 1
	response = 2
	version  = 2
)

// Lengths in bytes, and the address family of IP.
const (
	headerLen = 4
	entryLen  = 20
	mostInOne = 25 // entries of a message (RFC 2453 §3.6)
	familyIP  = 2
)

// errMessage means that bytes are no message of RIP.
var errMessage = errors.New("rip: this is no message")

// advert is what a message says of one network.
type advert struct {
	family  uint16
	tag     uint16
	addr    netip.Addr
	mask    uint32
	nextHop netip.Addr // zero address: the sender
	metric  uint32
}

// prefix gives the network, if the mask is one.
func (a *advert) prefix() (netip.Prefix, bool) {
	ones := 0
	for ones < 32 && a.mask&(1<<(31-ones)) != 0 {
		ones++
	}
	p := netip.PrefixFrom(a.addr, ones)
	return p, a.mask<<ones == 0 && p.Masked() == p
}

// of makes what is said of a network.
func of(p netip.Prefix, metric int) advert {
	return advert{family: familyIP, addr: p.Addr(), mask: ^uint32(0) << (32 - p.Bits()), nextHop: netip.IPv4Unspecified(), metric: uint32(metric)}
}

// wholeTable is the one advert of a request for everything (RFC 2453 §3.9.1).
var wholeTable = advert{addr: netip.IPv4Unspecified(), nextHop: netip.IPv4Unspecified(), metric: Infinity}

// encode writes a message.
func encode(command uint8, adverts []advert) []byte {
	m := append(make([]byte, 0, headerLen+entryLen*len(adverts)), command, version, 0, 0)
	for _, a := range adverts {
		m = binary.BigEndian.AppendUint16(m, a.family)
		m = binary.BigEndian.AppendUint16(m, a.tag)
		m = append(m, a.addr.AsSlice()...)
		m = binary.BigEndian.AppendUint32(m, a.mask)
		m = append(m, a.nextHop.AsSlice()...)
		m = binary.BigEndian.AppendUint32(m, a.metric)
	}
	return m
}

// decode reads a message.
func decode(m []byte) (command, v uint8, adverts []advert, err error) {
	if len(m) < headerLen || (len(m)-headerLen)%entryLen != 0 || len(m) > headerLen+mostInOne*entryLen {
		return 0, 0, nil, errMessage
	}
	for b := m[headerLen:]; len(b) > 0; b = b[entryLen:] {
		adverts = append(adverts, advert{
			family: binary.BigEndian.Uint16(b), tag: binary.BigEndian.Uint16(b[2:]),
			addr: netip.AddrFrom4([4]byte(b[4:])), mask: binary.BigEndian.Uint32(b[8:]),
			nextHop: netip.AddrFrom4([4]byte(b[12:])), metric: binary.BigEndian.Uint32(b[16:]),
		})
	}
	return m[0], m[1], adverts, nil
}

package stack_test

import (
	"bytes"
	"encoding/binary"
	"net/netip"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/stack"
	"encap/layers/stack/stacktest"
)

// target is a host with two processes, an echo server and a pinger, at whose
// port a stranger sits.
type target struct {
	*stacktest.Net
	t    *testing.T
	host *stack.Host
	port *physical.Port // the stranger's
	sent [][]byte       // what the host has sent
}

var (
	targetMAC, strangerMAC   = ethernet.Addr{2, 0, 0, 0, 0, 1}, ethernet.Addr{2, 0, 0, 0, 0, 2}
	targetAddr, strangerAddr = netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.2")
)

func newTarget(t *testing.T, pool *codec.Pool, router bool) *target {
	g := &target{Net: &stacktest.Net{}, t: t, port: &physical.Port{Name: "stranger"}}
	w := stack.World{Env: func(osi.Layer) osi.Env { return g.Env() }, Pool: pool}
	attached := []stack.Attachment{{Name: "eth0", MAC: targetMAC, Addr: netip.PrefixFrom(targetAddr, 24), MTU: 1500}}
	g.host = stack.NewHost(w, attached...)
	if router {
		g.host = stack.NewRouter(w, attached...)
	}
	g.host.AddRoute(stack.Default, strangerAddr)
	physical.NewCable(g.Env(), physical.Config{Pool: pool}, g.host.Ports[0], g.port)
	g.port.Up = g
	start(g.Net, g.host, "echo serve")
	start(g.Net, g.host, "ping -c 2 -i 1ms -W 2ms 10.0.0.2")
	g.Advance(time.Microsecond)
	return g
}

// Receive takes what the host sends.
func (g *target) Receive(frame []byte) { g.sent = append(g.sent, bytes.Clone(frame)) }

// A stranger's frames never make the host panic, send garbage, send without
// end, change what it got, or lose a buffer. Each piece of the input is a
// frame; its first byte says how many of its layers are made right.
func FuzzFrames(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, data []byte, router bool) {
		pool := &codec.Pool{}
		known := stock(pool, 50)
		g := newTarget(t, pool, router)
		frames := 0
		for _, piece := range bytes.SplitN(data, []byte("||"), 10) {
			if len(piece) == 0 || len(piece) > 2000 {
				continue
			}
			frames++
			frame := mended(piece[1:], piece[0])
			before := bytes.Clone(frame)
			g.host.Links[0].Receive(frame)
			if !bytes.Equal(frame, before) {
				t.Fatalf("%x has become %x", before, frame)
			}
			g.Advance(100 * time.Microsecond)
		}
		g.Advance(10 * time.Second)
		if len(g.sent) > 20+3*frames {
			t.Errorf("%d frames called forth %d", frames, len(g.sent))
		}
		for _, sent := range g.sent {
			checkFrame(t, sent)
		}
		checkStock(t, pool, known)
	})
}

// seeds are frames as a stranger with some manners sends them.
func seeds() [][]byte {
	const mend = "\x07"
	arp := "\xff\xff\xff\xff\xff\xff" + string(strangerMAC[:]) + "\x08\x06"
	arp += "\x00\x01\x08\x00\x06\x04\x00\x01" + string(strangerMAC[:]) + "\x0a\x00\x00\x02" + "\x00\x00\x00\x00\x00\x00" + "\x0a\x00\x00\x01"
	ip := func(protocol byte, payload string) string {
		return string(targetMAC[:]) + string(strangerMAC[:]) + "\x08\x00" +
			"\x45\x00\x00\x00\x00\x00\x40\x00\x40" + string(protocol) + "\x00\x00\x0a\x00\x00\x02\x0a\x00\x00\x01" + payload
	}
	udp := ip(17, "\x10\x00\x00\x07\x00\x00\x00\x00hello")
	ping := ip(1, "\x08\x00\x00\x00\x00\x01\x00\x01hello")
	// An error about the host's own echo request.
	quoted := "\x45\x00\x00\x54\x00\x00\x40\x00\x40\x01\x00\x00\x0a\x00\x00\x01\x0a\x00\x00\x02\x08\x00\x00\x00\x00\x01\x00\x01"
	unreachable := ip(1, "\x03\x01\x00\x00\x00\x00\x00\x00"+quoted)
	stp := "\x01\x80\xc2\x00\x00\x00" + string(strangerMAC[:]) + "\x00\x03\x42\x42\x03"
	var all [][]byte
	for _, frame := range []string{arp, udp, ping, unreachable, stp, arp + "||" + mend + udp + "||" + mend + stp + "||" + mend + ping} {
		all = append(all, []byte(mend+frame))
	}
	return all
}

// mended makes a whole frame: bit 0 asks for a right FCS, bit 1 for right IP
// lengths and a right header checksum, bit 2 for right ones of UDP or ICMP.
func mended(frame []byte, how byte) []byte {
	frame = bytes.Clone(frame)
	if how&2 != 0 && len(frame) >= 14+20 && frame[12] == 8 && frame[13] == 0 {
		mendPacket(frame[14:], how)
	}
	if how&1 == 0 {
		return frame
	}
	b := codec.NewBuffer(frame)
	ethernet.Complete(b)
	return b.Bytes()
}

func mendPacket(p []byte, how byte) {
	n := int(p[0]&15) * 4
	if n < 20 || n > len(p) {
		return
	}
	binary.BigEndian.PutUint16(p[2:], uint16(len(p)))
	if how&4 != 0 {
		mendPayload(p, p[n:])
	}
	p[10], p[11] = 0, 0
	binary.BigEndian.PutUint16(p[10:], codec.Checksum(p[:n]))
}

func mendPayload(p, payload []byte) {
	switch {
	case len(payload) < 8:
	case p[9] == 1:
		payload[2], payload[3] = 0, 0
		binary.BigEndian.PutUint16(payload[2:], codec.Checksum(payload))
	case p[9] == 17:
		binary.BigEndian.PutUint16(payload[4:], uint16(len(payload)))
		payload[6], payload[7] = 0, 0
		binary.BigEndian.PutUint16(payload[6:], udpSum(p, payload))
	}
}

// udpSum gives the checksum of a datagram, or 0 if it contains its own.
func udpSum(p, datagram []byte) uint16 {
	src, dst := netip.AddrFrom4([4]byte(p[12:16])), netip.AddrFrom4([4]byte(p[16:20]))
	return codec.Fold(codec.Sum(codec.PseudoHeader(src, dst, 17, len(datagram)), datagram))
}

package sim

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"encap/layers/physical/vxlan"
	"encap/sim/trace"
)

// needs ends a test that cannot be run here; where every test has to run it
// fails.
func needs(t *testing.T, what string, err error) {
	t.Helper()
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("this needs %s: %v", what, err)
	default:
		t.Skipf("this needs %s: %v", what, err)
	}
}

// While a scenario plays over real sockets, whoever listens on the loopback
// interface sees its frames, each once, with the number of its cable.
func TestTheWireIsReal(t *testing.T) {
	const all = syscall.ETH_P_ALL<<8&0xff00 | syscall.ETH_P_ALL>>8 // in network byte order
	sniffer, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, all)
	needs(t, "root, to listen on the loopback interface", err)
	defer syscall.Close(sniffer)
	err = errors.Join(
		syscall.Bind(sniffer, &syscall.SockaddrLinklayer{Protocol: all, Ifindex: 1}), // lo is the first there is
		syscall.SetsockoptInt(sniffer, syscall.SOL_SOCKET, syscall.SO_RCVBUF, 1<<20),
		syscall.SetsockoptTimeval(sniffer, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &syscall.Timeval{Sec: 5}))
	if err != nil {
		t.Fatal(err)
	}
	s := overSwitches()
	wire, note := openWire(t, "vxlan", s)
	session, err := Open(s, Options{Trace: trace.All, Wire: wire})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	network := netip.MustParsePrefix(strings.TrimSuffix(note, " UDP 4789"))
	for !session.Done() {
		first := trace.ID(session.Len() + 1)
		if err := session.Advance(context.Background(), 1); err != nil {
			t.Fatal(err)
		}
		for id := first; int(id) <= session.Len(); id++ {
			if e := session.Event(id); e.Kind == trace.TxStart {
				seen(t, sniffer, network, wire.(*vxlan.Wire), session, e)
			}
		}
	}
}

// seen takes the next datagram of the network, which must be the frame that
// began to leave at e.
func seen(t *testing.T, sniffer int, network netip.Prefix, wire *vxlan.Wire, s *Session, e *trace.Event) {
	t.Helper()
	packet := make([]byte, 2000)
	for began := time.Now(); time.Since(began) < 5*time.Second; {
		n, from, err := syscall.Recvfrom(sniffer, packet, 0)
		if err != nil {
			t.Fatalf("frame %d of %s was not seen: %v", e.Frame, e.Node, err)
		}
		p := packet[:n]
		// What loops is seen on its way out and in; and others talk too.
		if from.(*syscall.SockaddrLinklayer).Pkttype == syscall.PACKET_OUTGOING || n < 36 || p[0] != 0x45 || p[9] != 17 ||
			!network.Contains(netip.AddrFrom4([4]byte(p[12:16]))) {
			continue
		}
		src := netip.AddrPortFrom(netip.AddrFrom4([4]byte(p[12:16])), binary.BigEndian.Uint16(p[20:]))
		if want := wire.Addr(e.Node); src != want || binary.BigEndian.Uint16(p[22:]) != 4789 {
			t.Errorf("frame %d of %s came from %v, want %v", e.Frame, e.Node, src, want)
		}
		vni := int(binary.BigEndian.Uint32(p[32:]) >> 8)
		if c := s.scenario.Cables[vni-firstVNI]; c.Ends[0].Node != e.Node && c.Ends[1].Node != e.Node {
			t.Errorf("frame %d of %s has VNI %d, which is the cable of %v", e.Frame, e.Node, vni, c.Ends)
		}
		if want := e.PDU[:len(e.PDU)-4]; !bytes.Equal(p[36:], want) {
			t.Errorf("frame %d of %s is % x, want % x", e.Frame, e.Node, p[36:], want)
		}
		return
	}
	t.Fatalf("frame %d of %s was not seen", e.Frame, e.Node)
}

package ipv4

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/osi"
)

// The classic example: 4000 bytes over a link of 1500.
func TestFragmentsOf4000Bytes(t *testing.T) {
	n := newNode(t)
	n.Routes.Lookup(alice) // eth0 carries 1500
	n.send(strings.Repeat("x", 3980), osi.Path{Dst: alice})
	var all []string
	for _, p := range n.sent {
		all = append(all, fmt.Sprintf("%d at %d more %v", len(p), int(p[6]&0x1f)<<8|int(p[7]), p[6]&0x20 != 0))
	}
	if got := strings.Join(all, ", "); got != "1500 at 0 more true, 1500 at 185 more true, 1040 at 370 more false" {
		t.Error(got)
	}
	n.Obeyed()
}

// In later fragments stand only the options that are to be copied.
func TestFragmentedOptions(t *testing.T) {
	n := newNode(t)
	head := append(packet(alice, bob, "")[:HeaderLen:HeaderLen], 7, 7, 4, 0, 0, 0, 0, 148, 4, 0, 0, 0)
	head[0] = 0x48
	p := append(head, strings.Repeat("x", 100)...)
	p[3] = byte(len(p))
	var got []string
	n.fragment(p, 92, func(b *codec.Buffer) {
		head := b.Bytes()[:int(b.Bytes()[0]&15)*4]
		if codec.Checksum(head) != 0 {
			t.Errorf("a wrong sum in %x", head)
		}
		got = append(got, fmt.Sprintf("%x+%d", head[HeaderLen:], b.Len()-len(head)))
	})
	if all := strings.Join(got, " "); all != "070704000000009404000000+56 94040000+44" {
		t.Error(all)
	}
	if !bytes.HasSuffix(p, []byte("xxx")) {
		t.Error("the packet was changed")
	}
	n.Obeyed()
}

// What is cut gives its memory back.
func TestFragmentsGiveMemoryBack(t *testing.T) {
	n := newNode(t)
	b := n.pool.Get(make([]byte, 900))
	n.Send(b, osi.Path{Dst: bob, Protocol: test})
	for range 3 {
		if n.pool.Get(nil) == b {
			return
		}
	}
	t.Error("the buffer was lost")
}

// What is longer than the path is known to carry is cut, or refused; and that
// is forgotten after ten minutes.
func TestPathMTU(t *testing.T) {
	n := newNode(t)
	n.LowerMTU(alice, 1000, 1500)
	n.expect("", "PathMTU")
	if n.MTU(alice) != 1000 || n.MTU(ip("10.0.1.3")) != 1500 {
		t.Errorf("the MTUs are %d and %d", n.MTU(alice), n.MTU(ip("10.0.1.3")))
	}
	n.LowerMTU(alice, 1200, 1500) // wider than what is known
	n.expect("", "")
	if err := n.send(strings.Repeat("x", 981), osi.Path{Dst: alice, DF: osi.DFAlways}); err != ErrTooLong {
		t.Errorf("a byte more than the path carries: %v", err)
	}
	n.send(strings.Repeat("x", 981), osi.Path{Dst: alice})
	n.expect("10.0.1.1>10.0.1.2 ttl 64 part 0+976+ by eth0 to 10.0.1.2; 10.0.1.1>10.0.1.2 ttl 64 part 976+5 by eth0 to 10.0.1.2",
		"drop:TooLong OnLink Fragment")
	n.Advance(pathMTULifetime - 1)
	if n.MTU(alice) != 1000 {
		t.Error("forgotten too early")
	}
	n.Advance(1)
	if n.MTU(alice) != 1500 {
		t.Error("not forgotten")
	}
	n.LowerMTU(alice, 20, 1500)
	if n.MTU(alice) != 68 {
		t.Errorf("an MTU of %d, which no link has", n.MTU(alice))
	}
	n.expect("", "PathMTU")
}

// Who does not know RFC 1191 says 0; then the next usual size below is tried.
func TestPlateaus(t *testing.T) {
	for length, want := range map[int]int{65535: 32000, 1500: 1492, 1492: 1006, 69: 68, 68: 68, 30: 68} {
		n := newNode(t)
		if n.Interfaces()[0].MTU = 65535; plateauBelow(length) != want {
			t.Errorf("below %d is %d, want %d", length, plateauBelow(length), want)
		}
	}
	n := newNode(t)
	n.LowerMTU(alice, 0, 1500)
	if n.MTU(alice) != 1492 {
		t.Errorf("the MTU is %d", n.MTU(alice))
	}
	n.Obeyed()
}

// However many paths are narrow, no more than some are kept.
func TestPathsAreBounded(t *testing.T) {
	n := newNode(t)
	for i := range maxPaths + 10 {
		n.LowerMTU(ip(fmt.Sprintf("10.3.%d.%d", i/256, i%256)), 500, 600)
	}
	if len(n.paths.byDst) != maxPaths || len(n.paths.order) != maxPaths || n.MTU(ip("10.3.0.0")) != 600 || n.MTU(ip("10.3.4.9")) != 500 {
		t.Errorf("%d paths are kept", len(n.paths.byDst))
	}
	n.Obeyed()
}

// The flag "don't fragment" is as was asked for.
func TestDF(t *testing.T) {
	for df, want := range map[osi.DF]bool{osi.DFWhenFits: true, osi.DFAlways: true, osi.DFNever: false} {
		n := newNode(t)
		n.send("x", osi.Path{Dst: alice, DF: df})
		if got := n.sent[0][6]&0x40 != 0; got != want {
			t.Errorf("%v: DF is %v", df, got)
		}
		n.Obeyed()
	}
}

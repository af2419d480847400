package tui

import (
	"strings"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
)

// One node's stack with all that there is to say fits on the smallest screen,
// and each layer's PDU has its right name.
func TestWholeStack(t *testing.T) {
	s := newRun(t, "router", look{w: 80, h: 24}).at("alice send link eth", 2).press("2", "+")
	s.expect(everywhere, "alice, layer by layer").expect(everywhere, "frame 64 B").expect(everywhere, "packet 33 B").expect(everywhere, "datagram 13 B").expect(everywhere, "message 5 B").expect(everywhere, "physical, layer 1")
	s.expect(everywhere, "▐ETH 14▌▐IP 20▌▐UDP 8▌").lacks(everywhere, "session")
	s.press("+").expect(everywhere, "session, layer 5").expect(everywhere, "presentation, layer 6").expect(everywhere, "5 bytes of text").expect(everywhere, "each datagram stands alone")
	s.press("up", "up", "up")
	if s.m.stage.layer != osi.Session {
		t.Errorf("three layers above link is %s", s.m.stage.layer)
	}
	s.press("enter").expect(everywhere, "Layers 5 and 6 today").expect(everywhere, "RFC 1122 §1.1.3").press("esc")
	s.press("-").lacks(everywhere, "session, layer 5").press("pgdown").expect(everywhere, "carol, layer by layer")
	s.press("pgdown").expect(everywhere, "switches stop at layer 2").press("pgdown").expect(everywhere, "routers stop at layer 3")
	if s.press("-"); s.m.stage.sheet != nil {
		t.Error("less detail than five layers is no sheet")
	}
}

// The same layer of every node stands one below the other.
func TestSameLayer(t *testing.T) {
	s := newRun(t, "router", look{w: 80, h: 24}).at("r1 send link eth", 4).press("2", "o").expect(everywhere, "Layer 2 in every node")
	for _, name := range []string{"alice", "carol", "s1", "r1", "bob"} {
		s.expect(everywhere, name)
	}
	s.press("up").expect(everywhere, "Layer 3 in every node").expect(everywhere, "switches stop at layer 2").expect(everywhere, "packets")
	s.press("up").expect(everywhere, "routers stop at layer 3").expect(everywhere, "datagram 13 B")
	if s.press("o"); s.m.stage.sheet != nil {
		t.Error("o does not close it")
	}
}

// A header grows in front of what it wraps, and shrinks when it comes off; who
// steps, or wants no motion, sees it done.
func TestWrapping(t *testing.T) {
	s := newRun(t, "router", look{w: 120, h: 36}).at("alice send network ip", 1)
	const whole = "▐IP▌"
	s.expect(paneStacks, whole)
	begin := s.m.stage.at.show
	last := -1
	for part := time.Duration(1); part <= 4; part++ {
		s.m.stage.at = s.m.film().reel.moment(begin + part*wrapTime/4)
		s.send(nil)
		n := 0
		for i := 1; i <= len([]rune(whole)); i++ {
			if strings.Contains(s.pane(paneStacks), string([]rune(whole)[i-1:])+"▐UDP▌") {
				n = len([]rune(whole)) - i + 1
				break
			}
		}
		if n < last || part == 4 && n != len([]rune(whole)) {
			t.Errorf("at part %d of 4 %d columns of the header are seen, before %d", part, n, last)
		}
		last = n
	}
	s.m.stage.at = s.m.film().reel.moment(begin + wrapTime/4)
	s.press("M").expect(paneStacks, whole).press("M")
	s.at("bob receive network ip", 1)
	if off := s.m.stage.takenOff(s.m.stage.event()); off == nil || off.mid != "ETH" {
		t.Errorf("%v was taken off before IP got the packet, want ETH", off)
	}
	s.m.stage.at = s.m.film().reel.moment(s.m.stage.at.show + wrapTime/8)
	s.send(nil)
	if text := s.pane(paneStacks); !strings.Contains(text, "TH▌▐IP▌") {
		t.Errorf("the frame's header does not come off:\n%s", text)
	}
}

// Each PDU has its right name.
func TestPDUWords(t *testing.T) {
	s := newRun(t, "again", look{w: 120, h: 36})
	f, seen := s.m.film(), map[string]bool{}
	for id := f.opening(); id <= f.last; id++ {
		if e := f.event(id); e.Kind == trace.Send {
			w := (&stacks{}).row(&s.m.stage, e.Node, shelf(e.Layer), nil)
			w.pdus = f.dissected(id)
			seen[e.Layer.Letter()+" "+pduWord(&w)] = true
		}
	}
	for _, want := range []string{"T segment", "N packet", "L frame"} {
		if !seen[want] {
			t.Errorf("no %q among %v", want, seen)
		}
	}
}

// The chosen field lights up on the wire too, and is moved into sight there.
func TestFieldOnTheWire(t *testing.T) {
	s := newRun(t, "router", look{w: 120, h: 36}).at("alice txstart physical ", 2)
	lit := func() (n int) {
		r := s.m.layout.panes[paneStacks]
		for y := range r.H {
			for x := range r.W / 3 { // alice alone
				cell := s.m.canvas.At(r.X+x, r.Y+y)
				if cell.Style == s.m.stage.theme.Link && (cell.Text == s.m.stage.g.High || cell.Text == s.m.stage.g.Low) {
					n++
				}
			}
		}
		return n
	}
	for _, c := range []struct {
		field string
		bits  int
	}{{"eth.type", 16}, {"ip.flags.df", 1}, {"ip.ttl", 8}, {"eth.fcs", 26}} {
		s.m.stage.field = fieldKey{name: c.field}
		s.send(nil)
		if got := lit(); got != c.bits {
			t.Errorf("%s: %d bits of the signal are lit, want %d\n%s", c.field, got, c.bits, s.pane(paneStacks))
		}
	}
}

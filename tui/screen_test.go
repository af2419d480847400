package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

var usual = look{w: 120, h: 36}

func TestStart(t *testing.T) {
	s := newScreen(t, "", look{w: 80, h: 24})
	s.expect(everywhere, "First steps").expect(everywhere, "A message to a friend").expect(everywhere, "five layers")
	s.press("down").expect(everywhere, "nobody sends it again")
	s.press("enter").expect(everywhere, "Topology").expect(everywhere, "event 7/")
	s.press("esc").expect(everywhere, "Scenarios")
	s.press("end", "enter").expect(everywhere, "nodse")
	s.press("up").lacks(everywhere, "nodse")
	s.press("q")
	if !s.quit {
		t.Error("q does not quit")
	}
}

// Five letters go down: each layer wraps what it was given, in the stacks, in
// the bytes, and on the wire.
func TestEncapsulation(t *testing.T) {
	s := newScreen(t, "hello", usual)
	s.at("alice call application sendto", 1).expect(paneStacks, `"hello"`).expect(paneStacks, "sendto(3")
	s.at("alice send transport udp", 1).expect(paneStacks, "▐UDP 8▌").expect(paneBytes, "68 65 6c 6c 6f").expect(paneBytes, "Destination")
	s.lacks(paneStacks, "IP 20")
	hello := strings.Index(s.pane(paneStacks), `"hello"`)
	s.expect(everywhere, "two port numbers") // the lesson speaks
	s.press("right").expect(paneStacks, "▐IP 20▌▐UDP 8▌").expect(paneBytes, "Header length")
	if i := strings.Index(s.pane(paneStacks), `"hello"`); i != hello {
		t.Error("the payload moves when a header is put in front")
	}
	s.at("alice send link eth", 2).expect(paneStacks, "▐ETH 14▌▐IP 20▌▐UDP 8▌").expect(paneStacks, "▐FCS 4▌")
	s.at("bob receive network ip", 1).expect(paneStacks, "receives").expect(paneBytes, "bob, layer N")
	s.at("bob return application recvfrom", 1).expect(paneStacks, "recvfrom = 5")
}

// A frame moves along its cable, and its place is true: half the time, half
// the way.
func TestFlight(t *testing.T) {
	s := newScreen(t, "hello", usual).at("alice txstart physical ", 1)
	if x := column(t, s, "#1 ARP"); x > 35 {
		t.Errorf("the frame begins at column %d", x)
	}
	f := s.m.film()
	id := s.m.stage.at.id
	half := f.reel.starts[id-1] + f.reel.dwells[id-1]
	for n := id; f.event(n+1).At == f.event(id).At; n++ {
		half = f.reel.starts[n] + f.reel.dwells[n]
	}
	end := half
	for n := id; n <= f.last; n++ {
		if f.event(n).Frame == f.event(id).Frame && f.event(n).Kind.String() == "arrival" {
			end = f.reel.starts[n-1]
		}
	}
	var last int
	for i := range 11 {
		s.m.stage.at = f.reel.moment(half + (end-half-1)*time.Duration(i)/10)
		s.send(nil)
		x := column(t, s, "#1 ARP")
		if x < last {
			t.Errorf("the frame goes back from %d to %d", last, x)
		}
		last = x
		if i == 5 && (x < 28 || x > 48) {
			t.Errorf("after half the time the frame is at column %d:\n%s", x, s.pane(paneTopology))
		}
	}
	if last < 45 {
		t.Errorf("the frame ends at column %d", last)
	}
}

func column(t *testing.T, s *screen, text string) int {
	t.Helper()
	for _, line := range strings.Split(s.pane(paneTopology), "\n") {
		if i := strings.Index(line, text); i >= 0 {
			return len([]rune(line[:i]))
		}
	}
	t.Fatalf("no %q on the cables:\n%s", text, s.pane(paneTopology))
	return 0
}

// A lost frame falls off its cable, and only there.
func TestLoss(t *testing.T) {
	s := newScreen(t, "router", usual).at("r1 drop physical ", 1)
	s.expect(paneTopology, "╳").expect(paneTopology, "lost").expect(paneTime, "╳")
	s.press(",").lacks(paneTopology, "╳")
}

func TestFieldsAndBytes(t *testing.T) {
	s := newScreen(t, "hello", usual).at("alice send network ip", 1).press("4")
	for range 30 {
		if s.press("down"); s.m.stage.field.name == "ip.ttl" {
			break
		}
	}
	s.expect(paneBytes, "[40]").expect(paneBytes, "byte 8").expect(paneBytes, "RFC 791")
	// The field stays chosen further down, where it stands 14 bytes later.
	s.at("alice send link eth", 2).expect(paneBytes, "[40]").expect(paneBytes, "byte 22")
	// From the bytes to the fields: one byte on is the protocol.
	s.press("right").expect(paneBytes, "[11]").expect(paneBytes, "byte 23")
	s.press("x").expect(paneBytes, "[00010001]").press("x").expect(paneBytes, "[11 00010001]")
	s.press("x", "right", "enter").expect(everywhere, "was computed").expect(everywhere, "correct")
	s.press("esc").lacks(everywhere, "was computed")
	s.press("esc")
	if s.m.stage.field.name != "" {
		t.Error("esc does not let the field go")
	}
}

// What a router changes is marked.
func TestChanged(t *testing.T) {
	s := newScreen(t, "router", look{w: 120, h: 50}).at("r1 send link arp", 1)
	s.expect(everywhere, "The router lowered the TTL")
	for _, line := range strings.Split(s.pane(paneBytes), "\n") {
		if strings.Contains(line, "Time to live") && !strings.Contains(line, "≠") || strings.Contains(line, "Protocol") && strings.Contains(line, "≠") {
			t.Errorf("wrongly marked: %s", line)
		}
	}
	s.at("alice send network ip", 1).lacks(paneBytes, "≠")
}

func TestStacksStop(t *testing.T) {
	s := newScreen(t, "router", look{w: 200, h: 60})
	s.expect(paneStacks, "routers stop at layer 3").expect(paneStacks, "switches stop at layer 2")
}

func TestTables(t *testing.T) {
	s := newScreen(t, "hello", usual)
	s.at("alice receive link arp", 1).expect(paneTables, "≠alice arp 10.0.1.3").press("8")
	for range 20 {
		if s.press("down"); s.m.panes[paneTables].(*tables).row.Kind == "arp" {
			break
		}
	}
	s.press("end", "enter")
	if e := s.m.stage.event(); len(e.Deltas) == 0 || e.Deltas[0].Entity.Kind != "arp" {
		t.Errorf("enter goes to event %d, which writes %v", e.ID, e.Deltas)
	}
	s.press("pgdown").expect(paneTables, "alice").lacks(paneTables, "bob")
	s.press("pgdown").expect(paneTables, "bob").press("pgdown").expect(paneTables, " all ")
}

func TestPlay(t *testing.T) {
	s := newScreen(t, "hello", usual)
	first := s.m.stage.at.id
	s.press(" ").expect(everywhere, "play ×1").wait(2 * time.Second)
	if s.m.stage.at.id <= first {
		t.Fatal("nothing plays")
	}
	s.press("left").at("alice send link eth", 1).press(" ")
	show := s.m.stage.at.show
	s.press(">", ">").expect(everywhere, "play ×4").wait(500 * time.Millisecond)
	if d := s.m.stage.at.show - show; d < 1800*time.Millisecond || d > 2200*time.Millisecond {
		t.Errorf("half a second at four times the speed is %v", d)
	}
	s.press("r").expect(everywhere, "back ×4").wait(100 * time.Millisecond)
	s.press("right").expect(everywhere, "paused")
	s.press("r", ">", ">", " ").wait(3 * time.Second)
	if s.m.play.on || s.m.stage.at.id != s.m.film().last {
		t.Errorf("at event %d of %d, playing %v; want the end and a pause", s.m.stage.at.id, s.m.film().last, s.m.play.on)
	}
	s.expect(everywhere, "paused")
	s.press(" ").wait(200 * time.Millisecond)
	if s.m.stage.at.id == s.m.film().last {
		t.Error("playing from the end does not begin again")
	}
}

// Playing stops where the lesson speaks, and goes on from there.
func TestLessonStops(t *testing.T) {
	s := newScreen(t, "hello", usual).press(" ").wait(30*time.Second).expect(everywhere, "◆ lesson").expect(everywhere, "two port numbers")
	if e := s.m.stage.event(); e.Layer != 4 || s.m.play.on {
		t.Errorf("it stops at event %d in the %v layer, playing %v", e.ID, e.Layer, s.m.play.on)
	}
	s.press(" ").wait(30 * time.Second)
	if s.m.stage.at.id != s.m.film().last {
		t.Errorf("and goes on to event %d", s.m.stage.at.id)
	}
}

// Without motion frames are at one end of their cable or the other.
func TestNoMotion(t *testing.T) {
	s := newScreen(t, "hello", usual).press("M").at("alice txstart physical ", 1)
	begin := column(t, s, "#1 ARP")
	f := s.m.film()
	s.m.stage.at = f.reel.moment(f.reel.begin(s.m.stage.at.id).show + 1200*time.Millisecond)
	s.send(nil)
	if x := column(t, s, "#1 ARP"); x != begin {
		t.Errorf("the frame moved from column %d to %d", begin, x)
	}
}

func TestStepping(t *testing.T) {
	s := newScreen(t, "hello", usual).press("home").expect(everywhere, "event 1/")
	s.press("left").expect(everywhere, "event 1/").press("right", ".", "f8").expect(everywhere, "event 4/")
	s.press(",", "f7").expect(everywhere, "event 2/").press("n").expect(paneTopology, "#1 ARP").press("n").expect(paneTopology, "#2 ARP")
	s.press("N").expect(paneTopology, "#1 ARP").press("end", "right")
	if s.m.stage.at.id != s.m.film().last {
		t.Error("right at the end leaves the film")
	}
	s.press("3", "pgup", "up", "pgdown", "down")
	if s.m.stage.at.id != s.m.film().last {
		t.Error("ten back, one back, ten on, one on is not the end")
	}
}

func TestScrub(t *testing.T) {
	s := newScreen(t, "hello", usual).press("5", "home")
	show := s.m.stage.at.show
	for range 10 {
		s.press("right")
	}
	ten := s.m.stage.at.show
	s.press("home", "shift+right")
	if s.m.stage.at.show != ten || ten <= show {
		t.Errorf("ten columns are %v, one leap %v", ten, s.m.stage.at.show)
	}
	s.press("shift+left", "left")
	if s.m.stage.at.show != 0 {
		t.Errorf("at %v, want the beginning", s.m.stage.at.show)
	}
}

func TestPanes(t *testing.T) {
	s := newScreen(t, "hello", look{w: 80, h: 24})
	for i, key := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		s.press(key)
		if s.m.stage.focus != paneID(i+1) || s.m.layout.panes[s.m.stage.focus].Empty() {
			t.Errorf("key %s: focus %d, at %v", key, s.m.stage.focus, s.m.layout.panes[s.m.stage.focus])
		}
	}
	for _, want := range []paneID{1, 2, 3, 4, 5, 6, 7, 8} {
		if s.press("tab"); s.m.stage.focus != want {
			t.Errorf("tab leads to %d, want %d", s.m.stage.focus, want)
		}
	}
	s.press("tab", "shift+tab")
	if s.m.stage.focus != paneTables {
		t.Errorf("shift+tab leads to %d", s.m.stage.focus)
	}
	s.press("4", "\\")
	if r := s.m.layout.panes[paneBytes]; r.H < 16 {
		t.Errorf("one pane large is %v", r)
	}
	s.press("esc")
	if s.m.film() == nil {
		t.Error("esc leaves the run while a pane is large")
	}
}

func TestLayers(t *testing.T) {
	s := newScreen(t, "hello", usual).at("alice send link eth", 2).press("2", "up", "up")
	s.expect(paneBytes, "alice, layer T").press("enter").expect(everywhere, "Padded (IEEE 802.3")
	s.press("esc", "esc").expect(paneBytes, "alice, layer L")
}

func TestHelp(t *testing.T) {
	s := newScreen(t, "hello", look{w: 80, h: 24}).press("?").expect(everywhere, "event back")
	for range 40 {
		if strings.Contains(s.text(), "who wrote this") {
			break
		}
		s.press("pgdown")
	}
	s.expect(everywhere, "who wrote this").press("esc").lacks(everywhere, "who wrote this")
	newScreen(t, "", look{w: 80, h: 24}).press("?").expect(everywhere, "item above").press("?").lacks(everywhere, "item above")
}

func TestThemes(t *testing.T) {
	s := newScreen(t, "hello", usual)
	seen := map[string]bool{}
	for range 5 {
		seen[s.m.stage.theme.Name] = true
		s.press("t")
	}
	if len(seen) != 5 {
		t.Errorf("the key leads through %v", seen)
	}
	was := s.m.stage.theme
	if s.press("P"); s.m.stage.theme.Name != "projector" {
		t.Error("P is not for the projector")
	}
	// The class sees the key, and what steps back outside of the spotlight.
	s.press("4", ".").expect(everywhere, "▐.▌")
	future := s.m.stage.theme.Future
	if got := s.m.canvas.At(4, s.m.layout.panes[paneTopology].Y+2).Style; got != future {
		t.Errorf("outside of the spotlight the style is %v", got)
	}
	if r := s.m.layout.panes[paneBytes]; s.m.canvas.At(r.X+3, r.Y).Style == future {
		t.Error("there is no light on the pane that has the keys")
	}
	s.press("L")
	if got := s.m.canvas.At(4, s.m.layout.panes[paneTopology].Y+2).Style; got == future {
		t.Error("L does not turn the spotlight off")
	}
	if s.press("P"); s.m.stage.theme != was {
		t.Error("P does not lead back")
	}
}

func TestResize(t *testing.T) {
	s := newScreen(t, "hello", usual).at("alice txstart physical ", 1)
	before := s.text()
	for _, size := range [][2]int{{0, 0}, {1, 1}, {79, 24}, {80, 23}, {300, 5}, {5, 100}, {80, 24}, {500, 200}} {
		s.size(size[0], size[1])
		if small := size[0] < 80 || size[1] < 24; small && size[0] > 30 && size[1] > 3 {
			s.expect(everywhere, "80×24 needed")
		}
	}
	if after := s.size(120, 36).text(); after != before {
		t.Errorf("after resizing the screen is another one:\n%s", after)
	}
}

func TestMouse(t *testing.T) {
	s := newScreen(t, "hello", usual).at("alice send link eth", 2)
	click := func(id paneID, x, y int) {
		r := s.m.layout.panes[id]
		s.send(tea.MouseMsg{X: r.X + x, Y: r.Y + y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
		if s.m.stage.focus != id {
			t.Errorf("a click into pane %d gives the keys to %d", id, s.m.stage.focus)
		}
	}
	click(paneBytes, 8, 1)
	if s.m.stage.field.name != "eth.dst" {
		t.Errorf("the first byte is in %q", s.m.stage.field.name)
	}
	click(paneTopology, 4, 2)
	if s.m.stage.node != "alice" {
		t.Errorf("clicked node %q", s.m.stage.node)
	}
	id := s.m.stage.at.id
	click(paneLadder, 5, 2)
	if s.m.stage.at.id >= id {
		t.Errorf("a click on an earlier event leads to %d", s.m.stage.at.id)
	}
	click(paneTime, 60, 0)
	s.send(tea.MouseMsg{X: 5, Y: 25, Button: tea.MouseButtonWheelDown, Action: tea.MouseActionPress})
	newScreen(t, "", usual).send(tea.MouseMsg{X: 5, Y: 3, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
}

// Keys that come faster than they are read are keys all the same.
func TestKeysInOneMessage(t *testing.T) {
	s := newScreen(t, "router", look{w: 120, h: 36})
	before := s.m.stage.at.id
	s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("....,")})
	if got := s.m.stage.at.id; got != before+3 {
		t.Errorf("four events on and one back lead from %d to %d", before, got)
	}
}

func TestPasteIsNoKeys(t *testing.T) {
	s := newScreen(t, "hello", usual).send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("q"), Paste: true})
	if s.quit {
		t.Error("a pasted q quits")
	}
}

func TestSuspendAndResume(t *testing.T) {
	s := newScreen(t, "hello", usual)
	if s.press("ctrl+z"); s.term.left != 1 {
		t.Error("the terminal is not given back before a suspension")
	}
	if s.send(tea.ResumeMsg{}); s.term.entered != 1 {
		t.Error("the terminal is not taken again afterwards")
	}
}

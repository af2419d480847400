package tui

import (
	"strings"
	"testing"

	"encap/sim/trace"
)

// The filter bar says with each key whether the expression can be understood,
// completes it, and n and N go through what it lets pass.
func TestFilterBar(t *testing.T) {
	for _, l := range []look{{w: 80, h: 24}, usual} {
		s := newLesson(t, "2-switch-and-router", l)
		s.press("/").expect(everywhere, "Without an expression").write("ip.tl").expect(everywhere, "did you mean")
		s.press("enter").expect(everywhere, "did you mean") // what is not understood is not taken
		s.press("backspace").expect(everywhere, "ip.ttl").press("down")
		for range 30 {
			if p := s.m.modals[0].(*prompt); p.suggestions()[p.at].text == "ip.ttl" {
				break
			}
			s.press("down")
		}
		s.press("enter").write(" == 63").expect(everywhere, "true of").press("enter").expect(everywhere, "filter: ip.ttl == 63")
		s.press("3", "end").lacks(paneLadder, "ARP").expect(paneLadder, "UDP").press("home")
		for _, key := range []string{"n", "n", "N"} {
			at := s.m.stage.at.id
			s.press(key)
			if !s.m.stage.passes(s.m.stage.at.id) || s.m.stage.at.id == at {
				t.Errorf("%s leads from event %d to %d", key, at, s.m.stage.at.id)
			}
		}
		s.press("end", "n").expect(everywhere, "Nothing more matches")
		s.press("/", "ctrl+u", "enter").lacks(everywhere, "filter: ")
	}
}

// What stands under the cursor becomes a filter.
func TestFilterByField(t *testing.T) {
	s := newLesson(t, "2-switch-and-router", usual).frame("alice", 2)
	s.m.stage.field = fieldKey{name: "ip.ttl"}
	s.press("F").expect(everywhere, "filter: ip.ttl == 64")
	s.m.stage.field = fieldKey{name: "ip.src"}
	s.press("F").expect(everywhere, "filter: ip.src == 10.0.1.2")
	s.m.stage.field = fieldKey{}
	s.press("F").expect(everywhere, "filter: udp")
}

// Every key can be found by its words, and does the same.
func TestPalette(t *testing.T) {
	for _, l := range []look{{w: 80, h: 24}, usual} {
		s := newLesson(t, "2-switch-and-router", l).press(":").expect(everywhere, "play, pause")
		s.write("lastev").expect(everywhere, "last event").press("enter")
		if s.m.stage.at.id != s.m.film().last {
			t.Error("the palette does not do what the key does")
		}
		s.press("ctrl+p").write("goto 12").press("enter")
		if s.m.stage.at.id != 12 {
			t.Errorf("goto leads to event %d", s.m.stage.at.id)
		}
		s.press(":").write("until drop").press("enter")
		if e := s.m.stage.event(); e.Kind != trace.Drop {
			t.Errorf("until leads to a %v", e.Kind)
		}
		s.press(":").write("filter arp").press("enter").expect(everywhere, "filter: arp")
		s.press(":").write("time 20 ms").press("enter")
		if at := s.m.stage.event().At; at > 20e6 || at < 9e6 {
			t.Errorf("time leads to %v", at)
		}
		s.press(":").write("bytes: hex").press("enter")
		if s.m.stage.focus != paneBytes {
			t.Error("a pane's command does not lead to the pane")
		}
		s.press(":").write("zzzz").press("enter", "esc")
		s.press(":").write("goto x").press("enter").expect(everywhere, "no such event")
	}
}

// Every action of the key table can be done from the palette; nothing breaks.
func TestPaletteDoesAll(t *testing.T) {
	for i := range bindings {
		b := &bindings[i]
		if b.where >= panePicker || b.act == actSuspend {
			continue
		}
		s := newLesson(t, "1-message-to-a-friend", look{w: 80, h: 24}).press(":")
		p := s.m.modals[0].(*prompt)
		text := b.help
		if b.where != everywhere {
			text = b.where.title() + ": " + text
		}
		p.set(text)
		found := false
		for _, c := range p.suggestions() {
			found = found || c.text == text
		}
		if !found && b.act != actPalette {
			t.Errorf("%q is not in the palette", text)
		}
		s.press("enter")
	}
}

// The cheat sheet has every key.
func TestCheatSheet(t *testing.T) {
	var b strings.Builder
	if err := Keys(&b); err != nil {
		t.Fatal(err)
	}
	for i := range bindings {
		if want := "| " + bindings[i].help + " |"; !strings.Contains(b.String(), want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestUntil(t *testing.T) {
	s := newLesson(t, "2-switch-and-router", usual).press("R").write("ip.ttl == 63").press("enter")
	if s.m.stage.event().At == 0 {
		t.Error("it goes nowhere")
	}
}

// Bookmarks are gone through in a circle.
func TestBookmarks(t *testing.T) {
	s := newLesson(t, "2-switch-and-router", usual).press("'").expect(everywhere, "no bookmark")
	for _, id := range []trace.ID{30, 10, 20} {
		s.m.stage.goTo(id)
		s.press("b").expect(everywhere, "A bookmark")
	}
	for _, want := range []trace.ID{30, 10, 20, 30} {
		if s.press("'"); s.m.stage.at.id != want {
			t.Errorf("at event %d, want %d", s.m.stage.at.id, want)
		}
	}
	s.press("b").expect(everywhere, "is gone").press("'")
	if s.m.stage.at.id != 10 {
		t.Errorf("a bookmark that is gone leads to event %d", s.m.stage.at.id)
	}
}

// Steps by layer and by socket call.
func TestWalk(t *testing.T) {
	s := newLesson(t, "2-switch-and-router", usual).press("}")
	if e := s.m.stage.event(); e.Kind != trace.Call {
		t.Errorf("the next call is a %v", e.Kind)
	}
	s.frame("alice", 2)
	at := s.m.stage.at.id
	for range 3 {
		if s.press("]"); s.m.stage.event().Layer != 1 {
			t.Errorf("in the %v layer", s.m.stage.event().Layer)
		}
	}
	s.press("[", "[", "[")
	if s.m.stage.at.id != at {
		t.Errorf("back at event %d, want %d", s.m.stage.at.id, at)
	}
	s.press("home", "{").expect(everywhere, "Nothing more matches")
}

package tui

import (
	"fmt"
	"runtime/debug"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/futures"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// branch is one of the futures of a scenario: the run as it is, or a fork of
// another one in which one more thing happens. Nothing is ever lost: undoing
// leads to the parent, and the fork stays in the tree.
type branch struct {
	parent *branch
	kids   []*branch
	act    string // what was done; "": nothing, it is the trunk
	film   *film
	at     trace.ID            // where its cursor was when it was left
	beside *futures.Comparison // with its parent; nil for the trunk
	marks  []trace.ID          // bookmarks, in order
	asked  map[trace.ID]bool   // the questions that were asked
}

// forkedMsg is a fork that has run to its end.
type forkedMsg struct {
	from *branch
	act  string
	film *film
	how  *futures.Comparison
	err  error
}

// fork lets one more thing happen, off the screen's goroutine.
func (m *model) fork(a scenario.Act) tea.Cmd {
	from := m.branch
	forker, ok := from.film.src.(Forker)
	name := nameAct(a)
	if !ok {
		m.stage.tell(name, m.stage.say(txtNoFork))
		return nil
	}
	m.play.on = false
	m.forking = true
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = forkedMsg{from: from, act: name, err: fmt.Errorf("%v\n\n%s", r, debug.Stack())}
			}
		}()
		src, err := forker.Fork(a)
		if err != nil {
			return forkedMsg{from: from, act: name, err: err}
		}
		f := newFilm(src)
		return forkedMsg{from, name, f, futures.Compare(from.film, f), nil}
	}
}

// nameAct says what was done, in one line.
func nameAct(a scenario.Act) string {
	switch {
	case a.Frame > 0:
		return fmt.Sprintf("%s frame %d: %s", a.Cable, a.Frame, a.Do)
	case a.Cable != (scenario.Direction{}):
		return a.Cable.String() + ": " + a.Do
	}
	return a.Node + ": " + a.Do
}

// forked shows a fork where it parts from the run that it came from.
func (m *model) forked(msg forkedMsg) {
	m.forking = false
	if msg.err != nil {
		m.stage.tell(msg.act, msg.err.Error())
		return
	}
	if m.branch != msg.from { // the reader has gone elsewhere meanwhile
		msg.film.close()
		return
	}
	b := &branch{parent: msg.from, act: msg.act, film: msg.film, beside: msg.how}
	msg.from.kids = append(msg.from.kids, b)
	if msg.how.Same == msg.film.last && msg.film.last == msg.from.film.last {
		m.stage.tell(msg.act, m.stage.say(txtNothingChanged))
	}
	b.at = min(msg.how.Same+1, msg.film.last)
	m.turn(b)
}

// turn shows another branch.
func (m *model) turn(b *branch) {
	if b == nil || b == m.branch {
		return
	}
	s := &m.stage
	if m.branch != nil {
		m.branch.at, m.branch.asked = s.at.id, m.answered
	}
	m.branch = b
	m.play.on = false
	m.answered = b.asked
	s.film = b.film
	s.heat.cancel()
	m.live, _ = b.film.src.(Live)
	m.liveErr, m.following, m.followed = nil, false, 0
	s.goTo(b.at)
}

// undo shows the run as it was before what was done last, where that was done.
func (m *model) undo() {
	b := m.branch
	if b.parent == nil {
		m.stage.tell(m.stage.say(txtKeyUndo), m.stage.say(txtNothingDone))
		return
	}
	m.turn(b.parent)
}

// redo shows the fork that was made last, or undone.
func (m *model) redo() {
	b := m.branch
	if len(b.kids) == 0 {
		m.stage.tell(m.stage.say(txtKeyRedo), m.stage.say(txtNothingUndone))
		return
	}
	m.turn(b.kids[len(b.kids)-1])
}

// root gives the run as the scenario has it.
func (b *branch) root() *branch {
	for b.parent != nil {
		b = b.parent
	}
	return b
}

// walk visits a branch and all that came from it.
func (b *branch) walk(depth int, visit func(b *branch, depth int)) {
	visit(b, depth)
	for _, k := range b.kids {
		k.walk(depth+1, visit)
	}
}

// close ends all runs of a tree.
func (b *branch) close() {
	b.root().walk(0, func(b *branch, _ int) { b.film.close() })
}

// tree shows all branches; enter goes to one.
func (m *model) tree() {
	x := &menu{title: m.stage.say(txtKeyTree), about: m.stage.say(txtTreeAbout)}
	m.branch.root().walk(0, func(b *branch, depth int) {
		text := b.act
		if b.parent == nil {
			text = m.stage.say(txtTrunk)
		}
		for range depth {
			text = "  " + text
		}
		note := ""
		if b.beside != nil {
			note = m.stage.say.f(txtPartsAt, millis(b.film.event(min(b.beside.Same+1, b.film.last)).At), len(b.beside.Differences))
		}
		it := item{text: text, note: note, do: func(m *model) tea.Cmd { m.turn(b); return nil }}
		if b == m.branch {
			x.at = len(x.items)
			it.style = func(t *canvas.Theme) canvas.Style { return t.Strong }
		}
		x.items = append(x.items, it)
	})
	m.show(x)
}

// branchText says for the header which future this is.
func (m *model) branchText() string {
	if m.forking {
		return m.stage.say(txtForking)
	}
	if m.branch == nil || m.branch.parent == nil {
		return ""
	}
	return m.stage.say.f(txtWhatIf, m.branch.act)
}

// mark sets a bookmark, or takes it away.
func (b *branch) mark(id trace.ID) (set bool) {
	i, there := slices.BinarySearch(b.marks, id)
	if there {
		b.marks = slices.Delete(b.marks, i, i+1)
		return false
	}
	b.marks = slices.Insert(b.marks, i, id)
	return true
}

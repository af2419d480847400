package tui

import (
	"sort"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/trace"
)

const actPalette action = "palette"

// verb is what can be typed into the palette besides the names of keys, with
// something behind it.
type verb struct {
	name, help string
	do         func(m *model, arg string)
}

// verbs are all of them.
var verbs = []verb{
	{"until", txtVerbUntil, func(m *model, arg string) { m.until(arg) }},
	{"filter", txtVerbFilter, func(m *model, arg string) {
		if err := m.stage.setFilter(arg); err != nil {
			m.stage.notice = err.Error()
		}
	}},
	{"goto", txtVerbGoto, func(m *model, arg string) {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 1 || n > int(m.stage.film.last) {
			m.stage.notice = m.stage.say.f(txtNoSuchEvent, m.stage.film.last)
			return
		}
		m.stage.goTo(trace.ID(n))
	}},
	{"time", txtVerbTime, func(m *model, arg string) { m.goToTime(arg) }},
}

// palette lists what can be done, made from the key table: type some letters of
// it, and enter does it.
func (m *model) palette() {
	s := &m.stage
	where := s.focus
	if s.sheet != nil {
		where = s.sheet.id()
	}
	p := newPrompt(s.say(txtKeyPalette), "")
	p.must, p.at = true, 0
	type entry struct {
		suggestion
		where paneID
		act   action
	}
	var entries []entry
	seen := map[string]bool{}
	add := func(scope paneID) {
		for i := range bindings {
			b := &bindings[i]
			if b.where != scope || b.act == actPalette {
				continue
			}
			text := s.say(b.help)
			if scope != everywhere {
				text = s.say(scope.title()) + ": " + text
			}
			if seen[text] {
				continue
			}
			seen[text] = true
			entries = append(entries, entry{suggestion{text, keyLabel(b.keys[0], s.g.ASCII)}, scope, b.act})
		}
	}
	add(where)
	add(everywhere)
	for id := paneTopology; id < panePicker; id++ {
		if id != where {
			add(id)
		}
	}
	p.suggest = func(typed string) (all []suggestion) {
		name, arg, _ := strings.Cut(typed, " ")
		for _, v := range verbs {
			if name != "" && strings.HasPrefix(v.name, name) {
				all = append(all, suggestion{v.name + " " + arg, s.say(v.help)})
			}
		}
		type scored struct {
			entry
			score int
		}
		var fit []scored
		for _, e := range entries {
			if n := fuzzy(typed, e.text); n > 0 {
				fit = append(fit, scored{e, n})
			}
		}
		sort.SliceStable(fit, func(i, j int) bool { return fit[i].score > fit[j].score })
		for _, f := range fit {
			all = append(all, f.suggestion)
		}
		return all
	}
	p.done = func(m *model, text string) tea.Cmd {
		for _, e := range entries {
			if e.text == text {
				return m.perform(e.where, e.act)
			}
		}
		name, arg, _ := strings.Cut(text, " ")
		for _, v := range verbs {
			if v.name == name {
				v.do(m, strings.TrimSpace(arg))
			}
		}
		return nil
	}
	m.show(p)
}

// perform does what an action of a pane means, as its key would.
func (m *model) perform(where paneID, a action) tea.Cmd {
	if where != everywhere && where < panePicker {
		m.stage.sheet = nil
		m.stage.focus = where
	}
	if where == everywhere {
		where = m.stage.focus
	}
	return m.do(where, a)
}

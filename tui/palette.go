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

// command is one line of the palette.
type command struct {
	suggestion
	where paneID
	act   action
}

// commands gives what the key table has: the pane that has the keys first, then
// what works everywhere, then the other panes.
func (s *stage) commands() (all []command) {
	where := s.focus
	if s.sheet != nil {
		where = s.sheet.id()
	}
	order := []paneID{where, everywhere}
	for id := paneTopology; id < panePicker; id++ {
		if id != where {
			order = append(order, id)
		}
	}
	seen := map[string]bool{}
	for _, scope := range order {
		for i := range bindings {
			b := &bindings[i]
			text := s.say(b.help)
			if scope != everywhere {
				text = s.say(scope.title()) + ": " + text
			}
			if b.where != scope || b.act == actPalette || seen[text] {
				continue
			}
			seen[text] = true
			all = append(all, command{suggestion{text, keyLabel(b.keys[0], s.g.ASCII)}, scope, b.act})
		}
	}
	return all
}

// fitting gives the verbs and commands that fit what was typed, the best first.
func (s *stage) fitting(all []command, typed string) (fit []suggestion) {
	name, arg, _ := strings.Cut(typed, " ")
	for _, v := range verbs {
		if name != "" && strings.HasPrefix(v.name, name) {
			fit = append(fit, suggestion{v.name + " " + arg, s.say(v.help)})
		}
	}
	order := make([]int, 0, len(all))
	scores := make([]int, len(all))
	for i := range all {
		if scores[i] = fuzzy(typed, all[i].text); scores[i] > 0 {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return scores[order[i]] > scores[order[j]] })
	for _, i := range order {
		if 2*scores[i] <= scores[order[0]] {
			break
		}
		fit = append(fit, all[i].suggestion)
	}
	return fit
}

// palette lists what can be done, made from the key table: type some letters of
// it, and enter does it.
func (m *model) palette() {
	s := &m.stage
	all := s.commands()
	p := newPrompt(s.say(txtKeyPalette), "")
	p.must, p.at = true, 0
	p.suggest = func(typed string) []suggestion { return s.fitting(all, typed) }
	p.done = func(m *model, text string) tea.Cmd {
		for i := range all {
			if all[i].text == text {
				return m.perform(all[i].where, all[i].act)
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

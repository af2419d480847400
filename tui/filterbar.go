package tui

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"encap/layers/link/ethernet"
	"encap/sim/filter"
	"encap/sim/trace"
)

// The actions of the filter.
const (
	actFilter    action = "filter"
	actFilterBy  action = "filter by this field"
	actFilterOff action = "no filter"
	actUntil     action = "until"
)

// sieve is the filter that is set: the expression, and which events pass.
type sieve struct {
	text   string
	expr   *filter.Expr
	film   *film // that pass was worked out for
	passes []bool
	count  int
}

// filtered says whether a filter is set.
func (s *stage) filtered() bool { return s.sieve.expr != nil }

// passes says whether an event passes the filter; without one all do.
func (s *stage) passes(id trace.ID) bool {
	if s.sieve.expr == nil || s.film == nil {
		return true
	}
	s.sieve.sift(s.film)
	return id >= 1 && int(id) <= len(s.sieve.passes) && s.sieve.passes[id-1]
}

// sift works out which events of a film pass, once.
func (v *sieve) sift(f *film) {
	if v.film == f || v.expr == nil {
		return
	}
	v.film, v.passes, v.count = f, make([]bool, f.last), 0
	for id := trace.ID(1); id <= f.last; id++ {
		if v.expr.Match(f.event(id)) {
			v.passes[id-1] = true
			v.count++
		}
	}
}

// setFilter sets a filter; "" takes it away.
func (s *stage) setFilter(text string) error {
	if text = strings.TrimSpace(text); text == "" {
		s.sieve = sieve{}
		return nil
	}
	expr, err := filter.ParseEvent(text)
	if err != nil {
		return err
	}
	s.sieve = sieve{text: text, expr: expr}
	s.sieve.sift(s.film)
	return nil
}

// filterText says for the footer what is filtered.
func (s *stage) filterText() string {
	if !s.filtered() || s.film == nil {
		return ""
	}
	s.sieve.sift(s.film)
	return s.say.f(txtFiltered, s.sieve.text, s.sieve.count, s.film.last)
}

// nextMatch goes to the next event that passes the filter, or the one before.
func (s *stage) nextMatch(by int) {
	for id := int(s.at.id) + by; id >= 1 && id <= int(s.film.last); id += by {
		if s.passes(trace.ID(id)) {
			s.goTo(trace.ID(id))
			return
		}
	}
	s.notice = s.say(txtNoMatch)
}

// exprPrompt is a line for an expression: each key says whether it can be
// understood and how many events it is true of.
func (m *model) exprPrompt(title, text string) *prompt {
	s := &m.stage
	p := newPrompt(title, text)
	p.about = s.say(txtFilterAbout)
	p.check = func(text string) (string, bool) {
		if strings.TrimSpace(text) == "" {
			return s.say(txtFilterEmpty), true
		}
		expr, err := filter.ParseEvent(text)
		if err != nil {
			return s.pointed(text, err), false
		}
		v := sieve{expr: expr}
		v.sift(s.film)
		return s.say.f(txtFilterCount, v.count, s.film.last), true
	}
	p.suggest = func(text string) (all []suggestion) {
		for i, c := range filter.Complete(text) {
			if i == 40 {
				break
			}
			all = append(all, suggestion{text: c})
		}
		return all
	}
	return p
}

// pointed writes an error with the place in the text.
func (s *stage) pointed(text string, err error) string {
	var e *filter.Error
	if errors.As(err, &e) && e.Offset <= len(text) {
		return text[:e.Offset] + s.g.Cursor + text[e.Offset:] + "   " + err.Error()
	}
	return err.Error()
}

// filterBar asks for a filter.
func (m *model) filterBar() {
	p := m.exprPrompt(m.stage.say(txtKeyFilter), m.stage.sieve.text)
	p.done = func(m *model, text string) tea.Cmd {
		if m.stage.setFilter(text) == nil && m.stage.filtered() && !m.stage.passes(m.stage.at.id) {
			m.stage.nextMatch(1)
		}
		return nil
	}
	m.show(p)
}

// untilPrompt asks for an expression and runs on until it holds.
func (m *model) untilPrompt(text string) {
	p := m.exprPrompt(m.stage.say(txtKeyUntil), text)
	p.done = func(m *model, text string) tea.Cmd {
		m.until(text)
		return nil
	}
	m.show(p)
}

// until goes on to the next event for which an expression holds.
func (m *model) until(text string) {
	s := &m.stage
	expr, err := filter.ParseEvent(text)
	if err != nil {
		s.notice = err.Error()
		return
	}
	for id := s.at.id + 1; id <= s.film.last; id++ {
		if expr.Match(s.film.event(id)) {
			s.goTo(id)
			return
		}
	}
	s.notice = s.say(txtNoMatch)
}

// filterBy filters by what stands in the field under the cursor, or by the
// event's protocol when no field is chosen.
func (m *model) filterBy() {
	s := &m.stage
	e := s.seen()
	if e == nil {
		return
	}
	pdus := s.film.dissected(e.ID)
	text := ""
	if _, i, j, ok := s.field.find(pdus); ok {
		text = s.field.name
		if j >= 0 {
			text = condition(s.field.name, pdus[i].Fields[j].Value)
		}
	} else {
		for i := range pdus {
			if pdus[i].Proto != "data" {
				text = pdus[i].Proto
			}
		}
	}
	if err := s.setFilter(text); err != nil || text == "" {
		s.notice = s.say(txtNoFilterFor)
		return
	}
	s.notice = s.filterText()
}

// condition writes a comparison with a value.
func condition(name string, value any) string {
	switch v := value.(type) {
	case uint64:
		return name + " == " + strconv.FormatUint(v, 10)
	case bool:
		return fmt.Sprintf("%s == %v", name, v)
	case string:
		return name + " == " + strconv.Quote(v)
	case netip.Addr:
		return name + " == " + v.String()
	case ethernet.Addr:
		return name + " == " + v.String()
	}
	return name
}

package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/forge"
	"encap/sim/futures"
	"encap/sim/scenario"
)

// The actions that change what happens; each makes a fork.
const (
	actChaos   action = "chaos"
	actEdit    action = "edit"
	actCommand action = "command"
	actUndo    action = "undo"
	actRedo    action = "redo"
	actTree    action = "tree"
	actBeside  action = "beside"
	actSave    action = "save"
)

// target is the frame that something would be done to.
func (m *model) target() (f futures.Frame, about string, ok bool) {
	s := &m.stage
	if s.asking {
		return f, "", false
	}
	f, ok = futures.FrameAt(s.film, s.at.id)
	if !ok {
		return f, s.say(txtNoMoreFrames), false
	}
	return f, s.say.f(txtFrameOf, f.N, f.Way, summary(s.film, f)), true
}

// summary names what a frame carries.
func summary(f *film, frame futures.Frame) string {
	text := ""
	for _, p := range f.dissected(frame.Tx) {
		if p.Proto != "data" && p.Summary != "" {
			text = strings.ToUpper(p.Proto) + " " + p.Summary
		}
	}
	return text
}

// chaos offers what can be done to the frame under the cursor and its cable.
func (m *model) chaos() {
	s := &m.stage
	f, about, ok := m.target()
	x := &menu{title: s.say(txtKeyChaos), about: about}
	add := func(text, note string, do func(m *model) tea.Cmd) {
		x.items = append(x.items, item{text: s.say(text), note: note, do: do})
	}
	if ok {
		frame := func(do string) func(m *model) tea.Cmd {
			return func(m *model) tea.Cmd { return m.fork(scenario.Act{Cable: f.Way, Frame: f.N, Do: do}) }
		}
		add(txtDrop, "drop", frame("drop"))
		add(txtDelay, "delay 50 ms", func(m *model) tea.Cmd { m.faultPrompt(f, "delay 50 ms"); return nil })
		add(txtTwice, "duplicate", frame("duplicate"))
		add(txtCorrupt, "corrupt bit …", func(m *model) tea.Cmd {
			m.faultPrompt(f, fmt.Sprintf("corrupt bit %d", 4*len(s.film.event(f.Tx).PDU)))
			return nil
		})
		add(txtEdit, "set ip.ttl 3 mend", func(m *model) tea.Cmd { m.edit(); return nil })
		at := m.instant()
		cable := func(do string) func(m *model) tea.Cmd {
			return func(m *model) tea.Cmd { return m.fork(scenario.Act{Cable: f.Way, At: at, Do: do}) }
		}
		both := strings.Replace(f.Way.String(), ">", s.g.Dot, 1)
		add(txtCut, "cut "+both, cable("cut"))
		add(txtMend, "mend "+both, cable("mend"))
	}
	add(txtType, "", func(m *model) tea.Cmd { m.commandPrompt(); return nil })
	m.show(x)
}

// instant gives the virtual instant of the cursor: what is done comes after all
// else that is due then.
func (m *model) instant() time.Duration { return time.Duration(m.stage.at.now) }

// faultPrompt asks for the words of a fault of a frame.
func (m *model) faultPrompt(f futures.Frame, text string) {
	s := &m.stage
	title := txtKeyChaos
	if strings.HasPrefix(text, "set ") {
		title = txtKeyEdit
	}
	p := newPrompt(s.say(title), text)
	p.about = s.say.f(txtFrameOf, f.N, f.Way, summary(s.film, f))
	p.check = func(text string) (string, bool) {
		fault, err := scenario.ParseFault(text)
		switch {
		case err != nil:
			return err.Error(), false
		case fault.Kind.OfCable():
			return s.say(txtOfCable), false
		}
		return m.tryFault(f, fault)
	}
	p.suggest = func(text string) []suggestion { return m.faultWords(f, text) }
	p.done = func(m *model, text string) tea.Cmd {
		fault, _ := scenario.ParseFault(text)
		return m.fork(scenario.Act{Cable: f.Way, Frame: f.N, Do: fault.String()})
	}
	m.show(p)
}

// tryFault says whether a fault can be done to a frame.
func (m *model) tryFault(f futures.Frame, fault scenario.Fault) (string, bool) {
	s := &m.stage
	sent := s.film.event(f.Tx).PDU
	switch fault.Kind {
	case scenario.Corrupt:
		if fault.Bit >= 8*len(sent) {
			return s.say.f(txtNoBit, fault.Bit, 8*len(sent)), false
		}
	case scenario.Set:
		frame := slices.Clone(sent)
		if err := forge.Set(frame, fault); err != nil {
			return strings.TrimPrefix(err.Error(), "forge: "), false
		}
		if slices.Equal(frame, sent) {
			return s.say(txtSameBytes), false
		}
	}
	return "", true
}

// faultWords gives what a fault may become: the fields of the frame, with what
// stands in them.
func (m *model) faultWords(f futures.Frame, text string) (all []suggestion) {
	rest, ok := strings.CutPrefix(text, "set ")
	if !ok || strings.Contains(strings.TrimSpace(rest), " ") {
		return nil
	}
	for _, p := range m.stage.film.dissected(f.Tx) {
		for _, field := range p.Fields {
			if field.End > field.Start && strings.Contains(field.Name, rest) && !strings.HasSuffix(field.Name, ".status") {
				all = append(all, suggestion{"set " + field.Name + " ", field.Text})
			}
		}
	}
	return all
}

// edit asks what is to be written into the frame under the cursor: over the
// field that is chosen, if one is.
func (m *model) edit() {
	s := &m.stage
	f, about, ok := m.target()
	if !ok {
		s.tell(s.say(txtKeyEdit), about)
		return
	}
	text := "set "
	pdus := s.film.dissected(f.Tx)
	if _, i, j, found := s.field.find(pdus); found && j >= 0 {
		field := &pdus[i].Fields[j]
		text += field.Name + " " + strings.SplitN(field.Text, " ", 2)[0] + " mend"
	}
	m.faultPrompt(f, text)
}

// commandPrompt asks for a command at a node's prompt.
func (m *model) commandPrompt() {
	s := &m.stage
	node := s.node
	if node == "" {
		if e := s.event(); e != nil {
			node = e.Node
		}
	}
	n := s.film.nodes[node]
	if n == nil || n.kind == scenario.Switch || n.kind == scenario.Outside {
		for i := range s.film.sc.Nodes {
			if k := s.film.sc.Nodes[i].Kind; k == scenario.Host || k == scenario.Router {
				node = s.film.sc.Nodes[i].Name
				break
			}
		}
	}
	p := newPrompt(s.say.f(txtPromptAt, node, millis(s.at.now)), "")
	p.about = s.say(txtPromptAbout)
	p.suggest = func(text string) []suggestion { return m.commandWords(node, text) }
	at := m.instant()
	p.check = func(text string) (string, bool) {
		if _, err := scenario.Words(text); err != nil {
			return err.Error(), false
		}
		return "", strings.TrimSpace(text) != ""
	}
	p.done = func(m *model, text string) tea.Cmd {
		return m.fork(scenario.Act{Node: node, At: at, Do: strings.TrimSpace(text)})
	}
	m.show(p)
}

// commandWords gives the commands that the scenario itself types, and examples
// of the others.
func (m *model) commandWords(node, text string) (all []suggestion) {
	seen := map[string]bool{text: true}
	add := func(line, note string) {
		if !seen[line] && strings.HasPrefix(line, text) {
			seen[line] = true
			all = append(all, suggestion{line, note})
		}
	}
	sc := m.stage.film.sc
	for _, a := range sc.Run {
		if a.Do != "" {
			add(a.Do, a.Node)
		}
	}
	if l, ok := m.stage.film.src.(Forker); ok {
		for _, usage := range l.Commands() {
			add(usage, "")
		}
	}
	return all
}

// save asks for a file and writes the run as it is now into it, as a scenario.
func (m *model) save() {
	s := &m.stage
	src, ok := s.film.src.(Forker)
	if !ok {
		s.tell(s.say(txtKeySave), s.say(txtNoFork))
		return
	}
	name := s.film.sc.Name
	if name == "" {
		name = "scenario"
	}
	p := newPrompt(s.say(txtKeySave), name+"-fork.yaml")
	p.about = s.say(txtSaveAbout)
	p.check = func(text string) (string, bool) {
		return "", strings.HasSuffix(text, ".yaml") && len(text) > len(".yaml")
	}
	p.done = func(m *model, text string) tea.Cmd {
		if err := src.Save(text); err != nil {
			m.stage.tell(m.stage.say(txtKeySave), err.Error())
			return nil
		}
		m.stage.tell(m.stage.say(txtKeySave), m.stage.say.f(txtSaved, text))
		return nil
	}
	m.show(p)
}

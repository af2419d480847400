package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// typed takes what came from the keyboard. Keys that were pressed quickly come
// in one message; what was pasted is no keys.
func (m *model) typed(msg tea.KeyMsg) tea.Cmd {
	switch {
	case msg.Paste:
		m.paste(string(msg.Runes))
		return nil
	case msg.Type != tea.KeyRunes || msg.Alt || len(msg.Runes) < 2:
		return m.key(msg.String())
	}
	var cmds []tea.Cmd
	for _, r := range msg.Runes {
		cmds = append(cmds, m.key(string(r)))
	}
	return tea.Batch(cmds...)
}

// key does what a key means: in a dialog, in the picker, in the pane that has
// the keys, everywhere.
func (m *model) key(key string) tea.Cmd {
	m.stage.notice, m.pressed = "", key
	if cmd, ok := m.modalKey(key); ok {
		return cmd
	}
	where := m.stage.focus
	switch {
	case len(m.stage.dialogs) > 0:
		where = paneDialog
	case m.film() == nil:
		where = panePicker
	case m.stage.sheet != nil:
		where = m.stage.sheet.id()
	}
	a := meaning(where, key)
	switch a {
	case actNone:
		return nil
	case actQuitNow:
		return tea.Quit
	case actSuspend:
		m.term.Leave()
		return tea.Suspend
	}
	if where == paneDialog {
		m.dialogKey(a)
		return nil
	}
	return m.do(where, a)
}

// do does what an action means in the picker or in a pane.
func (m *model) do(where paneID, a action) tea.Cmd {
	if a == actQuit {
		return tea.Quit
	}
	if m.look(a) {
		return nil
	}
	if where == panePicker {
		return m.pickerKey(a)
	}
	if a == actBack {
		return m.back()
	}
	before := m.stage.at.id
	if cmd, ok := m.tool(a); ok {
		return cmd
	}
	if a == actHeat {
		m.stage.heat.on = !m.stage.heat.on
		return nil
	}
	if where == paneTime && a == actEnter {
		return m.loseHere()
	}
	if m.walk(a) {
		m.play.on = m.play.on && m.stage.at.id == before
		m.jumped = true
		return nil
	}
	if !m.pane(where).handle(&m.stage, a) {
		m.transport(a)
	}
	if m.stage.at.id != before {
		m.play.on = false // who steps wants to look
	}
	return nil
}

// pane gives what has the keys: a pane, or the sheet that lies over them.
func (m *model) pane(where paneID) pane {
	if m.stage.sheet != nil {
		return m.stage.sheet
	}
	return m.panes[where]
}

// dialogKey handles the keys of a dialog.
func (m *model) dialogKey(a action) {
	d := &m.stage.dialogs[len(m.stage.dialogs)-1]
	switch a {
	case actUp:
		d.top--
	case actDown:
		d.top++
	case actPageUp:
		d.top -= 10
	case actPageDown:
		d.top += 10
	case actBack, actHelp, actQuit:
		m.stage.dialogs = m.stage.dialogs[:len(m.stage.dialogs)-1]
	}
}

// pickerKey handles the keys of the picker.
func (m *model) pickerKey(a action) tea.Cmd {
	switch a {
	case actUp:
		m.picker.move(-1)
	case actDown:
		m.picker.move(1)
	case actFirst:
		m.picker.move(-len(m.picker.entries))
	case actLast:
		m.picker.move(len(m.picker.entries))
	case actEnter:
		if e, ok := m.picker.chosen(); ok && m.picker.opening == "" {
			m.picker.resume = 0
			return m.open(e.Name)
		}
	case actResume:
		return m.resumeChosen()
	case actFilter:
		m.search()
	case actBack:
		m.picker.opening = ""
	}
	return nil
}

// look handles what concerns the looks, in the picker and in a run.
func (m *model) look(a action) bool {
	s := &m.stage
	switch a {
	case actHelp:
		s.dialogs = append(s.dialogs, dialog{title: s.say(txtHelpTitle), help: true})
	case actTheme:
		m.nextTheme()
	case actProjector:
		m.present()
	case actSpotlight:
		m.spotlight = !m.spotlight
	case actMotion:
		s.motion = !s.motion
	default:
		return false
	}
	return true
}

// nextTheme takes the theme after the one in use.
func (m *model) nextTheme() {
	all := canvas.Themes()
	for i, t := range all {
		if t.Name == m.stage.theme.Name {
			m.stage.theme = all[(i+1)%len(all)].For(m.color)
			return
		}
	}
}

// transport moves the moment and the keys' pane.
func (m *model) transport(a action) {
	s := &m.stage
	switch a {
	case actPlay:
		m.play.toggle(s)
	case actPrev:
		s.goTo(s.at.id - min(s.at.id, 1))
	case actNext:
		s.goTo(s.at.id + 1)
	case actPrevFrame, actNextFrame:
		by := 1
		if a == actPrevFrame {
			by = -1
		}
		if s.filtered() {
			m.jumped = true
			s.nextMatch(by)
		} else {
			s.nextFrame(by)
		}
	case actFirst:
		s.goTo(1)
	case actLast:
		s.goTo(s.film.last)
	case actSlower:
		m.play.speed = max(0, m.play.speed-1)
	case actFaster:
		m.play.speed = min(len(speeds)-1, m.play.speed+1)
	case actReverse:
		m.play.reverse = !m.play.reverse
	case actCode:
		s.open(&code{})
	case actCopy:
		m.copy()
	case actOrigin:
		s.open(&origin{})
	case actPane:
		s.sheet, s.focus = nil, s.focus%(panePicker-1)+1
	case actPaneBack:
		s.sheet, s.focus = nil, (s.focus+panePicker-3)%(panePicker-1)+1
	case actZoom:
		m.zoom()
	default:
		for id := paneTopology; id < panePicker; id++ {
			if a == actPaneOf(id) {
				s.sheet, s.focus = nil, id
			}
		}
	}
}

// zoom makes the pane with the keys fill the screen, or gives it back.
func (m *model) zoom() {
	if m.zoomed != everywhere {
		m.zoomed = everywhere
		return
	}
	m.zoomed = m.stage.focus
}

// nextFrame goes to the next frame that leaves, or the one before.
func (s *stage) nextFrame(by int) {
	for id := int(s.at.id) + by; id >= 1 && id <= int(s.film.last); id += by {
		if s.film.event(trace.ID(id)).Kind == trace.TxStart {
			s.goTo(trace.ID(id))
			return
		}
	}
}

// back undoes the last choice; when there is none it goes back to the picker.
func (m *model) back() tea.Cmd {
	s := &m.stage
	switch {
	case s.sheet != nil:
		s.sheet = nil
	case m.zoomed != everywhere:
		m.zoomed = everywhere
	case s.follows != letter{}:
		s.follows = letter{}
	case s.field != fieldKey{}:
		s.field = fieldKey{}
	case s.layer != 0:
		s.layer = 0
	case s.node != "":
		s.node = ""
	default:
		return m.leave()
	}
	return nil
}

// mouse handles a click and the wheel.
func (m *model) mouse(msg tea.MouseMsg) {
	if msg.Action != tea.MouseActionPress || len(m.stage.dialogs)+len(m.modals) > 0 || m.w < leastWidth || m.h < leastHeight {
		return
	}
	if m.film() == nil {
		m.picker.click(msg.X, msg.Y)
		return
	}
	if sh := m.stage.sheet; sh != nil && m.layout.sheetRect(m.canvas.Bounds(), sh.large()).Contains(msg.X, msg.Y) && msg.Button == tea.MouseButtonLeft {
		sh.click(&m.stage, msg.X, msg.Y)
		return
	}
	for id := paneTopology; id < panePicker; id++ {
		if !m.layout.panes[id].Contains(msg.X, msg.Y) {
			continue
		}
		switch msg.Button {
		case tea.MouseButtonWheelUp:
			m.stage.goTo(m.stage.at.id - min(m.stage.at.id, 1))
		case tea.MouseButtonWheelDown:
			m.stage.goTo(m.stage.at.id + 1)
		case tea.MouseButtonLeft:
			m.stage.focus = id
			m.panes[id].click(&m.stage, msg.X, msg.Y)
		}
		return
	}
}

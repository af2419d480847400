package tui

import (
	tea "github.com/charmbracelet/bubbletea"
)

// toolKeys work in every pane of a run, and open what is done to it.
var toolKeys = []binding{
	{everywhere, actQuiz, []string{"Q"}, txtKeyQuiz},
}

// menuKeys are the keys of menus, inputKeys those of lines to type into.
var (
	menuKeys  = []binding{}
	inputKeys = []binding{}
)

// tool does what a key of toolKeys means, and says whether it is one.
func (m *model) tool(a action) (tea.Cmd, bool) {
	switch a {
	case actQuiz:
		m.quizNow()
	default:
		return nil, false
	}
	return nil, true
}

// tell shows a text in a dialog.
func (s *stage) tell(title string, lines ...string) {
	s.dialogs = append(s.dialogs, dialog{title: title, lines: lines})
}

package tui

import (
	tea "github.com/charmbracelet/bubbletea"
)

// toolKeys work in every pane of a run: what is asked, what is done to it, and
// ways through it.
var toolKeys = []binding{
	{everywhere, actQuiz, []string{"Q"}, txtKeyQuiz},
	{everywhere, actChaos, []string{"c"}, txtKeyChaos},
	{everywhere, actEdit, []string{"e"}, txtKeyEdit},
	{everywhere, actCommand, []string{"p"}, txtKeyCommand},
	{everywhere, actUndo, []string{"u"}, txtKeyUndo},
	{everywhere, actRedo, []string{"U"}, txtKeyRedo},
	{everywhere, actTree, []string{"B"}, txtKeyTree},
	{everywhere, actBeside, []string{"V"}, txtKeyBeside},
	{everywhere, actSave, []string{"S"}, txtKeySave},
	{everywhere, actPicker, []string{"9"}, txtScenarios},
}

// tool does what a key of toolKeys means, and says whether it is one.
func (m *model) tool(a action) (tea.Cmd, bool) {
	switch a {
	case actQuiz:
		m.quizNow()
	case actChaos:
		m.chaos()
	case actEdit:
		m.edit()
	case actCommand:
		m.commandPrompt()
	case actUndo:
		m.undo()
	case actRedo:
		m.redo()
	case actTree:
		m.tree()
	case actBeside:
		m.lookBeside()
	case actSave:
		m.save()
	case actPicker:
		return m.leave(), true
	default:
		return nil, false
	}
	return nil, true
}

// tell shows a text in a dialog.
func (s *stage) tell(title string, lines ...string) {
	s.dialogs = append(s.dialogs, dialog{title: title, lines: lines})
}

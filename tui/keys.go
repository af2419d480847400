package tui

import "strings"

// action is what a key means.
type action uint8

const (
	actNone action = iota
	actPlay
	actPrev
	actNext
	actSlower
	actFaster
	actReverse
	actPane
	actPaneBack
	actPane1
	actPane2
	actPane3
	actPane4
	actPane5
	actPane6
	actNextFrame
	actPrevFrame
	actFirst
	actLast
	actHelp
	actBack
	actQuit
	actQuitNow
	actSuspend
	actProjector
	actTheme
	actMotion
	actZoom
	actUp
	actDown
	actLeft
	actRight
	actPageUp
	actPageDown
	actLeapBack
	actLeapOn
	actEnter
	actBits
	actCode
)

// paneID numbers the panes as their keys do; 0 is everywhere.
type paneID uint8

const (
	everywhere paneID = iota
	paneTopology
	paneStacks
	paneEvents
	paneBytes
	paneTime
	paneTables
	panePicker
	paneDialog
	paneCode // the sheets
)

// paneTitles are the panes' names.
var paneTitles = [...]string{everywhere: txtEverywhere, paneTopology: txtTopology, paneStacks: txtStacks, paneEvents: txtEvents,
	paneBytes: txtBytes, paneTime: txtTime, paneTables: txtTables, panePicker: txtScenarios, paneDialog: txtDialog,
	paneCode: txtCode}

// binding says what keys do in one pane. The table below is the only place that
// knows: keys, footer, help and the test for duplicates are made from it.
type binding struct {
	where paneID
	act   action
	keys  []string // as Bubble Tea names them
	help  string
}

// bindings is the key table. In a pane its own keys come before those that
// work everywhere.
var bindings = []binding{
	{everywhere, actPlay, []string{" "}, txtKeyPlay},
	{everywhere, actPrev, []string{",", "f7"}, txtKeyEventPrev},
	{everywhere, actNext, []string{".", "f8"}, txtKeyEventNext},
	{everywhere, actPrevFrame, []string{"N"}, txtKeyFramePrev},
	{everywhere, actNextFrame, []string{"n"}, txtKeyFrameNext},
	{everywhere, actFirst, []string{"home", "g"}, txtKeyFirst},
	{everywhere, actLast, []string{"end", "G"}, txtKeyLast},
	{everywhere, actSlower, []string{"<"}, txtKeySlower},
	{everywhere, actFaster, []string{">"}, txtKeyFaster},
	{everywhere, actReverse, []string{"r"}, txtKeyReverse},
	{everywhere, actPane, []string{"tab"}, txtKeyPane},
	{everywhere, actPaneBack, []string{"shift+tab"}, txtKeyPaneBack},
	{everywhere, actPane1, []string{"1", "f2"}, txtTopology},
	{everywhere, actPane2, []string{"2", "f3"}, txtStacks},
	{everywhere, actPane3, []string{"3", "f4"}, txtEvents},
	{everywhere, actPane4, []string{"4", "f5"}, txtBytes},
	{everywhere, actPane5, []string{"5", "f6"}, txtTime},
	{everywhere, actPane6, []string{"6", "8"}, txtTables},
	{everywhere, actCode, []string{"C"}, txtKeyCode},
	{everywhere, actZoom, []string{"\\", "z"}, txtKeyZoom},
	{everywhere, actTheme, []string{"t"}, txtKeyTheme},
	{everywhere, actProjector, []string{"P"}, txtKeyProjector},
	{everywhere, actMotion, []string{"M"}, txtKeyMotion},
	{everywhere, actHelp, []string{"?", "f1"}, txtKeyHelp},
	{everywhere, actBack, []string{"esc"}, txtKeyBack},
	{everywhere, actQuit, []string{"q"}, txtKeyQuit},
	{everywhere, actQuitNow, []string{"ctrl+c"}, txtKeyQuitNow},
	{everywhere, actSuspend, []string{"ctrl+z"}, txtKeySuspend},

	{paneTopology, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneTopology, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneTopology, actUp, []string{"up", "k"}, txtKeyNodeUp},
	{paneTopology, actDown, []string{"down", "j"}, txtKeyNodeDown},
	{paneTopology, actEnter, []string{"enter"}, txtKeyInspect},

	{paneStacks, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneStacks, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneStacks, actUp, []string{"up", "k"}, txtKeyLayerUp},
	{paneStacks, actDown, []string{"down", "j"}, txtKeyLayerDown},
	{paneStacks, actEnter, []string{"enter"}, txtKeyWhy},

	{paneEvents, actPrev, []string{"left", "h", "up", "k"}, txtKeyEventPrev},
	{paneEvents, actNext, []string{"right", "l", "down", "j"}, txtKeyEventNext},
	{paneEvents, actPageUp, []string{"pgup"}, txtKeyPageUp},
	{paneEvents, actPageDown, []string{"pgdown"}, txtKeyPageDown},
	{paneEvents, actEnter, []string{"enter"}, txtKeyBytes},

	{paneBytes, actLeft, []string{"left", "h"}, txtKeyByteLeft},
	{paneBytes, actRight, []string{"right", "l"}, txtKeyByteRight},
	{paneBytes, actUp, []string{"up", "k"}, txtKeyFieldUp},
	{paneBytes, actDown, []string{"down", "j"}, txtKeyFieldDown},
	{paneBytes, actEnter, []string{"enter"}, txtKeyComputed},
	{paneBytes, actBits, []string{"x"}, txtKeyBits},

	{paneTime, actLeft, []string{"left", "h"}, txtKeyScrubBack},
	{paneTime, actRight, []string{"right", "l"}, txtKeyScrubOn},
	{paneTime, actLeapBack, []string{"shift+left", "pgup"}, txtKeyLeapBack},
	{paneTime, actLeapOn, []string{"shift+right", "pgdown"}, txtKeyLeapOn},

	{paneTables, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneTables, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneTables, actLeft, []string{"left", "h"}, txtKeyNodeLeft},
	{paneTables, actRight, []string{"right", "l"}, txtKeyNodeRight},
	{paneTables, actEnter, []string{"enter"}, txtKeyWhoWrote},

	{panePicker, actUp, []string{"up", "k"}, txtKeyItemUp},
	{panePicker, actDown, []string{"down", "j"}, txtKeyItemDown},
	{panePicker, actEnter, []string{"enter", " "}, txtKeyStart},

	{paneDialog, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneDialog, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneDialog, actPageUp, []string{"pgup"}, txtKeyPageUp},
	{paneDialog, actPageDown, []string{"pgdown", " "}, txtKeyPageDown},
	{paneDialog, actBack, []string{"enter", "esc"}, txtKeyBack},

	{paneCode, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneCode, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneCode, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneCode, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneCode, actPageUp, []string{"pgup"}, txtKeyPageUp},
	{paneCode, actPageDown, []string{"pgdown"}, txtKeyPageDown},
	{paneCode, actEnter, []string{"enter"}, txtKeyWhole},
}

// meaning gives the action of a key in a pane.
func meaning(where paneID, key string) action {
	for _, scope := range [...]paneID{where, everywhere} {
		for i := range bindings {
			if bindings[i].where != scope {
				continue
			}
			for _, k := range bindings[i].keys {
				if k == key {
					return bindings[i].act
				}
			}
		}
	}
	return actNone
}

// hint is one entry of the footer: the first keys of some actions, and what
// they do together.
type hint struct {
	where paneID
	acts  []action
	text  string
}

// hints are the footer's entries, the most important first.
var hints = []hint{
	{panePicker, []action{actUp, actDown}, txtScenarios},
	{panePicker, []action{actEnter}, txtKeyStart},
	{everywhere, []action{actPlay}, txtKeyPlay},
	{paneTopology, []action{actPrev, actNext}, txtKeyEvent},
	{paneStacks, []action{actPrev, actNext}, txtKeyEvent},
	{paneEvents, []action{actPrev, actNext}, txtKeyEvent},
	{paneTopology, []action{actUp, actDown}, txtKeyNodeDown},
	{paneTopology, []action{actEnter}, txtKeyInspect},
	{paneStacks, []action{actUp, actDown}, txtStacks},
	{paneStacks, []action{actEnter}, txtKeyWhy},
	{paneEvents, []action{actEnter}, txtKeyBytes},
	{paneBytes, []action{actUp, actDown}, txtFields},
	{paneBytes, []action{actLeft, actRight}, txtBytes},
	{paneBytes, []action{actEnter}, txtKeyComputed},
	{paneBytes, []action{actBits}, txtKeyBits},
	{paneTime, []action{actLeft, actRight}, txtTime},
	{paneTables, []action{actUp, actDown}, txtKeyRowDown},
	{paneTables, []action{actLeft, actRight}, txtKeyNodeDown},
	{paneTables, []action{actEnter}, txtKeyWhoWrote},
	{paneCode, []action{actPrev, actNext}, txtKeyEvent},
	{paneCode, []action{actUp, actDown}, txtKeyRule},
	{paneCode, []action{actEnter}, txtKeyWhole},
	{everywhere, []action{actPane}, txtKeyPane},
	{everywhere, []action{actHelp}, txtKeyHelp},
	{everywhere, []action{actCode}, txtKeySource},
	{everywhere, []action{actSlower, actFaster}, txtKeyFaster},
	{everywhere, []action{actPrevFrame, actNextFrame}, txtKeyFrameNext},
	{everywhere, []action{actZoom}, txtKeyZoom},
	{everywhere, []action{actBack}, txtKeyBack},
	{everywhere, []action{actQuit}, txtKeyQuit},
}

// keyOf gives the first key of an action in a pane.
func keyOf(where paneID, act action) string {
	for i := range bindings {
		if b := &bindings[i]; b.where == where && b.act == act {
			return b.keys[0]
		}
	}
	return ""
}

// keyNames are the keys whose names are longer than what is printed on them.
var keyNames = map[string][2]string{ // UTF-8, ASCII
	" ": {"space", "space"}, "left": {"←", "<-"}, "right": {"→", "->"}, "up": {"↑", "up"}, "down": {"↓", "down"},
	"shift+tab": {"⇤", "shift+tab"}, "shift+left": {"shift ←", "shift <-"}, "shift+right": {"shift →", "shift ->"},
	"pgup": {"PgUp", "PgUp"}, "pgdown": {"PgDn", "PgDn"},
}

// keyLabel writes the name of a key as the screen shows it.
func keyLabel(key string, ascii bool) string {
	if n, ok := keyNames[key]; ok {
		if ascii {
			return n[1]
		}
		return n[0]
	}
	if len(key) > 1 && key[0] == 'f' {
		return strings.ToUpper(key)
	}
	return key
}

// hintKeys writes the keys of a hint: "←→", "<-/->".
func hintKeys(h *hint, ascii bool) string {
	var labels []string
	sep := ""
	for _, a := range h.acts {
		l := keyLabel(keyOf(h.where, a), ascii)
		if ascii && len(l) > 1 {
			sep = "/"
		}
		labels = append(labels, l)
	}
	return strings.Join(labels, sep)
}

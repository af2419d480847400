package tui

import "strings"

// action is what a key means. Panes add their own in their files.
type action string

// The actions that more than one pane knows.
const (
	actNone      action = ""
	actPlay      action = "play"
	actPrev      action = "previous"
	actNext      action = "next"
	actSlower    action = "slower"
	actFaster    action = "faster"
	actReverse   action = "reverse"
	actPane      action = "pane"
	actPaneBack  action = "pane back"
	actNextFrame action = "next frame"
	actPrevFrame action = "previous frame"
	actFirst     action = "first"
	actLast      action = "last"
	actHelp      action = "help"
	actBack      action = "back"
	actQuit      action = "quit"
	actQuitNow   action = "quit now"
	actSuspend   action = "suspend"
	actProjector action = "projector"
	actTheme     action = "theme"
	actMotion    action = "motion"
	actZoom      action = "zoom"
	actUp        action = "up"
	actDown      action = "down"
	actLeft      action = "left"
	actRight     action = "right"
	actPageUp    action = "page up"
	actPageDown  action = "page down"
	actLeapBack  action = "leap back"
	actLeapOn    action = "leap on"
	actEnter     action = "enter"
	actBits      action = "bits"
)

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
var bindings = func() (all []binding) {
	all = append(append(append(all, keysEverywhere...), toolKeys...), walkKeys...)
	for id := paneTopology; id < panePicker; id++ {
		if keys := panels[id].keys; len(keys) > 0 {
			all = append(all, binding{everywhere, actPaneOf(id), keys, panels[id].title})
		}
	}
	for id := paneTopology; id < panePicker; id++ {
		all = append(all, panels[id].bindings...)
	}
	all = append(all, keysAround...)
	all = append(append(append(all, quizKeys...), menuKeys...), inputKeys...)
	for _, k := range sheetKinds {
		all = append(all, k.bindings...)
	}
	return all
}()

// keysEverywhere work in every pane of a run.
var keysEverywhere = []binding{
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
	{everywhere, actCode, []string{"C"}, txtKeyCode},
	{everywhere, actCopy, []string{"y"}, txtKeyCopy},
	{everywhere, actOrigin, []string{"m"}, txtOrigin},
	{everywhere, actZoom, []string{"\\"}, txtKeyZoom},
	{everywhere, actTheme, []string{"t"}, txtKeyTheme},
	{everywhere, actSpotlight, []string{"L"}, txtKeySpotlight},
	{everywhere, actProjector, []string{"P"}, txtKeyProjector},
	{everywhere, actMotion, []string{"M"}, txtKeyMotion},
	{everywhere, actHelp, []string{"?", "f1"}, txtKeyHelp},
	{everywhere, actBack, []string{"esc"}, txtKeyBack},
	{everywhere, actQuit, []string{"q"}, txtKeyQuit},
	{everywhere, actQuitNow, []string{"ctrl+c"}, txtKeyQuitNow},
	{everywhere, actSuspend, []string{"ctrl+z"}, txtKeySuspend},
}

// keysAround are those of the picker and of dialogs.
var keysAround = []binding{
	{panePicker, actUp, []string{"up", "k"}, txtKeyItemUp},
	{panePicker, actDown, []string{"down", "j"}, txtKeyItemDown},
	{panePicker, actEnter, []string{"enter", " "}, txtKeyStart},
	{panePicker, actResume, []string{"r"}, txtKeyResume},
	{panePicker, actFilter, []string{"/"}, txtKeySearch},

	{paneDialog, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneDialog, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneDialog, actPageUp, []string{"pgup"}, txtKeyPageUp},
	{paneDialog, actPageDown, []string{"pgdown", " "}, txtKeyPageDown},
	{paneDialog, actBack, []string{"enter", "esc"}, txtKeyBack},
}

// actPaneOf is the action that leads to a pane.
func actPaneOf(id paneID) action { return actPane + " " + action('0'+rune(id)) }

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
var hints = func() (all []hint) {
	all = append(all, hintsFirst...)
	for id := paneTopology; id < panePicker; id++ {
		all = append(all, panels[id].hints...)
	}
	for _, k := range sheetKinds {
		all = append(all, k.hints...)
	}
	return append(all, hintsLast...)
}()

// hintsFirst come before those of the pane that has the keys, hintsLast after
// them.
var (
	hintsFirst = []hint{
		{panePicker, []action{actUp, actDown}, txtScenarios},
		{panePicker, []action{actEnter}, txtKeyStart},
		{panePicker, []action{actResume}, txtKeyResume},
		{panePicker, []action{actFilter}, txtKeySearch},
		{everywhere, []action{actPlay}, txtKeyPlay},
	}
	hintsLast = []hint{
		{everywhere, []action{actPane}, txtKeyPane},
		{everywhere, []action{actHelp}, txtKeyHelp},
		{everywhere, []action{actCode}, txtKeySource},
		{everywhere, []action{actSlower, actFaster}, txtKeyFaster},
		{everywhere, []action{actPrevFrame, actNextFrame}, txtKeyFrameNext},
		{everywhere, []action{actZoom}, txtKeyZoom},
		{everywhere, []action{actBack}, txtKeyBack},
		{everywhere, []action{actQuit}, txtKeyQuit},
	}
)

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

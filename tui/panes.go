package tui

// paneID numbers the panes as their keys do; 0 is everywhere.
type paneID uint8

const (
	everywhere paneID = iota
	paneTopology
	paneStacks
	paneLadder
	paneBytes
	paneTime
	paneSockets
	paneGraph
	paneTables
	panePicker
	paneDialog
	paneQuiz
	paneMenu
	paneInput
	paneCode // the first of the sheets
	paneBeside
	paneDiagram
	paneOrigin
	paneWholeStack
	paneSameLayer
	paneWave
	paneEnd
)

// panel is what the screen knows of a pane besides how it draws itself.
type panel struct {
	title    string
	keys     []string // that lead to it
	make     func() pane
	small    place // where it is on a small screen
	wide     place // and on a large one
	tall     bool  // it needs more room than its place has: the stacks fold for it
	bindings []binding
	hints    []hint
}

// place is a part of the screen. Panes of one place share it: the one that had
// the keys last is seen, the others are named in its title.
type place uint8

const (
	placeNet   place = iota + 1 // above
	placeStack                  // in the middle
	placeLower                  // below them, on a small screen
	placeLeft                   // the same on a large one
	placeRight
	placeSide // beside the network
	placeBar  // one or two lines
)

// panels is the registry. A new pane is a file of its own, a number above and a
// row here.
var panels = [panePicker]panel{
	paneTopology: {txtTopology, []string{"1", "f2"}, func() pane { return &topology{} }, placeNet, placeNet, false, topologyKeys, topologyHints},
	paneStacks:   {txtStacks, []string{"2", "f3"}, func() pane { return &stacks{} }, placeStack, placeStack, false, stacksKeys, stacksHints},
	paneLadder:   {txtLadder, []string{"3", "f4"}, func() pane { return newLadder() }, placeLower, placeLeft, false, ladderKeys, ladderHints},
	paneBytes:    {txtBytes, []string{"4", "f5"}, func() pane { return &bytesPane{} }, placeLower, placeRight, false, bytesKeys, bytesHints},
	paneTime:     {txtTime, []string{"5", "f6"}, func() pane { return &timebar{} }, placeBar, placeBar, false, timeKeys, timeHints},
	paneSockets:  {txtSockets, []string{"6"}, func() pane { return &sockets{} }, placeLower, placeRight, true, socketsKeys, socketsHints},
	paneGraph:    {txtGraph, []string{"7"}, func() pane { return newGraph() }, placeLower, placeRight, true, graphKeys, graphHints},
	paneTables:   {txtTables, []string{"8"}, func() pane { return &tables{} }, placeLower, placeSide, false, tablesKeys, tablesHints},
}

// title gives a pane's name.
func (id paneID) title() string {
	switch id {
	case everywhere:
		return txtEverywhere
	case panePicker:
		return txtScenarios
	case paneDialog:
		return txtDialog
	case paneQuiz:
		return txtQuiz
	case paneMenu:
		return txtMenu
	case paneInput:
		return txtInput
	}
	if id >= paneCode {
		return sheetKinds[id-paneCode].title
	}
	return panels[id].title
}

// recent orders the panes: the one that has the keys now comes first.
type recent [panePicker - 1]paneID

// newRecent puts the panes in the order of their numbers.
func newRecent() (r recent) {
	for i := range r {
		r[i] = paneTopology + paneID(i)
	}
	return r
}

// saw moves a pane to the front.
func (r *recent) saw(id paneID) {
	at := 0
	for r[at] != id {
		at++
	}
	copy(r[1:at+1], r[:at])
	r[0] = id
}

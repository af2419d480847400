// Package tui is the screen: a finished run, played, scrubbed and stepped
// through.
//
// Everything on it is a function of the run, the cursor and what the keys
// chose; no pane remembers what it animated. Bubble Tea keeps the keyboard, the
// terminal's modes and its size; what is shown goes through encap/tui/canvas,
// which sends only what changed.
//
//	what is a frame on the cable, as a waveform? wave (linecode.go)
//	how is it started, how does it end?     Run (run.go)
//	what must be there to be shown?         Source, Library, Live (source.go)
//	what happens with a message, a key?     model (model.go), input.go
//	which key does what?                    bindings (keys.go)
//	what is worked out from a run, once?    film (film.go), flight (flight.go)
//	which conversation is an event part of? streamIndex (stream.go)
//	how fast does it play?                  reel (reel.go), player (play.go)
//	which panes are there?                  panels (panes.go)
//	where is what on the screen?            arrange (layout.go)
//	how does it become a picture?           Picture (picture.go)
//	what may a pane look at?                stage (stage.go)
//	how does a class see it?                presenter.go
//	the panes
//	  the network and its frames            topology.go, nodebox.go, cable.go, onwire.go; mapping.go: where nodes stand; netview.go: zoom, list, queues
//	  each node's layers                    stacks.go, row.go, segments.go, fit.go, signal.go, wrapping.go
//	  what passed between the nodes         ladder.go, ladderline.go, label.go, cause.go; rung.go: which events get a line; events.go: every one
//	  the bytes, and what they mean         bytes.go, hexdump.go, fields.go; changed.go: what a router or a cable changed; copy.go
//	  when, and how much is left            timebar.go
//	  sockets and connections               sockets.go, socketrow.go; machine.go: states; window.go: sequence space; calls.go: what calls set in motion
//	what was a connection at each event?     conn (conn.go)
//	  how a connection fares                graph.go, graphmove.go, graphdraw.go, graphtable.go, axis.go; series.go: the curves; plot.go: dots
//	  where the time went                   bill.go
//	  what the nodes know                   tables.go, tablerow.go, tablegrid.go
//	  why                                   why.go
//	  what lies over the panes, with the keys   sheet (sheet.go)
//	  the lines of source that decided      code.go
//	  a header as RFCs draw it              diagram.go, boxes.go
//	  where a byte comes from               origin.go, station.go, provenance.go
//	  one stack, all there is to say        wholestack.go, sessionpage.go; one layer of all nodes: samelayer.go
//	what is asked, and what becomes of it   quiz.go
//	what is done to a run                   act.go; the futures it makes: branch.go, beside.go
//	boxes that take the keys                modal.go, menu.go, prompt.go
//	keys that work everywhere in a run      tools.go
//	before a run; over a run                picker.go, dialog.go
//	all words of the interface              texts.go
//	one line an event, no screen            encap/tui/plain
//
// Start reading at model, then stage.
package tui

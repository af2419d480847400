// Package canvas is the surface everything on the screen is drawn on: a grid
// of cells, and a writer that sends a terminal only the cells that changed.
//
//	what is one cell, and who may write it?      Canvas (canvas.go)
//	how wide is a text, where is it cut?         Width, Clip, Wrap (text.go)
//	what if the terminal knows only ASCII?       Fold (fold.go), Glyphs (glyph.go)
//	how is a box drawn?                          Box (box.go)
//	which colours are there, and for whom?       Theme (theme.go, themes.go)
//	which of them can the terminal show?         Profile (profile.go)
//	what is sent, and how little?                Writer (writer.go)
//	who else touches the terminal?               Terminal (terminal.go): alternate screen, cursor, clean ways out
//
// A Canvas clips: nothing drawn through it can land outside its rectangle. It
// cleans: no text drawn through it can carry a control character to the
// terminal. So a pane may draw whatever a packet holds.
//
// Start reading at Canvas.
package canvas

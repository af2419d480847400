// Package plain tells a run in lines of text: one line an event, no repaint, no
// box drawing. It is what a screen reader, a braille line, a log and CI read.
//
//	how is a whole run told?          Print (print.go)
//	how is one stepped through?       Run (run.go)
//	what can be typed?                commands (commands.go)
//	which lines of our source decided?  reader.code (code.go)
//	how is somebody asked?            quiz.go
//	what can be done to a run?        act.go; the futures that makes: branch.go
//	bookmarks, graphs, what if?       walk.go
//	what do bytes and fields look like?  show.go
//	all words of the interface        texts.go
//
// Start reading at Run.
package plain

// Package background answers a question before it is asked. Bubble Tea v1 asks
// the terminal for its background colour in a package init and waits up to five
// seconds where nothing answers: on a serial console, in some pipes of CI. Our
// themes bring their own background, so nobody needs to know.
//
//	who answers?             init (background.go)
//	why is it early enough?  Go initialises packages whose imports are ready in
//	                         the order of their paths, and encap/… comes before
//	                         github.com/charmbracelet/bubbletea. So this package
//	                         imports lipgloss and nothing else.
package background

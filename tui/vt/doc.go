// Package vt is a terminal small enough to test with: it takes what a program
// sends and keeps what a person would see. It knows the sequences that
// encap/tui/canvas sends, and counts the ones that it does not know.
//
//	what is on the screen?                      Screen.String, Screen.At
//	was the terminal given back as it was?      Screen.Modes
//	did the program send what nobody expects?   Screen.Unknown
//
// The sequences are those of ECMA-48 and of xterm's private modes.
package vt

package canvas

import (
	"runtime"
	"strings"
)

// Border is the six pieces of a box and two of its crossings.
type Border struct {
	H, V, TL, TR, BL, BR string
	Left, Right          string // where a title begins and ends in the upper line
}

// Glyphs are the characters that we draw with, in one set for each kind of
// terminal. Every one is one column wide.
type Glyphs struct {
	Thin, Thick              Border
	Round, Double, Dashed    Border // of routers; of switches; of hubs
	Queue                    string // frames that wait
	Rule                     string
	ChipLeft, ChipRight      string     // the two ends of a chip
	Wire, WireDone           string     // a cable, and where a frame is on it
	Joint                    [16]string // where cables turn and meet: bits left 1, right 2, up 4, down 8
	Busy                     [16]string // the same where a frame is
	Up, Down, Right, Left    string     // arrows: PDUs and keys
	Cursor, Open, Closed     string     // ▶ the selected row, ▾ an open tree, ▸ a closed one
	High, Low                string     // a bit on the wire
	Full, Half, Empty        string     // of a progress bar
	Lost, Good, Changed, Now string
	Play, Pause, Reverse     string
	Dot, Ellipsis, Fold      string // not reached yet; cut; time left out
	Lane                     string // a node's line in the event list
	Mark                     string // a step of the lesson
	Bookmark                 string
	Again, Bad               string // sent again; damaged
	Later                    string // a node's line where nothing has happened yet
	Timer                    string // a timer's line
	Acked                    string // bytes that have arrived
	Point                    string // a point of a curve
	Braille                  bool   // curves can be drawn in braille
	ASCII                    bool
}

// UTF8 is the set for terminals that show Unicode.
var UTF8 = Glyphs{
	Thin:     Border{"─", "│", "┌", "┐", "└", "┘", "┤", "├"},
	Thick:    Border{"━", "┃", "┏", "┓", "┗", "┛", "┫", "┣"},
	Round:    Border{"─", "│", "╭", "╮", "╰", "╯", "┤", "├"},
	Double:   Border{"═", "║", "╔", "╗", "╚", "╝", "╡", "╞"},
	Dashed:   Border{"╌", "╎", "┌", "┐", "└", "┘", "┤", "├"},
	Queue:    "≡",
	Rule:     "─",
	ChipLeft: "▐", ChipRight: "▌",
	Wire: "─", WireDone: "━",
	Joint: [16]string{"─", "─", "─", "─", "│", "┘", "└", "┴", "│", "┐", "┌", "┬", "│", "┤", "├", "┼"},
	Busy:  [16]string{"━", "━", "━", "━", "┃", "┛", "┗", "┻", "┃", "┓", "┏", "┳", "┃", "┫", "┣", "╋"},
	Up:    "▲", Down: "▼", Right: "▶", Left: "◀",
	Cursor: "▶", Open: "▾", Closed: "▸",
	High: "▔", Low: "▁",
	Full: "█", Half: "▌", Empty: "░",
	Lost: "╳", Good: "✓", Changed: "≠", Now: "┃",
	Play: "▶", Pause: "■", Reverse: "◀",
	Dot: "·", Ellipsis: "…", Fold: "≈",
	Lane: "│",
	Mark: "◆", Again: "↻", Bad: "!", Later: "╎", Timer: "┄", Acked: "▒", Point: "●", Braille: true,
	Bookmark: "♦",
}

// Plain is the set for terminals that show ASCII only.
var Plain = Glyphs{
	Thin:     Border{"-", "|", "+", "+", "+", "+", "[", "]"},
	Thick:    Border{"=", "#", "#", "#", "#", "#", "[", "]"},
	Round:    Border{"-", "|", ".", ".", ".", ".", "[", "]"},
	Double:   Border{"=", "|", "+", "+", "+", "+", "[", "]"},
	Dashed:   Border{"-", ":", "+", "+", "+", "+", "[", "]"},
	Queue:    "q",
	Rule:     "-",
	ChipLeft: "[", ChipRight: "]",
	Wire: "-", WireDone: "=",
	Joint: [16]string{"-", "-", "-", "-", "|", "+", "+", "+", "|", "+", "+", "+", "|", "+", "+", "+"},
	Busy:  [16]string{"=", "=", "=", "=", "#", "#", "#", "#", "#", "#", "#", "#", "#", "#", "#", "#"},
	Up:    "^", Down: "v", Right: ">", Left: "<",
	Cursor: ">", Open: "v", Closed: ">",
	High: "-", Low: "_",
	Full: "#", Half: "=", Empty: ".",
	Lost: "x", Good: "+", Changed: "!", Now: "#",
	Play: ">", Pause: "=", Reverse: "<",
	Dot: ".", Ellipsis: "~", Fold: "~",
	Lane:  "|",
	Mark:  "*",
	Again: "R", Bad: "!", Later: ":", Timer: ".", Acked: ":", Point: "@",
	ASCII:    true,
	Bookmark: "&",
}

// Blocks is UTF8 for terminals whose font lacks braille.
func Blocks() *Glyphs {
	g := UTF8
	g.Braille = false
	return &g
}

// DetectGlyphs gives the set that an environment's terminal can show: UTF-8
// only when its locale says so, and not on the Linux console, whose font lacks
// half of it.
func DetectGlyphs(env Env) *Glyphs {
	if env["TERM"] == "linux" {
		return &Plain
	}
	if runtime.GOOS == "windows" && env["TERM"] == "" {
		// The old console host has no font for it; Windows Terminal names itself.
		if env["WT_SESSION"] != "" {
			return &UTF8
		}
		return &Plain
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := env[name]; v != "" {
			v = strings.ToLower(v)
			if strings.Contains(v, "utf-8") || strings.Contains(v, "utf8") {
				return &UTF8
			}
			return &Plain
		}
	}
	return &Plain
}

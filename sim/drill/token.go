package drill

import "fmt"

// Pos is a place in a script, both counted from 1.
type Pos struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Error says what is wrong with a script, and where.
type Error struct {
	Script string
	Pos
	Text string
}

// Error gives "a.pkt:3:5: …".
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Script, e.Line, e.Column, e.Text)
}

// kind is what sort of token it is.
type kind uint8

const (
	end       kind = iota
	word           // bind
	integer        // 12, -1, 0x1f
	real           // .01
	quoted         // "text", without the quotes
	shell          // `command`
	code           // %{ statements }%
	setting        // --name=value
	directive      // #ifdef FreeBSD
	mark           // anything else: one character, or "..."
)

var kindNames = [...]string{"the end of the script", "a word", "a number", "a fraction", "a string", "a shell command",
	"statements", "an option", "a condition", "a sign"}

// token is the least piece of a script that means something.
type token struct {
	kind kind
	text string
	pos  Pos
}

func (t token) String() string {
	if t.kind == end {
		return kindNames[end]
	}
	return fmt.Sprintf("%q", t.text)
}

// is says whether the token is this sign or word.
func (t token) is(text string) bool { return t.text == text && (t.kind == mark || t.kind == word) }

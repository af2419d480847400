package canvas

import (
	"encoding/base64"
	"io"
)

// Copy asks the terminal to put a text on the clipboard, by the sequence OSC 52.
// It works over ssh too; a terminal that does not know it, or does not allow
// it, ignores it.
func (t *Terminal) Copy(text string) {
	t.mu.Lock()
	t.clip = text
	t.mu.Unlock()
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// copied sends what is to be copied. Its caller has the turn.
func (t *Terminal) copied() {
	t.mu.Lock()
	text := t.clip
	t.clip = ""
	t.mu.Unlock()
	if text != "" {
		_, _ = io.WriteString(t.out, "\x1b]52;c;"+base64.StdEncoding.EncodeToString([]byte(text))+"\x07")
	}
}

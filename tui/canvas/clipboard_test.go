package canvas

import (
	"bytes"
	"sync"
	"testing"
	"time"
)

// record is a terminal that keeps all that was sent to it.
type record struct {
	mu  sync.Mutex
	got bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.got.Write(p)
}

// A text goes to the clipboard once, in base64, between frames.
func TestCopy(t *testing.T) {
	r := &record{}
	term := NewTerminal(r, TrueColor, false)
	term.Enter()
	term.Copy("ip.ttl 63")
	term.Show(New(2, 1, true))
	want := []byte("\x1b]52;c;aXAudHRsIDYz\x07")
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		r.mu.Lock()
		n := bytes.Count(r.got.Bytes(), want)
		r.mu.Unlock()
		if n == 1 {
			break
		}
		if n > 1 || time.Now().After(end) {
			t.Fatalf("sent %d times: %q", n, r.got.String())
		}
	}
	term.Close()
	if n := bytes.Count(r.got.Bytes(), []byte("\x1b]52")); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

package ethernet

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

var (
	own   = Addr{2, 0, 0, 0, 1, 0}
	other = Addr{2, 0, 0, 0, 2, 0}
)

// station is an interface with a test below it and above it.
type station struct {
	t *testing.T
	ositest.World
	*Interface
	pool *codec.Pool
	sent [][]byte
	got  []string // "0800 for all: 68656c6c6f"
}

func newStation(t *testing.T) *station {
	s := &station{t: t, pool: &codec.Pool{}}
	s.Interface = New(s.Env(), s.pool, "eth0", own, 1500, port{s})
	s.Handle(IPv4, reader{s, IPv4})
	s.Handle(ARP, reader{s, ARP})
	return s
}

// port takes what the interface sends.
type port struct{ s *station }

func (p port) Send(b *codec.Buffer) {
	p.s.sent = append(p.s.sent, bytes.Clone(b.Bytes()))
	p.s.pool.Put(b)
}

// reader takes what frames of one type carry.
type reader struct {
	s *station
	t Type
}

func (r reader) Receive(payload []byte, toAll bool) {
	text := r.t.String()
	if toAll {
		text += " for all"
	}
	r.s.got = append(r.s.got, text+": "+hex.EncodeToString(bytes.TrimRight(payload, "\x00")))
	if cap(payload) != len(payload) {
		r.s.t.Error("an append to the payload would overwrite the frame")
	}
}

// obeys checks which rules were obeyed since the last time.
func (s *station) obeys(want string) {
	s.t.Helper()
	if got := s.Obeyed(); got != want {
		s.t.Errorf("obeyed %q, want %q", got, want)
	}
}

// gets checks what was handed up since the last time.
func (s *station) gets(want string) {
	s.t.Helper()
	if got := strings.Join(s.got, " "); got != want {
		s.t.Errorf("handed up %q, want %q", got, want)
	}
	s.got = nil
}

// frame makes a whole frame of hex.
func frame(t testing.TB, text string) []byte {
	raw, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	b := codec.NewBuffer(raw)
	Complete(b)
	return b.Bytes()
}

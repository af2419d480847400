package sim

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"encap/layers/physical"
	"encap/sim/scenario"
	"encap/sim/trace"
)

func openPair(t *testing.T, s *scenario.Scenario) *Pair {
	t.Helper()
	p, err := OpenPair(s, Options{Trace: trace.All}, "vxlan")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// The live run goes where one looks, and no further than it must; it never
// goes back.
func TestPairFollows(t *testing.T) {
	p := openPair(t, overRouter())
	for _, c := range []struct{ look, least, most trace.ID }{{0, 0, 0}, {10, 10, 30}, {3, 10, 30}, {40, 40, 60}, {40, 40, 60}} {
		for range 100 {
			if err := p.Follow(context.Background(), c.look); err != nil {
				t.Fatal(err)
			}
		}
		if at := p.Followed(); at < c.least || at > c.most {
			t.Errorf("looking at event %d the live run is at %d, want %d to %d", c.look, at, c.least, c.most)
		}
	}
	followToTheEnd(t, p)
	if scout, live := trace.Hash(p.scout), trace.Hash(p.live); scout != live {
		t.Error("the hashes differ, and nobody said so")
	}
	// Beyond the end there is nothing, and both know.
	for range 100 {
		if err := p.Follow(context.Background(), 1<<30); err != nil {
			t.Fatal(err)
		}
	}
	if !p.over || int(p.Followed()) != p.scout.Len() {
		t.Errorf("at the end the live run is at %d of %d", p.Followed(), p.scout.Len())
	}
}

func TestFollowStopsWhenTold(t *testing.T) {
	p := openPair(t, overRouter())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := p.Follow(ctx, 10); !errors.Is(err, context.Canceled) || p.Followed() != 0 {
		t.Errorf("got %v at event %d", err, p.Followed())
	}
	if err := p.Follow(context.Background(), 1); err != nil {
		t.Errorf("and afterwards: %v", err)
	}
}

// Any difference between the two runs is told, with both events.
func TestPairDiffers(t *testing.T) {
	shorter, other := overRouter(), overRouter()
	shorter.Until = 30 * time.Millisecond
	other.Run[1].Do = `message send bob:5000 "hullo" wait 1s`
	for _, c := range []struct {
		name        string
		scout, live *scenario.Scenario
		tamper      func(*Session)
		want        []string
	}{
		{"tampered", overRouter(), overRouter(), func(live *Session) { live.Event(20).Text = "tampered" },
			[]string{"at event 20 (in Text)", `"tampered"`}},
		{"bytes", overRouter(), overRouter(), func(live *Session) { flipFirst(live, trace.TxStart) },
			[]string{"(in PDU)", "txstart"}},
		{"another act", overRouter(), other, nil, []string{"(in Text)", `\"hello\"`, `\"hullo\"`}},
		{"ends early", overRouter(), shorter, nil, []string{"(one of them ended)", "live:  no such event"}},
		{"goes on", shorter, overRouter(), nil, []string{"(one of them ended)", "scout: no such event"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &Pair{wire: physical.Memory{}}
			defer p.Close()
			var err1, err2 error
			p.scout, err1 = Open(c.scout, Options{Trace: trace.All})
			p.live, err2 = Open(c.live, Options{Trace: trace.All})
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			if c.tamper != nil {
				if err := p.live.Advance(context.Background(), 50); err != nil {
					t.Fatal(err)
				}
				c.tamper(p.live)
			}
			var err error
			for range 100 {
				err = p.Follow(context.Background(), 1<<30)
			}
			if err == nil {
				t.Fatal("nobody said so")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in: %v", want, err)
				}
			}
		})
	}
}

// flipFirst changes one bit of the first PDU of a kind.
func flipFirst(s *Session, k trace.Kind) {
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		if e := s.Event(id); e.Kind == k {
			e.PDU = append([]byte(nil), e.PDU...)
			e.PDU[0] ^= 1
			return
		}
	}
}

func BenchmarkFollow(b *testing.B) {
	for _, kind := range []string{"memory", "vxlan"} {
		b.Run(kind, func(b *testing.B) {
			events := 0
			for b.Loop() {
				p, err := OpenPair(overRouter(), Options{Trace: trace.All}, kind)
				if err != nil {
					b.Fatal(err)
				}
				for !p.over {
					if err := p.Follow(context.Background(), 1<<30); err != nil {
						b.Fatal(err)
					}
				}
				events += int(p.Followed())
				p.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
		})
	}
}

func TestPairTellsOfItsWire(t *testing.T) {
	p := openPair(t, overRouter())
	p.wire.Close()
	var err error
	for range 1000 {
		if err = p.Follow(context.Background(), 1<<30); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "cable 1, frame 1 of eth0") {
		t.Errorf("the wire is torn, and Follow says %v", err)
	}
}

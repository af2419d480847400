package physical_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/physical/vxlan"
)

// crooked is a wire that does to frames what a wire must not.
type crooked func(frame []byte) ([]byte, error)

func (c crooked) Carry(_, _ int, frame []byte) ([]byte, error) { return c(frame) }
func (crooked) Close() error                                   { return nil }

func TestWireThatFails(t *testing.T) {
	broken := errors.New("the kernel is tired")
	for name, c := range map[string]struct {
		wire crooked
		want string
	}{
		"error":   {func([]byte) ([]byte, error) { return nil, broken }, "physical: cable 7, frame 1 of a: the kernel is tired"},
		"changed": {func(f []byte) ([]byte, error) { g := bytes.Clone(f); g[5]++; return g, nil }, "physical: cable 7, frame 1 of a: the frame came back changed from the wire"},
		"cut off": {func(f []byte) ([]byte, error) { return f[1:], nil }, "physical: cable 7, frame 1 of a: the frame came back changed from the wire"},
		"good":    {func(f []byte) ([]byte, error) { return bytes.Clone(f), nil }, ""},
	} {
		var clock clock
		got := ""
		a := &physical.Port{Name: "a"}
		physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}},
			physical.Config{Number: 7, Wire: c.wire, Fail: func(err error) { got += err.Error() }}, a, &physical.Port{Name: "b"})
		a.Send(frameOf('x', 64))
		if got != c.want {
			t.Errorf("%s: the cable says %q, want %q", name, got, c.want)
		}
	}
}

// The wire is given each frame that leaves, before any damage, without FCS.
func TestWireIsGivenWhatLeaves(t *testing.T) {
	var carried [][]byte
	var clock clock
	a := &physical.Port{Name: "a"}
	physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}}, physical.Config{
		Wire: crooked(func(f []byte) ([]byte, error) { carried = append(carried, bytes.Clone(f)); return f, nil }),
		Fate: fates(physical.Fate{Flips: []int{3}}, physical.Fate{Lost: &physical.LostOnTheWay}, physical.Fate{Copies: 3}),
	}, a, &physical.Port{Name: "b"})
	for range 3 {
		a.Send(frameOf('x', 64))
	}
	for clock.step(forever) {
	}
	if len(carried) != 3 {
		t.Fatalf("%d frames were carried, want 3", len(carried))
	}
	for n, frame := range carried {
		if !bytes.Equal(frame, frame64[:60]) {
			t.Errorf("frame %d was carried as %x", n+1, frame)
		}
	}
}

// The wire decides nothing: whether frames stay in memory or go through the
// kernel, the same happens at the same time.
func TestSameOverAllWires(t *testing.T) {
	live, err := vxlan.Open([]string{"a", "b"}, []vxlan.Ends{{Cable: 3, A: "a", B: "b"}})
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	var first []string
	for _, wire := range []physical.Wire{nil, physical.Memory{}, live} {
		bad := physical.Impairments{Loss: 100_000_000, BitErrors: 100_000, Duplicate: 100_000_000, Reorder: 100_000_000, Jitter: time.Millisecond}
		k := newTalk(t, physical.Config{Number: 3, Rate: mbit, Delay: time.Millisecond, Queue: 10, Wire: wire,
			Fail: func(err error) { t.Error(err) },
			Fate: func(dir int, n uint64, frame []byte) physical.Fate { return bad.Fate(uint64(dir), n, 8*len(frame)) }})
		for i := range 50 {
			k.send(k.a, 'a'+byte(i%26), 64+i)
			k.send(k.b, 'A'+byte(i%26), 1518-i)
			k.at(3000 * i)
		}
		for k.clock.step(forever) {
		}
		if first == nil {
			first = k.lines
		}
		if !slices.Equal(k.lines, first) {
			t.Errorf("over %T something else happened than in memory", wire)
		}
	}
	if len(first) < 200 {
		t.Errorf("only %d things happened", len(first))
	}
}

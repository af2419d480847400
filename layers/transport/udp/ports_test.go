package udp

import (
	"errors"
	"net/netip"
	"testing"
)

func TestBind(t *testing.T) {
	for _, c := range []struct {
		name          string
		first, second string
		shared        [2]bool
		inUse         bool
	}{
		{"the same twice", "0.0.0.0:53", "0.0.0.0:53", [2]bool{}, true},
		{"another port", "0.0.0.0:53", "0.0.0.0:54", [2]bool{}, false},
		{"one address, then all", "10.0.1.1:53", "0.0.0.0:53", [2]bool{}, true},
		{"all, then one address", "0.0.0.0:53", "10.0.1.1:53", [2]bool{}, true},
		{"two addresses", "10.0.1.1:53", "127.0.0.1:53", [2]bool{}, false},
		{"both share", "0.0.0.0:53", "0.0.0.0:53", [2]bool{true, true}, false},
		{"only the first shares", "0.0.0.0:53", "0.0.0.0:53", [2]bool{true, false}, true},
		{"only the second shares", "0.0.0.0:53", "0.0.0.0:53", [2]bool{false, true}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			b := h.bind("first", at(c.first), c.shared[0])
			if _, err := h.Bind(at(c.second), c.shared[1], process{h, "second"}); errors.Is(err, ErrInUse) != c.inUse {
				t.Errorf("%v", err)
			}
			h.Unbind(b)
			if _, err := h.Bind(at(c.first), c.shared[0], process{h, "again"}); c.inUse && err != nil {
				t.Errorf("the port is not free again: %v", err)
			}
		})
	}
}

// A dynamic port is one that nobody has, not even to share; there are 16,384.
func TestDynamicPorts(t *testing.T) {
	h := newHost(t)
	seen := map[uint16]bool{}
	for range dynamicPorts {
		b := h.bind("client", netip.AddrPort{}, true)
		port := b.Local.Port()
		if port < firstDynamic || seen[port] {
			t.Fatalf("port %d is no dynamic one or given twice", port)
		}
		seen[port] = true
	}
	if _, err := h.Bind(any(0), true, process{h, "one too many"}); !errors.Is(err, ErrInUse) {
		t.Errorf("port 16,385: %v", err)
	}
	h.Obeyed()
	h.Unbind(h.ports[60000][0])
	if b := h.bind("late", any(0), false); b.Local.Port() != 60000 {
		t.Errorf("port %d, want the only free one", b.Local.Port())
	}
	h.expect("", "Ephemeral RandomPort")
}

// The first port is not always the same: it depends on the host's own chance.
func TestPortsAreRandom(t *testing.T) {
	h := newHost(t)
	first, second := h.bind("a", any(0), false).Local.Port(), h.bind("b", any(0), false).Local.Port()
	if second == first+1 {
		t.Errorf("ports %d and %d follow each other", first, second)
	}
}

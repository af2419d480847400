package sim

import (
	"slices"
	"strings"
	"testing"

	"encap/sim/scenario"
)

// What is typed of ARP does what it says, and says what it cannot do.
func TestARPCommands(t *testing.T) {
	net := `
nodes:
  alice: {host: 10.0.1.2/24}
  r1: {router: [10.0.1.1/24]}
cables:
  - {ends: [alice, r1]}
run:
  - {at: 0 s, node: alice, do: arp probe}
  - {at: 20 s, node: alice, do: arp proxy on}
  - {at: 21 s, node: alice, do: arp reply 10.0.1.9 to 10.9.9.9}
  - {at: 22 s, node: alice, do: arp reply 10.0.1.9 to nobody}
  - {at: 23 s, node: alice, do: "arp reply 10.0.1.9 is-at 02:00:00:00:00:99 to r1"}
`
	want := []string{
		"10.0.1.2 is free",
		"arp: a host forwards nothing, so it cannot answer for others",
		"arp: 10.9.9.9 is on none of the links",
		`arp: unknown host "nobody"`,
	}
	if got := said(t, net, "alice"); !slices.Equal(got, want) {
		t.Errorf("alice said\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, line := range []string{
		"arp", "arp say", "arp proxy maybe", "arp reply", "arp reply bob to alice", "arp reply 10.0.1.1 alice",
		"arp reply 10.0.1.1 is-at here to alice", "arp reply ::1 to alice", "arp probe now",
	} {
		if _, err := parseCommand(line, scenario.Host); err == nil {
			t.Errorf("%s: no complaint", line)
		}
	}
}

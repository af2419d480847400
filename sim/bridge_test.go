package sim

import (
	"context"
	"slices"
	"strings"
	"testing"

	"encap/sim/scenario"
	"encap/sim/trace"
)

// said runs a scenario and gives what a node answered to what was typed there.
func said(t *testing.T, src, node string) []string {
	t.Helper()
	s, problems := Parse("test.yaml", []byte(src))
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	ses, err := Open(s, Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	defer ses.Close()
	if err := ses.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := ses.Check(); err != nil {
		t.Error(err)
	}
	var lines []string
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		if e := ses.Event(id); e.Kind == trace.Output && e.Node == node {
			lines = append(lines, e.Text)
		}
	}
	return lines
}

// A person reads and writes a switch's table as with Linux's bridge command.
func TestBridgeCommands(t *testing.T) {
	got := said(t, `
nodes:
  alice: {host: 10.0.1.2/24}
  bob: {host: 10.0.1.3/24}
  s1: switch
cables:
  - {ends: [alice, s1]}
  - {ends: [bob, s1]}
run:
  - {at: 0 s, node: alice, do: ping -c 1 bob}
  - {at: 1 s, node: s1, do: bridge fdb}
  - {at: 2 s, node: s1, do: bridge fdb flush dev eth0}
  - {at: 3 s, node: s1, do: bridge fdb replace 02:00:00:00:01:00 dev eth1 master static}
  - {at: 4 s, node: s1, do: bridge fdb del 02:00:00:00:02:00 dev eth1}
  - {at: 5 s, node: s1, do: bridge fdb show}
  - {at: 6 s, node: s1, do: bridge fdb add 02:00:00:00:01:00 dev eth7}
  - {at: 7 s, node: s1, do: bridge -s link}
`, "s1")
	want := []string{
		"02:00:00:00:01:00 dev eth0 master s1",
		"02:00:00:00:02:00 dev eth1 master s1",
		"02:00:00:00:01:00 dev eth1 master s1 static",
		"bridge: there is no such port",
		"1: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> master s1",
		"    RX: 166 bytes, 2 packets  TX: 166 bytes, 2 packets, 0 dropped",
		"2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> master s1",
		"    RX: 166 bytes, 2 packets  TX: 166 bytes, 2 packets, 0 dropped",
	}
	if !slices.Equal(got, want) {
		t.Errorf("s1 said\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What cannot be typed is refused with a reason.
func TestBridgeRefuses(t *testing.T) {
	for line, want := range map[string]string{
		"bridge":                             "usage: bridge fdb",
		"bridge fdb add":                     "usage",
		"bridge fdb add bob dev eth0":        `"bob" is not a MAC address`,
		"bridge fdb add 02:00:00:00:01:00":   "usage",
		"bridge fdb show all":                "usage",
		"bridge link set dev eth0 cost 0":    "is not the cost",
		"bridge link set cost 7":             "usage",
		"bridge mdb show":                    "usage",
		"bridge -s fdb":                      "usage",
		"bridge fdb flush dev eth0 vlan ten": `"ten" is not a VLAN`,
		"bridge fdb flush dev eth0 vlan 10":  "usage",
		"bridge vlan add vid 4095 dev eth0":  `"4095" is not a VLAN`,
		"bridge vlan add vid 10":             "usage",
		"bridge vlan add dev eth0 vid 10 up": `"up" is unknown here`,
		"macof -n 5":                         "runs no program",
	} {
		if _, err := parseCommand(line, scenario.Switch); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
	for _, line := range []string{"macof", "macof -n 0", "macof -n many", "bridge fdb"} {
		if _, err := parseCommand(line, scenario.Host); err == nil {
			t.Errorf("%s: no complaint", line)
		}
	}
}

package sim

import (
	"strings"
	"testing"

	"encap/sim/trace"
)

// powerCut is a conversation whose server loses its power, and gets it back.
const powerCut = `
title: The power fails
nodes:
  alice: {host: 10.0.1.2/24}
  s1: switch
  bob: {host: 10.0.1.3/24}
cables:
  - {ends: [alice, s1], rate: 100 Mbit/s, delay: 1 ms}
  - {ends: [s1, bob], rate: 100 Mbit/s, delay: 1 ms}
run:
  - node: bob
    do: echo serve tcp
  - at: 10 ms
    node: alice
    do: echo send tcp bob:7 "are you there?" 100
  - at: 100 ms
    node: bob
    do: power off
  - at: 200 ms
    node: bob
    do: ping alice
  - at: 3 s
    node: bob
    do: power on
  - at: 20 s
    node: bob
    do: echo serve tcp
  - at: 21 s
    node: alice
    do: echo send tcp bob:7 "again" 1
  - at: 22 s
    node: s1
    do: power off
  - at: 23 s
    node: s1
    do: power on
  - at: 24 s
    node: alice
    do: ping -c 1 bob
until: 40 s
`

func TestPower(t *testing.T) {
	ses := ended(t, powerCut)
	var off trace.ID
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		if e := ses.Event(id); e.Kind == trace.Act && e.Node == "bob" && e.Text == "power off" {
			off = id
		}
	}
	dark := off
	for ses.Event(dark).Kind != trace.Output {
		dark++
	}
	before, after := ses.State(off-1), ses.State(dark)
	for _, kind := range []string{"tcp", "socket", "arp", "interface", "route"} {
		if len(before.Of("bob", kind)) == 0 || len(after.Of("bob", kind)) != 0 {
			t.Errorf("%s: %d rows before, %d afterwards", kind, len(before.Of("bob", kind)), len(after.Of("bob", kind)))
		}
	}
	if row := after.Find(trace.Entity{Node: "s1", Kind: "port", Name: "eth1"}); row.Get("Carrier") != "false" {
		t.Error("the switch still hears bob")
	}
	reset := false // bob knows nothing of the connection any more
	for id := off; int(id) <= ses.Len(); id++ {
		e := ses.Event(id)
		reset = reset || e.Kind == trace.Exit && e.Node == "alice" && strings.Contains(e.Text, "reset")
	}
	if !reset {
		t.Error("alice is not told that bob has forgotten her")
	}
	said := outputs(ses)
	for _, want := range []string{
		"nothing happens: bob has no power",
		"again",
		"1 packets transmitted, 1 received",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("nobody says %q:\n%s", want, said)
		}
	}
}

// To switch on what is on changes nothing.
func TestPowerOnTwice(t *testing.T) {
	a := ended(t, strings.ReplaceAll(powerCut, "power off", "power on"))
	if said := outputs(a); strings.Contains(said, "reset") || strings.Contains(said, "no power") {
		t.Errorf("switching on what is on changes something:\n%s", said)
	}
}

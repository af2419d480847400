package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestTimeTable(t *testing.T) {
	out, log, code := call(t, "time", "1", "--spans")
	if code != exitOK {
		t.Fatalf("code %d: %s", code, log)
	}
	for _, want := range []string{
		`to event 41, at 16.017280 ms: bob's recvfrom returns "hello" (5 bytes).`,
		"332 ‰       1 propagation", "667 ‰       4 ARP", "1000 ‰       6 all", "14.011520 ms",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("not told: %s\n%s", want, out)
		}
	}
}

// What is written for programs adds up, also of an event that is asked for.
func TestTimeJSON(t *testing.T) {
	for _, args := range [][]string{{"time", "12", "--json"}, {"time", "12", "100", "--json"}, {"time", "1", "1", "--json"},
		{"time", "1", "--json", "--fault", "alice > bob frame 1 drop"}} {
		out, log, code := call(t, args...)
		if code != exitOK {
			t.Fatalf("%v: code %d: %s", args, code, log)
		}
		var a accountJSON
		if err := json.Unmarshal([]byte(out), &a); err != nil {
			t.Fatal(err)
		}
		shares, spans := time.Duration(0), time.Duration(0)
		for _, s := range a.Shares {
			shares += s.Time
		}
		for _, s := range a.Spans {
			spans += time.Duration(s.To - s.From)
		}
		if shares != a.Total || spans != a.Total || int64(a.Total) != a.Ended-a.Began {
			t.Errorf("%v: shares of %v, spans of %v, total %v, from %d to %d", args, shares, spans, a.Total, a.Began, a.Ended)
		}
	}
}

func TestTimeErrors(t *testing.T) {
	outside := write(t, "nodes:\n  a: {host: 10.0.0.2/24}\n  k: {outside: 192.0.2.1:4789}\ncables:\n  - {ends: [a, k]}\n")
	if _, log, code := call(t, "time", outside); code != exitUsage || !strings.Contains(log, "real machines") {
		t.Errorf("code %d: %s", code, log)
	}
	for _, event := range []string{"0", "x", "-1", "100000", "99999999999"} {
		if _, log, code := call(t, "time", "1", "--", event); code != exitUsage || !strings.Contains(log, "event") {
			t.Errorf("event %s: code %d: %s", event, code, log)
		}
	}
}

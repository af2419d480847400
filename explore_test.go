package main

import (
	"encoding/json"
	"strings"
	"testing"

	"encap/sim/explore"
)

// words splits what a shell would: the commands that explore writes quote with
// ' only.
func words(command string) (all []string) {
	for i, part := range strings.Split(command, "'") {
		if i%2 == 1 {
			all = append(all, part)
			continue
		}
		all = append(all, strings.Fields(part)...)
	}
	return all
}

// Each line of explore ends with a command that opens its future: what it says
// of the story is true there.
func TestExploreGivesCommandsThatWork(t *testing.T) {
	out, log, code := call(t, "explore", "1", "--json", "--seed", "7", "--fault", "alice > bob frame 1 delay 1 ms")
	if code != exitOK || !strings.Contains(log, "3 frames, 3 futures: 2 slower, 1 broken") {
		t.Fatalf("code %d: %s", code, log)
	}
	for line := range strings.Lines(out) {
		var f futureJSON
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		if len(f.Faults) != 1 || f.What == "" {
			t.Errorf("%s", line)
		}
		told, _, code := call(t, append(words(f.Command)[1:], "--plain", "--wire", "memory")...)
		// What the lesson expects of the number of frames need not hold there.
		if code != exitOK && code != exitFailed || (f.Verdict == explore.Broken) == strings.Contains(told, `says: hello`) {
			t.Errorf("%s: code %d, but it is said to be %s\n%s", f.Command, code, f.Verdict, told)
		}
		if strings.Count(told, "somebody wanted to see what happens then") != 1 {
			t.Errorf("%s: not one frame is lost\n%s", f.Command, told)
		}
	}
}

func TestExploreTable(t *testing.T) {
	out, log, code := call(t, "explore", "1", "--delay", "5 ms", "--duplicate", "--corrupt", "--pairs")
	for _, want := range []string{
		"harmless", "slower by 5ms", "broken: bob message/1 no longer says", "corrupt bit",
		"encap run 1 --fault 'alice > bob frame 2 delay 5 ms'",
		"encap run 1 --fault 'alice > bob frame 1 drop' --fault 'alice > bob frame 2 drop'",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("not told: %s\n%s", want, out)
		}
	}
	if code != exitOK {
		t.Errorf("code %d: %s", code, log)
	}
	out, log, _ = call(t, "explore", "1", "--broken", "--most", "3")
	if strings.Count(out, "\n") != 1 || !strings.Contains(log, "3 futures") {
		t.Errorf("--broken tells\n%s%s", out, log)
	}
	if _, log, _ = call(t, "explore", "1", "--most", "2"); !strings.Contains(log, "2 futures were explored of 3. Raise --most") {
		t.Errorf("the bound is not told: %s", log)
	}
}

func TestFaultFlags(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"explore", "1", "--delay", "soon"}, "--delay"},
		{[]string{"explore", "1", "--most", "0"}, "more than 0"},
		{[]string{"explore", write(t, "nodes:\n  a: {host: 10.0.0.2/24}\n  k: {outside: 192.0.2.1:4789}\ncables:\n  - {ends: [a, k]}\n")}, "real machines"},
		{[]string{"run", "1", "--plain", "--fault", "alice > bob 3 drop"}, "--fault"},
		{[]string{"run", "1", "--plain", "--fault", "alice > carol frame 3 drop"}, "carol"},
		{[]string{"export", "1", "-o", "-", "--fault", "alice > bob frame 3 fly"}, "fly"},
	} {
		_, log, code := call(t, c.args...)
		if code != exitUsage || !strings.Contains(log, c.says) {
			t.Errorf("%v: code %d, want %q in: %s", c.args, code, c.says, log)
		}
	}
	whole, _, _ := call(t, "export", "1", "-o", "-")
	lost, _, code := call(t, "export", "1", "-o", "-", "--fault", "alice > bob frame 1 drop")
	if code != exitOK || whole == lost {
		t.Errorf("code %d, and the capture is the same: %v", code, whole == lost)
	}
}

func TestQuoted(t *testing.T) {
	for word, want := range map[string]string{
		"12": "12", "a/b.yaml": "a/b.yaml", "": "''", "my lesson.yaml": "'my lesson.yaml'", "it's": `'it'\''s'`, "$x": "'$x'",
	} {
		if got := quoted(word); got != want {
			t.Errorf("%q: got %s, want %s", word, got, want)
		}
	}
}

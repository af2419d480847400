package plain

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// The code of an event: ten lines around the decision, and the whole function.
func TestCode(t *testing.T) {
	src := run(t, "hello", []byte(hello))
	tell := func(lines ...string) string {
		var out bytes.Buffer
		if err := Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")), &out, src, nil); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	few := tell(`until kind == "send" && arp`, "code", "quit")
	all := tell(`until kind == "send" && arp`, "code all", "quit")
	for _, want := range []string{"decided in Interface.Send", "layers/link/ethernet/interface.go line", ".Note(&"} {
		if !strings.Contains(few, want) || !strings.Contains(all, want) {
			t.Errorf("no %q in\n%s", want, few)
		}
	}
	if strings.Count(few, "\n> ") < 1 || strings.Count(all, "\n") <= strings.Count(few, "\n") || !strings.Contains(all, "// ") {
		t.Errorf("the whole function is no more than\n%s", few)
	}
	if none := tell("goto 1", "code", "quit"); !strings.Contains(none, txtNoWhy) {
		t.Errorf("an event without a rule has code:\n%s", none)
	}
}

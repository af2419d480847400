package plain

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"encap/scenarios"
)

// A lesson asks before it tells; a wrong answer is explained, a right one is
// followed by the event.
func TestQuizConversation(t *testing.T) {
	file, _ := scenarios.Source("2-switch-and-router")
	src := run(t, "2-switch-and-router", file)
	script := []string{"goto 45", "answer 1", "hint", "play", "play", "answer 9", "answer 4", "answer 1", "hint", "hint", "hint", "skip", "why",
		"play", "next", "quiz where", "answer 2", "skip", "quiz changed", "next", "quiz nonsense", "quiz why", "skip", "goto 106", "quiz", "answer 1"}
	var out bytes.Buffer
	if err := Run(context.Background(), strings.NewReader(strings.Join(script, "\n")), &out, src, nil); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, line := range script {
		text = strings.Replace(text, txtPrompt, "\x00"+line+"\n", 1)
	}
	golden(t, "testdata/quiz.txt", strings.ReplaceAll(text, "\x00", txtPrompt))
}

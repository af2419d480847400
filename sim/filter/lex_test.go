package filter

import (
	"fmt"
	"strings"
	"testing"
)

func TestLex(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{``, `end@0`},
		{`ip.ttl`, `word ip.ttl@0 end@6`},
		{`ip.ttl<=5`, `word ip.ttl@0 symbol <=@6 number 5@8 end@9`},
		{"a\t\n&&(b)", `word a@0 symbol &&@3 symbol (@5 word b@6 symbol )@7 end@8`},
		{`a and b or not c`, `word a@0 symbol &&@2 word b@6 symbol ||@8 symbol !@11 word c@15 end@16`},
		{`{1..5, 0x1F}`, `symbol {@0 number 1@1 symbol ..@2 number 5@4 symbol ,@5 number 0x1F@7 symbol }@11 end@12`},
		{`10.0.0.1..10.0.0.9`, `IP address 10.0.0.1@0 symbol ..@8 IP address 10.0.0.9@10 end@18`},
		{`10.0.0.0/8 fe80::1 ::`, `IP network 10.0.0.0/8@0 IP address fe80::1@11 IP address ::@19 end@21`},
		{`02:00:00:00:01:0a`, `MAC address 02:00:00:00:01:0a@0 end@17`},
		{`be:ef:00:00:00:00`, `MAC address be:ef:00:00:00:00@0 end@17`},
		{`10 ms 10ms 2.5  s`, `duration 10 ms@0 duration 10 ms@6 duration 2.5 s@11 end@17`},
		{`1 ms..2 ms`, `duration 1 ms@0 symbol ..@4 duration 2 ms@6 end@10`},
		{`3 sea`, `number 3@0 word sea@2 end@5`},
		{`true false truer`, `true or false true@0 true or false false@5 word truer@11 end@16`},
		{`"a\x00\u00e4\n\"" ""`, `text "a\x00ä\n\""@0 text ""@18 end@20`},
		{`web-1 a_b`, `word web-1@0 word a_b@6 end@9`},
		{`!=!`, `symbol !=@0 symbol !@2 end@3`},
		{`a $ b`, `word a@0 bad@2`},
	} {
		var got []string
		for _, tok := range lex(c.src) {
			switch tok.kind {
			case tokEnd:
				got = append(got, fmt.Sprintf("end@%d", tok.off))
			case tokBad:
				got = append(got, fmt.Sprintf("bad@%d", tok.off))
			case tokWord:
				got = append(got, fmt.Sprintf("word %s@%d", tok.text, tok.off))
			case tokSymbol:
				got = append(got, fmt.Sprintf("symbol %s@%d", tok.text, tok.off))
			case tokLiteral:
				got = append(got, fmt.Sprintf("%s %s@%d", tok.lit.kind, tok.lit.src, tok.off))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.src, s, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"drop", "drop", 0},
		{"dorp", "drop", 1}, {"drp", "drop", 1}, {"dropp", "drop", 1}, {"drap", "drop", 1},
		{"ip.tll", "ip.ttl", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

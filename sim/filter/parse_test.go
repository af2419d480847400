package filter

import (
	"errors"
	"strings"
	"testing"
)

// TestString: however an expression is written, it is printed in one way, and
// that is read as the same again.
func TestString(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{`ip`, `ip`},
		{` ip.ttl==63 `, `ip.ttl == 63`},
		{`ip.ttl eq 1 or ip.ttl ne 2 or ip.ttl lt 3`, `ip.ttl == 1 || ip.ttl != 2 || ip.ttl < 3`},
		{`ip.ttl le 1 and ip.ttl gt 2 and ip.ttl ge 3`, `ip.ttl <= 1 && ip.ttl > 2 && ip.ttl >= 3`},
		{`not ip`, `!ip`},
		{`!ip.ttl == 1`, `!(ip.ttl == 1)`},
		{`! ! ip`, `!!ip`},
		{`((ip))`, `ip`},
		{`(ip && arp) && drop`, `(ip && arp) && drop`},
		{`ip && arp || drop`, `ip && arp || drop`},
		{`ip && (arp || drop)`, `ip && (arp || drop)`},
		{`!(ip && arp)`, `!(ip && arp)`},
		{`eth.type == 0x0800`, `eth.type == 0x0800`},
		{`eth.src == 02-00-00-00-0A-00`, `eth.src == 02:00:00:00:0a:00`},
		{`ip.src == 10.0.0.0/8`, `ip.src == 10.0.0.0/8`},
		{`ip.src == ::1`, `ip.src == ::1`},
		{`time < 10ms`, `time < 10 ms`},
		{`time < 2.50 s`, `time < 2.5 s`},
		{`time < 0.1ms`, `time < 100 us`},
		{`time < 1.5µs`, `time < 1.5 us`},
		{`time < 1001001 ns`, `time < 1.001001 ms`},
		{`time < 2 min`, `time < 120 s`},
		{`time < 1 h`, `time < 3600 s`},
		{`time != 0 s`, `time != 0 ns`},
		{`frame in {1,2..5 , 9}`, `frame in {1, 2..5, 9}`},
		{`time in {1 ms..2 ms}`, `time in {1 ms..2 ms}`},
		{`node in {"a","b"}`, `node in {"a", "b"}`},
		{`text contains "a\"b\x00\\"`, `text contains "a\"b\x00\\"`},
		{"text contains \"\xff\u00e4\"", `text contains "\xffä"`},
		{`text matches "^\\d+$"`, `text matches "^\\d+$"`},
		{`ip.flags.df == 1`, `ip.flags.df == true`},
		{`layer == "N" || layer == 3`, `layer == "network" || layer == 3`},
		{`web-1 received "x"`, `web-1 received "x"`},
		{`"bob" printed "x"`, `bob printed "x"`},
		{`"never" received "x"`, `"never" received "x"`},
		{`"and" received "x"`, `"and" received "x"`},
		{`"big bob" received "x"`, `"big bob" received "x"`},
		{`ip received "x"`, `ip received "x"`}, // a node may be called as it likes
	} {
		again(t, ParseEvent, c.src, c.want)
		if !strings.HasPrefix(c.want, "!") {
			again(t, Parse, c.src, c.want)
		}
	}
	for _, c := range []struct{ src, want string }{
		{`count( drop )==1`, `count(drop) == 1`},
		{`count(ip && node=="a")>=0x10`, `count(ip && node == "a") >= 16`},
		{`count(ip received "x") == 1`, `count(ip received "x") == 1`},
		{`first(ip)<10ms`, `first(ip) < 10 ms`},
		{`last(ip) != 2.5 s`, `last(ip) != 2.5 s`},
		{`arp before icmp`, `arp before icmp`},
		{`ip.ttl == 64 before (ip.ttl == 63)`, `ip.ttl == 64 before ip.ttl == 63`},
		{`(arp && drop) before (!ip)`, `(arp && drop) before (!ip)`},
		{`bob received "a" before bob received "b"`, `bob received "a" before bob received "b"`},
		{`never drop`, `never drop`},
		{`never node == "r1"`, `never (node == "r1")`},
		{`never (drop && ip)`, `never (drop && ip)`},
		{`never !drop`, `never !drop`},
		{`!never drop`, `!never drop`},
		{`!(count(drop) == 1)`, `!(count(drop) == 1)`},
		{`!arp before icmp`, `!(arp before icmp)`},
		{`!bob received "x"`, `!(bob received "x")`},
		{`bob received "x" && !carol received "x"`, `bob received "x" && !(carol received "x")`},
		{`bob received "x" || never drop && arp before icmp`, `bob received "x" || never drop && arp before icmp`},
		{`(bob received "x" || never drop) && count(ip) == 1`, `(bob received "x" || never drop) && count(ip) == 1`},
		{`(bob received "x" || bob received "y") before drop`, `(bob received "x" || bob received "y") before drop`},
		{`drop && count(ip) == 1`, `drop && count(ip) == 1`},
		{`arp || icmp || count(ip) == 1`, `arp || icmp || count(ip) == 1`},
		{`(arp && drop) && count(ip) == 1`, `(arp && drop) && count(ip) == 1`},
		{`(never drop) && ip`, `(never drop) && ip`},
		{`ip || (arp before icmp)`, `ip || (arp before icmp)`},
	} {
		again(t, Parse, c.src, c.want)
	}
}

func again(t *testing.T, parse func(string) (*Expr, error), src, want string) {
	t.Helper()
	e, err := parse(src)
	if err != nil {
		t.Errorf("%s: %v", src, err)
		return
	}
	if got := e.String(); got != want {
		t.Errorf("%s is printed as %s, want %s", src, got, want)
		return
	}
	if e, err = parse(want); err != nil || e.String() != want {
		t.Errorf("%s is not read as it was printed: %v, %v", want, e, err)
	}
}

// TestEventErrors holds every error of what is about one event; all but the
// last few are the same for Parse.
func TestEventErrors(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		// Tokens.
		{``, `nothing to read at 0`},
		{`  `, `nothing to read at 2`},
		{`ip.ttl = 5`, `a single = at 7; did you mean "=="?`},
		{`ip & arp`, `a single & at 3; did you mean "&&"?`},
		{`ip | arp`, `a single | at 3; did you mean "||"?`},
		{`node == 'a'`, `text stands in double quotes, not in single ones, at 8`},
		{`ip + arp`, `unexpected '+' at 3`},
		{`ip.ttl == -1`, `unexpected '-' at 10`},
		{`node == "a`, `the text has no closing quote at 8`},
		{`node == "\d"`, `unknown escape in the text (known: \" \\ \n \t \xHH …) at 9; did you mean "\\"?`},
		{`ip.ttl == 0xzz`, `0xzz is no whole number below 2^64 at 10`},
		{`ip.ttl == 12abc`, `12abc is no whole number below 2^64 at 10`},
		{`ip.ttl == 1_000`, `1_000 is no whole number below 2^64 at 10`},
		{`ip.ttl == 99999999999999999999`, `99999999999999999999 is no whole number below 2^64 at 10`},
		{`ip.ttl == 010`, `010 begins with 0 at 10; did you mean "10"?`},
		{`time < 2.5`, `2.5 has no unit at 7; did you mean "2.5 ms"?`},
		{`time < 0.1 ns`, `a duration is a whole number of nanoseconds and at most 292 years at 7`},
		{`time < 9999999999999 h`, `a duration is a whole number of nanoseconds and at most 292 years at 7`},
		{`ip.src == 10.0.0.300`, `10.0.0.300 is no address (IP 10.0.1.2, network 10.0.1.0/24, MAC 02:00:00:00:01:00) at 10`},
		{`ip.src == 10.0.0.0/33`, `10.0.0.0/33 is no address (IP 10.0.1.2, network 10.0.1.0/24, MAC 02:00:00:00:01:00) at 10`},
		{`eth.src == 02:00:00`, `02:00:00 is no address (IP 10.0.1.2, network 10.0.1.0/24, MAC 02:00:00:00:01:00) at 11`},
		{`process == message/1`, `message/1 is no word; text stands in double quotes at 11; did you mean "message/1"?`},

		// Words.
		{`ip.tll == 1`, `unknown field "ip.tll" at 0; did you mean "ip.ttl"?`},
		{`drop && ip.sorc == 1`, `unknown field "ip.sorc" at 8; did you mean "ip.src"?`},
		{`udp.prot`, `unknown field "udp.prot" at 0; did you mean "udp.port"?`},
		{`arival`, `unknown field "arival" at 0; did you mean "arrival"?`},
		{`IP`, `unknown field "IP" at 0; did you mean "ip"?`},
		{`NODE == "a"`, `unknown field "NODE" at 0; did you mean "node"?`},
		{`quic`, `unknown field "quic" at 0`},
		{`cuont(drop) == 1`, `unknown function "cuont" at 0; did you mean "count"?`},
		{`upper(node) == "A"`, `unknown function "upper" at 0`},
		{`drop == true`, `drop is a kind of event and stands alone at 0; did you mean "drop"?`},

		// Structure.
		{`ip &&`, `the expression ends where a field or a kind of event is missing at 5`},
		{`&& ip`, `&& where a field or a kind of event is missing at 0`},
		{`!`, `the expression ends where a field or a kind of event is missing at 1`},
		{`(ip`, `the expression ends where ) for the ( at 0 is missing at 3`},
		{`drop && (ip && (arp)`, `the expression ends where ) for the ( at 8 is missing at 20`},
		{`(ip arp)`, `arp where ) for the ( at 0 is missing at 4`},
		{`()`, `) where a field or a kind of event is missing at 1`},
		{`ip)`, `) without ( at 2`},
		{`ip arp`, `arp where && or || is missing at 3`},
		{`ip adn arp`, `adn where && or || is missing at 3; did you mean "and"?`},
		{`ip.ttl == 5 == 6`, `== has no field before it at 12`},
		{`5 == ip.ttl`, `5 alone says nothing: a field comes first, then an operator, then the value at 0`},
		{`"x"`, `"x" alone says nothing: a field comes first, then an operator, then the value at 0`},
		{`ip.ttl ==`, `the expression ends where a value is missing at 9`},
		{`ip.ttl == == 5`, `== where a value is missing at 10`},
		{`ip.src == ip.dst`, `ip.dst is a field, and a field can only be compared with a value at 10`},
		{`node == alice`, `alice is no value; text stands in double quotes at 8; did you mean "alice"?`},
		{`eth[0:2] == 1`, `unexpected '[' at 3`},
		{`ip.ttl in 5`, `5 where { of the set is missing at 10`},
		{`ip.ttl in {}`, `} where a value is missing at 11`},
		{`ip.ttl in {1 2}`, `2 where , or } of the set is missing at 13`},
		{`ip.ttl in {1,}`, `} where a value is missing at 13`},
		{`ip.ttl in {5..1}`, `the range is empty at 11; did you mean "1..5"?`},
		{`ip.ttl in {1..`, `the expression ends where a value is missing at 14`},

		// Kinds of values.
		{`ip.ttl == "x"`, `ip.ttl is compared with a number, and "x" is text at 10`},
		{`ip.ttl == 10.0.0.1`, `ip.ttl is compared with a number, and 10.0.0.1 is an IP address at 10`},
		{`ip.src == 5`, `ip.src is compared with an IP address, and 5 is a number at 10`},
		{`ip.src == 02:00:00:00:00:01`, `ip.src is compared with an IP address, and 02:00:00:00:00:01 is a MAC address at 10`},
		{`eth.src == 10.0.0.0/8`, `eth.src is compared with a MAC address, and 10.0.0.0/8 is an IP network at 11`},
		{`time < 10`, `time is compared with a duration, and 10 is a number at 7; did you mean "10 ms"?`},
		{`time < 10 sec`, `time is compared with a duration, and 10 is a number at 7; did you mean "10 ms"?`},
		{`node == 5`, `node is compared with text, and 5 is a number at 8; did you mean "5"?`},
		{`ip.flags.df == 2`, `ip.flags.df is compared with true or false, and 2 is a number at 15`},
		{`ip.ttl == true`, `ip.ttl is compared with a number, and true is true or false at 10`},
		{`udp.payload == 5`, `udp.payload is compared with bytes, and 5 is a number at 15`},
		{`udp == 80`, `udp is a protocol: it is there or not, or contains or matches a text at 7`},
		{`udp in {80}`, `udp is a protocol: it is there or not, or contains or matches a text at 8`},
		{`node < "b"`, `text knows no order: node only with == and != at 5`},
		{`eth.src > 02:00:00:00:00:01`, `MAC address knows no order: eth.src only with == and != at 8`},
		{`ip.src < 10.0.0.0/8`, `IP network knows no order: ip.src only with == and != at 7`},
		{`node in {"a".."b"}`, `text knows no order, and so no range at 12`},
		{`ip.src in {10.0.0.0/8..11.0.0.0/8}`, `IP network knows no order, and so no range at 21`},
		{`ip.ttl contains "x"`, `contains looks into text and bytes, and ip.ttl is a number at 7`},
		{`ip.src matches "x"`, `matches looks into text and bytes, and ip.src is an IP address at 7`},
		{`node contains 5`, `contains is compared with text, and 5 is a number at 14; did you mean "5"?`},
		{`node matches "("`, "missing closing ): `(` at 13"},
		{`kind == "dorp"`, `no kind is called "dorp" at 8; did you mean "drop"?`},
		{`layer == "internet"`, `no layer is called "internet" at 9`},
		{`layer == "netwrok"`, `no layer is called "netwrok" at 9; did you mean "network"?`},
		{`layer == "X"`, `no layer is called "X" at 9`},
		{`layer == ""`, `no layer is called "" at 9`},
		{`layer == " "`, `no layer is called " " at 9`},
		{`bob received 5`, `5 where a text in double quotes is missing at 13`},
		{`"" received "x"`, `"" where the name of a node is missing at 0`},

		// What needs a whole trace.
		{`count(drop) == 1`, `count speaks of a whole trace; only what holds for one event can stand here at 0`},
		{`ip && first(drop) < 1 s`, `first speaks of a whole trace; only what holds for one event can stand here at 6`},
		{`never drop`, `never speaks of a whole trace; only what holds for one event can stand here at 0`},
		{`arp before icmp`, `before speaks of a whole trace; only what holds for one event can stand here at 4`},
	} {
		fails(t, ParseEvent, c.src, c.want)
	}
}

func TestTraceErrors(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{`count(drop)`, `count(…) is not compared with anything at 11; did you mean "count(drop) >= 1"?`},
		{`first(drop) && ip`, `first(…) is not compared with anything at 12; did you mean "first(drop) < 10 ms"?`},
		{`count(drop) == "x"`, `count(…) is compared with a number, and "x" is text at 15`},
		{`count(drop) == 1 ms`, `count(…) is compared with a number, and 1 ms is a duration at 15`},
		{`first(drop) < 10`, `first(…) is compared with a duration, and 10 is a number at 14; did you mean "10 ms"?`},
		{`count(count(drop) == 1) == 1`, `count speaks of a whole trace; only what holds for one event can stand here at 6`},
		{`count() == 1`, `) where a field or a kind of event is missing at 6`},
		{`count(drop == 1`, `drop is a kind of event and stands alone at 6; did you mean "drop"?`},
		{`count drop == 1`, `count is followed by parentheses: count(drop) at 0`},
		{`never never drop`, `never speaks of a whole trace; only what holds for one event can stand here at 6`},
		{`never`, `the expression ends where a field or a kind of event is missing at 5`},
		{`a before b`, `unknown field "a" at 0`},
		{`arp before`, `the expression ends where a field or a kind of event is missing at 10`},
		{`arp before icmp before udp`, `before stands between two; write a before b && b before c at 16`},
		{`count(arp) == 1 before icmp`, `before compares two events, and this speaks of a whole trace at 0`},
		{`icmp before count(arp) == 1`, `count speaks of a whole trace; only what holds for one event can stand here at 12`},

		// What would quietly mean something else.
		{`!drop`, `here this would say that some event does not match at 0; did you mean "never drop"?`},
		{`!drop && !arp`, `here this would say that some event does not match at 0`},
		{`!drop || ip`, `here this would say that some event does not match at 0`},
		{`count(ip) == 1 && !drop`, `here this would say that some event does not match at 18; did you mean "never drop"?`},
		{`never drop && ip`, `it is not clear how far never or before reaches; parentheses will tell at 0`},
		{`node == "r1" && arp before icmp`, `it is not clear how far never or before reaches; parentheses will tell at 16`},
		{`!arp before icmp || drop`, `it is not clear how far never or before reaches; parentheses will tell at 0`},
		{`arp && icmp && count(drop) == 0`, `one event or several? In parentheses it is one; for several write count(…) >= 1 for each at 0`},
	} {
		fails(t, Parse, c.src, c.want)
	}
}

func fails(t *testing.T, parse func(string) (*Expr, error), src, want string) {
	t.Helper()
	_, err := parse(src)
	if err == nil {
		t.Errorf("%s: no error, want %s", src, want)
		return
	}
	if err.Error() != want {
		t.Errorf("%s: %v, want %s", src, err, want)
	}
	var e *Error
	if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(src) {
		t.Errorf("%s: no *Error with an offset within: %#v", src, err)
	}
}

func TestLimits(t *testing.T) {
	nested := func(n int, open, shut string) string {
		return strings.Repeat(open, n) + "ip" + strings.Repeat(shut, n)
	}
	long := "ip" + strings.Repeat(" ", maxLength-2)
	for _, src := range []string{nested(maxDepth, "(", ")"), nested(maxDepth, "!", ""), long} {
		if _, err := ParseEvent(src); err != nil {
			t.Errorf("%.20s…: %v", src, err)
		}
	}
	fails(t, ParseEvent, nested(maxDepth+1, "(", ")"), "more than 100 parentheses and negations within one another at 100")
	fails(t, ParseEvent, nested(maxDepth+1, "!", ""), "more than 100 parentheses and negations within one another at 100")
	fails(t, Parse, nested(2000, "(", ""), "more than 100 parentheses and negations within one another at 100")
	fails(t, Parse, long+" ", "the expression is longer than 4096 bytes at 4096")
}

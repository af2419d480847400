package narrate

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"encap/layers/link/arp"
	"encap/layers/link/bridge"
	"encap/layers/link/ethernet"
	"encap/layers/link/stp"
	"encap/layers/link/vlan"
	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/socket"
	"encap/layers/transport/tcp"
	"encap/layers/transport/udp"
	"encap/sim/filter"
	"encap/sim/trace"
)

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// placeholders gives the names that the texts ask for.
func placeholders(t *testing.T) map[string]bool {
	files, err := filepath.Glob("text_*.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range placeholder.FindAllSubmatch(src, -1) {
			if name := string(m[1]); !strings.ContainsAny(name, " \n\t\"") {
				names[name] = true
			}
		}
	}
	if len(names) < 20 {
		t.Fatalf("only %d names found in %v", len(names), files)
	}
	return names
}

// TestFieldNames: a text asks for no header field that does not exist.
func TestFieldNames(t *testing.T) {
	known := map[string]bool{}
	for _, f := range filter.Fields() {
		known[f.Name] = true
	}
	for name := range placeholders(t) {
		if strings.Contains(name, ".") && !known[name] {
			t.Errorf("a text asks for the field {%s}", name)
		}
	}
}

// dropping is protocol code that lets a PDU go no further.
var dropping = regexp.MustCompile(`\.(?:Drop|drop|refuse|lose|giveUp)\((?:[^()\n]|\(\))*&([A-Z]\w*)`)

// TestDropsHaveTexts: for each rule by which protocol code drops something
// there is a sentence.
func TestDropsHaveTexts(t *testing.T) {
	told := map[string]bool{}
	for rule := range drops {
		for dir, list := range rules() {
			for _, r := range list {
				if r == rule {
					told[dir+"."+r.Name] = true
				}
			}
		}
	}
	if len(told) != len(drops) {
		t.Errorf("%d texts, but only %d of them are for a rule of some package", len(drops), len(told))
	}
	found := 0
	for dir := range rules() {
		files, err := filepath.Glob("../../layers/" + dir + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no source (%v)", dir, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range dropping.FindAllSubmatch(src, -1) {
				found++
				if name := dir + "." + string(m[1]); !told[name] {
					t.Errorf("%s drops by %s, and nothing tells of it", file, name)
				}
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d drops were found in the source", found)
	}
}

// rules are those of all packages that drop something, by their folder.
func rules() map[string][]*osi.Rule {
	return map[string][]*osi.Rule{
		"link/arp": arp.Rules, "link/bridge": bridge.Rules, "link/ethernet": ethernet.Rules, "link/vlan": vlan.Rules, "link/stp": stp.Rules,
		"network/icmp": icmp.Rules, "network/ipv4": ipv4.Rules, "transport/tcp": tcp.Rules, "transport/udp": udp.Rules, "socket": socket.Rules,
		"physical": physical.Rules,
	}
}

func TestSay(t *testing.T) {
	e := &trace.Event{ID: 1, Node: "alice", Name: "sendto", Proto: "ip", PDU: []byte("\x45\x00\x00\x21\x00\x07\x00\x00\x40\x11\x63\xc2\x0a\x00\x01\x02\x0a\x00\x02\x02" +
		"\x9c\x41\x9c\x40\x00\x0d\x6c\x7chello")}
	tell := newTeller(Remember(single{nil, [2]*trace.Event{e, nil}}), e)
	for _, c := range []struct{ text, want string }{
		{"nothing to fill in", "nothing to fill in"},
		{"{node}: {call}", "alice: sendto"},
		{"TTL {ip.ttl} to {ip.dst}, port {udp.dstport}", "TTL 64 to 10.0.2.2, port 40000"},
		{"{a} and {b}", "1 and {node}"}, // a value is not looked at again
		{"{port} {nonsense} {arp.opcode}", "(missing) (missing) (missing)"},
		{"{node", "alice"},
		{"{frame}", "33 bytes"},
	} {
		if got := tell.say(c.text, "a", 1, "b", "{node}"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestValues(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{bytesOf(0), "0 bytes"}, {bytesOf(1), "1 byte"}, {bytesOf(5), "5 bytes"},
		{span(0), "0 s"}, {span(5760), "5.76 µs"}, {span(time.Second), "1 s"}, {span(1005 * time.Microsecond), "1.005 ms"},
		{span(90 * time.Second), "90 s"}, {span(-time.Millisecond), "-1 ms"}, {span(999), "999 ns"},
		{rate(100_000_000), "100 Mbit/s"}, {rate(1_500_000), "1.5 Mbit/s"}, {rate(64_000), "64 kbit/s"}, {rate(1), "1 bit/s"},
		{message([]byte("hello")), `"hello" (5 bytes)`}, {message([]byte{0}), "1 byte"}, {message(nil), "0 bytes"},
		{message([]byte("GET / HTTP/1.1\r\nHost: bob\r\n")), `"GET / HTTP/1.1"… (27 bytes)`},
		{message([]byte(`say "hi"`)), `"say \"hi\"" (8 bytes)`}, {message(make([]byte, 100)), "100 bytes"},
		{quoted(strings.Repeat("é", 40)), `"` + strings.Repeat("é", 30) + `"…`},
		{meaning("17 (UDP)"), "UDP"}, {meaning("99"), "99"},
		{some([]string{"a", "b", "c"}), "a, b, c"}, {some([]string{"a", "b", "c", "d"}), "a, b, c, …"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestArguments(t *testing.T) {
	for _, c := range []struct{ call, want string }{
		{`socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP)`, "[AF_INET SOCK_DGRAM IPPROTO_UDP]"},
		{`send(3, "a, b)", 0)`, `[3 "a, b)" 0]`},
		{`send(3, "\"x\", y", 0)`, `[3 "\"x\", y" 0]`},
		{`poll([3:POLLIN, 4:0], 2, 1s)`, "[[3:POLLIN, 4:0] 2 1s]"},
		{`close(3)`, "[3]"}, {`odd`, "[]"}, {`odd(`, "[]"}, {"", "[]"},
	} {
		if got := fmt.Sprint(arguments(c.call)); got != c.want {
			t.Errorf("%s: %s, want %s", c.call, got, c.want)
		}
	}
	args := arguments("sendto(3, 0, 10.0.1.3:5000)")
	if got := []string{argument(args, 0), argument(args, -1), argument(args, 3), argument(args, -4)}; fmt.Sprint(got) != "[3 10.0.1.3:5000 (missing) (missing)]" {
		t.Errorf("got %v", got)
	}
}

// TestWhy: the reason that tells most is chosen, with its citation.
func TestWhy(t *testing.T) {
	for _, c := range []struct {
		rules []*osi.Rule
		want  *osi.Rule
	}{
		{nil, nil},
		{[]*osi.Rule{&udp.Ports, &udp.Checksummed}, &udp.Ports},
		{[]*osi.Rule{&socket.AutoBind, &udp.Ephemeral, &udp.RandomPort}, &socket.AutoBind},
		{[]*osi.Rule{&ipv4.LowerTTL, &ipv4.ViaGateway}, &ipv4.LowerTTL},
		{[]*osi.Rule{&ipv4.OnLink}, &ipv4.OnLink},
		{[]*osi.Rule{&arp.Wait, &arp.Ask}, &arp.Ask},
		{[]*osi.Rule{&arp.Wait}, &arp.Wait},
		{[]*osi.Rule{&bridge.Learned, &bridge.Flood}, &bridge.Flood},
	} {
		e := &trace.Event{}
		for _, r := range c.rules {
			e.Rules = append(e.Rules, trace.Reason{Rule: r})
		}
		want := ""
		if c.want != nil {
			want = strings.TrimSuffix(c.want.Why, ".") + " (" + c.want.Cite + ")."
		}
		if got := Why(e); got != want {
			t.Errorf("%v: %q, want %q", c.rules, got, want)
		}
	}
}

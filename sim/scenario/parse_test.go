package scenario

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"encap/layers/link/ethernet"
)

var update = flag.Bool("update", false, "rewrite the golden files, the schema and the tables of the reference")

// offsetError is an error of another package that tells where.
type offsetError struct {
	msg    string
	offset int
}

func (e offsetError) Error() string { return e.msg }
func (e offsetError) Offset() int   { return e.offset }

// argError is one that tells which word.
type argError struct {
	msg string
	arg int
}

func (e argError) Error() string { return e.msg }
func (e argError) Arg() int      { return e.arg }

// testOptions stand in for the applications and the expressions.
var testOptions = Options{
	Programs: []Program{
		{
			Name: "message", Usage: "message listen PORT or message send HOST:PORT TEXT",
			Check: func(args []string) error {
				switch {
				case len(args) == 0:
					return errors.New("message: what shall it do?")
				case args[0] != "listen" && args[0] != "send":
					return argError{fmt.Sprintf("message: unknown verb %q", args[0]), 0}
				}
				return nil
			},
			Hosts: func(args []string) []int {
				if args[0] != "send" {
					return nil
				}
				if len(args) > 2 && !strings.Contains(args[1], ":") {
					return []int{2}
				}
				return []int{1}
			},
		},
		{Name: "ping"},
	},
	CheckEvent: checkExpression,
	CheckTrace: checkExpression,
}

func checkExpression(expr string) error {
	if i := strings.Index(expr, "ip.tll"); i >= 0 {
		return offsetError{`unknown field "ip.tll"; did you mean "ip.ttl"?`, i}
	}
	return nil
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (write it with go test -update)", err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not current (go test -update):\ngot:\n%s\nwant:\n%s", file, got, want)
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	return files
}

// What is wrong is told as it stands in testdata/bad/*.golden.
func TestProblems(t *testing.T) {
	for _, file := range glob(t, "testdata/bad/*.yaml") {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			s, problems := Parse(name, read(t, file), testOptions)
			if len(problems) == 0 {
				t.Error("no problem was found")
			}
			if (s == nil) != (problems.Err() != nil) {
				t.Errorf("scenario %v, error %v", s, problems.Err())
			}
			golden(t, strings.TrimSuffix(file, ".yaml")+".golden", []byte(problems.String()))
		})
	}
}

func TestGoodFiles(t *testing.T) {
	for _, file := range glob(t, "testdata/good/*.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			s, problems := Parse(filepath.Base(file), read(t, file), testOptions)
			if len(problems) > 0 {
				t.Errorf("problems:\n%v", problems)
			}
			if s != nil && Validate(s).Err() != nil {
				t.Errorf("Validate: %v", Validate(s))
			}
		})
	}
}

func parse(t *testing.T, src string) *Scenario {
	t.Helper()
	s, problems := Parse("test.yaml", []byte(src), testOptions)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// Each key arrives where it belongs.
func TestEveryKey(t *testing.T) {
	s := parse(t, string(read(t, "testdata/good/everything.yaml")))
	checks := []struct {
		what      string
		got, want any
	}{
		{"name", s.Name, "test"},
		{"title", s.Title, "Everything: a file for tests"},
		{"about", s.About, "Two paragraphs, the first of them\non two lines.\n\nAnd the second."},
		{"seed", s.Seed, uint64(1<<64 - 1)},
		{"until", s.Until, 90 * time.Second},
		{"alice", s.Nodes[0].Ports[0].MAC, ethernet.Addr{2, 0, 0, 0, 0, 0xaa}},
		{"alice's MTU", s.Nodes[0].Ports[0].MTU, 576},
		{"multi's ports", len(s.Nodes[1].Ports), 2},
		{"multi's second port", s.Nodes[1].PortName(1), "second"},
		{"carol", s.Nodes[2], Node{Name: "carol", Kind: Host, Ports: []Port{{}}}},
		{"r1's MTU", s.Nodes[4].Ports[2].MTU, 1500},
		{"r2's routes", len(s.Nodes[5].Routes), 2},
		{"s1", s.Nodes[6], Node{Name: "s1", Kind: Switch}},
		{"k", s.Nodes[8].Outside.String(), "192.0.2.1:4789"},
		{"rate", uint64(s.Cables[0].Rate), uint64(1_500_000)},
		{"delay", s.Cables[0].Delay, 250 * time.Microsecond},
		{"loss", uint32(s.Cables[1].Loss), uint32(5_000_000)},
		{"bit errors", uint32(s.Cables[1].BitErrors), uint32(1000)},
		{"duplicate", uint32(s.Cables[1].Duplicate), uint32(2_500_000)},
		{"reorder", uint32(s.Cables[1].Reorder), uint32(1_000_000_000)},
		{"jitter", s.Cables[1].Jitter, time.Microsecond},
		{"queue", s.Cables[1].Queue, 8},
		{"command", s.Run[1].Do, "message listen\t5000"},
		{"frame", len(s.Run[2].Inject), 14},
		{"journal", s.Journal, "a #1 visit.pcapng"},
		{"where", s.Run[1].Where, Where{"test.yaml", 48, 5}},
		{"third fault", s.Faults[2].Do, "delay 5 ms"},
		{"cut", s.Faults[4].At, 5 * time.Millisecond},
		{"folded", s.Steps[0].Say, "A folded text, with a # in it: nothing is lost."},
		{"plain over lines", s.Steps[2].Say, "A text that goes on"},
		{"choices", s.Steps[2].Ask.Of, []string{"alice", "r1"}},
		{"expectation", s.Expect[1].Expr, "count(ip.src in {10.0.1.2, 10.0.1.3}) == 2"},
	}
	for _, c := range checks {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}

// Ends that name their port come first, whatever the order of the cables.
func TestPlugs(t *testing.T) {
	s := parse(t, `
nodes:
  r1: {router: [10.0.1.1/24, 10.0.2.1/24, 10.0.3.1/24]}
  a: {host: 10.0.2.2/24}
  b: {host: 10.0.1.2/24}
  s: switch
cables:
  - {ends: [s, r1]}
  - {ends: [b, "r1:eth0"]}
  - {ends: [a, s]}
`)
	if got, want := s.Plugs(), [][2]int{{0, 1}, {0, 0}, {0, 1}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFileLimits(t *testing.T) {
	for _, c := range []struct{ what, src, want string }{
		{"size", "title: " + strings.Repeat("a", maxBytes), "test.yaml: the file has 1048583 bytes; the most is 1048576"},
		{"steps", "expect: [" + strings.Repeat("a, ", mostSteps+1) + "]", "a list of expressions has 0 to 10000 entries, not 10001"},
		{"alias bomb", "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nnodes: {a: host}", "& begins an anchor"},
		{"carriage return", "nodes: {a: host}\rlevel: first", "test.yaml:1:17: the hidden character U+000D; delete it"},
	} {
		_, problems := Parse("test.yaml", []byte(c.src), Options{})
		if err := problems.Err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %.300v, want %q", c.what, err, c.want)
		}
	}
}

// Many warnings do not hide an error behind them.
func TestFloodOfWarnings(t *testing.T) {
	src := "nodes:\n" + hosts(200) + "expect:\n  - ip.tll\n"
	s, problems := Parse("test.yaml", []byte(src), testOptions)
	if s != nil || !strings.Contains(problems.String(), `unknown field "ip.tll"`) {
		t.Errorf("the error is lost:\n%v", problems)
	}
	if !strings.Contains(problems.String(), "150 more of the kind") {
		t.Errorf("the number of warnings is lost:\n%v", problems)
	}
}

func hosts(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  h%d: {host: 10.%d.%d.%d/8}\n", i, 1+i>>16, i>>8&255, i&255)
	}
	return b.String()
}

// A thousand wrong names among ten thousand must not keep anyone waiting.
func TestManyUnknownNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("nodes:\n" + hosts(10_000) + "cables:\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "  - {ends: [h%d, hh%d]}\n", i, i+20_000)
	}
	_, problems := Parse("test.yaml", []byte(b.String()), Options{})
	if got := len(problems); got > 2*mostProblems+2 {
		t.Errorf("%d problems", got)
	}
}

func ExampleParse() {
	src := `nodes:
  alice: {host: 10.0.1.2/24, gateway: 10.0.1.1}
  bob: {host: 10.0.1.3/24}
cables:
  - {ends: [alice, bbo], rate: 100 Mbit/s, delay: 2 ms}
`
	_, problems := Parse("web.yaml", []byte(src), Options{})
	fmt.Print(problems)
	// Output:
	// web.yaml:2:39: warning: no node has the address 10.0.1.1, the gateway of alice
	//    2 |   alice: {host: 10.0.1.2/24, gateway: 10.0.1.1}
	//      |                                       ^
	// web.yaml:5:20: unknown node "bbo"; did you mean "bob"?
	//    5 |   - {ends: [alice, bbo], rate: 100 Mbit/s, delay: 2 ms}
	//      |                    ^
}

package scenarios_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encap/layers/link/arp"
	"encap/layers/link/bridge"
	"encap/layers/link/ethernet"
	"encap/layers/link/stp"
	"encap/layers/link/vlan"
	"encap/layers/network/firewall"
	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/network/nat"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/socket"
	"encap/layers/transport/tcp"
	"encap/layers/transport/udp"
	"encap/scenarios"
	"encap/sim"
	"encap/sim/trace"
)

// chapters are the packages that have rules, from the top of the house down.
var chapters = []struct {
	layer, title, dir string
	rules             []*osi.Rule
}{
	{"The border of the application", "Sockets", "layers/socket", socket.Rules},
	{"The transport layer", "UDP", "layers/transport/udp", udp.Rules},
	{"", "TCP", "layers/transport/tcp", tcp.Rules},
	{"The network layer", "IP", "layers/network/ipv4", ipv4.Rules},
	{"", "ICMP", "layers/network/icmp", icmp.Rules},
	{"", "Translators", "layers/network/nat", nat.Rules},
	{"", "Firewalls", "layers/network/firewall", firewall.Rules},
	{"The link layer", "ARP", "layers/link/arp", arp.Rules},
	{"", "Ethernet", "layers/link/ethernet", ethernet.Rules},
	{"", "Switches", "layers/link/bridge", bridge.Rules},
	{"", "Spanning tree", "layers/link/stp", stp.Rules},
	{"", "Stations in VLANs", "layers/link/vlan", vlan.Rules},
	{"The physical layer", "Ports, cables and hubs", "layers/physical", physical.Rules},
	{"The run itself", "Acts", "sim", []*osi.Rule{&sim.Acted, &sim.Edited}},
}

// hits gives the rules that a run obeyed.
func hits(ses *sim.Session) map[*osi.Rule]bool {
	hit := map[*osi.Rule]bool{}
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		for _, r := range ses.Event(id).Rules {
			hit[r.Rule] = true
		}
	}
	return hit
}

// shown gives for each rule the numbers of the lessons that show it.
func shown(t *testing.T) map[*osi.Rule][]string {
	by := map[*osi.Rule][]string{}
	for _, name := range scenarios.Names() {
		number, _, _ := strings.Cut(name, "-")
		for r := range hits(play(t, lesson(t, name))) {
			by[r] = append(by[r], fmt.Sprintf("[%s](../scenarios/%s.yaml)", number, name))
		}
	}
	return by
}

// drilled gives the rules that the drills obey: scenarios for tests, of what a
// lesson has no place for.
func drilled(t *testing.T) map[*osi.Rule]bool {
	drills, err := filepath.Glob("testdata/drills/*.yaml")
	if err != nil || len(drills) == 0 {
		t.Fatalf("no drills: %v", err)
	}
	all := map[*osi.Rule]bool{}
	for _, path := range drills {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s, problems := sim.Parse(path, src)
		if err := problems.Err(); err != nil {
			t.Fatal(err)
		}
		ses := play(t, s)
		if err := ses.Check(); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		for r := range hits(ses) {
			all[r] = true
		}
	}
	return all
}

const rulesHead = `# The rules

Every decision that protocol code makes has a name, a reason, and mostly a place
in a standard where it is written. The program shows them beside each event; this
page lists them all. It is written by a test, from the rules in the source and
from what the lessons do:

    go test ./scenarios -run TestRulesPage -update

The last column says which lessons of ` + "`scenarios/`" + ` show the rule; "tests" stands
for one that only tests provoke. "Encap" marks what the simulator itself decides.
`

// TestRulesPage: docs/rules.md is what the source and the lessons say.
func TestRulesPage(t *testing.T) {
	by := shown(t)
	var b strings.Builder
	b.WriteString(rulesHead)
	for _, c := range chapters {
		if c.layer != "" {
			fmt.Fprintf(&b, "\n## %s\n", c.layer)
		}
		fmt.Fprintf(&b, "\n### %s (`%s`)\n\n| rule | written in | why | shown by |\n|---|---|---|---|\n", c.title, c.dir)
		for _, r := range c.rules {
			lessons := strings.Join(by[r], " ")
			if lessons == "" {
				lessons = "tests"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.Name, r.Cite, strings.ReplaceAll(r.Why, "|", `\|`), lessons)
		}
	}
	golden(t, "../docs/rules.md", b.String())
}

// declared finds the rules that source declares.
var declared = regexp.MustCompile(`(?m)^\s*(?:var )?(\w+)\s*=\s*osi\.Rule\{\s*Name:\s*"(\w+)"`)

// TestAllRulesListed: a rule that stands in the source stands on the page, and
// its variable is called as it is.
func TestAllRulesListed(t *testing.T) {
	listed := map[string]bool{}
	for _, c := range chapters {
		for _, r := range c.rules {
			if r.Name == "" || r.Cite == "" || r.Why == "" {
				t.Errorf("%s: a rule lacks its name, its citation or its reason: %+v", c.dir, *r)
			}
			listed[c.dir+"."+r.Name] = true
		}
	}
	for _, root := range []string{"layers", "sim"} {
		err := filepath.WalkDir("../"+root, func(path string, _ os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			dir := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../")
			if strings.HasSuffix(dir, "test") { // a world for tests, not a part of ours
				return nil
			}
			src, err := os.ReadFile(path)
			for _, m := range declared.FindAllSubmatch(src, -1) {
				if string(m[1]) != string(m[2]) {
					t.Errorf("%s: the rule %s is called %s", path, m[1], m[2])
				}
				if key := dir + "." + string(m[2]); !listed[key] {
					t.Errorf("%s: the rule %s is in no chapter of docs/rules.md", path, key)
				}
				delete(listed, dir+"."+string(m[2]))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for key := range listed {
		t.Errorf("the page lists %s, which no source declares", key)
	}
}

// TestAllRulesHit: each rule is obeyed in some lesson or drill, or a test of its
// own package speaks of it.
func TestAllRulesHit(t *testing.T) {
	by, drilled := shown(t), drilled(t)
	for _, c := range chapters {
		tests := ownTests(t, c.dir)
		if slices.ContainsFunc(tests, heldByMain) {
			continue
		}
		var untouched []string
		for _, r := range c.rules {
			named := regexp.MustCompile(`\b` + r.Name + `\b`).Match
			if by[r] == nil && !drilled[r] && !slices.ContainsFunc(tests, named) {
				untouched = append(untouched, r.Name)
			}
		}
		if untouched != nil {
			t.Errorf("%s: no lesson, no drill and no test touches %v", c.dir, untouched)
		}
	}
}

// heldByMain says whether a file of tests ends by a look whether each of the
// package's rules was obeyed.
func heldByMain(test []byte) bool { return bytes.Contains(test, []byte("ositest.Main(m, Rules)")) }

func ownTests(t *testing.T, dir string) (tests [][]byte) {
	files, err := filepath.Glob("../" + dir + "/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tests = append(tests, src)
	}
	return tests
}

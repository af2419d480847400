package narrate

import (
	"strings"
	"unicode/utf8"

	"encap/layers/link/stp"
)

// sendBPDU tells what a bridge tells its neighbour.
func (t *teller) sendBPDU() string {
	if t.number("stp.type") == uint64(stp.TCN) {
		return t.say(treeTCN)
	}
	text := treeSays
	if t.mac("stp.root.hw") == t.mac("stp.bridge.hw") {
		text = treeIsRoot
	}
	return t.say(text, t.bpdu(mayI, youMay)...)
}

// bpdu gives what a BPDU says.
func (t *teller) bpdu(ask, let string) []any {
	who := []any{"teller", t.station(t.mac("stp.bridge.hw"))}
	wish := ""
	if t.set("stp.flags.proposal") {
		wish = t.say(ask, who...)
	}
	if t.set("stp.flags.agreement") {
		wish += t.say(let, who...)
	}
	if t.set("stp.flags.tc") {
		wish += newPlaces
	}
	return append(who, "root", t.station(t.mac("stp.root.hw")), "cost", t.number("stp.root.cost"), "wish", wish)
}

// set says whether a flag is there and set.
func (t *teller) set(name string) bool {
	f := t.field(name)
	if f == nil {
		return false
	}
	on, _ := f.Value.(bool)
	return on
}

// receiveBPDU tells what a bridge makes of a BPDU.
func (t *teller) receiveBPDU() string {
	text := treeOther
	isRoot := t.mac("stp.root.hw") == t.mac("stp.bridge.hw")
	switch {
	case t.pdu("stp") == nil || t.dropped() != nil:
		return t.say(treeHears)
	case t.number("stp.type") == uint64(stp.TCN):
		return t.say(treeTold)
	case t.obeys(&stp.Superior) && isRoot:
		text = treeHearsR
	case t.obeys(&stp.Repeated) && isRoot:
		text = treeAgainR
	case t.obeys(&stp.Superior):
		text = treeBetter
	case t.obeys(&stp.Repeated):
		text = treeAgain
	case t.obeys(&stp.Revised):
		text = treeRevised
	case t.obeys(&stp.Inferior):
		text = treeWorse
	}
	return t.withChanges(text, t.bpdu(theyAsk, theyLet)...)
}

// longestTree is how many characters a sentence of the tree may have with all
// that has changed.
const longestTree = 145

// withChanges fills a text in, and adds what has become of ports, as far as there
// is room.
func (t *teller) withChanges(text string, pairs ...any) string {
	short := t.say(text, append(pairs, "changes", "")...)
	var all []string
	for _, c := range t.portChanges() {
		longer := t.say(text, append(pairs, "changes", "; "+strings.Join(append(all, c), ", "))...)
		if utf8.RuneCountInString(longer) > longestTree {
			break
		}
		all, short = append(all, c), longer
	}
	return short
}

// portChanges gives what has become of each port: "eth0 is root port and
// forwards".
func (t *teller) portChanges() (all []string) {
	var names []string
	what := map[string][]string{}
	for _, d := range t.e.Deltas {
		if d.Entity.Kind != "stp" || d.Old == "" || d.Field != "Role" && d.Field != "State" {
			continue
		}
		name := d.Entity.Name
		if what[name] == nil {
			names = append(names, name)
		}
		word := d.New
		if d.Field == "Role" {
			word += " port"
		}
		what[name] = append(what[name], word)
	}
	for _, name := range names {
		all = append(all, t.say(portBecame, "port", name, "what", strings.Join(what[name], " and ")))
	}
	return all
}

// treeTicks tells of the timer of the spanning tree.
func (t *teller) treeTicks(pairs ...any) string {
	text := treeTimer[t.e.Kind]
	if text != treeFired {
		return t.say(text, pairs...)
	}
	for _, r := range treeReason {
		if t.obeys(r.rule) {
			return t.withChanges(strings.Replace(treeFired, "{changes}", ": "+r.text+"{changes}", 1))
		}
	}
	return t.withChanges(treeFired)
}

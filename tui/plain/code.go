package plain

import (
	"fmt"

	"encap/sim/listing"
)

// around is how many lines of source are told of a decision.
const around = 10

// code tells the lines of our own source that decided the event: those around
// each decision, or "code all" the whole functions.
func (r *reader) code(arg string) {
	e := r.src.Event(r.at)
	told := false
	for i := 0; e != nil && i < len(e.Rules); i++ {
		p, ok := listing.Of(e.Rules[i])
		if !ok {
			continue
		}
		told = true
		lines := p.Around(around)
		if arg == txtWhole {
			lines = p.Function()
		}
		r.sayf(txtDecided, e.Rules[i].Rule.Name, p.Func, p.File, p.Line)
		for _, l := range lines {
			mark := " "
			if l.Decided {
				mark = ">"
			}
			r.say(fmt.Sprintf("%s %3d  %s", mark, l.N, l.Text()))
		}
	}
	if !told {
		r.say(txtNoWhy)
	}
}

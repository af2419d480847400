package plain

import (
	"fmt"
	"io"
	"strconv"

	"encap/sim/futures"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// branch is one of the futures: the run as it is, or a fork of another one.
type branch struct {
	parent *branch
	kids   []*branch
	src    Source
	act    scenario.Act        // what was done
	how    *futures.Comparison // with the parent
	at     trace.ID
}

// turn reads another future.
func (r *reader) turn(b *branch) {
	r.branch.at = r.at
	r.branch, r.src, r.steps, r.asks = b, b.src, b.src.Steps(), b.src.Asks()
	r.told = narrate.Remember(b.src)
	if b.parent == nil {
		r.say(txtTrunk)
	} else {
		r.sayf(txtWhatIf, b.name())
	}
	r.show(max(1, b.at))
}

// name says what was done.
func (b *branch) name() string {
	switch {
	case b.parent == nil:
		return txtTrunk
	case b.act.Frame > 0:
		return fmt.Sprintf("%s frame %d %s", b.act.Cable, b.act.Frame, b.act.Do)
	case b.act.Cable != (scenario.Direction{}):
		return fmt.Sprintf("%s %s", b.act.Cable, b.act.Do)
	}
	return fmt.Sprintf("%s: %s", b.act.Node, b.act.Do)
}

// all gives a future and those that came from it, each with how many acts it is
// away from the run as it is.
func (b *branch) all(depth int) (list []*branch, depths []int) {
	list, depths = []*branch{b}, []int{depth}
	for _, k := range b.kids {
		l, d := k.all(depth + 1)
		list, depths = append(list, l...), append(depths, d...)
	}
	return list, depths
}

func (b *branch) root() *branch {
	for b.parent != nil {
		b = b.parent
	}
	return b
}

// close ends the runs of all forks; the first one belongs to the caller.
func (b *branch) close() {
	list, _ := b.root().all(0)
	for _, b := range list[1:] {
		if c, ok := b.src.(io.Closer); ok {
			_ = c.Close() // nothing is lost
		}
	}
}

func (r *reader) undo(string) {
	if r.branch.parent == nil {
		r.say(txtNothingDone)
		return
	}
	r.turn(r.branch.parent)
}

func (r *reader) redo(string) {
	if len(r.branch.kids) == 0 {
		r.say(txtNothingUndone)
		return
	}
	r.turn(r.branch.kids[len(r.branch.kids)-1])
}

// branches lists all futures, or goes to one by its number.
func (r *reader) branches(arg string) {
	list, depths := r.branch.root().all(0)
	if arg != "" {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 1 || n > len(list) {
			r.sayf(txtNoBranch, arg, len(list))
			return
		}
		r.turn(list[n-1])
		return
	}
	for i, b := range list {
		here := ""
		if b == r.branch {
			here = txtHere
		}
		r.sayf(txtBranch, i+1, depths[i], b.name(), here)
	}
}

// compare tells where this future and the one it came from part, and what
// became otherwise.
func (r *reader) compare(string) {
	b := r.branch
	if b.parent == nil {
		r.say(txtNothingDone)
		return
	}
	was, is := b.how.First()
	r.sayf(txtPart, b.how.Same+1, is)
	if was != "" {
		r.sayf(txtInstead, was)
	}
	for _, d := range b.how.Differences {
		switch {
		case d.B == 0:
			r.sayf(txtNoLonger, narrate.Sentence(b.parent.src, d.A))
		case d.A == 0:
			r.sayf(txtNew, d.B, narrate.Sentence(b.src, d.B))
		case d.Later > 0:
			r.sayf(txtLater, d.Later, d.B, narrate.Sentence(b.src, d.B))
		default:
			r.sayf(txtEarlier, -d.Later, d.B, narrate.Sentence(b.src, d.B))
		}
	}
	if len(b.how.Differences) == 0 {
		r.say(txtSameStory)
	}
}

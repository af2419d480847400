package quiz

import (
	"fmt"
	"slices"

	"encap/layers/osi"
	"encap/sim/trace"
)

// who asks which node acts in the event. of are the nodes to choose from; empty
// means those near it.
func (a *asker) who(of []string) *Question {
	if a.e.Node == "" {
		return nil
	}
	if len(of) == 0 {
		of = a.neighbours()
	}
	if !slices.Contains(of, a.e.Node) {
		return nil
	}
	right := Choice{a.e.Node, a.sentence(a.e.ID) + " " + a.cause()}
	var wrong []Choice
	for _, node := range of {
		if node != a.e.Node {
			wrong = append(wrong, Choice{node, a.notNow(node)})
		}
	}
	if len(wrong) >= Most {
		wrong = a.shuffled(wrong)
	}
	layer := ""
	if a.e.Layer != 0 {
		layer = fmt.Sprintf(txtHintLayer, a.e.Layer)
	}
	return a.make(Who, txtWho, right, wrong, layer, a.cause())
}

// neighbours gives the nodes of the scenario, those first that stand near.
func (a *asker) neighbours() (names []string) {
	s := a.src.Scenario()
	names = append(names, a.e.Node)
	add := func(n string) {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	for _, c := range s.Cables {
		for i, end := range c.Ends {
			if end.Node == a.e.Node {
				add(c.Ends[1-i].Node)
			}
		}
	}
	for i := range s.Nodes {
		if !s.Nodes[i].Kind.ByCables() || a.e.Layer <= osi.Link {
			add(s.Nodes[i].Name)
		}
	}
	return names[:min(len(names), Most)]
}

// notNow says what a node did last, and so why it does not act now.
func (a *asker) notNow(node string) string {
	for id := a.e.ID - 1; id > 0; id-- {
		if e := a.src.Event(id); e.Node == node && e.Kind != trace.Note {
			return fmt.Sprintf(txtNotNow, node, id, a.sentence(id))
		}
	}
	return fmt.Sprintf(txtNotYet, node)
}

package sim

import (
	"fmt"
	"strconv"

	"encap/layers/network/firewall"
	"encap/layers/osi"
	"encap/sim/scenario"
)

// filter gives a firewall or translator its lists.
func (w *world) filter(n *node, wish *scenario.Node) error {
	if wish.Kind == scenario.NAT {
		n.nat = n.host.AddNAT(w.parts(n), wish.PublicPort())
		for _, f := range wish.Forward {
			if !n.nat.Forward(f.Protocol, f.Port, f.To) {
				return fmt.Errorf("sim: %s: %s cannot be forwarded to %v: port or host is taken", n.name, f.Source(), f.To)
			}
		}
	}
	byDefault := firewall.Action(wish.Default)
	switch {
	case byDefault == "" && len(wish.Rules) > 0:
		byDefault = firewall.Deny
	case byDefault == "":
		byDefault = firewall.Allow
	}
	var rules []firewall.Rule
	for _, text := range wish.Rules {
		r, err := parseRule(text)
		if err != nil {
			return fmt.Errorf("sim: %s: %w", n.name, err)
		}
		rules = append(rules, r)
	}
	n.firewall = n.host.AddFirewall(w.parts(n), rules, byDefault)
	return nil
}

func parseRule(text string) (firewall.Rule, error) {
	words, err := scenario.Words(text)
	if err != nil {
		return firewall.Rule{}, err
	}
	return firewall.Parse(words)
}

// showFilters lets the lists at the beginning be recorded.
func (n *node) showFilters(env osi.Env) {
	if n.nat != nil {
		for _, m := range n.nat.Mappings() {
			env.Enter(m)
		}
	}
	if n.firewall != nil {
		for _, r := range n.firewall.Rows() {
			env.Enter(r)
		}
	}
}

const firewallUsage = "firewall show | firewall add [N] RULE | firewall delete N | firewall default allow|deny|reject"

// parseFirewall reads a change of the list of rules.
func parseFirewall(args []string) (command, error) {
	if len(args) == 1 && args[0] == "show" {
		return func(w *world, n *node) {
			for _, line := range n.firewall.List() {
				w.print(n, line)
			}
		}, nil
	}
	if len(args) < 2 {
		return nil, usage(firewallUsage)
	}
	switch args[0] {
	case "add":
		place, words := 0, args[1:]
		if n, err := strconv.Atoi(words[0]); err == nil {
			place, words = n, words[1:]
		}
		r, err := firewall.Parse(words)
		if err != nil {
			return nil, err
		}
		return changeFirewall(func(f *firewall.Firewall) error { return f.Insert(place, r) }), nil
	case "delete":
		n, err := strconv.Atoi(args[1])
		if err != nil || len(args) > 2 {
			return nil, usage(firewallUsage)
		}
		return changeFirewall(func(f *firewall.Firewall) error { return f.Delete(n) }), nil
	case "default":
		action := firewall.Action(args[1])
		if len(args) > 2 || action != firewall.Allow && action != firewall.Deny && action != firewall.Reject {
			return nil, usage(firewallUsage)
		}
		return changeFirewall(func(f *firewall.Firewall) error { f.SetDefault(action); return nil }), nil
	}
	return nil, usage(firewallUsage)
}

// changeFirewall makes a command of a change; what cannot be done is said on
// the node's screen.
func changeFirewall(change func(f *firewall.Firewall) error) command {
	return func(w *world, n *node) {
		if err := change(n.firewall); err != nil {
			w.print(n, err.Error())
		}
	}
}

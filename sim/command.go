package sim

import (
	"fmt"
	"slices"

	"encap/layers/application"
	"encap/layers/osi"
	"encap/layers/socket"
	"encap/sim/engine"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// command is what a line at a node's prompt does.
type command func(w *world, n *node)

// settings are the commands that start no process but show or change the node
// itself.
var settings = []struct {
	name, usage string
	at          []scenario.Kind // at whose prompt
	parse       func(args []string) (command, error)
}{
	{"arp", arpUsage, withHost, parseARP},
	{"macof", macofUsage, withHost, parseMacof},
	{"firewall", firewallUsage, []scenario.Kind{scenario.Firewall, scenario.NAT}, parseFirewall},
	{"bridge", bridgeUsage, []scenario.Kind{scenario.Switch}, parseBridge},
	{"ip", ipUsage, withHost, parseIP},
	{"power", powerUsage, append([]scenario.Kind{scenario.Switch, scenario.Hub}, withHost...), parsePower},
}

// withHost are the nodes that have sockets, and so run programs.
var withHost = []scenario.Kind{scenario.Host, scenario.Router, scenario.Firewall, scenario.NAT}

// Programs lists all that can be typed at a node's prompt, for the checker of
// scenario files.
func Programs() []scenario.Program {
	var all []scenario.Program
	for _, p := range application.Programs {
		all = append(all, scenario.Program{
			Name: p.Name, Usage: p.Usage,
			Check: func(args []string) error {
				_, err := p.Parse(args)
				return err
			},
			Hosts: func(args []string) []int {
				if i := p.Host(args); i >= 0 {
					return []int{i}
				}
				return nil
			},
		})
	}
	for _, s := range settings {
		all = append(all, scenario.Program{Name: s.name, Usage: s.usage, At: s.at, Check: func(args []string) error {
			_, err := s.parse(args)
			return err
		}})
	}
	return all
}

// parseCommand reads a line at the prompt of a node of some kind.
func parseCommand(line string, at scenario.Kind) (command, error) {
	words, err := scenario.Words(line)
	if err != nil {
		return nil, err
	}
	if len(words) == 0 {
		return nil, fmt.Errorf("an empty command")
	}
	for _, s := range settings {
		if s.name == words[0] && slices.Contains(s.at, at) {
			return s.parse(words[1:])
		}
	}
	program, ok := application.Find(words[0])
	switch {
	case !slices.Contains(withHost, at):
		return nil, fmt.Errorf("a %s runs no program %q", at, words[0])
	case !ok:
		return nil, fmt.Errorf("unknown program %q", words[0])
	}
	main, err := program.Parse(words[1:])
	if err != nil {
		return nil, err
	}
	return func(w *world, n *node) { w.start(n, words[0], line, main) }, nil
}

// start makes a process and lets it run after what is going on now.
func (w *world) start(n *node, name, line string, main application.Main) {
	p := n.host.Sockets.Start(name)
	body := func(*engine.Process) {
		w.exit(n, p, main(p))
		n.ended(p)
	}
	if w.tracer.Level() == trace.All {
		w.tracer.Begin(trace.Event{Kind: trace.Start, Node: n.name, Process: p.String(), Layer: osi.Application, Name: name, Text: line})
		defer w.tracer.End()
	}
	run := w.engine.Go(body)
	n.running = append(n.running, process{p, run})
	p.Run(run)
}

// exit ends a process: what it left open is closed.
func (w *world) exit(n *node, p *socket.Process, err error) {
	if w.tracer.Level() != trace.All {
		p.Exit()
		return
	}
	text := "exit 0"
	if err != nil {
		text = "exit 1: " + err.Error()
	}
	w.tracer.Begin(trace.Event{Kind: trace.Exit, Node: n.name, Process: p.String(), Layer: osi.Application, Text: text})
	p.Exit()
	w.tracer.End()
}

// print is what a command without a process of its own says to who typed it.
func (w *world) print(n *node, line string) {
	if w.tracer.Level() == trace.All {
		w.tracer.Point(trace.Event{Kind: trace.Output, Node: n.name, Layer: osi.Application, Text: line})
	}
}

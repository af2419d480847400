package drill

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"encap/sim/trace"
)

// command reads a shell command. Nothing is ever executed: of the commands that
// scripts use, those that set TCP change the host's profile, those that would
// change a real machine's interface do nothing, and all others are errors.
func (p *parser) command() *command {
	t := p.next()
	c := &command{}
	for line := range strings.SplitSeq(strings.NewReplacer("&&", "\n", ";", "\n", "\\\n", " ").Replace(t.text), "\n") {
		do, err := parseCommand(strings.TrimSpace(line))
		if err != nil {
			p.fail(t.pos, "%v", err)
			return c
		}
		if do != nil {
			c.do = append(c.do, do)
		}
	}
	return c
}

// run does what a command wants of the host.
func (c *command) run(r *Run) error {
	for _, do := range c.do {
		if err := do(r); err != nil {
			return err
		}
	}
	return nil
}

// harmless are commands that change only what is not there.
var harmless = map[string]bool{
	"true": true, "ethtool": true, "ip": true, "ifconfig": true, "kldload": true, "kldunload": true, "tcpdrop": true, "modprobe": true, "echo": true, "sync": true,
}

// skipped are commands that look at, or change, what is not there. The result
// names them: without them the script may show less than its author meant.
var skipped = map[string]bool{"nstat": true, "tc": true, "iptables": true, "sleep": true}

// parseCommand reads one command; nil means that nothing is to be done.
func parseCommand(line string) (func(r *Run) error, error) {
	if strings.HasPrefix(line, "#") {
		return nil, nil
	}
	words := strings.Fields(line)
	for i, w := range words {
		if strings.HasPrefix(w, ">") || strings.HasPrefix(w, "2>") {
			words = words[:i]
			break
		}
	}
	if len(words) == 0 {
		return nil, nil
	}
	switch name := path.Base(words[0]); {
	case harmless[name] || strings.HasPrefix(name, "sysctl_restore"):
		return nil, nil
	case skipped[name]:
		return func(r *Run) error {
			r.Skipped = append(r.Skipped, line)
			return nil
		}, nil
	case name == "defaults.sh":
		return parseSysctls(strings.Fields(defaultSettings))
	case name == "sysctl", name == "set_sysctls.py":
		return parseSysctls(words[1:])
	case name == "sockstat":
		return parseSockstat(line)
	}
	return nil, fmt.Errorf("the command %q is not played", words[0])
}

// parseSockstat reads how FreeBSD's scripts ask for the state of a connection:
// sockstat … | grep -c TIME_WAIT | grep 1.
func parseSockstat(line string) (func(r *Run) error, error) {
	stages := strings.Split(line, "|")
	if len(stages) < 3 {
		return nil, fmt.Errorf("the command %q is not played", line)
	}
	counted, wanted := strings.Fields(stages[len(stages)-2]), strings.Fields(stages[len(stages)-1])
	if len(counted) != 3 || counted[1] != "-c" || len(wanted) != 2 {
		return nil, fmt.Errorf("the command %q is not played", line)
	}
	state := strings.NewReplacer("SYN_RCVD", "SYN-RECEIVED", "_WAIT_", "-WAIT-", "_", "-").Replace(counted[2])
	want, err := strconv.Atoi(wanted[1])
	if err != nil {
		return nil, fmt.Errorf("the command %q is not played", line)
	}
	return func(r *Run) error {
		if n := r.connections(state); n != want {
			return &mismatch{expected: fmt.Sprintf("%d in %s", want, state), came: fmt.Sprint(n)}
		}
		return nil
	}, nil
}

// connections counts those in a state.
func (r *Run) connections(state string) (n int) {
	t := r.world.tracer.Trace
	for _, row := range t.State(trace.ID(t.Len())).Rows {
		if row.Entity.Kind == "tcp" && row.Get("State") == state {
			n++
		}
	}
	return n
}

package drill

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// defaultTolerance is how far from its time a packet may come.
const defaultTolerance = 4 * time.Millisecond

// parser reads tokens. After the first error nothing but the end comes.
type parser struct {
	name   string
	lines  []string
	tokens []token
	at     int
	err    *Error
	only   []condition // those that the steps here stand under
}

// Parse reads a script. An error is an *Error.
func Parse(name, src string) (*Script, error) {
	tokens, lexErr := lex(name, src)
	if lexErr != nil {
		return nil, lexErr
	}
	p := &parser{name: name, tokens: tokens, lines: strings.Split(src, "\n")}
	s := &Script{Name: name, set: settings{tolerance: defaultTolerance, mtu: 1500}}
	for p.peek().kind == setting {
		p.setting(&s.set)
	}
	for p.peek().kind != end {
		if p.peek().kind == directive {
			p.directive()
			continue
		}
		step := p.step()
		step.only = slices.Clone(p.only)
		s.steps = append(s.steps, step)
	}
	if len(p.only) > 0 {
		p.fail(p.peek().pos, "#ifdef without its #endif")
	}
	if p.err != nil {
		return nil, p.err
	}
	return s, nil
}

func (p *parser) peek() token { return p.tokens[p.at] }

// ahead gives the n-th token from here.
func (p *parser) ahead(n int) token { return p.tokens[min(p.at+n, len(p.tokens)-1)] }

// next takes a token.
func (p *parser) next() token {
	t := p.tokens[p.at]
	if p.at < len(p.tokens)-1 {
		p.at++
	}
	return t
}

// fail keeps the first error and goes to the end.
func (p *parser) fail(pos Pos, format string, args ...any) {
	if p.err == nil {
		p.err = &Error{p.name, pos, fmt.Sprintf(format, args...)}
	}
	p.at = len(p.tokens) - 1
}

// accept takes a sign or word if it is there.
func (p *parser) accept(text string) bool {
	if p.peek().is(text) {
		p.next()
		return true
	}
	return false
}

// expect takes a sign or word that must be there.
func (p *parser) expect(text string) {
	if !p.accept(text) {
		p.fail(p.peek().pos, "%v, want %q", p.peek(), text)
	}
}

// word takes a word.
func (p *parser) word(what string) string {
	if p.peek().kind != word {
		p.fail(p.peek().pos, "%v, want %s", p.peek(), what)
	}
	return p.next().text
}

// number takes a number from lo to hi.
func (p *parser) number(what string, lo, hi int64) int64 {
	t := p.peek()
	if t.kind != integer {
		p.fail(t.pos, "%v, want %s, a number", t, what)
		return 0
	}
	n, err := strconv.ParseInt(t.text, 0, 64)
	if !strings.HasPrefix(t.text, "0x") {
		n, err = strconv.ParseInt(t.text, 10, 64)
	}
	if err != nil || n < lo || n > hi {
		p.fail(t.pos, "%s %s, want %d to %d", what, t.text, lo, hi)
		return 0
	}
	p.next()
	return n
}

// setting reads one --name=value.
func (p *parser) setting(s *settings) {
	t := p.next()
	name, value, _ := strings.Cut(strings.TrimPrefix(t.text, "--"), "=")
	number := func() int {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > 1e9 {
			p.fail(t.pos, "--%s=%s, want a number", name, value)
		}
		return n
	}
	switch name {
	case "tolerance_usecs":
		s.tolerance = time.Duration(number()) * time.Microsecond
	case "mtu":
		if s.mtu = number(); s.mtu < 68 || s.mtu > 65535 {
			p.fail(t.pos, "--mtu=%s, want 68 to 65535", value)
		}
	case "strict_segments":
		s.strict = true
	case "ip_version":
		if value != "ipv4" {
			p.fail(t.pos, "--ip_version=%s: only ipv4 is played", value)
		}
	case "define", "local_ip", "remote_ip", "gateway_ip", "netmask_ip", "bind_port", "connect_port", "speed",
		"non_fatal", "verbose", "mss", "tolerance_percent", "tcp_ts_tick_usecs", "send_omit_free", "wire_protocol", "init_scripts":
		// They choose among worlds that all look the same from here.
	default:
		p.fail(t.pos, "unknown option --%s", name)
	}
}

// directive reads a line that says for which systems the next steps are meant.
func (p *parser) directive() {
	t := p.next()
	words := strings.Fields(strings.TrimPrefix(t.text, "#"))
	n := len(p.only)
	switch {
	case len(words) == 2 && (words[0] == "ifdef" || words[0] == "ifndef"):
		p.only = append(p.only, condition{words[1], words[0] == "ifdef"})
	case len(words) > 0 && words[0] == "else" && n > 0:
		p.only[n-1].is = !p.only[n-1].is
	case len(words) > 0 && words[0] == "endif" && n > 0:
		p.only = p.only[:n-1]
	default:
		p.fail(t.pos, "%v, want #ifdef SYSTEM, #ifndef SYSTEM, #else or #endif", t)
	}
}

// step reads a time and what happens then.
func (p *parser) step() step {
	t := p.peek()
	s := step{pos: t.pos, text: p.lineAt(t.pos), when: p.when()}
	switch t := p.peek(); {
	case t.is("<") || t.is(">"):
		s.do = p.packet()
	case t.kind == shell:
		s.do = p.command()
	case t.kind == code:
		s.do = p.statements()
	case t.kind == word:
		s.do = p.call()
	default:
		p.fail(t.pos, "%v, want a packet, a call, a command or statements", t)
		return s
	}
	p.checkTime(&s)
	return s
}

func (p *parser) lineAt(pos Pos) string {
	if pos.Line > len(p.lines) {
		return ""
	}
	return strings.TrimSpace(p.lines[pos.Line-1])
}

// checkTime refuses times that make no sense for what happens then.
func (p *parser) checkTime(s *step) {
	pkt, isPacket := s.do.(*packet)
	_, isCall := s.do.(*call)
	w := s.when
	switch {
	case w.to < w.from:
		p.fail(s.pos, "the range of time is backwards")
	case (w.timing == anytime || w.to != w.from) && !(isPacket && pkt.out):
		p.fail(s.pos, "only a packet from the stack may have a range of time")
	case w.until >= 0 && !isCall:
		p.fail(s.pos, "only a call may last")
	case w.until >= 0 && w.until < w.from:
		p.fail(s.pos, "the call returns before it begins")
	case w.timing == now && (isPacket || isCall):
		p.fail(s.pos, "a packet or a call without a time")
	}
}

// when reads the time of a step.
func (p *parser) when() when {
	w := when{until: -1}
	switch t := p.peek(); {
	case p.accept("*"):
		w.timing = anytime
		return w
	case p.accept("+"):
		w.timing = relative
	case t.kind == integer || t.kind == real:
		w.timing = absolute
	default:
		return w
	}
	w.from = p.duration()
	w.to = w.from
	switch {
	case p.accept("~"):
		if plus := p.accept("+"); plus != (w.timing == relative) {
			p.fail(p.peek().pos, "one end of the range is relative, the other absolute")
		}
		w.to = p.duration()
	case p.accept("..."):
		p.accept("+")
		w.until = p.duration()
	}
	return w
}

// maxTime bounds what a script may wait.
const maxTime = 1_000_000 * time.Second

// duration reads seconds.
func (p *parser) duration() time.Duration {
	t := p.peek()
	if t.kind != integer && t.kind != real {
		p.fail(t.pos, "%v, want a time in seconds", t)
		return 0
	}
	p.next()
	seconds, fraction, _ := strings.Cut(t.text, ".")
	if seconds == "" {
		seconds = "0"
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n < 0 || t.text[0] == '-' || n >= int64(maxTime/time.Second) {
		p.fail(t.pos, "%s is no time in seconds", t.text)
		return 0
	}
	d, unit := time.Duration(n)*time.Second, time.Second
	for _, c := range fraction {
		unit /= 10
		d += time.Duration(c-'0') * unit
	}
	return d
}

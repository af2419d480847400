package firewall

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"encap/layers/network/flow"
)

// Action is what is done with a packet.
type Action string

// The actions.
const (
	Allow  Action = "allow"
	Deny   Action = "deny"   // drop it without a word
	Reject Action = "reject" // drop it and tell the sender
)

// Usage is how a rule is written.
const Usage = "allow|deny|reject [tcp|udp|icmp|any] [from NETWORK] [port N[-M]] [to NETWORK] [port N[-M]] [in PORT] [out PORT] [ack|syn] [established]"

// Rule says what becomes of the packets that it fits.
type Rule struct {
	Action      Action
	Protocol    uint8 // 0: any
	From, To    Ends
	In, Out     string // names of interfaces; "": any
	Established bool   // part of a conversation that was allowed before
	ACK         bool   // TCP only: the flag is set. All but the first segment have it
	SYN         bool   // TCP only: the first segment of a connection
}

// Ends are the ends of conversations that a rule is about.
type Ends struct {
	Net       netip.Prefix // zero: any
	Low, High uint16       // ports; High 0: any
}

// Parse reads a rule. The error tells which word is wrong: see Arg.
func Parse(words []string) (Rule, error) {
	p := parser{words: words}
	r := p.rule()
	return r, p.err
}

// wrongWord is an error about one word of a rule.
type wrongWord struct {
	at  int
	msg string
}

// Error says what is wrong with the word.
func (w *wrongWord) Error() string { return "firewall: " + w.msg }

// Arg gives which word it is, from 0.
func (w *wrongWord) Arg() int { return w.at }

type parser struct {
	words []string
	at    int
	err   error
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = &wrongWord{min(p.at, max(0, len(p.words)-1)), fmt.Sprintf(format, args...)}
	}
}

// next gives the next word, and "" behind the last.
func (p *parser) next() string {
	if p.at >= len(p.words) {
		return ""
	}
	return p.words[p.at]
}

var protocols = map[string]uint8{"any": 0, "tcp": flow.TCP, "udp": flow.UDP, "icmp": flow.ICMP}

func (p *parser) rule() (r Rule) {
	r.Action = Action(p.next())
	if !slices.Contains([]Action{Allow, Deny, Reject}, r.Action) {
		p.fail("a rule begins with allow, deny or reject, not with %q", p.next())
		return r
	}
	p.at++
	if number, ok := protocols[p.next()]; ok {
		r.Protocol = number
		p.at++
	}
	side := &r.From
	for ; p.at < len(p.words) && p.err == nil; p.at++ {
		side = p.clause(&r, side)
	}
	if r.Protocol != flow.TCP && (r.ACK || r.SYN) {
		p.fail("ack and syn are flags of tcp")
	}
	if r.Protocol != flow.TCP && r.Protocol != flow.UDP && (r.From.High > 0 || r.To.High > 0) {
		p.fail("ports are of tcp or udp")
	}
	return r
}

// clause reads one clause; a port belongs to the end that was named last.
func (p *parser) clause(r *Rule, side *Ends) *Ends {
	switch p.next() {
	case "from", "to":
		side = &r.From
		if p.next() == "to" {
			side = &r.To
		}
		side.Net = p.network()
	case "port":
		side.Low, side.High = p.ports()
	case "in":
		r.In = p.argument("the name of a port")
	case "out":
		r.Out = p.argument("the name of a port")
	case "established":
		r.Established = true
	case "ack":
		r.ACK = true
	case "syn":
		r.SYN = true
	default:
		p.fail("%q is no part of a rule: write %s", p.next(), Usage)
	}
	return side
}

// argument gives the word behind a clause's first.
func (p *parser) argument(what string) string {
	name := p.next()
	p.at++
	if p.next() == "" {
		p.fail("%s wants %s behind it", name, what)
	}
	return p.next()
}

func (p *parser) network() netip.Prefix {
	word := p.argument("a network, an address or any")
	if word == "any" || p.err != nil {
		return netip.Prefix{}
	}
	if a, err := netip.ParseAddr(word); err == nil && a.Is4() {
		return netip.PrefixFrom(a, 32)
	}
	n, err := netip.ParsePrefix(word)
	if err != nil || !n.Addr().Is4() {
		p.fail("%q is no network, as 10.0.1.0/24, nor an address nor any", word)
	}
	return n.Masked()
}

func (p *parser) ports() (low, high uint16) {
	word := p.argument("a number, or two as 8000-8080")
	first, second, isRange := strings.Cut(word, "-")
	if !isRange {
		second = first
	}
	a, errA := strconv.ParseUint(first, 10, 16)
	b, errB := strconv.ParseUint(second, 10, 16)
	if errA != nil || errB != nil || a == 0 || a > b {
		p.fail("%q is no port from 1 to 65535, nor two as 8000-8080", word)
		return 0, 0
	}
	return uint16(a), uint16(b)
}

// String writes the rule as it is read.
func (r *Rule) String() string {
	words := []string{string(r.Action), "any"}
	if r.Protocol != 0 {
		words[1] = flow.Name(r.Protocol)
	}
	words = append(r.From.words(words, "from"), r.To.words(nil, "to")...)
	for _, clause := range []struct {
		said bool
		text string
	}{{r.In != "", "in " + r.In}, {r.Out != "", "out " + r.Out}, {r.ACK, "ack"}, {r.SYN, "syn"}, {r.Established, "established"}} {
		if clause.said {
			words = append(words, clause.text)
		}
	}
	return strings.Join(words, " ")
}

// words appends an end as it is written.
func (e *Ends) words(words []string, name string) []string {
	if !e.Net.IsValid() && e.High == 0 {
		return words
	}
	to := "any"
	if e.Net.IsValid() {
		to = strings.TrimSuffix(e.Net.String(), "/32")
	}
	words = append(words, name, to)
	switch {
	case e.High == 0:
	case e.Low == e.High:
		words = append(words, "port", strconv.Itoa(int(e.Low)))
	default:
		words = append(words, "port", fmt.Sprintf("%d-%d", e.Low, e.High))
	}
	return words
}

// fits says whether an end of a packet is one of these.
func (e *Ends) fits(at netip.AddrPort) bool {
	return (!e.Net.IsValid() || e.Net.Contains(at.Addr())) &&
		(e.High == 0 || e.Low <= at.Port() && at.Port() <= e.High)
}

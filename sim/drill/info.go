package drill

import (
	"fmt"
	"strings"

	"encap/layers/transport/tcp"
)

// statements reads what stands between %{ and }%.
func (p *parser) statements() *statements {
	t := p.next()
	all, err := parseStatements(t.text)
	if err != nil {
		p.fail(t.pos, "%v", err)
	}
	return &statements{all}
}

// statements does what stands between %{ and }%.
func (r *Run) statements(s *statements) error {
	var info tcp.Info
	known := false
	names := func(name string) (value, error) {
		if v, ok := r.names[name]; ok {
			return v, nil
		}
		if n, ok := constants[name]; ok {
			return value{num: n}, nil
		}
		if !strings.HasPrefix(name, "tcpi_") {
			return value{}, fmt.Errorf("unknown name %s", name)
		}
		if !known {
			var err error
			if info, err = r.world.process.Info(r.fd(r.tested)); err != nil {
				return value{}, fmt.Errorf("%s: %s", name, errorName(err))
			}
			known = true
		}
		f, ok := r.infos(name)
		if !ok {
			return value{}, fmt.Errorf("%s is not known of this stack", name)
		}
		return value{num: f(&info)}, nil
	}
	for _, one := range s.all {
		if one.value == nil {
			continue
		}
		v, err := one.value(names)
		switch {
		case err != nil:
			return &mismatch{expected: one.source, came: err.Error()}
		case one.assign != "":
			r.names[one.assign] = v
		case one.assert && !v.truth():
			return &mismatch{expected: one.source, came: r.shown(one.source, names)}
		}
	}
	return nil
}

// shown gives the variables that a statement names, with their values.
func (r *Run) shown(source string, names func(string) (value, error)) string {
	tokens, _ := lex("", source)
	var all []string
	seen := map[string]bool{}
	for _, t := range tokens {
		if t.kind == word && strings.HasPrefix(t.text, "tcpi_") && !seen[t.text] {
			seen[t.text] = true
			if v, err := names(t.text); err == nil {
				all = append(all, fmt.Sprintf("%s = %v", t.text, v))
			}
		}
	}
	if all == nil {
		return "it is false"
	}
	return strings.Join(all, ", ")
}

package scenario

import (
	"regexp"
	"strings"
)

// lesson looks at the steps and expectations: they are expressions, which
// others read.
func (v *validator) lesson() {
	for i := range v.s.Steps {
		st := &v.s.Steps[i]
		if v.broken("step", i) {
			continue
		}
		v.expression(st.When, spot{"step", i, "when", 0}, v.opts.CheckEvent)
		if st.Ask != nil {
			v.ask(st.Ask, i)
		}
	}
	for i := range v.s.Expect {
		if !v.broken("expect", i) {
			v.expression(v.s.Expect[i].Expr, spot{part: "expect", i: i}, v.opts.CheckTrace)
		}
	}
}

func (v *validator) ask(a *Ask, i int) {
	for j, choice := range a.Of {
		sp := spot{"step", i, "of", j}
		switch a.Which {
		case "who":
			v.known(choice, sp, 0)
		case "changed":
			v.field(choice, sp)
		default:
			v.wrong(spot{"step", i, "of", 0}, 0, "leave of: out", "the question %q finds its choices itself", a.Which)
			return
		}
	}
	sp := spot{"step", i, "field", 0}
	switch {
	case a.Field == "":
	case a.Which == "value" || a.Which == "where":
		v.field(a.Field, sp)
	default:
		v.wrong(sp, 0, "leave field: out", "the question %q asks for no field", a.Which)
	}
}

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9_.]*$`)

// field looks at the name of a field: on its own it is an expression that is
// true where the field is present.
func (v *validator) field(name string, sp spot) {
	if !fieldName.MatchString(name) {
		v.wrong(sp, 0, "write it as ip.ttl", "%q is not the name of a field", clip(name))
		return
	}
	v.expression(name, sp, v.opts.CheckEvent)
}

func (v *validator) expression(expr string, sp spot, check func(string) error) {
	if check != nil {
		if err := check(expr); err != nil {
			msg, mend, offset := told(err)
			v.wrong(sp, offset, mend, "%s", msg)
			return
		}
	}
	v.mentioned(expr, sp)
}

var mentions = regexp.MustCompile(`\bnode\s*[!=]=\s*"([^"\\]*)"|([A-Za-z0-9_-]+)\s+received\b`)

// mentioned warns of nodes in an expression that are not there: it would never
// be true. This is no reader of expressions, hence no more than a warning.
func (v *validator) mentioned(expr string, sp spot) {
	for _, m := range mentions.FindAllStringSubmatchIndex(expr, -1) {
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		name := expr[from:to]
		if _, ok := v.plugs.nr[name]; ok || strings.EqualFold(name, "not") {
			continue
		}
		mend := ""
		if !v.full() {
			mend = didYouMean(name, v.names)
		}
		v.doubtful(sp, from, mend, "no node is called %q", clip(name))
	}
}

package filter

import (
	"strings"
	"testing"

	"encap/layers/osi"
	"encap/sim/trace"
)

// FuzzParse: no source and no event does harm; what was read is printed so
// that it is read as the same again; completion never breaks.
func FuzzParse(f *testing.F) {
	for _, c := range claims {
		f.Add(c.src, "eth", []byte(helloOne))
	}
	for _, src := range []string{
		`ip.src == 10.0.0.0/8 or eth.dst in {02:00:00:00:01:00, ff:ff:ff:ff:ff:ff}`,
		`!arp and time < 2.5 s`, `text matches "^recv(from)?" || text contains "\x00\"é"`,
		`layer in {"N".."transport"} && kind == "drop"`, `frame in {1, 2..0xff}`,
		`"big bob" received "x"`, `((ip)`, `ip.tll = 'x'`, `time < 0.1ns`, `::1..`, `node == "`, "\xff",
	} {
		f.Add(src, "ip", helloIP)
	}
	whole := sample()
	f.Fuzz(func(t *testing.T, src, proto string, pdu []byte) {
		Complete(src)
		odd := trace.Event{ID: 1, Kind: trace.Kind(len(pdu)), Layer: osi.Layer(len(src)), Proto: proto, PDU: pdu, Rules: []trace.Reason{{}}}
		for _, parse := range []func(string) (*Expr, error){Parse, ParseEvent} {
			e, err := parse(src)
			if err != nil {
				if err := err.(*Error); err.Offset < 0 || err.Offset > len(src) || err.Msg == "" {
					t.Fatalf("%q: %#v", src, err)
				}
				continue
			}
			e.Match(&odd)
			if v := e.Holds(whole); v.At > trace.ID(len(whole)) {
				t.Fatalf("%q: decided at %d", src, v.At)
			}
			printed := e.String()
			// Printing spells out "and" and adds parentheses, so at the limits it may
			// exceed them.
			again, err := parse(printed)
			if err != nil && strings.Contains(err.Error(), "than 100 parentheses") || len(printed) > maxLength {
				continue
			}
			if err != nil {
				t.Fatalf("%q is printed as %q: %v", src, printed, err)
			}
			if s := again.String(); s != printed {
				t.Fatalf("%q is printed as %q, then as %q", src, printed, s)
			}
			if a, b := e.Holds(whole), again.Holds(whole); a != b {
				t.Fatalf("%q: %+v, but %q: %+v", src, a, printed, b)
			}
		}
	})
}

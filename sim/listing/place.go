package listing

import (
	"path"
	"runtime"
	"strings"

	"encap/sim/trace"
)

// Place is a line of our own source.
type Place struct {
	File string // from the top of the repository: "layers/link/arp/resolve.go"
	Line int    // from 1
	Func string // the function it stands in: "Resolver.Send"
}

// module is what the paths of this module's packages begin with.
const module = "encap/"

// Of gives the place where a rule was noted; false when it was noted nowhere,
// as in a trace that was read from a file.
func Of(r trace.Reason) (Place, bool) {
	if r.PC == 0 {
		return Place{}, false
	}
	frame, _ := runtime.CallersFrames([]uintptr{r.PC}).Next()
	// The path that the compiler saw differs from machine to machine; that of
	// the package does not: "encap/layers/link/arp.(*Resolver).Send".
	slash := strings.LastIndexByte(frame.Function, '/') + 1
	name, _, _ := strings.Cut(frame.Function[slash:], ".")
	pkg, ours := strings.CutPrefix(frame.Function[:slash]+name, module)
	if !ours {
		return Place{}, false
	}
	// A path written on Windows has slashes too.
	p := Place{File: pkg + "/" + path.Base(frame.File), Line: frame.Line}
	f := open(p.File)
	if f == nil || p.Line < 1 || p.Line > len(f.lines) {
		return Place{}, false
	}
	if d := f.function(p.Line); d != nil {
		p.Func = d.name
	}
	return p, true
}

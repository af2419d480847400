package listing

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"sync"

	"encap/layers"
)

// Line is a line of source.
type Line struct {
	N       int    // its number in the file
	Parts   []Part // what it consists of, from left to right; tabs are four blanks
	Decided bool   // it is the one
}

// Text gives the line without its parts' kinds.
func (l *Line) Text() string {
	var b strings.Builder
	for _, p := range l.Parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Around gives n lines around the place, all of the function that it is in;
// fewer when that has fewer.
func (p Place) Around(n int) []Line {
	from, to := p.extent(false)
	if to-from+1 > n {
		// What led to a decision stands above it.
		from = max(from, min(p.Line-n*2/3, to-n+1))
		to = from + n - 1
	}
	return p.lines(from, to)
}

// Function gives the whole function that the place is in, with the comment
// above it.
func (p Place) Function() []Line { return p.lines(p.extent(true)) }

// extent gives the first and the last line of the place's function.
func (p Place) extent(comment bool) (from, to int) {
	f := open(p.File)
	if f == nil {
		return 1, 0
	}
	d := f.function(p.Line)
	switch {
	case d == nil:
		return 1, len(f.lines)
	case comment:
		return d.doc, d.to
	}
	return d.from, d.to
}

func (p Place) lines(from, to int) []Line {
	var out []Line
	f := open(p.File)
	for n := from; n <= to; n++ {
		out = append(out, Line{N: n, Parts: f.lines[n-1], Decided: n == p.Line})
	}
	return out
}

// file is a source file, taken apart.
type file struct {
	lines     [][]Part
	functions []function
}

// function is where a function stands.
type function struct {
	name          string // "Resolver.Send"
	doc, from, to int    // lines: its comment's first, its own first and last
}

// function gives the function that a line stands in, or nil.
func (f *file) function(line int) *function {
	for i := range f.functions {
		if d := &f.functions[i]; d.doc <= line && line <= d.to {
			return d
		}
	}
	return nil
}

// opened are the files that were asked for.
var opened sync.Map

// open gives a file of the repository, or nil when it is not embedded.
func open(name string) *file {
	if f, ok := opened.Load(name); ok {
		return f.(*file)
	}
	f := read(name)
	opened.Store(name, f)
	return f
}

func read(name string) *file {
	below, ok := strings.CutPrefix(name, "layers/")
	if !ok {
		return nil
	}
	src, err := fs.ReadFile(layers.Source, below)
	if err != nil {
		return nil
	}
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	f := &file{lines: partsOf(src)}
	line := func(p token.Pos) int { return fset.Position(p).Line }
	for _, d := range parsed.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		one := function{name: nameOf(fn), doc: line(fn.Pos()), from: line(fn.Pos()), to: line(fn.End())}
		if fn.Doc != nil {
			one.doc = line(fn.Doc.Pos())
		}
		f.functions = append(f.functions, one)
	}
	return f
}

// nameOf gives a function's name as docs/where.md writes it.
func nameOf(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	t := fn.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name + "." + fn.Name.Name
	}
	return fn.Name.Name
}

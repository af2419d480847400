package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
)

// floors says what each package may import of this module. The real imports
// must be exactly these: a new line here is a decision about the house.
const floors = `
layers <
layers/osi <
layers/osi/ositest < layers/osi
layers/codec <
layers/physical < layers/codec layers/osi
layers/physical/linecode <
layers/physical/vxlan < layers/codec
layers/link/arp < layers/codec layers/link/ethernet layers/osi
layers/link/bridge < layers/codec layers/link/ethernet layers/link/vlan layers/osi
layers/link/ethernet < layers/codec layers/osi
layers/link/stp < layers/codec layers/link/ethernet layers/osi
layers/link/vlan < layers/codec layers/link/ethernet layers/osi
layers/network/icmp < layers/codec layers/network/ipv4 layers/osi
layers/network/ipv4 < layers/codec layers/network/route layers/osi
layers/network/firewall < layers/codec layers/network/flow layers/osi
layers/network/flow < layers/osi
layers/network/nat < layers/codec layers/network/flow layers/osi
layers/network/route <
layers/transport/tcp < layers/codec layers/network/icmp layers/osi
layers/transport/udp < layers/codec layers/network/icmp layers/osi
layers/socket < layers/codec layers/network/icmp layers/network/ipv4 layers/osi layers/transport/tcp layers/transport/udp
layers/application < layers/application/bulk layers/application/echo layers/application/forge layers/application/http layers/application/message layers/application/ping layers/application/traceroute layers/socket
layers/application/bulk < layers/application/message layers/socket
layers/application/echo < layers/application/message layers/socket
layers/application/forge < layers/application/message layers/codec layers/socket
layers/application/http < layers/osi layers/socket
layers/application/message < layers/socket
layers/application/ping < layers/network/icmp layers/network/ipv4 layers/osi layers/socket
layers/application/rip < layers/codec layers/network/icmp layers/network/ipv4 layers/network/route layers/osi layers/transport/udp
layers/application/traceroute < layers/network/icmp layers/socket
layers/stack < layers/application/rip layers/codec layers/link/arp layers/link/bridge layers/link/ethernet layers/link/stp layers/link/vlan layers/network/firewall layers/network/icmp layers/network/ipv4 layers/network/nat layers/network/route layers/osi layers/physical layers/socket layers/transport/tcp layers/transport/udp
layers/stack/stacktest < layers/codec layers/link/ethernet layers/osi layers/osi/ositest layers/physical layers/socket layers/stack
sim/engine < layers/osi
sim/trace < layers/codec layers/osi layers/physical layers/socket layers/stack
sim/dissect < layers/codec layers/link/ethernet layers/osi
sim/capture < layers/osi layers/physical sim/trace
sim/filter < layers/link/ethernet layers/osi sim/dissect sim/trace
sim/scenario < layers/application/rip layers/link/ethernet layers/link/vlan layers/network/firewall layers/network/flow layers/physical layers/physical/linecode layers/transport/tcp
sim/narrate < layers/application/rip layers/link/arp layers/link/bridge layers/link/ethernet layers/link/stp layers/link/vlan layers/network/firewall layers/network/icmp layers/network/ipv4 layers/network/nat layers/osi layers/physical layers/socket layers/transport/tcp layers/transport/udp sim/dissect sim/scenario sim/trace
sim/quiz < layers/osi sim/dissect sim/narrate sim/scenario sim/trace
sim < layers/application layers/codec layers/link/bridge layers/link/ethernet layers/link/stp layers/link/vlan layers/network/firewall layers/network/nat layers/network/route layers/osi layers/physical layers/physical/vxlan layers/socket layers/stack layers/transport/tcp sim/capture sim/dissect sim/engine sim/filter sim/forge sim/scenario sim/trace
sim/forge < layers/codec layers/link/ethernet sim/dissect sim/scenario
sim/futures < layers/osi sim/narrate sim/scenario sim/trace
scenarios <
scenarios/bench < sim/scenario
tui < layers/link/ethernet layers/osi layers/physical/linecode sim sim/account sim/dissect sim/explore sim/filter sim/forge sim/futures sim/listing sim/narrate sim/quiz sim/scenario sim/trace tui/background tui/canvas
tui/background <
tui/canvas <
tui/plain < layers/osi sim sim/dissect sim/explore sim/filter sim/futures sim/listing sim/narrate sim/quiz sim/scenario sim/trace
tui/vt <
encap < layers/osi layers/transport/tcp scenarios scenarios/bench sim sim/account sim/capture sim/drill sim/explore sim/filter sim/narrate sim/quiz sim/scenario sim/trace tui tui/plain
sim/listing < layers sim/trace
sim/account < layers/osi layers/transport/tcp sim sim/trace
sim/drill < layers/codec layers/link/ethernet layers/osi layers/physical layers/socket layers/stack layers/transport/tcp sim/capture sim/engine sim/scenario sim/trace
sim/explore < layers/osi sim sim/dissect sim/scenario sim/trace
`

// pkg is what the go command knows of a package.
type pkg struct {
	ImportPath, Dir, Name, Export string
	GoFiles, Imports              []string
	Standard                      bool
}

// packages lists this module's packages and all they need, compiled.
var packages = sync.OnceValues(func() (map[string]*pkg, error) {
	out, err := exec.Command("go", "list", "-deps", "-export", "-json=ImportPath,Dir,Name,Export,GoFiles,Imports,Standard", "./...").Output()
	if err != nil {
		return nil, err
	}
	all := map[string]*pkg{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		p := &pkg{}
		if err := d.Decode(p); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all[p.ImportPath] = p
	}
})

// house gives this module's own packages in order.
func house(t *testing.T) []*pkg {
	t.Helper()
	all, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	var own []*pkg
	for path, p := range all {
		if path == "encap" || strings.HasPrefix(path, "encap/") {
			own = append(own, p)
		}
	}
	sort.Slice(own, func(i, j int) bool { return own[i].ImportPath < own[j].ImportPath })
	if len(own) < 20 {
		t.Fatalf("only %d packages found", len(own))
	}
	return own
}

// parsed gives a package's files as syntax, with comments.
func (p *pkg) parsed(t *testing.T, fset *token.FileSet) []*ast.File {
	t.Helper()
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

func short(path string) string { return strings.TrimPrefix(path, "encap/") }

func TestImportsGoDownOnly(t *testing.T) {
	want := map[string]string{}
	for line := range strings.Lines(floors) {
		if name, deps, ok := strings.Cut(line, " <"); ok {
			want[name] = strings.TrimSpace(deps)
		}
	}
	for _, p := range house(t) {
		var deps []string
		for _, i := range p.Imports {
			if strings.HasPrefix(i, "encap/") {
				deps = append(deps, short(i))
			}
		}
		name := short(p.ImportPath)
		if got := strings.Join(deps, " "); got != want[name] {
			t.Errorf("%s < %s\n\tthe list says: %s", name, got, want[name])
		}
		delete(want, name)
		for _, d := range deps {
			up := strings.HasPrefix(name, "layers/") && !strings.HasPrefix(d, "layers/") ||
				strings.HasPrefix(name, "sim/") && strings.HasPrefix(d, "tui")
			if up {
				t.Errorf("%s imports %s, which is above it", name, d)
			}
		}
	}
	for name := range want {
		t.Errorf("the list names %s, which does not exist", name)
	}
}

// gopacket's types stand behind one file of each protocol.
func TestGopacketBehindItsDoor(t *testing.T) {
	doors := []string{"encap/layers/codec", "encap/sim/dissect", "encap/sim/capture"}
	fset := token.NewFileSet()
	for _, p := range house(t) {
		if slices.Contains(doors, p.ImportPath) {
			continue
		}
		for _, f := range p.parsed(t, fset) {
			file := filepath.Base(fset.Position(f.Pos()).Filename)
			for _, i := range f.Imports {
				if strings.Contains(i.Path.Value, "google/gopacket") && file != "wire.go" {
					t.Errorf("%s/%s imports gopacket; only wire.go may", short(p.ImportPath), file)
				}
			}
		}
	}
}

// The live wire speaks to the kernel, which knows only real time.
var kernelFiles = map[string]bool{"layers/physical/vxlan": true}

// Protocol code has no time, chance, threads or fractions of its own.
func TestProtocolCodeIsPure(t *testing.T) {
	fset := token.NewFileSet()
	for _, p := range house(t) {
		name := short(p.ImportPath)
		if !strings.HasPrefix(name, "layers/") && name != "sim/engine" || kernelFiles[name] {
			continue
		}
		files := p.parsed(t, fset)
		info := p.checked(t, fset, files)
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				if complaint := impure(n, info); complaint != "" {
					t.Errorf("%v: %s", fset.Position(n.Pos()), complaint)
				}
				return true
			})
		}
	}
}

// checked gives what is known of the types in a package, from what the go
// command has compiled.
func (p *pkg) checked(t *testing.T, fset *token.FileSet, files []*ast.File) *types.Info {
	t.Helper()
	all, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	compiled := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		if q := all[path]; q != nil {
			return os.Open(q.Export)
		}
		return nil, fmt.Errorf("%s is not compiled", path)
	})
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
	if _, err := (&types.Config{Importer: compiled}).Check(p.ImportPath, fset, files, info); err != nil {
		t.Fatal(err)
	}
	return info
}

// impure says what is wrong with a piece of protocol code.
func impure(n ast.Node, info *types.Info) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "a goroutine: nothing here runs at the same time as anything else"
	case *ast.BasicLit:
		if n.Kind == token.FLOAT {
			return "a fraction: processors round differently"
		}
	case *ast.RangeStmt:
		if _, isMap := info.Types[n.X].Type.Underlying().(*types.Map); isMap {
			return "a range over a map: its order is chance"
		}
	case *ast.Ident:
		return impureName(info.Uses[n])
	}
	return ""
}

func impureName(o types.Object) string {
	if o == nil {
		return ""
	}
	if b, ok := o.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsFloat != 0 {
		return o.Name() + " is a fraction: processors round differently"
	}
	if _, isFunc := o.(*types.Func); !isFunc || o.Pkg() == nil || o.Parent() != o.Pkg().Scope() {
		return ""
	}
	switch o.Pkg().Path() {
	case "time":
		if slices.Contains([]string{"Now", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Since", "Until"}, o.Name()) {
			return "time." + o.Name() + ": time is given, not taken"
		}
	case "math/rand", "math/rand/v2":
		if !strings.HasPrefix(o.Name(), "New") {
			return "rand." + o.Name() + ": chance is given, not taken"
		}
	}
	return ""
}

// A package opens with its map, and every exported name says what it is.
func TestEverythingIsDocumented(t *testing.T) {
	fset := token.NewFileSet()
	for _, p := range house(t) {
		name := short(p.ImportPath)
		if p.Name != "main" && !slices.Contains(p.GoFiles, "doc.go") {
			t.Errorf("%s has no doc.go", name)
		}
		for _, f := range p.parsed(t, fset) {
			for _, d := range f.Decls {
				for _, ident := range undocumented(d) {
					t.Errorf("%v: %s has no comment", fset.Position(ident.Pos()), ident.Name)
				}
			}
		}
	}
}

// undocumented gives the exported names that a declaration leaves unexplained.
// A comment on a group of constants or variables explains the whole group.
func undocumented(d ast.Decl) (names []*ast.Ident) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) {
			names = append(names, d.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
					names = append(names, s.Name)
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() && s.Doc == nil && s.Comment == nil && d.Doc == nil {
						names = append(names, n)
					}
				}
			}
		}
	}
	return names
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	ident, ok := receiver.(*ast.Ident)
	return ok && ident.IsExported()
}

// Files and functions stay short enough to be read at once.
func TestFilesAndFunctionsAreShort(t *testing.T) {
	const maxFile, maxFunc = 400, 60
	fset := token.NewFileSet()
	for _, p := range house(t) {
		for _, f := range p.parsed(t, fset) {
			name := fset.Position(f.Pos()).Filename
			if lines := fset.Position(f.End()).Line; lines > maxFile && !strings.Contains(name, "catalog") {
				t.Errorf("%s has %d lines, want at most %d", name, lines, maxFile)
			}
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok {
					if lines := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1; lines > maxFunc {
						t.Errorf("%v: %s has %d lines, want at most %d", fset.Position(fn.Pos()), fn.Name.Name, lines, maxFunc)
					}
				}
			}
		}
	}
}

// A citation names a standard, and perhaps a place in it.
func TestCitationsHaveTheirForm(t *testing.T) {
	form := regexp.MustCompile(`^(RFC \d+( §[\d.]+(\([a-z]\))?)?|IEEE 802(\.[0-9A-Za-z-]+)?( §[\d.]+)?|POSIX [a-z]+|(Linux|FreeBSD) [a-z(0-9)]+|Encap)$`)
	cite := regexp.MustCompile(`Cite:\s*"([^"]*)"`)
	n := 0
	for _, p := range house(t) {
		for _, name := range p.GoFiles {
			src, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(short(p.ImportPath), "layers/") && name != "rules.go" && name != "fate.go" {
				continue
			}
			for _, m := range cite.FindAllSubmatch(src, -1) {
				n++
				if !form.Match(m[1]) {
					t.Errorf("%s/%s cites %q, which is no citation", short(p.ImportPath), name, m[1])
				}
			}
		}
	}
	if n < 30 {
		t.Fatalf("only %d citations found", n)
	}
}

// Every row of docs/where.md leads to a function that exists.
func TestWhereIsTrue(t *testing.T) {
	f, err := os.Open("docs/where.md")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	row := regexp.MustCompile(`^\| .*\? \| (\S+\.go) \| (\S+) \|$`)
	rows := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		if m := row.FindStringSubmatch(s.Text()); m != nil {
			rows++
			if !declares(t, m[1], m[2]) {
				t.Errorf("docs/where.md: %s declares no %s", m[1], m[2])
			}
		}
	}
	if rows < 30 {
		t.Fatalf("only %d rows found", rows)
	}
}

// declares says whether a file has a function "Name" or a method "Type.Name".
func declares(t *testing.T, file, name string) bool {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return false
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		full := fn.Name.Name
		if fn.Recv != nil {
			full = strings.TrimPrefix(types.ExprString(fn.Recv.List[0].Type), "*") + "." + full
		}
		if full == name {
			return true
		}
	}
	return false
}

// Every link of a document to another file of the repository leads there.
func TestLinksLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	pages = append(pages, "README.md", "CONTRIBUTING.md", "CHANGELOG.md")
	link, n := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`), 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			n++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
	}
	if n < 10 {
		t.Fatalf("only %d links found", n)
	}
}

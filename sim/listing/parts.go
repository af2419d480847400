package listing

import (
	"go/scanner"
	"go/token"
	"strings"
)

// Kind says what a part of a line is.
type Kind uint8

// The kinds of parts.
const (
	Code Kind = iota
	Keyword
	Literal // a string, a number
	Comment
)

// Part is a part of a line.
type Part struct {
	Text string
	Kind Kind
}

// partsOf takes a file apart into lines.
func partsOf(src []byte) [][]Part {
	kinds := make([]Kind, len(src))
	fset := token.NewFileSet()
	f := fset.AddFile("", fset.Base(), len(src))
	var s scanner.Scanner
	s.Init(f, src, nil, scanner.ScanComments)
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			break
		}
		at := f.Offset(pos)
		switch {
		case tok == token.COMMENT:
			fill(kinds[at:at+len(text)], Comment)
		case tok.IsKeyword():
			fill(kinds[at:at+len(text)], Keyword)
		case tok == token.STRING || tok == token.CHAR || tok == token.INT:
			fill(kinds[at:at+len(text)], Literal)
		}
	}
	return cut(string(src), kinds)
}

func fill(kinds []Kind, k Kind) {
	for i := range kinds {
		kinds[i] = k
	}
}

// cut divides a text at its line ends, and each line where the kind changes.
func cut(src string, kinds []Kind) (lines [][]Part) {
	at := 0
	for text := range strings.Lines(src) {
		var line []Part
		end := at + len(strings.TrimRight(text, "\r\n"))
		for from := at; from < end; {
			to := from + 1
			for to < end && kinds[to] == kinds[from] {
				to++
			}
			line = append(line, Part{strings.ReplaceAll(src[from:to], "\t", "    "), kinds[from]})
			from = to
		}
		lines = append(lines, line)
		at += len(text)
	}
	return lines
}

package tui

import (
	"fmt"
	"io"
	"strings"
)

// Keys writes the key table as a page for paper, in Markdown.
func Keys(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", txtHelpTitle)
	for where := everywhere; where < paneEnd; where++ {
		fmt.Fprintf(&b, "\n## %s\n\n| | |\n|---|---|\n", where.title())
		for i := range bindings {
			k := &bindings[i]
			if k.where != where {
				continue
			}
			var names []string
			for _, key := range k.keys {
				names = append(names, "`"+strings.ReplaceAll(keyLabel(key, false), "|", `\|`)+"`")
			}
			fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(names, " "), k.help)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

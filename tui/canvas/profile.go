package canvas

import (
	"runtime"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Env is a set of environment variables by name.
type Env map[string]string

// EnvOf makes an Env of lines such as os.Environ gives.
func EnvOf(lines []string) Env {
	env := Env{}
	for _, line := range lines {
		if name, value, ok := strings.Cut(line, "="); ok {
			env[name] = value
		}
	}
	return env
}

// Profile says how many colours a terminal can show.
type Profile uint8

// The profiles.
const (
	NoColor Profile = iota
	Colors16
	Colors256
	TrueColor
)

// DetectProfile reads from the environment what the terminal can show. It asks
// nobody: a serial line or a pipe would not answer. NO_COLOR (no-color.org)
// wins over CLICOLOR_FORCE (bixense.com/clicolors), which says that even a
// dumb terminal shows colours.
func DetectProfile(env Env) Profile {
	if env["NO_COLOR"] != "" {
		return NoColor
	}
	p := detectTerm(env)
	if force := env["CLICOLOR_FORCE"]; force != "" && force != "0" {
		return max(p, Colors16)
	}
	if env["CLICOLOR"] == "0" {
		return NoColor
	}
	return p
}

func detectTerm(env Env) Profile {
	term := env["TERM"]
	switch {
	case term == "dumb":
		return NoColor
	case env["COLORTERM"] == "truecolor" || env["COLORTERM"] == "24bit":
		return TrueColor
	case term == "" && runtime.GOOS == "windows":
		return TrueColor // since Windows 10
	case term == "":
		return NoColor
	case strings.HasSuffix(term, "-direct"):
		return TrueColor
	}
	for _, name := range []string{"kitty", "alacritty", "ghostty", "wezterm", "foot", "contour"} {
		if strings.Contains(term, name) {
			return TrueColor
		}
	}
	if strings.Contains(term, "256color") {
		return Colors256
	}
	return Colors16
}

// near16 names the one of sixteen colours for those of ours that the nearest
// one by distance would make alike or too dark.
var near16 = map[Color]int{
	RGB(0xCC79A7): 13, RGB(0xF0E442): 11, RGB(0x56B4E9): 14, RGB(0xE69F00): 3, RGB(0x009E73): 2, RGB(0xB8C0CC): 7,
	RGB(0xFFD166): 11, RGB(0xFFB454): 3, RGB(0x7EE2A8): 10, RGB(0x2BD4A0): 10, RGB(0x2BC796): 2, RGB(0xFF7B7B): 9,
	RGB(0xDB93BA): 13, RGB(0xA9B8D0): 15, RGB(0x00C893): 2, RGB(0xE29AC2): 13, RGB(0x40FFC0): 10, RGB(0x80FFB0): 10,
	RGB(0x9A3412): 1, RGB(0xB3261E): 1, RGB(0x37475C): 0, RGB(0x00664A): 2, RGB(0x116329): 2,
}

// xterm16 is what most terminals show, more or less, for the sixteen colours.
var xterm16 = [16]Color{RGB(0x000000), RGB(0xCD0000), RGB(0x00CD00), RGB(0xCDCD00), RGB(0x0000EE), RGB(0xCD00CD), RGB(0x00CDCD), RGB(0xE5E5E5),
	RGB(0x7F7F7F), RGB(0xFF0000), RGB(0x00FF00), RGB(0xFFFF00), RGB(0x5C5CFF), RGB(0xFF00FF), RGB(0x00FFFF), RGB(0xFFFFFF)}

// sgr appends the parameters that select a colour as foreground (base 30) or
// background (base 40).
func (p Profile) sgr(buf []byte, c Color, base int) []byte {
	if !c.Set() || p == NoColor {
		return strconv.AppendInt(buf, int64(base+9), 10)
	}
	switch p {
	case Colors16:
		n := int(p.index(c))
		if n >= 8 {
			n += 60 - 8
		}
		return strconv.AppendInt(buf, int64(base+n), 10)
	case Colors256:
		buf = strconv.AppendInt(buf, int64(base+8), 10)
		buf = append(buf, ";5;"...)
		return strconv.AppendInt(buf, int64(p.index(c)), 10)
	}
	buf = strconv.AppendInt(buf, int64(base+8), 10)
	buf = append(buf, ";2;"...)
	buf = strconv.AppendInt(buf, int64(uint8(c>>16)), 10)
	buf = append(buf, ';')
	buf = strconv.AppendInt(buf, int64(uint8(c>>8)), 10)
	buf = append(buf, ';')
	return strconv.AppendInt(buf, int64(uint8(c)), 10)
}

// index gives the number of the colour that comes nearest.
func (p Profile) index(c Color) uint8 {
	if p == Colors256 {
		return uint8(ansi.Convert256(c))
	}
	if n, ok := near16[c]; ok {
		return uint8(n)
	}
	return uint8(ansi.Convert16(c))
}

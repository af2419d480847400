package canvas

import (
	"image/color"
	"math"
)

// Color is a colour of 24 bits, or none: the terminal's own.
type Color uint32

const solid Color = 1 << 24

// RGB makes a colour of 0xRRGGBB.
func RGB(hex uint32) Color { return Color(hex&0xffffff) | solid }

// Set says whether it is a colour at all.
func (c Color) Set() bool { return c&solid != 0 }

// RGBA makes Color an image/color.Color, for conversion to fewer colours.
func (c Color) RGBA() (r, g, b, a uint32) {
	return color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255}.RGBA()
}

// linear are the 256 steps of a channel as light (WCAG 2.2, relative
// luminance).
var linear = func() (light [256]float64) {
	for i := range light {
		s := float64(i) / 255
		light[i] = math.Pow((s+0.055)/1.055, 2.4)
		if s <= 0.04045 {
			light[i] = s / 12.92
		}
	}
	return light
}()

// luminance is the relative luminance of WCAG 2.2.
func (c Color) luminance() float64 {
	return 0.2126*linear[uint8(c>>16)] + 0.7152*linear[uint8(c>>8)] + 0.0722*linear[uint8(c)]
}

// Contrast gives the contrast ratio of two colours, 1 to 21, as WCAG 2.2
// defines it.
func Contrast(a, b Color) float64 {
	x, y := a.luminance(), b.luminance()
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

package osi

import (
	"math"
	"testing"
	"time"
)

func TestLayers(t *testing.T) {
	for _, c := range []struct {
		layer              Layer
		name, letter, word string
	}{
		{0, "", " ", "message"},
		{Physical, "physical", "P", "bits"},
		{Link, "link", "L", "frame"},
		{Network, "network", "N", "packet"},
		{Transport, "transport", "T", "datagram"},
		{Session, "session", "S", "message"},
		{Presentation, "presentation", "R", "message"},
		{Application, "application", "A", "message"},
		{8, "layer 8", " ", "message"},
	} {
		if c.layer.String() != c.name || c.layer.Letter() != c.letter || c.layer.Word() != c.word {
			t.Errorf("layer %d is %q, %q, %q; want %q, %q, %q", uint8(c.layer),
				c.layer.String(), c.layer.Letter(), c.layer.Word(), c.name, c.letter, c.word)
		}
	}
}

func TestInstants(t *testing.T) {
	for _, c := range []struct {
		instant Instant
		want    string
	}{
		{0, "0.000 ms"},
		{1, "0.000001 ms"},
		{1000, "0.001 ms"},
		{Instant(1010344 * time.Microsecond), "1010.344 ms"},
		{Instant(time.Second) + 7, "1000.000007 ms"},
		{-1, "-0.000001 ms"},
		{Instant(-time.Millisecond), "-1.000 ms"},
		{math.MaxInt64, "9223372036854.775807 ms"},
	} {
		if got := c.instant.String(); got != c.want {
			t.Errorf("%d is %q, want %q", int64(c.instant), got, c.want)
		}
	}
	later := Instant(5).Add(3 * time.Nanosecond)
	if later != 8 || later.Sub(5) != 3*time.Nanosecond || Instant(5).Sub(later) != -3*time.Nanosecond {
		t.Errorf("5 and 3 ns later is %d", later)
	}
}

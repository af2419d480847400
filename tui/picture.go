package tui

import (
	"errors"
	"fmt"
	"io"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// Shot says which picture to take of a run.
type Shot struct {
	Width, Height int      // in characters
	Theme         string   // as in Options; "" is dark
	Glyphs        string   // as in Options; "" is utf8
	Event         trace.ID // the cursor; 0: where the film opens
	Keys          []string // pressed there, by their names: "4", "down"
	// Until is the event to which the picture moves; 0: it stands still.
	Until trace.ID
	Every time.Duration // of show time between two frames of a moving picture
	Each  time.Duration // how long each of them is seen
}

// mostFrames bounds a moving picture: what nobody waits for, nobody watches.
const mostFrames = 400

// unseen is a terminal for pictures: nobody looks at it.
type unseen struct{}

func (unseen) Show(*canvas.Canvas) {}
func (unseen) Forget()             {}
func (unseen) Copy(string)         {}
func (unseen) Enter()              {}
func (unseen) Leave()              {}
func (unseen) Took() time.Duration { return 0 }

// Picture draws the screen of a run as an SVG.
func Picture(w io.Writer, src Source, shot Shot) error {
	m, err := newPicture(src, &shot)
	if err != nil {
		return err
	}
	film := canvas.Film{Frames: []*canvas.Canvas{m.still()}, Each: shot.Each, Title: src.Scenario().Title, Paper: m.stage.theme.Base}
	if shot.Until > 0 {
		end := m.film().reel.begin(shot.Until).show
		for show := m.stage.at.show + shot.Every; show < end; show += shot.Every {
			if len(film.Frames) == mostFrames {
				return fmt.Errorf("tui: a picture of more than %d frames: choose a nearer end, or fewer frames", mostFrames)
			}
			m.stage.at = m.film().reel.moment(show)
			film.Frames = append(film.Frames, m.still())
		}
		m.stage.goTo(shot.Until)
		film.Frames = append(film.Frames, m.still())
	}
	return film.SVG(w)
}

// newPicture makes a screen that shows what a shot asks for.
func newPicture(src Source, shot *Shot) (*model, error) {
	if shot.Width < leastWidth || shot.Height < leastHeight {
		return nil, fmt.Errorf("tui: a picture of %d×%d characters: the screen needs %d×%d", shot.Width, shot.Height, leastWidth, leastHeight)
	}
	if shot.Until > 0 && (shot.Until <= shot.Event || shot.Every <= 0) {
		return nil, errors.New("tui: a moving picture ends after it begins, and has some time between its frames")
	}
	o := Options{Library: shelfOf{src}, Theme: shot.Theme, Glyphs: shot.Glyphs}
	if o.Theme == "" {
		o.Theme = "dark"
	}
	if o.Glyphs == "" {
		o.Glyphs = "utf8"
	}
	if err := o.resolve(canvas.Env{"COLORTERM": "truecolor"}); err != nil {
		return nil, err
	}
	m := newModel(&o, unseen{})
	m.take(tea.WindowSizeMsg{Width: shot.Width, Height: shot.Height})
	m.picker.opening = "it"
	m.opened(openedMsg{name: "it", film: newFilm(src)})
	if m.picker.err != nil {
		return nil, m.picker.err
	}
	m.live = nil
	if shot.Event > m.film().last || shot.Until > m.film().last {
		return nil, fmt.Errorf("tui: the run has %d events", m.film().last)
	}
	if shot.Event > 0 {
		m.stage.goTo(shot.Event)
	}
	m.draw()
	for _, key := range shot.Keys {
		m.key(key)
		if m.film() == nil {
			return nil, fmt.Errorf("tui: key %q leaves the run", key)
		}
		m.draw()
	}
	return m, nil
}

// still draws the screen and gives a copy of it.
func (m *model) still() *canvas.Canvas {
	m.draw()
	return m.canvas.Copy()
}

// shelfOf is a library of one run.
type shelfOf struct{ src Source }

func (shelfOf) Scenarios() []Entry            { return nil }
func (l shelfOf) Open(string) (Source, error) { return l.src, nil }

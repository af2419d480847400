package tui

import (
	"fmt"
	"strings"
)

// All words of the interface stand here, so that they can be translated: the
// English text is the key. What a protocol calls a thing stays English; the
// sentences of events come from encap/sim/narrate.
const (
	txtProduct   = "ENCAP"
	txtNeedsSize = "80×24 needed, now %d×%d"
	txtKeepOn    = "The run goes on; make the window larger."
	txtOpening   = "opening %s …"
	txtNotOpened = "%s could not be opened"
	txtPanic     = "Something of ours broke. What it was stands in %s"

	txtTopology = "Topology"
	txtStacks   = "Layers"
	txtEvents   = "Events"
	txtBytes    = "Bytes"
	txtFields   = "Fields"
	txtTime     = "Time"
	txtTables   = "Sockets and tables"
	txtWhy      = "Why"

	txtPlaying  = "play"
	txtPaused   = "paused"
	txtBackward = "back"
	txtEventOf  = "event %d/%d"
	txtLive     = "live: %s"
	txtLiveLost = "live: %s (stopped)"
	txtSlow     = "slow line: %d frames a second"

	txtScenarios   = "Scenarios"
	txtNoScenario  = "There is no scenario here."
	txtLevelFirst  = "First steps"
	txtLevelSecond = "Going on"
	txtLevelThird  = "Advanced"

	txtSends     = "sends"
	txtReceives  = "receives"
	txtTransmits = "transmits"
	txtArrives   = "a frame arrives"
	txtDrops     = "drops"
	txtCalls     = "calls"
	txtGoesOn    = "goes on"
	txtStarts    = "starts"
	txtEnds      = "ends"
	txtPrints    = "prints"
	txtTimer     = "a timer runs out"
	txtQueues    = "queues"
	txtCommand   = "command"
	txtIdle      = "idle"
	txtWaits     = "waits in %s"

	txtRouterStops = "routers stop at layer 3"
	txtSwitchStops = "switches stop at layer 2"
	txtSending     = "sending %d %%"
	txtReceiving   = "receiving %d %%"
	txtLostHere    = "lost"
	txtNoPDU       = "No PDU in this event: %s"
	txtByteUnit    = "%d B"
	txtBitUnit     = "%d b"
	txtPad         = "pad"
	txtFromNode    = "%s, layer %s"

	txtBytesAt     = "bytes %d-%d"
	txtByteAt      = "byte %d"
	txtNoBytes     = "calculated"
	txtComputed    = "How %s was computed"
	txtNotComputed = "This field is not computed: it says what its sender chose."
	txtMalformed   = "malformed: %s"

	txtAllNodes   = "all"
	txtNoState    = "Nothing has a state yet."
	txtRowsMore   = "%d more"
	txtIdleTime   = "%s idle"
	txtOfTotal    = "%s / %s"
	txtNow        = "now"
	txtLesson     = "lesson"
	txtHelpTitle  = "Keys"
	txtEverywhere = "everywhere"
	txtDialog     = "help"
	txtClose      = "esc closes"
)

// The names of the keys' actions, for the footer and the help.
const (
	txtKeyPlay      = "play, pause"
	txtKeyEvent     = "event"
	txtKeyEventPrev = "event back"
	txtKeyEventNext = "next event"
	txtKeySlower    = "slower"
	txtKeyFaster    = "faster"
	txtKeyReverse   = "reverse"
	txtKeyPane      = "next pane"
	txtKeyPaneBack  = "pane before"
	txtKeyFrameNext = "next frame"
	txtKeyFramePrev = "frame before"
	txtKeyFirst     = "first event"
	txtKeyLast      = "last event"
	txtKeyHelp      = "help"
	txtKeyBack      = "back"
	txtKeyQuit      = "quit"
	txtKeyQuitNow   = "quit now"
	txtKeySuspend   = "suspend"
	txtKeyProjector = "projector"
	txtKeyTheme     = "theme"
	txtKeyMotion    = "motion on, off"
	txtKeyZoom      = "one pane large"
	txtKeyLayerUp   = "layer above"
	txtKeyLayerDown = "layer below"
	txtKeyNodeUp    = "node before"
	txtKeyNodeDown  = "next node"
	txtKeyInspect   = "its tables"
	txtKeyWhy       = "why"
	txtKeyBytes     = "its bytes"
	txtKeyRowUp     = "row above"
	txtKeyRowDown   = "row below"
	txtKeyPageUp    = "ten back"
	txtKeyPageDown  = "ten on"
	txtKeyByteLeft  = "byte before"
	txtKeyByteRight = "next byte"
	txtKeyFieldUp   = "field above"
	txtKeyFieldDown = "field below"
	txtKeyComputed  = "how computed"
	txtKeyBits      = "hex, bits"
	txtKeyScrubBack = "back in time"
	txtKeyScrubOn   = "on in time"
	txtKeyLeapBack  = "far back"
	txtKeyLeapOn    = "far on"
	txtKeyWhoWrote  = "who wrote this"
	txtKeyNodeLeft  = "node before"
	txtKeyNodeRight = "next node"
	txtKeyStart     = "start"
	txtKeyItemUp    = "item above"
	txtKeyItemDown  = "item below"
)

// locale translates a text of the interface.
type locale func(string) string

func english(s string) string { return s }

// pseudo is the language of the tests: it looks like English with accents and
// is at least 40 % longer, so that what is not translated, or has no room to
// grow, is seen.
func pseudo(s string) string {
	if s == "" {
		return ""
	}
	var b strings.Builder
	letters, verb := 0, false
	b.WriteByte('[')
	for _, r := range s {
		switch {
		case verb:
			// %d and %s stay as they are.
			verb = false
			b.WriteRune(r)
			continue
		case r == '%':
			verb = true
		}
		letters++
		if i := strings.IndexRune("aeiouAEIOU", r); i >= 0 {
			r = []rune("àéîöûÀÉÎÖÛ")[i]
		}
		b.WriteRune(r)
	}
	for range (letters*4+9)/10 - 2 {
		b.WriteByte('~')
	}
	b.WriteByte(']')
	return b.String()
}

// f translates a text and fills it in.
func (l locale) f(format string, args ...any) string { return fmt.Sprintf(l(format), args...) }

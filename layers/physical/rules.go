package physical

import "encap/layers/osi"

// The rules that ports and cables obey. Those of the standard come first;
// "Encap" marks what this simulator itself decides.
var (
	// TransmitterBusy makes a frame wait while another one leaves.
	TransmitterBusy = osi.Rule{Name: "TransmitterBusy", Cite: "IEEE 802.3 §4.2.3.2.1",
		Why: "A port sends one frame after the other. This one waits in the queue until the frame that is leaving, and the gap behind it, are over."}
	// InterframeGap makes a frame wait when another one has just left.
	InterframeGap = osi.Rule{Name: "InterframeGap", Cite: "IEEE 802.3 §4.2.3.2.2",
		Why: "Between two frames a port stays silent for the time of 96 bits, so that receivers can recover."}
	// QueueFull drops the newest frame when too many wait.
	QueueFull = osi.Rule{Name: "QueueFull", Cite: "RFC 7567 §2",
		Why: "More frames were to be sent than the cable can take, and the queue has no place left. The newest one is dropped, which is called tail drop; nobody is told."}
	// NoCarrier drops what is to be sent into a cut cable.
	NoCarrier = osi.Rule{Name: "NoCarrier", Cite: "Encap",
		Why: "The port hears nothing from the other end: the cable is cut. What is to be sent, or waits to be, is dropped."}
	// CableCut drops what is under way when the cable is cut.
	CableCut = osi.Rule{Name: "CableCut", Cite: "Encap",
		Why: "The cable was cut while this frame was on it. Its bits end nowhere, and the sender does not learn of it."}
	// LostOnTheWay drops a frame by chance.
	LostOnTheWay = osi.Rule{Name: "LostOnTheWay", Cite: "Encap",
		Why: "This cable loses frames, and this was one of them. Neither end notices; whoever needs the data must find out and send it again."}
	// BitsFlipped damages a frame.
	BitsFlipped = osi.Rule{Name: "BitsFlipped", Cite: "Encap",
		Why: "Noise on the cable inverted bits of this frame. The physical layer cannot tell; the frame check sequence is there to find it."}
	// HeldBack delays a frame.
	HeldBack = osi.Rule{Name: "HeldBack", Cite: "Encap",
		Why: "This frame took longer than the cable alone explains. Frames sent after it may arrive before it."}
	// Duplicated delivers a frame once more.
	Duplicated = osi.Rule{Name: "Duplicated", Cite: "Encap",
		Why: "This frame was sent once and arrives once more. Whoever must not act twice has to recognise it."}
)

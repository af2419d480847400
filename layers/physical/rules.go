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
	// Deference makes a station wait while it hears another one.
	Deference = osi.Rule{Name: "Deference", Cite: "IEEE 802.3 §4.2.3.2.1",
		Why: "On a shared medium only one may send at a time. A station listens first; as long as it hears somebody else (carrier sense), it waits."}
	// CollisionDetected breaks a transmission off.
	CollisionDetected = osi.Rule{Name: "CollisionDetected", Cite: "IEEE 802.3 §4.2.3.2.4",
		Why: "While it sends, a station listens. It hears another signal, so two have begun before they could hear each other. It sends 32 bits more, the jam, so that the other notices too, and stops."}
	// LateCollision marks a collision that should not have been possible.
	LateCollision = osi.Rule{Name: "LateCollision", Cite: "IEEE 802.3 §4.2.3.2.4",
		Why: "A collision must be heard within the first 512 bits, the slot time: this one came later, so the cables are too long, or somebody does not listen. Had the frame been short, its sender would never have known."}
	// BackOff makes a station wait before it tries again.
	BackOff = osi.Rule{Name: "BackOff", Cite: "IEEE 802.3 §4.2.3.2.5",
		Why: "After its n-th collision a frame waits for a number of slot times (512 bits each) that chance takes from 0 to 2ⁿ-1, at most 1023. Who threw the dice differently will not collide again, and the more there are who want to send, the further they spread."}
	// ExcessiveCollisions gives a frame up.
	ExcessiveCollisions = osi.Rule{Name: "ExcessiveCollisions", Cite: "IEEE 802.3 §4.2.3.2.5",
		Why: "The frame has collided sixteen times. The station gives it up."}
	// Fragment throws away what is left of a collision.
	Fragment = osi.Rule{Name: "Fragment", Cite: "IEEE 802.3 §4.2.4.2.2",
		Why: "What came in is shorter than 64 bytes, and so no frame: the remains of a collision, called a fragment or runt."}
	// Garbled lets the remains of a late collision pass.
	Garbled = osi.Rule{Name: "Garbled", Cite: "IEEE 802.3 §4.2.4.1.2",
		Why: "A late collision has left more than 64 bytes, which could be a frame. Only the frame check sequence tells that it is none."}
	// Unheard loses a frame in a collision that its sender did not hear.
	Unheard = osi.Rule{Name: "Unheard", Cite: "IEEE 802.3 §4.2.3.2.4",
		Why: "This frame met another one on its way, but its sender had already finished: it believes that all went well, and will not send again. That is why a frame must last longer than the way to the farthest station and back."}
	// Repeats lets a hub pass bits on.
	Repeats = osi.Rule{Name: "Repeats", Cite: "IEEE 802.3 §27.3",
		Why: "A hub passes on each bit, as it comes in by one port, to all its other ports. It reads no frame and knows no address."}
	// RepeaterJam lets a hub tell all of a collision.
	RepeaterJam = osi.Rule{Name: "RepeaterJam", Cite: "IEEE 802.3 §27.3.1.4",
		Why: "Signals come in by two ports of the hub at once. It sends a jam out of all its ports, for 96 bits at least, so that every station hears the collision."}
	// RepeatsFragment lets a hub pass on what is left of a collision.
	RepeatsFragment = osi.Rule{Name: "RepeatsFragment", Cite: "IEEE 802.3 §27.3",
		Why: "The signal that the hub repeats was broken off, so it ends on all other ports too."}
	// QueueFull drops the newest frame when too many wait.
	QueueFull = osi.Rule{Name: "QueueFull", Cite: "RFC 7567 §2",
		Why: "More frames were to be sent than the cable can take, and the queue has no place left. The newest one is dropped, which is called tail drop; nobody is told."}
	// RandomDrop drops a frame before the queue is full.
	RandomDrop = osi.Rule{Name: "RandomDrop", Cite: "RFC 2309 §3",
		Why: "The queue has been long for a while, so it takes frames by chance before it is full (random early detection): whoever sends most is hit first, and slows down."}
	// MarkedEarly marks a frame before the queue is full.
	MarkedEarly = osi.Rule{Name: "MarkedEarly", Cite: "RFC 3168 §5",
		Why: "The queue has been long for a while. Its transport knows explicit congestion notification, so the packet is marked (CE) instead of dropped: its receiver will tell the sender to slow down, and nothing is lost."}
	// DelayDrop drops a frame since frames wait for too long.
	DelayDrop = osi.Rule{Name: "DelayDrop", Cite: "RFC 8289 §5.5",
		Why: "For a whole interval no frame has waited for less than the target: this queue does not only take up bursts, it stands. One frame is dropped, so that its sender slows down; the next ones follow faster and faster until the wait is short."}
	// MarkedLate marks a frame since frames wait for too long.
	MarkedLate = osi.Rule{Name: "MarkedLate", Cite: "RFC 3168 §5",
		Why: "Frames wait here for too long. Its transport knows explicit congestion notification, so the packet is marked (CE) instead of dropped."}
	// NoCarrier drops what is to be sent into a cut cable.
	NoCarrier = osi.Rule{Name: "NoCarrier", Cite: "Encap",
		Why: "The port hears nothing from the other end: the cable is cut, or one of the ends has no power. What is to be sent, or waits to be, is dropped."}
	// CableCut drops what is under way when the cable is cut.
	CableCut = osi.Rule{Name: "CableCut", Cite: "Encap",
		Why: "The cable was cut while this frame was on it. Its bits end nowhere, and the sender does not learn of it."}
	// PowerLost drops what is under way when an end loses its power.
	PowerLost = osi.Rule{Name: "PowerLost", Cite: "Encap",
		Why: "An end of the cable lost its power while this frame was on it: nobody sends its rest, or nobody hears it."}
	// LostOnTheWay drops a frame by chance.
	LostOnTheWay = osi.Rule{Name: "LostOnTheWay", Cite: "Encap",
		Why: "This cable loses frames, and this was one of them. Neither end notices; whoever needs the data must find out and send it again."}
	// BitsFlipped damages a frame.
	BitsFlipped = osi.Rule{Name: "BitsFlipped", Cite: "Encap",
		Why: "Noise on the cable inverted bits of this frame. The physical layer cannot tell; the frame check sequence is there to find it."}
	// LostInBurst drops a frame while the cable is bad.
	LostInBurst = osi.Rule{Name: "LostInBurst", Cite: "Encap",
		Why: "Losses seldom come alone: for a while this cable is bad (a motor starts, rain falls) and loses many frames in a row. This was one of them."}
	// Rewritten delivers other bytes than were sent.
	Rewritten = osi.Rule{Name: "Rewritten", Cite: "Encap",
		Why: "Something on the way has changed this frame, as a device with bad memory would: these are not the bytes that were sent."}
	// HeldBack delays a frame.
	HeldBack = osi.Rule{Name: "HeldBack", Cite: "Encap",
		Why: "This frame took longer than the cable alone explains. Frames sent after it may arrive before it."}
	// Duplicated delivers a frame once more.
	Duplicated = osi.Rule{Name: "Duplicated", Cite: "Encap",
		Why: "This frame was sent once and arrives once more. Whoever must not act twice has to recognise it."}
)

// Rules are all rules of this package, in the order of this file.
var Rules = []*osi.Rule{&TransmitterBusy, &InterframeGap, &Deference, &CollisionDetected, &LateCollision, &BackOff, &ExcessiveCollisions, &Fragment,
	&Garbled, &Unheard, &Repeats, &RepeaterJam, &RepeatsFragment, &QueueFull, &RandomDrop, &MarkedEarly, &DelayDrop, &MarkedLate, &NoCarrier, &CableCut,
	&PowerLost, &LostOnTheWay, &LostInBurst, &BitsFlipped, &Rewritten, &HeldBack, &Duplicated}

package tui

import "encap/layers/osi"

// Words of the layers' sheets.
const (
	txtWholeStack = "%s, layer by layer"
	txtSameLayer  = "Layer %d in every node"
	txtPDUSize    = "%s %d B"
	txtMessage    = "message"
	txtAtEvent    = "event %d   %s"
	txtNothingYet = "Nothing has passed here yet."

	txtKeyDetail    = "more detail"
	txtKeyLess      = "less detail"
	txtKeyAllHosts  = "same layer, all nodes"
	txtKeyLayers    = "layer"
	txtKeyOtherNode = "node"

	txtAboutSession = "Layers 5 and 6 today"

	txtSessionTCP      = "No header of its own: the TCP connection lasts as long as the dialogue."
	txtSessionUDP      = "No header of its own, and no dialogue: each datagram stands alone."
	txtSessionNone     = "No header of its own, and nothing to hold a dialogue together."
	txtPresentASCII    = "No header of its own: %d bytes of text, a byte a character (ASCII, which is UTF-8 too)."
	txtPresentHTTP     = "No header of its own: lines of ASCII say what follows, Content-Type and Content-Encoding how to read it."
	txtPresentBytes    = "No header of its own: %d bytes that only the program knows how to read."
	txtPresentNothing  = "No header of its own."
	txtSessionToday    = "Session, layer 5"
	txtSessionToday1   = "The OSI model (ISO/IEC 7498-1, 1984 and 1994) gave the dialogue a layer of its own: who may speak, where to go on after a break."
	txtSessionToday2   = "The Internet's model has no such layer (RFC 1122 §1.1.3); programs do its work. A TCP connection holds a dialogue together while it lasts; a cookie (RFC 6265) or a resumed TLS session (RFC 8446 §2.2) does beyond it."
	txtPresentToday    = "Presentation, layer 6"
	txtPresentToday1   = "The same model gave the form of the data a layer: character sets, numbers, compression, encryption."
	txtPresentToday2   = "Today these are agreed inside the message: UTF-8 (RFC 3629), JSON (RFC 8259), gzip (RFC 1952), named by headers such as Content-Type. TLS (RFC 8446) encrypts between TCP and the application, and is drawn here by some."
	txtPresentToday3   = "So this screen shows five layers, and seven when asked: rows 5 and 6 say who does their work here."
	txtLayerApply      = "Processes say something to each other: messages."
	txtLayerTransport  = "From process to process, by port numbers: segments of TCP, datagrams of UDP."
	txtLayerNetwork    = "From host to host across networks, by IP addresses: packets."
	txtLayerLink       = "From station to station on one link, by MAC addresses: frames."
	txtLayerPhysical   = "From one end of a cable to the other, as signals: bits."
	txtLayerNameNumber = "%s, layer %d"
)

// layerJobs says what each layer is for, and what its PDUs are called.
var layerJobs = map[osi.Layer]string{
	osi.Application: txtLayerApply, osi.Transport: txtLayerTransport, osi.Network: txtLayerNetwork,
	osi.Link: txtLayerLink, osi.Physical: txtLayerPhysical,
}

package physical

// Lengths of what surrounds a frame's bytes, in bytes (IEEE 802.3 §3.1.1,
// §4.4.2). The link layer makes and checks the FCS; it is named here because
// the wires carry frames without it.
const (
	FCSLength      = 4
	preambleLength = 7 + 1 // preamble and start-of-frame delimiter: in time only
	gapLength      = 12    // 96 bits of silence between two frames
)

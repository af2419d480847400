package ipv4

// MarkCongestion writes "congestion experienced" into a packet's header, with
// its checksum (RFC 3168 §5). It says false, and changes nothing, where the
// packet's transport does not say that it knows ECN: then the mark would be
// lost on it.
func MarkCongestion(packet []byte) bool {
	if len(packet) < HeaderLen || packet[0]>>4 != 4 {
		return false
	}
	headerLen := int(packet[0]&0x0f) * 4
	if headerLen < HeaderLen || headerLen > len(packet) || packet[offTOS]&ecnMask == 0 {
		return false
	}
	packet[offTOS] |= ecnCE
	sum(packet[:headerLen])
	return true
}

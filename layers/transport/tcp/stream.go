package tcp

// stream keeps a run of bytes that grows behind and is used up in front: the
// send buffer, or what waits for the process. Bytes that were handed out stay
// as they are until the next push.
type stream struct {
	mem []byte
	at  int // where what is left begins
}

// len gives how many bytes are left.
func (s *stream) len() int { return len(s.mem) - s.at }

// bytes gives what is left.
func (s *stream) bytes() []byte { return s.mem[s.at:] }

// push puts text behind. What was used up in front makes room before new
// memory is asked for.
func (s *stream) push(text []byte) {
	if len(s.mem)+len(text) > cap(s.mem) && s.at >= s.len() {
		n := copy(s.mem, s.mem[s.at:])
		s.mem, s.at = s.mem[:n], 0
	}
	s.mem = append(s.mem, text...)
}

// drop uses up n bytes in front.
func (s *stream) drop(n int) {
	if s.at += n; s.at == len(s.mem) {
		s.mem, s.at = s.mem[:0], 0
	}
}

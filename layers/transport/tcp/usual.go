package tcp

// Usual gives the settings that the node's profile stands for.
func (l *Layer) Usual() Settings {
	p := l.profile
	return Settings{
		MaxSegment: defaultMSS, KeepIdle: p.KeepIdle, KeepInterval: p.KeepInterval, KeepCount: p.KeepCount,
		SynRetries: p.SynRetries, OpenTimeout: p.OpenTimeout, SndBuf: p.SendBuffer, RcvBuf: p.ReceiveBuffer, Control: p.Control,
	}
}

// DoublesBuffers says whether sizes of buffers that were chosen are told as
// twice as much.
func (l *Layer) DoublesBuffers() bool { return l.profile.DoubleBuffers }

// Or gives the settings, and other's where nothing was chosen.
func (s Settings) Or(other Settings) Settings {
	s.MaxSegment = first(s.MaxSegment, other.MaxSegment)
	s.KeepIdle, s.KeepInterval = first(s.KeepIdle, other.KeepIdle), first(s.KeepInterval, other.KeepInterval)
	s.KeepCount, s.SynRetries = first(s.KeepCount, other.KeepCount), first(s.SynRetries, other.SynRetries)
	s.OpenTimeout = first(s.OpenTimeout, other.OpenTimeout)
	s.SndBuf, s.RcvBuf = first(s.SndBuf, other.SndBuf), first(s.RcvBuf, other.RcvBuf)
	s.Control = first(s.Control, other.Control)
	return s
}

// HasControl says whether there is an algorithm of congestion control with
// this name.
func HasControl(name string) bool {
	for _, a := range Controls {
		if a.Name == name {
			return true
		}
	}
	return false
}

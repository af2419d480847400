package socket

import (
	"time"

	"encap/layers/transport/tcp"
)

// Bounds of the options of TCP, as Linux has them.
const (
	minMaxSegment = 88 // bytes
	maxMaxSegment = 32767
	maxKeep       = 32767 // seconds
	maxCount      = 127
)

// noLinger says that close does not wait.
const noLinger = -time.Second

// set sets an option that only streams have, or have in another way.
func (s *stream) set(o Option, value int64) error {
	t, on := &s.settings, value != 0
	within := func(least, most int64) bool { return least <= value && value <= most }
	switch {
	case o == SO_RCVBUF:
		t.RcvBuf = int(max(minBuffer, min(value, maxBuffer)))
	case o == SO_SNDBUF:
		t.SndBuf = int(max(minBuffer, min(value, maxBuffer)))
	case o == SO_SNDTIMEO && value >= 0:
		s.vars.SndTimeo = time.Duration(value)
	case o == SO_LINGER:
		s.vars.Linger = time.Duration(max(-1, min(value, maxKeep))) * time.Second
	case o == SO_KEEPALIVE:
		t.KeepAlive = on
	case o == TCP_NODELAY:
		t.NoDelay = on
		s.push = on
	case o == TCP_CORK:
		t.Cork = on
	case o == TCP_MAXSEG && within(minMaxSegment, maxMaxSegment):
		t.MaxSegment = int(value)
	case o == TCP_KEEPIDLE && within(1, maxKeep):
		t.KeepIdle = time.Duration(value) * time.Second
	case o == TCP_KEEPINTVL && within(1, maxKeep):
		t.KeepInterval = time.Duration(value) * time.Second
	case o == TCP_KEEPCNT && within(1, maxCount):
		t.KeepCount = int(value)
	case o == TCP_SYNCNT && within(1, maxCount):
		t.SynRetries = int(value)
	case o == TCP_KEEPINIT && within(1, maxKeep):
		t.OpenTimeout = time.Duration(value) * time.Second
	case o == TCP_NOOPT:
		t.NoOptions = on
	case o == TCP_USER_TIMEOUT && value >= 0:
		t.UserTimeout = time.Duration(value) * time.Millisecond
	case o >= SO_SNDBUF && o <= TCP_NOOPT:
		return EINVAL
	default:
		return ENOPROTOOPT
	}
	return nil
}

// get gives an option that only streams have, or have in another way.
func (s *stream) get(o Option) (int64, error) {
	t := s.chosenOrUsual()
	switch o {
	case SO_RCVBUF:
		return s.doubled(t.RcvBuf, s.settings.RcvBuf), nil
	case SO_SNDBUF:
		return s.doubled(t.SndBuf, s.settings.SndBuf), nil
	case SO_SNDTIMEO:
		return int64(s.vars.SndTimeo), nil
	case SO_LINGER:
		return int64(s.vars.Linger / time.Second), nil
	case SO_KEEPALIVE:
		return truth(t.KeepAlive), nil
	case TCP_NODELAY:
		return truth(t.NoDelay), nil
	case TCP_CORK:
		return truth(t.Cork), nil
	case TCP_MAXSEG:
		return int64(t.MaxSegment), nil
	case TCP_KEEPIDLE:
		return int64(t.KeepIdle / time.Second), nil
	case TCP_KEEPINTVL:
		return int64(t.KeepInterval / time.Second), nil
	case TCP_KEEPCNT:
		return int64(t.KeepCount), nil
	case TCP_SYNCNT:
		return int64(t.SynRetries), nil
	case TCP_KEEPINIT:
		return int64(t.OpenTimeout / time.Second), nil
	case TCP_NOOPT:
		return truth(t.NoOptions), nil
	case TCP_USER_TIMEOUT:
		return int64(t.UserTimeout / time.Millisecond), nil
	}
	return 0, ENOPROTOOPT
}

// doubled gives the size of a buffer as the process is told: twice as much, on
// Linux, as it has chosen.
func (s *stream) doubled(size, chosen int) int64 {
	if chosen > 0 && s.d.process.host.TCP.DoublesBuffers() {
		size *= 2
	}
	return int64(size)
}

// chosenOrUsual gives the settings, with what the host's profile says where
// nothing was chosen. A connection knows how long its segments may be.
func (s *stream) chosenOrUsual() tcp.Settings {
	t := s.settings.Or(s.d.process.host.TCP.Usual())
	if s.open() {
		t.MaxSegment, t.SndBuf, t.RcvBuf = s.conn.SMSS, s.conn.SndBuf(), s.conn.RcvBuf()
	}
	return t
}

// chosen tells TCP of what was set.
func (s *stream) chosen() {
	s.settings.TTL, s.settings.TOS = s.d.vars.TTL, s.d.vars.TOS
	if s.binding != nil {
		s.binding.Reuse = s.d.vars.ReuseAddr
		s.binding.Set(s.settings)
	}
	if s.conn != nil {
		s.conn.Set(s.settings)
		if s.push {
			s.conn.Push()
		}
	}
	s.push = false
}

// chosen tells TCP of what was set: it holds for the clients to come.
func (l *listener) chosen() {
	l.stream.chosen()
	l.listener.Set(l.settings)
}

// SetCongestion chooses the algorithm of congestion control by its name:
// setsockopt with TCP_CONGESTION.
func (p *Process) SetCongestion(fd int, name string) error {
	if p.watched() {
		p.called("setsockopt", p.peek(fd), nil, fd, "TCP_CONGESTION", name)
	}
	err := p.setCongestion(fd, name)
	p.returned(0, err)
	return err
}

func (p *Process) setCongestion(fd int, name string) error {
	s, err := p.stream(fd)
	if err != nil {
		return err
	}
	if !tcp.HasControl(name) {
		return ENOENT
	}
	p.host.Env.Enter(s.d)
	s.settings.Control = name
	s.d.door.(chooser).chosen()
	return nil
}

// Congestion gives the name of the algorithm: getsockopt with TCP_CONGESTION.
func (p *Process) Congestion(fd int) (name string, err error) {
	if p.watched() {
		p.called("getsockopt", p.peek(fd), nil, fd, "TCP_CONGESTION")
	}
	s, err := p.stream(fd)
	if err == nil {
		name = s.chosenOrUsual().Control
	}
	p.returned(name, err)
	return name, err
}

// Info gives all that is known of a connection: getsockopt with TCP_INFO.
func (p *Process) Info(fd int) (info tcp.Info, err error) {
	if p.watched() {
		p.called("getsockopt", p.peek(fd), nil, fd, "TCP_INFO")
	}
	s, err := p.stream(fd)
	if err == nil && s.conn != nil {
		info = s.conn.Report()
	}
	p.returned(info.State, err)
	return info, err
}

// stream finds a socket that must be one for streams.
func (p *Process) stream(fd int) (*stream, error) {
	d, err := p.find(fd)
	if err != nil {
		return nil, err
	}
	switch door := d.door.(type) {
	case *stream:
		return door, nil
	case *listener:
		return door.stream, nil
	}
	return nil, ENOPROTOOPT
}

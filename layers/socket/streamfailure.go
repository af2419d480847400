package socket

import (
	"slices"

	"encap/layers/network/icmp"
)

// Heard keeps an ICMP error about a segment for a process that has asked for such
// (IP_RECVERR). The connection itself goes on, if TCP thinks so.
func (s *stream) Heard(e icmp.Error) {
	if !s.d.vars.RecvErr || len(s.failures) == maxFailures {
		return
	}
	env := &s.d.process.host.Env
	env.Enter(s.d)
	env.Note(&Pending)
	s.failures = append(s.failures, Failure{fromICMP(e), e.Type, e.Code, e.From, s.d.vars.Remote, e.MTU, append([]byte(nil), e.Quoted...)})
	s.d.process.wake(s.d)
}

func (s *stream) nextFailure() (Failure, error) {
	if len(s.failures) == 0 {
		return Failure{}, EAGAIN
	}
	f := s.failures[0]
	s.failures = slices.Delete(s.failures, 0, 1)
	return f, nil
}

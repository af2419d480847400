package nat

import (
	"net/netip"
	"slices"

	"encap/layers/network/flow"
	"encap/layers/osi"
)

// maxSessions bounds those of one mapping.
const maxSessions = 4096

// session is a conversation of an inside end with one remote end.
type session struct {
	m      *mapping
	remote netip.AddrPort
	track  flow.Track
	gone   bool
}

// sessionVars are what a student sees of a session.
type sessionVars struct {
	State flow.State
	Used  osi.Instant
}

// Entity names the session by both its ends.
func (s *session) Entity() (kind, name string) {
	return "nat session", flow.Flow{Protocol: s.m.protocol, Src: s.m.at, Dst: s.remote}.String()
}

// Vars gives the session's variables; nil once it is over.
func (s *session) Vars() any {
	if s.gone {
		return nil
	}
	return sessionVars{s.track.State, s.track.Used}
}

// sweep drops the sessions of a mapping that have been silent for too long.
func (n *NAT) sweep(m *mapping) {
	if !slices.ContainsFunc(m.sessions, n.over) {
		return
	}
	n.env.Enter(m)
	m.sessions = slices.DeleteFunc(m.sessions, func(s *session) bool {
		if !n.over(s) {
			return false
		}
		n.env.Note(idle(m.protocol))
		n.env.Enter(s)
		s.gone = true
		return true
	})
	m.vars.Sessions = len(m.sessions)
}

func (n *NAT) over(s *session) bool { return s.track.Over(n.env.Now()) }

// idle gives the rule by which a protocol's sessions end in silence.
func idle(protocol uint8) *osi.Rule {
	switch protocol {
	case flow.UDP:
		return &IdleUDP
	case flow.TCP:
		return &IdleTCP
	}
	return &IdleICMP
}

// admits says whether a remote end may reach the inside one: anybody where a
// port is forwarded, else hosts that were spoken to before (RFC 4787 §5).
func (m *mapping) admits(remote netip.AddrPort) bool {
	return m.vars.Kind == forwarded ||
		slices.ContainsFunc(m.sessions, func(s *session) bool { return s.remote.Addr() == remote.Addr() })
}

// with gives the session with a remote end, or nil.
func (m *mapping) with(remote netip.AddrPort) *session {
	for _, s := range m.sessions {
		if s.remote == remote {
			return s
		}
	}
	return nil
}

// saw keeps in mind that a packet of a conversation has passed; side is 0 for
// one that left. It says whether there was room.
func (n *NAT) saw(m *mapping, remote netip.AddrPort, side int, flags uint8) bool {
	s := m.with(remote)
	if s == nil {
		if len(m.sessions) >= maxSessions {
			return false
		}
		n.env.Enter(m)
		s = &session{m: m, remote: remote, track: flow.NewTrack(m.protocol)}
		m.sessions = append(m.sessions, s)
		m.vars.Sessions = len(m.sessions)
	}
	n.env.Enter(s)
	was := s.track.State
	s.track.Saw(n.env.Now(), side, flags)
	if now := s.track.State; now != was {
		n.env.Note(turned[now])
	}
	return true
}

// turned are the rules by which a session comes to a state.
var turned = [...]*osi.Rule{flow.Opening: &Again, flow.Established: &Stands, flow.Closing: &Ends}

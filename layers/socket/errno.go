package socket

import (
	"errors"

	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/transport/tcp"
	"encap/layers/transport/udp"
)

// Errno is what a call answers when it cannot do what it was asked.
type Errno uint8

// The errors of the calls, as POSIX names them.
const (
	EBADF Errno = iota + 1
	EINVAL
	EAGAIN
	EMFILE
	EACCES
	EADDRINUSE
	EADDRNOTAVAIL
	EMSGSIZE
	EDESTADDRREQ
	ENOTCONN
	ENOPROTOOPT
	EPROTONOSUPPORT
	EAFNOSUPPORT
	ENETUNREACH
	EHOSTUNREACH
	ECONNREFUSED
	ENOBUFS
	EINPROGRESS
	EALREADY
	EISCONN
	EPIPE
	ECONNRESET
	ETIMEDOUT
	EOPNOTSUPP
	ENOENT
	EPROTO
)

var errnos = [...]struct{ name, text string }{
	0:               {"", ""},
	EBADF:           {"EBADF", "bad file descriptor"},
	EINVAL:          {"EINVAL", "invalid argument"},
	EAGAIN:          {"EAGAIN", "resource temporarily unavailable"},
	EMFILE:          {"EMFILE", "too many open files"},
	EACCES:          {"EACCES", "permission denied"},
	EADDRINUSE:      {"EADDRINUSE", "address already in use"},
	EADDRNOTAVAIL:   {"EADDRNOTAVAIL", "cannot assign requested address"},
	EMSGSIZE:        {"EMSGSIZE", "message too long"},
	EDESTADDRREQ:    {"EDESTADDRREQ", "destination address required"},
	ENOTCONN:        {"ENOTCONN", "socket is not connected"},
	ENOPROTOOPT:     {"ENOPROTOOPT", "protocol not available"},
	EPROTONOSUPPORT: {"EPROTONOSUPPORT", "protocol not supported"},
	EAFNOSUPPORT:    {"EAFNOSUPPORT", "address family not supported"},
	ENETUNREACH:     {"ENETUNREACH", "network is unreachable"},
	EHOSTUNREACH:    {"EHOSTUNREACH", "no route to host"},
	ECONNREFUSED:    {"ECONNREFUSED", "connection refused"},
	ENOBUFS:         {"ENOBUFS", "no buffer space available"},
	EINPROGRESS:     {"EINPROGRESS", "operation now in progress"},
	EALREADY:        {"EALREADY", "operation already in progress"},
	EISCONN:         {"EISCONN", "socket is already connected"},
	EPIPE:           {"EPIPE", "broken pipe"},
	ECONNRESET:      {"ECONNRESET", "connection reset by peer"},
	ETIMEDOUT:       {"ETIMEDOUT", "connection timed out"},
	EOPNOTSUPP:      {"EOPNOTSUPP", "operation not supported"},
	ENOENT:          {"ENOENT", "no such file or directory"},
	EPROTO:          {"EPROTO", "protocol error"},
}

// Error gives the error's sentence.
func (e Errno) Error() string { return errnos[e].text }

// Name gives the error's name: "EADDRINUSE".
func (e Errno) Name() string { return errnos[e].name }

// String gives the error's name, and nothing for none.
func (e Errno) String() string { return errnos[e].name }

// errno turns what a layer below refused into what the process is told.
func errno(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ipv4.ErrNoRoute):
		return ENETUNREACH
	case errors.Is(err, ipv4.ErrTooLong), errors.Is(err, udp.ErrTooLong):
		return EMSGSIZE
	case errors.Is(err, ipv4.ErrBlackhole), errors.Is(err, ipv4.ErrHeader):
		return EINVAL
	case errors.Is(err, ipv4.ErrUnreachable):
		return EHOSTUNREACH
	case errors.Is(err, ipv4.ErrProhibited):
		return EACCES
	case errors.Is(err, ipv4.ErrSource):
		return EADDRNOTAVAIL
	case errors.Is(err, udp.ErrInUse), errors.Is(err, icmp.ErrInUse), errors.Is(err, tcp.ErrInUse):
		return EADDRINUSE
	case errors.Is(err, icmp.ErrIDs):
		return ENOBUFS
	case errors.Is(err, tcp.ErrRefused):
		return ECONNREFUSED
	case errors.Is(err, tcp.ErrPipe):
		return EPIPE
	case errors.Is(err, tcp.ErrReset):
		return ECONNRESET
	case errors.Is(err, tcp.ErrTimeout):
		return ETIMEDOUT
	case errors.Is(err, tcp.ErrNoRoute):
		return EHOSTUNREACH
	case errors.Is(err, tcp.ErrNoNetwork):
		return ENETUNREACH
	case errors.Is(err, tcp.ErrNoProtocol):
		return ENOPROTOOPT
	}
	return err
}

// fromICMP says which error an ICMP message becomes (RFC 1122 §4.1.3.3; the
// mapping is common practice).
func fromICMP(e icmp.Error) Errno {
	switch {
	case e.Type == icmp.ParameterProblem:
		return EPROTO
	case e.Type != icmp.Unreachable || int(e.Code) >= len(unreachables):
		return EHOSTUNREACH
	}
	return unreachables[e.Code]
}

// unreachables are the errors by the code of "destination unreachable", as
// Linux has them.
var unreachables = [...]Errno{
	icmp.NetUnreachable: ENETUNREACH, icmp.HostUnreachable: EHOSTUNREACH, icmp.ProtocolUnreachable: ENOPROTOOPT,
	icmp.PortUnreachable: ECONNREFUSED, icmp.FragmentationNeeded: EMSGSIZE, 5: EOPNOTSUPP, // source route failed
	6: ENETUNREACH, 7: EHOSTUNREACH, 8: EHOSTUNREACH, // unknown, isolated
	9: ENETUNREACH, 10: EHOSTUNREACH, // forbidden
	11: ENETUNREACH, 12: EHOSTUNREACH, // not for this service
	icmp.Prohibited: EHOSTUNREACH, 14: EHOSTUNREACH, 15: EHOSTUNREACH,
}

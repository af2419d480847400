package narrate

import (
	"net/netip"
	"strings"

	"encap/layers/network/icmp"
	"encap/layers/socket"
	"encap/sim/trace"
)

// answer tells what a call returned.
func (t *teller) answer() string {
	value := strings.TrimPrefix(t.e.Text, "= ")
	if why, failed := strings.CutPrefix(value, "-1 "); failed {
		return t.failed(why)
	}
	if t.isStream() {
		if text := t.answerStream(value); text != "" {
			return text
		}
	}
	switch t.e.Name {
	case "socket":
		return t.say(madeSocket, "value", value)
	case "bind":
		return t.say(portTaken, "number", portNumber(t.variable(t.e.Entity, "Local")))
	case "connect":
		return t.say(peerNamed, "local", t.endpoint(t.variable(t.e.Entity, "Local")), "remote", t.endpoint(t.variable(t.e.Entity, "Remote")))
	case "send", "sendto":
		return t.say(handedOver, "value", value)
	case "read", "recv", "recvfrom", "recvmsg":
		return t.received(value)
	case "poll":
		return t.polledAnswer(value)
	case "setsockopt":
		return t.say(optionSet)
	case "getsockopt":
		return t.say(optionIs, "value", value)
	case "getsockname", "getpeername":
		return t.say(optionIs, "value", t.endpoint(value))
	case "nanosleep":
		return t.say(wokeUp)
	case "close":
		return t.say(socketClosed)
	}
	return ""
}

// failed tells of "EADDRINUSE (address already in use)".
func (t *teller) failed(why string) string {
	errno, reason, _ := strings.Cut(why, " ")
	reason = strings.Trim(reason, "()")
	if errno != socket.EAGAIN.Name() {
		return t.say(callFails, "errno", errno, "reason", reason)
	}
	if t.waited() {
		return t.say(gaveUpWait)
	}
	return t.say(nothingThere)
}

// waited says whether the call had to wait for its answer.
func (t *teller) waited() bool {
	call := t.src.Event(t.e.Of)
	return call != nil && newTeller(t.src, call).obeys(&socket.Blocks)
}

func (t *teller) received(value string) string {
	if errno, from, ok := strings.Cut(value, " from "); ok {
		if a, err := netip.ParseAddr(from); err == nil {
			from = t.host(a)
		}
		return t.say(gotError, "from", from, "error", errno)
	}
	if seq, ok := echoNumber(t.e.Data); ok && t.variable(t.e.Entity, "Proto") == "icmp" {
		what := echoReply
		if t.e.Data[0] == icmp.EchoRequest {
			what = echoRequest
		}
		return t.say(gotEcho, "what", what, "seq", seq)
	}
	if len(t.e.Data) == 0 {
		return t.say(gotNothing)
	}
	return t.say(gotMessage, "message", message(t.e.Data))
}

// polledAnswer tells of "1 [3:POLLIN]".
func (t *teller) polledAnswer(value string) string {
	_, list, _ := strings.Cut(value, " ")
	sockets := t.polled(list)
	switch {
	case strings.Contains(list, socket.PollErr.String()):
		return t.say(polledError, "sockets", sockets)
	case strings.Contains(list, socket.PollHup.String()) && !strings.Contains(list, socket.PollIn.String()):
		return t.say(polledHangup, "sockets", sockets)
	case strings.Contains(list, socket.PollOut.String()) && !strings.Contains(list, socket.PollIn.String()):
		return t.say(polledWrite, "sockets", sockets)
	case t.atDoor(list):
		return t.say(polledClient, "sockets", sockets)
	case strings.Contains(list, ":"):
		return t.say(polledRead, "sockets", sockets)
	case t.waited():
		return t.say(polledNone, "time", t.limit())
	}
	return t.say(polledAtOnce)
}

// atDoor says whether the one socket in "[3:POLLIN]" is one that listens.
func (t *teller) atDoor(list string) bool {
	fd, _, _ := strings.Cut(strings.Trim(list, "[]"), ":")
	_, pid, _ := strings.Cut(t.e.Process, "/")
	return t.variable(trace.Entity{Node: t.e.Node, Kind: "socket", Name: pid + "/" + fd}, "State") == "listening"
}

// limit gives how long the call that is answered was ready to wait.
func (t *teller) limit() string {
	call := t.src.Event(t.e.Of)
	if call == nil || call.Kind != trace.Call {
		return unknown
	}
	return spanOf(argument(arguments(call.Text), -1))
}

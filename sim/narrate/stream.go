package narrate

import (
	"net/netip"
	"strings"

	"encap/layers/socket"
	"encap/sim/trace"
)

// isStream says whether the call is about a socket for a stream.
func (t *teller) isStream() bool { return t.variable(t.e.Entity, "Proto") == "tcp" }

// callStream tells what a process asks of a socket for streams, where that
// differs from the other kinds.
func (t *teller) callStream(fd string, args []string) string {
	pairs := []any{"socket", fd, "number", portNumber(t.variable(t.e.Entity, "Local")), "remote", t.endpoint(t.variable(t.e.Entity, "Remote"))}
	switch t.e.Name {
	case "listen":
		return t.say(t.once(listensFirst, listens), append(pairs, "backlog", argument(args, 1))...)
	case "accept":
		return t.callAccept(pairs)
	case "connect":
		return t.say(t.once(opensFirst, opens), append(pairs, "endpoint", t.endpoint(argument(args, 1)))...) + t.state()
	case "shutdown":
		return t.say(shutdowns[argument(args, 1)], pairs...) + t.state()
	case "write", "send", "sendto":
		return t.callWrite(pairs)
	case "read", "recv", "recvfrom":
		return t.callRead(pairs)
	case "close":
		return t.callCloseStream(pairs)
	}
	return ""
}

func (t *teller) callAccept(pairs []any) string {
	switch {
	case t.obeys(&socket.Blocks):
		return t.say(waitsForClient, pairs...)
	case t.obeys(&socket.WouldBlock):
		return t.say(asksForClient, pairs...)
	}
	return t.say(takesClient, pairs...)
}

func (t *teller) callWrite(pairs []any) string {
	text := writes
	switch {
	case t.obeys(&socket.Blocks):
		text = writesAndWaits
	case t.first():
		text = writesFirst
	}
	return t.say(text, append(pairs, "message", message(t.e.Data))...)
}

func (t *teller) callRead(pairs []any) string {
	switch {
	case t.obeys(&socket.Blocks):
		return t.say(readsAndWaits, pairs...)
	case t.obeys(&socket.WouldBlock):
		return t.say(asksNoWait)
	}
	return t.say(reads, pairs...)
}

func (t *teller) callCloseStream(pairs []any) string {
	switch {
	case t.variable(t.e.Entity, "State") == "listening":
		return t.say(closesListener, pairs...)
	case t.delta("tcp", "State") != nil || t.variable(t.e.Entity, "State") == "connected":
		return t.say(closesStream, pairs...) + t.state()
	}
	return t.say(closesSocket, pairs...)
}

// answerStream tells what such a call returned.
func (t *teller) answerStream(value string) string {
	switch t.e.Name {
	case "listen":
		return t.say(listening, "number", portNumber(t.variable(t.e.Entity, "Local")))
	case "accept":
		fd, from, _ := strings.Cut(value, " from ")
		if a, err := netip.ParseAddrPort(from); err == nil {
			from = t.endpoint(a.String())
		}
		return t.say(t.once(acceptedFirst, accepted), "value", fd, "client", from)
	case "connect":
		return t.say(opened, "local", t.endpoint(t.variable(t.e.Entity, "Local")), "remote", t.endpoint(t.variable(t.e.Entity, "Remote")))
	case "write", "send", "sendto":
		return t.say(t.once(writtenFirst, written), "value", value)
	case "read", "recv", "recvfrom":
		if len(t.e.Data) == 0 {
			return t.say(streamEnds)
		}
	case "shutdown":
		return t.say(shutdownDone)
	case "close":
		if t.variable(t.e.Entity, "State") == "connected" {
			return t.say(streamClosed)
		}
	}
	return ""
}

// woken tells what a call that waits does when there is something to do.
func (t *teller) woken() string {
	if t.e.Kind != trace.Change || t.e.Name == "" || t.e.Process == "" {
		return ""
	}
	return t.say(goesOn)
}

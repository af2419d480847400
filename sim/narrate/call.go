package narrate

import (
	"encoding/binary"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/osi"
	"encap/layers/socket"
)

// call tells what a process asks of its sockets.
func (t *teller) call() string {
	args := arguments(t.e.Text)
	fd := argument(args, 0)
	if t.isStream() {
		if text := t.callStream(fd, args); text != "" {
			return text
		}
	}
	switch t.e.Name {
	case "socket":
		return t.callSocket(fd)
	case "bind":
		return t.callBind(fd, argument(args, 1))
	case "connect":
		return t.say(namesPeer, "socket", fd, "endpoint", t.endpoint(argument(args, 1)))
	case "send":
		return t.callSend(t.variable(t.e.Entity, "Remote"))
	case "sendto":
		return t.callSend(argument(args, -1))
	case "recv", "recvfrom", "recvmsg":
		return t.callReceive(args)
	case "poll":
		return t.callPoll(args)
	case "setsockopt":
		return t.callSet(fd, argument(args, 1), argument(args, 2))
	case "getsockopt":
		return t.say(asksOption, "socket", fd, "option", argument(args, 1))
	case "getsockname":
		return t.say(asksOwnName, "socket", fd)
	case "getpeername":
		return t.say(asksPeerName, "socket", fd)
	case "nanosleep":
		return t.say(goesToSleep, "time", spanOf(fd))
	case "close":
		return t.callClose(fd)
	}
	return ""
}

func (t *teller) callSocket(family string) string {
	protocol := orUnknown(family)
	switch args := arguments(t.e.Text); argument(args, 2) {
	case "IPPROTO_UDP":
		protocol = udpSocket
	case "IPPROTO_ICMP":
		protocol = echoSocket
	case "IPPROTO_TCP":
		protocol = streamSocket
	case "IPPROTO_RAW":
		protocol = rawSocket
	}
	return t.say(t.once(makesSocketFirst, makesSocket), "protocol", protocol)
}

func (t *teller) callBind(fd, local string) string {
	a, err := netip.ParseAddrPort(local)
	service := socket.Service(a.Port())
	switch {
	case err != nil:
		return t.say(wantsPort, "socket", fd, "number", unknown)
	case t.obeys(&socket.OthersPort):
		return t.say(takesOthersPort, "socket", fd, "number", a.Port(), "service", service)
	case a.Addr().IsUnspecified():
		return t.say(wantsPort, "socket", fd, "number", a.Port())
	}
	return t.say(wantsPortAt, "socket", fd, "number", a.Port(), "address", t.host(a.Addr()))
}

func (t *teller) callSend(to string) string {
	if seq, ok := echoNumber(t.e.Data); ok && t.variable(t.e.Entity, "Proto") == "icmp" {
		return t.say(t.once(sendsEchoFirst, sendsEcho), "seq", seq, "endpoint", t.endpoint(to))
	}
	pairs := []any{"message", message(t.e.Data), "endpoint", t.endpoint(to)}
	if t.variable(t.e.Entity, "Proto") == "raw" && len(t.e.Data) >= ipv4.HeaderLen {
		source := netip.AddrFrom4([4]byte(t.e.Data[offSource:]))
		return t.say(sendsWhole, append(pairs, "size", bytesOf(len(t.e.Data)), "source", t.host(source))...)
	}
	if d := t.delta("socket", "Local"); d != nil {
		return t.say(sendsToBound, append(pairs, "number", portNumber(d.New))...)
	}
	return t.say(sendsTo, pairs...)
}

// offSource is the place of the source address in an IPv4 header, in bytes.
const offSource = 12

// echoNumber gives the sequence number of an ICMP echo.
func echoNumber(m []byte) (uint16, bool) {
	if len(m) < icmp.HeaderLen || m[0] != icmp.EchoRequest && m[0] != icmp.EchoReply {
		return 0, false
	}
	return binary.BigEndian.Uint16(m[6:]), true
}

func (t *teller) callReceive(args []string) string {
	switch {
	case argument(args, -1) == "MSG_ERRQUEUE":
		return t.say(asksError)
	case t.obeys(&socket.Blocks):
		return t.say(t.once(waitsInFirst, waitsIn))
	case t.obeys(&socket.WouldBlock):
		return t.say(asksNoWait)
	}
	return t.say(takesMessage)
}

// callPoll tells of a poll: poll([3:POLLIN 4:POLLIN], 2, 1s).
func (t *teller) callPoll(args []string) string {
	what := anError
	read, write := strings.Contains(argument(args, 0), socket.PollIn.String()), strings.Contains(argument(args, 0), socket.PollOut.String())
	switch {
	case read && write:
		what = readOrWrite
	case read:
		what = somethingToRead
	case write:
		what = roomToWrite
	}
	sockets := t.polled(argument(args, 0))
	if !t.obeys(&socket.Blocks) {
		return t.say(pollsAtOnce, "sockets", sockets, "what", what)
	}
	limit := t.say(forEver)
	if d, err := time.ParseDuration(argument(args, -1)); err == nil && d >= 0 {
		limit = t.say(atMost, "time", span(d))
	}
	return t.say(pollsAndWaits, "sockets", sockets, "what", what, "limit", limit)
}

// polled says which sockets "[3:POLLIN]" means.
func (t *teller) polled(list string) string {
	each := strings.Fields(strings.Trim(list, "[]"))
	if len(each) != 1 {
		return t.say(manySockets, "count", len(each))
	}
	fd, _, _ := strings.Cut(each[0], ":")
	return t.say(oneSocket, "socket", fd)
}

func (t *teller) callSet(fd, option, value string) string {
	pairs := []any{"socket", fd, "option", option, "value", value}
	n, err := strconv.ParseInt(value, 10, 64)
	off := err != nil || n == 0
	switch {
	case option == socket.IP_MTU_DISCOVER.String() && n == int64(osi.DFNever):
		return t.say(setsNoDF, pairs...)
	case option == socket.IP_MTU_DISCOVER.String() && n == int64(osi.DFAlways):
		return t.say(setsDF, pairs...)
	case option == socket.IP_TTL.String():
		return t.say(setsTTL, pairs...)
	case option == socket.SO_RCVTIMEO.String() && off:
		return t.say(waitsForEver)
	case option == socket.SO_SNDTIMEO.String() && !off:
		return t.say(writesAtMost, "time", span(time.Duration(n)))
	case option == socket.TCP_NODELAY.String() && !off:
		return t.say(neverDelays, pairs...)
	case option == socket.SO_RCVTIMEO.String() && t.isStream():
		return t.say(readsAtMost, "time", span(time.Duration(n)))
	case option == socket.SO_RCVTIMEO.String():
		return t.say(waitsAtMost, "time", span(time.Duration(n)))
	case off:
	case option == socket.IP_RECVERR.String():
		return t.say(wantsErrors)
	case option == socket.O_NONBLOCK.String():
		return t.say(neverWaits, pairs...)
	case option == socket.SO_REUSEADDR.String():
		return t.say(sharesPort)
	case option == socket.SO_BROADCAST.String():
		return t.say(mayBroadcast)
	}
	return t.say(setsOption, pairs...)
}

// spanOf gives a duration that Go wrote as a person writes it.
func spanOf(text string) string {
	d, err := time.ParseDuration(text)
	if err != nil {
		return text
	}
	return span(d)
}

// callClose names the port that becomes free, where the socket had one.
func (t *teller) callClose(fd string) string {
	number := portNumber(t.variable(t.e.Entity, "Local"))
	if number == unknown || t.variable(t.e.Entity, "Proto") == "icmp" {
		return t.say(closesSocket, "socket", fd)
	}
	return t.say(freesPort, "socket", fd, "number", number)
}

package tcp

import (
	"fmt"
	"testing"
)

// Every state and every arrival, as RFC 9293 §3.10.7 has them with the changes
// of RFC 5961 and RFC 1337.

// situations bring a host into a state. Their peer's next number is named by
// rcv, ours by snd.
var situations = []struct {
	state    State
	rcv, snd int
	make     func(t *testing.T) *host
}{
	{Established, 1, 1, func(t *testing.T) *host { return served(t, &RFC, 1000, "") }},
	{FinWait1, 1, 2, func(t *testing.T) *host {
		h := served(t, &RFC, 1000, "")
		h.Shutdown(false, true)
		h.sends("F. 1:1(0) ack 1")
		return h
	}},
	{FinWait2, 1, 2, func(t *testing.T) *host {
		h := served(t, &RFC, 1000, "")
		h.Shutdown(false, true)
		h.sends("F. 1:1(0) ack 1")
		h.gets(". 1:1(0) ack 2")
		return h
	}},
	{CloseWait, 2, 1, func(t *testing.T) *host {
		h := served(t, &RFC, 1000, "")
		h.gets("F. 1:1(0) ack 1")
		h.sends(". 1:1(0) ack 2")
		return h
	}},
	{Closing, 2, 2, func(t *testing.T) *host {
		h := served(t, &RFC, 1000, "")
		h.Shutdown(false, true)
		h.sends("F. 1:1(0) ack 1")
		h.gets("F. 1:1(0) ack 1")
		h.sends(". 2:2(0) ack 2")
		return h
	}},
	{LastAck, 2, 2, func(t *testing.T) *host {
		h := served(t, &RFC, 1000, "")
		h.gets("F. 1:1(0) ack 1")
		h.sends(". 1:1(0) ack 2")
		h.Shutdown(false, true)
		h.sends("F. 1:1(0) ack 2")
		return h
	}},
	{TimeWait, 2, 2, func(t *testing.T) *host { return lingering(t, &RFC, "", "") }},
}

// answer is what an arrival is answered by, and the state it leads to. ACK
// stands for an acknowledgment of the number that was expected, ACK+1 for one
// of the next, "" for silence; stay for the state it was in.
type answer struct {
	reply string
	state State
}

const stay State = 0xff

// Where the states differ: what comes of a FIN, of text, and of the
// acknowledgment of all that was sent. Anything else is alike.
var (
	onFin = map[State]answer{
		Established: {"ACK+1", CloseWait}, FinWait1: {"ACK+1", Closing}, FinWait2: {"ACK+1", TimeWait},
		CloseWait: {"", stay}, Closing: {"", stay}, LastAck: {"", stay}, TimeWait: {"ACK", stay},
	}
	onAll = map[State]answer{
		Established: {"", stay}, FinWait1: {"", FinWait2}, FinWait2: {"", stay},
		CloseWait: {"", stay}, Closing: {"", TimeWait}, LastAck: {"", Closed}, TimeWait: {"", stay},
	}
)

// arrival is a segment, and what is to come of it.
type arrival struct {
	segment string
	want    answer
}

// arrivals lists what may come in a state; r is the number expected, n our
// next one, a acknowledges all but a FIN that is in flight.
func arrivals(state State, r, n, a int) []arrival {
	onText, onReset, onNearReset := answer{"", stay}, answer{"", Closed}, answer{"ACK", stay}
	if state == TimeWait {
		onText, onReset, onNearReset = answer{"ACK", stay}, answer{"", stay}, answer{"", stay}
	}
	line := fmt.Sprintf
	return []arrival{
		{line(". %d:%d(0) ack %d", r, r, a), answer{"", stay}},
		{line(". %d:%d(0) ack %d", r, r, n), onAll[state]},
		{line(". %d:%d(0) ack %d", r, r, n+1), answer{"ACK", stay}},
		{line(". %d:%d(0) ack -40000", r, r), answer{"ACK", stay}},
		{line(". %d:%d(0) ack %d", r-1, r-1, a), answer{"ACK", stay}},
		{line(". 900000:900000(0) ack %d", a), answer{"ACK", stay}},
		{line("P. 900000:900010(10) ack %d", a), answer{"ACK", stay}},
		{line("P. %d:%d(10) ack %d", r, r+10, a), onText},
		{line("P %d:%d(10)", r, r+10), answer{"", stay}},
		{line("F. %d:%d(0) ack %d", r, r, a), onFin[state]},
		{line("F %d:%d(0)", r, r), answer{"", stay}},
		{line("R %d:%d(0)", r, r), onReset},
		{line("R. %d:%d(0) ack %d", r, r, n), onReset},
		{line("R %d:%d(0)", r+100, r+100), onNearReset},
		{line("R %d:%d(0)", r-100, r-100), answer{"", stay}},
		{"R 900000:900000(0)", answer{"", stay}},
		{line("S. 0:0(0) ack %d", a), answer{"ACK", stay}},
		{line("S. %d:%d(0) ack %d", r, r, a), answer{"ACK", stay}},
		{"S 0:0(0)", answer{"ACK", stay}},
		{"S -100:-100(0)", answer{"ACK", stay}},
	}
}

func TestEveryStateAndArrival(t *testing.T) {
	for _, s := range situations {
		allButFin := s.snd
		if s.state == FinWait1 || s.state == Closing || s.state == LastAck {
			allButFin--
		}
		for _, row := range arrivals(s.state, s.rcv, s.snd, allButFin) {
			h, want := s.make(t), row.want
			h.gets(row.segment)
			got := answer{state: h.Conn.State}
			for _, x := range h.sent {
				got.reply += h.show(x, "")
			}
			if want.state == stay {
				want.state = s.state
			}
			switch want.reply {
			case "ACK":
				want.reply = fmt.Sprintf(". %d:%d(0) ack %d", s.snd, s.snd, s.rcv)
			case "ACK+1":
				want.reply = fmt.Sprintf(". %d:%d(0) ack %d", s.snd, s.snd, s.rcv+1)
			}
			if got != want {
				t.Errorf("%v gets %s: %q and %v, want %q and %v", s.state, row.segment, got.reply, got.state, want.reply, want.state)
			}
		}
	}
}

package account

import (
	"fmt"
	"time"

	"encap/layers/osi"
	"encap/sim"
	"encap/sim/trace"
)

// Account says where the time went between an act and an event.
type Account struct {
	From, To trace.ID // the act, and the event
	Began    osi.Instant
	Ended    osi.Instant
	Shares   []Share // owners that have some, in the order of the list
	Spans    []Span  // from the act to the event, without gaps
}

// Share is what one owner has.
type Share struct {
	Owner    Owner
	Time     time.Duration
	Permille int // of the whole; all together are 1000
	Spans    int // in so many pieces
}

// Span is a piece of time with its owner. It lies between two events of which
// one is the cause of the other.
type Span struct {
	Cause, Effect trace.ID
	From, To      osi.Instant
	Owner         Owner
}

// Total gives the whole time.
func (a *Account) Total() time.Duration { return a.Ended.Sub(a.Began) }

// Of draws up the account of an event.
func Of(run *sim.Session, id trace.ID) (Account, error) {
	e := run.Event(id)
	if e == nil {
		return Account{}, fmt.Errorf("account: there is no event %d; the last is %d", id, run.Len())
	}
	w := walk{run: run, delays: delays(run), held: held(run, id)}
	a := Account{To: id, Ended: e.At}
	for e.Cause != 0 {
		cause := run.Event(e.Cause)
		w.enter(e)
		w.edge(cause, e)
		e = cause
	}
	a.From, a.Began = e.ID, e.At
	a.Spans = w.inOrder()
	a.share()
	return a, nil
}

// share adds the spans up.
func (a *Account) share() {
	var sums [len(owners)]Share
	for _, s := range a.Spans {
		for i, owner := range owners {
			if owner == s.Owner {
				sums[i].Time += s.To.Sub(s.From)
				sums[i].Spans++
			}
		}
	}
	for i, sum := range sums {
		if sum.Spans > 0 {
			sum.Owner = owners[i]
			a.Shares = append(a.Shares, sum)
		}
	}
	a.apportion()
}

// apportion gives each share its thousandths. What rounding down leaves over
// goes to the largest remainders, so that all together are 1000.
func (a *Account) apportion() {
	total := int64(a.Total())
	if total == 0 {
		return
	}
	left, rest := 1000, make([]int64, len(a.Shares))
	for i := range a.Shares {
		s := &a.Shares[i]
		thousandfold := 1000 * int64(s.Time) // of 1000 hours, which no run outlasts, fits
		s.Permille, rest[i] = int(thousandfold/total), thousandfold%total
		left -= s.Permille
	}
	for ; left > 0; left-- {
		most := 0
		for i := range rest {
			if rest[i] > rest[most] {
				most = i
			}
		}
		a.Shares[most].Permille++
		rest[most] = -1
	}
}

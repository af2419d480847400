package physical

// Bursts of losses: the model of Gilbert and Elliott (1960, 1963). The cable is
// good or bad; with each frame it may become the other. While it is bad, frames
// are lost with a chance of their own.
type Bursts struct {
	Begin Chance // that a good cable becomes bad, for each frame
	End   Chance // that a bad one becomes good; with Begin at most Certain
	Loss  Chance // that a frame is lost while it is bad
}

// bad says whether the cable is bad for frame n. What happened to other frames
// must not be asked for, since each answer is a hash of the frame's number. But
// the weather has a memory. So all dice of the weather are thrown the same way:
// a low number makes the cable bad, a high one makes it good, whatever it was
// before, and one in between changes nothing. Then only the latest die that was
// not in between counts, and that is not far back.
func (b Bursts) bad(key, n uint64) bool {
	if b.Begin == 0 {
		return false
	}
	for ; n > 0; n-- {
		switch u := dice(mix(key^mix(n))).below(dieWeather, uint64(Certain)); {
		case u < uint64(b.Begin):
			return true
		case u >= uint64(Certain)-uint64(b.End):
			return false
		}
	}
	return false // it begins good
}

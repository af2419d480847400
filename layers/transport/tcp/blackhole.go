package tcp

import "time"

// A way may swallow long packets without a word: a router that drops them, and a
// firewall that drops what ICMP would say of it. All that TCP sees is silence
// (RFC 2923 §2.1).

// pathMTUs are the lengths of packets that are tried then, one after the other:
// what RFC 4821 §7.2 begins with, and what every host must take (RFC 1122
// §3.3.3).
var pathMTUs = [...]int{1024, 576}

// commonMTU is a length that hardly any way refuses, since every link that
// carries IPv6 must take it (RFC 8200 §5).
const commonMTU = 1280

// suspectLength lets segments become shorter after several timeouts in a row, if
// what is lost is longer than that (RFC 4821 §7.7).
func (c *Conn) suspectLength() {
	if c.profile.BlackHole == 0 || c.Timeouts < c.profile.BlackHole || c.SndWnd == 0 {
		return
	}
	lost := min(c.SMSS, c.out.len(), c.flight())
	if !c.suspects && lost+ipHeader+HeaderLen <= commonMTU {
		return
	}
	for _, mtu := range pathMTUs {
		n := mtu - (ipHeader + HeaderLen)
		if c.Timestamps {
			n -= timestampsLen
		}
		if n >= lost {
			continue // no longer than that was lost, too
		}
		c.env.Note(&BlackHole)
		c.suspects = true
		c.shorten(n)
		return
	}
}

// shorten lets segments bear at most n bytes for a while.
func (c *Conn) shorten(n int) {
	if c.longMSS == 0 {
		c.longMSS = c.SMSS
	}
	c.SMSS, c.shortenedAt = n, c.env.Now()
}

// retryAfter is for how long a length that the way did not bear is not tried
// again (RFC 1191 §6.3).
const retryAfter = 10 * time.Minute

// retryLength lets segments be as long as before, some time after they became
// shorter: the way may have changed, or may never have been to blame.
func (c *Conn) retryLength() {
	if c.longMSS > 0 && c.env.Now().Sub(c.shortenedAt) >= retryAfter {
		c.env.Note(&TryLonger)
		c.SMSS, c.longMSS, c.suspects = c.longMSS, 0, false
	}
}

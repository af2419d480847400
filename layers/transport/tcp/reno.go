package tcp

// reno is congestion control as of 1990 (RFC 5681): after a loss that
// duplicate acknowledgments told, the window is halved, and new segments go on
// flowing while the loss is mended.
type reno struct{ tahoe }

func (reno) mends() mending { return untilAck }

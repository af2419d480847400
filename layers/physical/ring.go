package physical

// ring is a queue of frames in a circle of memory that grows but never moves:
// in steady state nothing is allocated.
type ring struct {
	mem        []transit // its length is a power of two
	head, size int
}

func (r *ring) len() int { return r.size }

func (r *ring) at(i int) *transit { return &r.mem[(r.head+i)&(len(r.mem)-1)] }

func (r *ring) first() *transit { return r.at(0) }

// push puts t last.
func (r *ring) push(t transit) {
	if r.size == len(r.mem) {
		r.grow()
	}
	r.size++
	*r.at(r.size - 1) = t
}

// insert puts t behind all that are due before or with it, and says whether it
// has become the first. It searches from the back, since nearly every frame
// arrives after those sent before it.
func (r *ring) insert(t transit) (first bool) {
	r.push(t)
	i := r.size - 1
	for ; i > 0 && r.at(i-1).at > t.at; i-- {
		*r.at(i) = *r.at(i - 1)
	}
	*r.at(i) = t
	return i == 0
}

// pop takes the first out.
func (r *ring) pop() transit {
	p := r.first()
	t := *p
	*p = transit{} // no memory is held by a place that is empty
	r.head = (r.head + 1) & (len(r.mem) - 1)
	r.size--
	return t
}

func (r *ring) grow() {
	bigger := make([]transit, max(8, 2*len(r.mem)))
	for i := range r.size {
		bigger[i] = *r.at(i)
	}
	r.mem, r.head = bigger, 0
}

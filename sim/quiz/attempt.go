package quiz

import "fmt"

// blind is how many tries come without a hint.
const blind = 2

// Attempt is somebody's attempt at a question.
type Attempt struct {
	*Question
	Tried [Most]bool // the choices that were chosen so far
	Tries int
	Given int  // hints so far
	Done  bool // answered rightly, or given up
	Right bool // answered rightly
}

// Reply is what an attempt is told, in lines.
type Reply []string

// Choose chooses the i-th choice, from 0. A wrong one is explained; the first
// two are blind, each further one brings a hint.
func (a *Attempt) Choose(i int) Reply {
	switch {
	case a.Done || i < 0 || i >= len(a.Choices):
		return nil
	case a.Tried[i]:
		return Reply{txtTriedThat}
	}
	a.Tried[i] = true
	a.Tries++
	if i == a.Question.Right {
		a.Done, a.Right = true, true
		return Reply{txtRight + " " + a.Choices[i].Why}
	}
	reply := Reply{txtWrong + " " + a.Choices[i].Why}
	switch {
	case a.Tries+1 >= len(a.Choices): // one is left: that is no choice
		a.Done = true
		return append(reply, a.answer()...)
	case a.Tries < blind:
		return append(reply, txtOnceMore)
	}
	return append(reply, a.Hint()...)
}

// Hint gives the next hint.
func (a *Attempt) Hint() Reply {
	if a.Done {
		return nil
	}
	if a.Given >= len(a.Hints) {
		return Reply{txtNoHint}
	}
	a.Given++
	return Reply{txtHint + a.Hints[a.Given-1]}
}

// Skip gives up and tells the answer.
func (a *Attempt) Skip() Reply {
	if a.Done {
		return nil
	}
	a.Done = true
	return a.answer()
}

func (a *Attempt) answer() Reply {
	right := a.Choices[a.Question.Right]
	return Reply{fmt.Sprintf(txtAnswerIs, a.Question.Right+1, right.Text), right.Why}
}

// Points are 2 for a right answer at once, 1 for one that took another try or a
// hint, else 0.
func (a *Attempt) Points() int {
	switch {
	case !a.Right:
		return 0
	case a.Tries == 1 && a.Given == 0:
		return 2
	}
	return 1
}

// Package quiz asks before it tells: questions whose answers are queries on the
// trace. Nobody types an answer in, and wrong choices come from the same trace:
// the old value, a value that did not change, a neighbour's.
//
//	what is a question?                       Question, Choice (question.go)
//	which kinds are there?                    Kinds (question.go)
//	what does a lesson ask at its stop?       Lesson (ask.go)
//	what can be asked about an event?         About (ask.go)
//	what can be asked of what comes next?     Ahead (ask.go)
//	which node acts?                          who (who.go)
//	what comes next?                          next (next.go)
//	which fields change at this hop?          changed (changed.go); what came in: former (former.go)
//	what will stand in this field?            value (value.go)
//	where in the bytes is this field?         where (where.go)
//	which rule decides?                       why (why.go)
//	what happens when somebody answers?       Attempt (attempt.go)
//	who has answered what, and how well?      Scores (scores.go)
//	all words of the questions                texts.go
//
// Chance comes from the scenario's seed and the event: the same event asks the
// same question, with the choices in the same order, on every machine.
//
// Start reading at Question, then Lesson.
package quiz

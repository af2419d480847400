package explore

// Verdict is what became of the story in another future.
type Verdict string

// The verdicts, from good to bad.
const (
	Harmless Verdict = "harmless" // the same is said and received, at the same time or sooner
	Slower   Verdict = "slower"   // the same, but later
	Reorder  Verdict = "reorder"  // every process says the same, but not in the same order
	Broken   Verdict = "broken"   // something is missing or wrong
)

// Verdicts are all of them, from good to bad.
var Verdicts = []Verdict{Harmless, Slower, Reorder, Broken}

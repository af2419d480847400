// Package osi holds the words that every floor of the house shares: layers,
// instants, rules, and what a protocol may ask of its world.
//
// It imports the standard library only, and nothing here does anything: it is
// the vocabulary, not the story. The layers are those of ISO/IEC 7498-1.
//
//	which layer is it?              Layer
//	when is it?                     Instant, Clock, Timer
//	why did it happen?              Rule, Recorder
//	what can be watched changing?   Entity
//	what may a protocol ask for?    Env
//	what do network and transport tell each other of a packet?   Path
//
// Start reading at Env.
package osi

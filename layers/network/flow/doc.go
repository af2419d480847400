// Package flow says which conversation a packet belongs to, and rewrites its
// ends. Routers need none of this: it is for the boxes that look further into
// packets than they should, translators (RFC 3022) and firewalls.
//
//	whose packet is it?                  Parse, Packet (packet.go)
//	… and what if it reports an error?   Packet.Quoted
//	how are addresses and ports changed? SetSrc, SetDst … (rewrite.go)
//	how do the checksums follow?         replace (rewrite.go): RFC 1624
//	of which flow is a fragment?         Fragments (fragments.go)
//	how far has a conversation come?     Track (track.go)
//
// Start reading at Parse.
package flow

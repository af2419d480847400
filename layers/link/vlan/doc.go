// Package vlan is the tag of IEEE 802.1Q: four bytes in a frame that say to which
// virtual LAN it belongs, so that one cable carries several networks that know
// nothing of each other.
//
//	byte  12     14           16     18
//	     +------+------------+------+---------+
//	     | 8100 | tag        | type | packet  |    in an untagged frame the type
//	     +------+------------+------+---------+    stands at byte 12
//	             3 bit priority, 1 bit DEI, 12 bit VLAN identifier
//
//	how is a tag written and read?                 Tag (wire.go)
//	how does a host or router stand in a VLAN?     Trunk, Interface (trunk.go)
//	which VLANs may pass a port?                   Set (set.go)
//	why?                                           rules.go; a switch's are in package bridge
//
// Start reading at Trunk.Receive.
package vlan

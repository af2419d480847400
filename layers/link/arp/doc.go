// Package arp finds the hardware address of the next hop: the Address
// Resolution Protocol (RFC 826), as hosts must use it (RFC 1122 §2.3.2).
//
//	byte   0    2    4   5   6    8      14     18     24     28
//	       +----+----+---+---+----+------+------+------+------+
//	       |htyp|ptyp|hln|pln|oper| sha  | spa  | tha  | tpa  |
//	       +----+----+---+---+----+------+------+------+------+
//
//	how does a packet find its next hop?   Resolver.Send (resolve.go)
//	what is done with an ARP packet?       Resolver.Receive (receive.go)
//	what is remembered, and how long?      cache.go
//	what is a row worth that is old?       doubted (doubt.go)
//	is our own address ours alone?         address (own.go)
//	what can be changed by hand?           Resolver.Pin, AddAddr (table.go)
//	how is it written and read?            wire.go
//	why?                                   rules.go
//
// Start reading at Resolver.Send.
package arp

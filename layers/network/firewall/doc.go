// Package firewall lets some packets pass and others not, by a list of rules
// that a person can read:
//
//	allow tcp from 10.0.1.0/24 to any port 80
//	allow established
//	reject tcp to any port 22
//	deny any
//
// The first rule that fits a packet decides; what none fits, the default does.
// A rule without memory looks at the packet alone. One with the word
// established makes the firewall a stateful one: it remembers the
// conversations that were allowed, and lets what belongs to one pass, answers
// and ICMP errors about it included.
//
//	what is a rule, and how is one read?     Rule, Parse (rule.go)
//	what happens to a packet?                Firewall.judge (judge.go)
//	what is remembered?                      connection (connection.go)
//	how is the list changed?                 Firewall.Insert, Delete (firewall.go)
//	why?                                     rules.go
//
// Start reading at Firewall.judge.
package firewall

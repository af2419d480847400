package layers

import "embed"

// Source is the source of all packages below this one, by their paths from
// here: "link/arp/resolve.go".
//
//go:embed */*.go */*/*.go
var Source embed.FS

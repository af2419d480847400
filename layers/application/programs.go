package application

import (
	"encap/layers/application/bulk"
	"encap/layers/application/echo"
	"encap/layers/application/forge"
	"encap/layers/application/http"
	"encap/layers/application/message"
	"encap/layers/application/ping"
	"encap/layers/application/traceroute"
	"encap/layers/socket"
)

// Program is something that can be started at a host's prompt.
type Program struct {
	Name  string
	Usage string
	// Parse reads the arguments, without the program's name, and gives what a
	// process of it does.
	Parse func(args []string) (Main, error)
	// Host gives which of the arguments names a host, or -1.
	Host func(args []string) int
}

// Main is the code of a process. What it returns is why it failed.
type Main = func(p *socket.Process) error

// Programs lists all of them.
var Programs = []Program{
	{"message", message.Usage, message.Parse, afterSend},
	{"echo", echo.Usage, echo.Parse, afterSend},
	{"bulk", bulk.Usage, bulk.Parse, afterSend},
	{"http", http.Usage, http.Parse, afterGet},
	{"ping", ping.Usage, ping.Parse, last},
	{"traceroute", traceroute.Usage, traceroute.Parse, last},
	{"forge", forge.Usage, forge.Parse, second},
}

// Find gives the program of a name.
func Find(name string) (Program, bool) {
	for _, p := range Programs {
		if p.Name == name {
			return p, true
		}
	}
	return Program{}, false
}

// afterSend finds the host in "send HOST:PORT …" and "send tcp HOST:PORT …".
func afterSend(args []string) int {
	switch {
	case len(args) >= 3 && args[0] == "send" && args[1] == "tcp":
		return 2
	case len(args) >= 2 && args[0] == "send":
		return 1
	}
	return -1
}

// afterGet finds the host in "get URL".
func afterGet(args []string) int {
	if len(args) >= 2 && args[0] == "get" {
		return 1
	}
	return -1
}

// second finds the host in "syn HOST:PORT …".
func second(args []string) int {
	if len(args) < 2 {
		return -1
	}
	return 1
}

// last finds the host behind all options.
func last(args []string) int { return len(args) - 1 }

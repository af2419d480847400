package application

import (
	"encap/layers/application/echo"
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
}

// Main is the code of a process. What it returns is why it failed.
type Main = func(p *socket.Process) error

// Programs lists all of them.
var Programs = []Program{
	{"message", message.Usage, message.Parse},
	{"echo", echo.Usage, echo.Parse},
	{"ping", ping.Usage, ping.Parse},
	{"traceroute", traceroute.Usage, traceroute.Parse},
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

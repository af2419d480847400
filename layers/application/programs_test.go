package application

import (
	"fmt"
	"strings"
	"testing"
)

// Every program is found by its name, refuses no arguments with its usage, and
// says which argument is a host.
func TestPrograms(t *testing.T) {
	for _, p := range Programs {
		found, ok := Find(p.Name)
		if !ok || found.Name != p.Name || !strings.HasPrefix(p.Usage, p.Name+" ") {
			t.Errorf("%s is found: %v, usage %q", p.Name, ok, p.Usage)
		}
		if _, err := p.Parse(nil); err == nil || !strings.Contains(err.Error(), p.Usage) {
			t.Errorf("%s without arguments: %v", p.Name, err)
		}
	}
	if _, ok := Find("rm"); ok {
		t.Error("there is a program rm")
	}
}

func TestHost(t *testing.T) {
	for line, want := range map[string]int{
		"message send bob:5000 hi": 1, "message listen 5000": -1, "message": -1, "echo send bob:7 x": 1, "echo serve": -1,
		"message send tcp bob:5000 hi": 2, "message listen tcp 5000": -1, "echo send tcp bob:7 x": 2, "echo send tcp": 1,
		"http get http://bob/": 1, "http serve": -1,
		"forge rst bob:7 from 10.0.1.2:80": 1, "forge": -1,
		"ping -c 1 bob": 2, "ping bob": 0, "traceroute -q 1 bob": 2,
	} {
		args := strings.Fields(line)
		p, _ := Find(args[0])
		if got := p.Host(args[1:]); got != want {
			t.Errorf("%s: the host is argument %d, want %d", line, got, want)
		}
	}
}

func Example() {
	for _, p := range Programs {
		fmt.Println(p.Usage)
	}
	// Output:
	// message send [tcp] HOST:PORT "TEXT" [from PORT] [wait DURATION] | message listen [tcp] PORT ["ANSWER"]
	// echo serve [tcp] [PORT] | echo send [tcp] HOST:PORT "TEXT" [COUNT]
	// bulk send HOST:PORT BYTES [piece BYTES] [every DURATION] [nodelay] | bulk receive PORT [buffer BYTES] [piece BYTES] [every DURATION] [after DURATION]
	// http serve [PORT] | http get URL [close]
	// ping [-c COUNT] [-s BYTES] [-t TTL] [-i INTERVAL] [-W PATIENCE] [-M do|want|dont] [-R] [-T tsonly|tsandaddr] HOST
	// traceroute [-m MAXHOPS] [-q PROBES] [-w PATIENCE] [-I|-T] HOST
	// forge syn|rst|fin|ack HOST:PORT from ADDRESS:PORT [seq NUMBER] [ack NUMBER] [count NUMBER] [every DURATION] [step NUMBER] [spread]
}

package narrate

// What people and processes do.
const (
	runBegins       = `The scenario {title} begins.`
	scriptSays      = `The script says: {step}`
	commandTyped    = `Somebody types at {node}: {command}`
	powerOff        = `Somebody switches {node} off: its programs end where they are, and all that it has learnt is lost.`
	powerOn         = `Somebody switches {node} on again.`
	forgetsAll      = `{node} has no power: it forgets {changes}.`
	cableCut        = `Somebody cuts the cable between {from} and {to}.`
	cableMended     = `Somebody mends the cable between {from} and {to}.`
	fromOutside     = `A frame from a real machine outside enters the network by {node}.`
	hostIsOn        = `{node} is switched on: a host with the address {address}.`
	bareHostIsOn    = `{node} is switched on: a host that has no address yet.`
	routerIsOn      = `{node} is switched on: a router with an address in each of its networks: {address}.`
	routerIsOnFirst = `{node} is switched on: a router (in old RFCs: gateway) with an address in each of its networks: {address}.`
	firewallIsOn    = `{node} is switched on: a router that looks into packets and lets not all of them pass (a firewall), with the addresses {address}.`
	natIsOn         = `{node} is switched on: a router behind which all hosts share the address {public} (a translator, NAT).`
	switchIsOn      = `{node} is switched on: a switch, which has no address of its own.`
	switchIsOnFirst = `{node} is switched on: a switch (in IEEE 802.1D: bridge), which has no address of its own.`
	hubIsOn         = `{node} is switched on: a hub.`
	hubIsOnFirst    = `{node} is switched on: a hub (in IEEE 802.3: repeater), which repeats each bit on all other ports.`
	outsideIsOn     = `{node} is a real machine outside; its frames come in through the network of this computer.`
	processStarts   = `{node} starts the program {program}: a process called {process}.`
	processEnds     = `{node}'s process {process} has done its work and ends.`
	processFails    = `{node}'s process {process} gives up: {reason}.`
	leftOpen        = ` What it left open is closed.`
	switchPrints    = `{node} answers: {line}`
	printsLine      = `{node}'s process {process} writes on its screen: {line}`
)

// What a process asks of its sockets.
const (
	makesSocket      = `{node}'s process {process} makes a socket for {protocol}.`
	makesSocketFirst = `{node}'s process {process} makes a socket for {protocol}: a door between the process and the network.`
	wantsPort        = `{node}'s process {process} wants port {number} for its socket {socket}, so that others can find it.`
	wantsPortAt      = `{node}'s process {process} wants port {number} at the address {address} for its socket {socket}.`
	takesOthersPort  = `{node}'s process {process} wants port {number} for its socket, though that port belongs to {service}.`
	namesPeer        = `{node}'s process {process} names {endpoint} the only peer of socket {socket}; nothing is sent yet.`
	sendsTo          = `{node}'s process {process} sends {message} to {endpoint}.`
	sendsToBound     = `{node}'s process {process} sends {message} to {endpoint}; its own socket gets port {number}.`
	sendsWhole       = `{node}'s process {process} writes a packet of {size} itself, for {endpoint}, and names as its sender {source}.`
	sendsEcho        = `{node}'s process {process} sends an echo request, number {seq}, to {endpoint}.`
	sendsEchoFirst   = `{node}'s process {process} sends an echo request (a "ping"), number {seq}, to {endpoint}.`
	waitsIn          = `{node}'s process {process} waits in {call}: nothing is there yet.`
	waitsInFirst     = `{node}'s process {process} waits behind its door, in {call}: nothing is there yet.`
	takesMessage     = `{node}'s process {process} takes what waits at its socket, with {call}.`
	asksNoWait       = `{node}'s process {process} asks by {call} for a message, but will not wait for one.`
	asksError        = `{node}'s process {process} asks its socket which error has come back.`
	pollsAndWaits    = `{node}'s process {process} polls {sockets} and waits for {what}, {limit}.`
	pollsAtOnce      = `{node}'s process {process} polls {sockets}: is there {what}?`
	oneSocket        = `socket {socket}`
	manySockets      = `its {count} sockets`
	somethingToRead  = `something to read`
	anError          = `an error`
	atMost           = `at most {time}`
	forEver          = `for as long as it takes`
	setsNoDF         = `{node}'s process {process} lets IP cut what it sends, here and on the way.`
	setsDF           = `{node}'s process {process} lets nobody cut what it sends: "don't fragment".`
	setsTTL          = `{node}'s process {process} sets the time to live (TTL) of what it sends to {value}.`
	wantsErrors      = `{node}'s process {process} wants to be told of the errors that come back by ICMP.`
	waitsAtMost      = `{node}'s process {process} says that it will wait at most {time} for a message.`
	waitsForEver     = `{node}'s process {process} says that it will wait for a message for as long as it takes.`
	neverWaits       = `{node}'s process {process} says that no call on socket {socket} shall wait.`
	sharesPort       = `{node}'s process {process} lets other sockets have the same port.`
	mayBroadcast     = `{node}'s process {process} asks to be allowed to send to everybody.`
	setsOption       = `{node}'s process {process} sets {option} of socket {socket} to {value}.`
	asksOption       = `{node}'s process {process} asks what {option} of socket {socket} is.`
	asksOwnName      = `{node}'s process {process} asks which address and port socket {socket} has.`
	asksPeerName     = `{node}'s process {process} asks whom socket {socket} speaks with.`
	goesToSleep      = `{node}'s process {process} sleeps for {time}.`
	closesSocket     = `{node}'s process {process} closes socket {socket}: the door is shut.`
	freesPort        = `{node}'s process {process} closes socket {socket}: the door is shut, and port {number} is free again.`
	udpSocket        = `UDP`
	echoSocket       = `ICMP echoes`
	portOf           = `port {number} of {host}`
)

// What a process is answered.
const (
	madeSocket   = `{node}'s process {process} gets its socket: number {value} (its file descriptor).`
	portTaken    = `{node}'s bind is done: what comes to port {number} is for process {process} from now on.`
	peerNamed    = `{node}'s connect is done: the socket speaks from {local} to {remote} alone.`
	handedOver   = `{node}'s {call} returns {value}: all the bytes are handed over; whether they arrive it cannot tell.`
	gotMessage   = `{node}'s {call} returns {message}.`
	gotNothing   = `{node}'s {call} returns an empty message.`
	gotEcho      = `{node}'s {call} returns the {what}, number {seq}.`
	gotError     = `{node}'s {call} tells the error {error}, which comes from {from}.`
	gaveUpWait   = `{node}'s {call} gives up: nothing has come in time (EAGAIN).`
	nothingThere = `{node}'s {call} returns at once: nothing is there (EAGAIN).`
	callFails    = `{node}'s {call} fails: {reason} ({errno}).`
	polledNone   = `{node}'s poll returns 0: nothing has come within {time}.`
	polledAtOnce = `{node}'s poll returns 0: nothing is there.`
	polledRead   = `{node}'s poll returns: {sockets} has something to read.`
	polledError  = `{node}'s poll returns: an error waits at {sockets}.`
	optionSet    = `{node}'s {call} is done.`
	optionIs     = `{node}'s {call} answers: {value}.`
	wokeUp       = `{node}'s process {process} has slept and goes on.`
	socketClosed = `{node}'s close is done: nobody can reach process {process} by that socket any more.`
)

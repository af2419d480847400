package narrate

// What a process asks of a socket for streams.
const (
	listens      = `{node}'s process {process} listens at socket {socket}: up to {backlog} clients may wait at port {number}.`
	listensFirst = `{node}'s process {process} makes socket {socket} a door at which clients arrive: up to {backlog} may wait at port {number}.`

	waitsForClient = `{node}'s process {process} waits in accept at socket {socket}: no client is there yet.`
	asksForClient  = `{node}'s process {process} asks by accept for a client, but will not wait for one.`
	takesClient    = `{node}'s process {process} lets the client in that waits at socket {socket}, with accept.`

	opens      = `{node}'s process {process} asks for a connection to {endpoint}, and waits.`
	opensFirst = `{node}'s process {process} asks for a connection to {endpoint}, and waits behind its door.`

	writes         = `{node}'s process {process} writes {message} into its stream at socket {socket}.`
	writesFirst    = `{node}'s process {process} writes {message} into the stream at socket {socket}, as into a file.`
	writesAndWaits = `{node}'s process {process} writes {message} at socket {socket}, and waits: the send buffer has no room for all.`
	reads          = `{node}'s process {process} reads what has come at socket {socket}, with {call}.`
	readsAndWaits  = `{node}'s process {process} waits in {call} at socket {socket}: nothing has come yet.`
	goesOn         = `There is room in the send buffer: {node}'s {call} goes on.`

	readsAtMost    = `{node}'s process {process} says that it will wait at most {time} for something to read.`
	writesAtMost   = `{node}'s process {process} says that it will wait at most {time} for room to write.`
	neverDelays    = `{node}'s process {process} says that small pieces shall not wait at socket {socket}.`
	noMoreWriting  = `{node}'s process {process} says that it will write no more at socket {socket}; it goes on reading.`
	noMoreReading  = `{node}'s process {process} says that it will read no more at socket {socket}; it may go on writing.`
	noMore         = `{node}'s process {process} says that it will neither read nor write any more at socket {socket}.`
	closesStream   = `{node}'s process {process} closes socket {socket}, its end of the connection.`
	closesListener = `{node}'s process {process} closes socket {socket}: no more clients are let in at port {number}.`
)

// shutdowns are the ways to end a connection without closing its socket.
var shutdowns = map[string]string{"SHUT_WR": noMoreWriting, "SHUT_RD": noMoreReading, "SHUT_RDWR": noMore}

// What a process is answered.
const (
	listening     = `{node}'s listen is done: clients may come to port {number}.`
	accepted      = `{node}'s accept returns a new socket, number {value}, for the client at {client}.`
	acceptedFirst = `{node}'s accept returns a new socket, number {value}, for {client} alone; the door stays open for others.`
	opened        = `{node}'s connect is done: there is a connection from {local} to {remote}.`
	written       = `{node}'s {call} returns {value}: so many bytes are in the send buffer.`
	writtenFirst  = `{node}'s {call} returns {value}: so many bytes are in the send buffer. Whether they arrive it cannot tell.`
	streamEnds    = `{node}'s {call} returns 0, which is no empty message: the peer has closed its stream.`
	shutdownDone  = `{node}'s shutdown is done.`
	streamClosed  = `{node}'s close is done: TCP does the rest without the process.`
	polledClient  = `{node}'s poll returns: a client waits at {sockets}.`
	polledHangup  = `{node}'s poll returns: the connection of {sockets} is over.`
	polledWrite   = `{node}'s poll returns: {sockets} has room for something to write.`
)

// What is waited for, and what changes.
const (
	roomToWrite  = `room to write`
	readOrWrite  = `something to read or room to write`
	streamSocket = `TCP`
	rawSocket    = `packets that it writes itself, IP header and all (a raw socket)`
	tcpChange    = `{node}'s connection with {peer} changes: {changes}.`
	tcpGone      = `{node}'s connection with {peer} is forgotten.`
	tcpRuleOnly  = `TCP on {node} decides how to go on.`
	doorChange   = `At port {number} of {node}: {half} handshakes are half done, {ready} connections wait to be accepted.`
	doorGone     = `Nobody listens on port {number} of {node} any more.`
	variableGoes = `{field} {old} → {now}`
	tcpGoes      = `{node}'s connection with {peer} goes from {old} to {now}.`
)

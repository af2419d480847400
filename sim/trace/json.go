package trace

import (
	"encoding/hex"
	"encoding/json"
)

// jsonEvent is an event as a program outside reads it: times in nanoseconds,
// bytes in hex.
type jsonEvent struct {
	ID      ID         `json:"id"`
	Cause   ID         `json:"cause,omitempty"`
	Of      ID         `json:"of,omitempty"`
	At      int64      `json:"at_ns"`
	Until   int64      `json:"until_ns,omitempty"`
	Arrives int64      `json:"arrives_ns,omitempty"`
	Node    string     `json:"node,omitempty"`
	Port    string     `json:"port,omitempty"`
	Process string     `json:"process,omitempty"`
	Layer   string     `json:"layer,omitempty"`
	Kind    string     `json:"kind"`
	Frame   FrameID    `json:"frame,omitempty"`
	Proto   string     `json:"proto,omitempty"`
	Name    string     `json:"name,omitempty"`
	Text    string     `json:"text,omitempty"`
	Entity  *Entity    `json:"entity,omitempty"`
	PDU     string     `json:"pdu,omitempty"`
	Data    string     `json:"data,omitempty"`
	Rules   []jsonRule `json:"rules,omitempty"`
	Deltas  []Delta    `json:"deltas,omitempty"`
}

type jsonRule struct {
	Name string `json:"name"`
	Cite string `json:"cite"`
	Why  string `json:"why"`
}

// MarshalJSON writes an event for programs.
func (e *Event) MarshalJSON() ([]byte, error) {
	j := jsonEvent{
		ID: e.ID, Cause: e.Cause, Of: e.Of,
		At: int64(e.At), Until: int64(e.Until), Arrives: int64(e.Arrives),
		Node: e.Node, Port: e.Port, Process: e.Process, Layer: e.Layer.String(), Kind: e.Kind.String(),
		Frame: e.Frame, Proto: e.Proto, Name: e.Name, Text: e.Text,
		PDU: hex.EncodeToString(e.PDU), Data: hex.EncodeToString(e.Data), Deltas: e.Deltas,
	}
	if e.Entity != (Entity{}) {
		j.Entity = &e.Entity
	}
	for _, r := range e.Rules {
		j.Rules = append(j.Rules, jsonRule{r.Rule.Name, r.Rule.Cite, r.Rule.Why})
	}
	return json.Marshal(j)
}

package scenario

import (
	"bytes"
	"encoding/json"
)

// Schema gives the JSON Schema (2020-12) of the file, for editors that complete
// and check while one types. It is made from the shapes that Parse uses, and
// accepts at least what Parse accepts: it cannot know whether a network makes
// sense.
func Schema() []byte {
	s := file.schema()
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "Encap scenario"
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		panic(err) // maps of strings, numbers and the like: our own mistake
	}
	return b.Bytes()
}

func (w word) schema() map[string]any {
	s := map[string]any{"type": "string", "pattern": w.pattern, "examples": w.like}
	if w.number {
		return map[string]any{"anyOf": []any{s, map[string]any{"type": "number", "minimum": 0}}}
	}
	return s
}

// A text without quotes may look like a number to YAML: title: 2024.
func (p prose) schema() map[string]any {
	return map[string]any{"type": []string{"string", "number", "boolean"}}
}

// A whole number may stand in quotes.
func (w whole) schema() map[string]any {
	return map[string]any{"type": []string{"integer", "string"}, "minimum": w.least, "maximum": w.most, "pattern": "^(0|[1-9][0-9]*)$"}
}

func (h choice) schema() map[string]any {
	return map[string]any{"enum": h.words}
}

func (l list) schema() map[string]any {
	s := map[string]any{"type": "array", "items": l.each.schema(), "minItems": l.least, "maxItems": l.most}
	if l.single {
		return map[string]any{"anyOf": []any{l.each.schema(), s}}
	}
	return s
}

func (t table) schema() map[string]any {
	return map[string]any{
		"type": "object", "propertyNames": map[string]any{"pattern": t.name.pattern},
		"additionalProperties": t.each.schema(), "minProperties": t.least, "maxProperties": t.most,
	}
}

func (o *object) schema() map[string]any {
	properties, need := map[string]any{}, []string{}
	for _, k := range o.keys {
		s := k.value.schema()
		s["description"] = k.about
		properties[k.name] = s
		if k.need {
			need = append(need, k.name)
		}
	}
	return map[string]any{
		"type": "object", "description": o.about, "properties": properties, "required": need, "additionalProperties": false,
	}
}

func (e either) schema() map[string]any {
	var of []any
	for _, s := range e.of {
		of = append(of, s.schema())
	}
	return map[string]any{"anyOf": of}
}

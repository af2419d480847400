package scenario

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

func TestSchemaIsCurrent(t *testing.T) {
	golden(t, "../../scenarios/scenario.schema.json", Schema())
}

// accepts is as much of a JSON Schema validator (2020-12) as our schema needs;
// an unknown word in the schema is an error, so that it cannot pass unread.
func accepts(schema map[string]any, v any) error {
	for word, rule := range schema {
		if err := obeys(word, rule, schema, v); err != nil {
			return err
		}
	}
	return nil
}

func obeys(word string, rule any, schema map[string]any, v any) error {
	switch word {
	case "$schema", "title", "description", "examples":
		return nil
	case "anyOf":
		var errs []string
		for _, s := range rule.([]any) {
			err := accepts(s.(map[string]any), v)
			if err == nil {
				return nil
			}
			errs = append(errs, err.Error())
		}
		return fmt.Errorf("none of [%s]", strings.Join(errs, "; "))
	case "type":
		types, ok := rule.([]any)
		if !ok {
			types = []any{rule}
		}
		if !slices.ContainsFunc(types, func(t any) bool { return isType(t.(string), v) }) {
			return fmt.Errorf("%v is not of type %v", v, rule)
		}
		return nil
	case "enum":
		if !slices.Contains(rule.([]any), v) {
			return fmt.Errorf("%v is not among %v", v, rule)
		}
		return nil
	}
	switch v := v.(type) {
	case string:
		if word == "pattern" && !regexp.MustCompile(rule.(string)).MatchString(v) {
			return fmt.Errorf("%q does not match %s", v, rule)
		}
	case float64:
		if word == "minimum" && v < rule.(float64) || word == "maximum" && v > rule.(float64) {
			return fmt.Errorf("%v: %s is %v", v, word, rule)
		}
	case []any:
		return obeysList(word, rule, v)
	case map[string]any:
		return obeysObject(word, rule, schema, v)
	}
	if !slices.Contains([]string{"pattern", "minimum", "maximum", "items", "minItems", "maxItems", "properties", "required",
		"additionalProperties", "propertyNames", "minProperties", "maxProperties"}, word) {
		return fmt.Errorf("unknown word %q in the schema", word)
	}
	return nil
}

func isType(t string, v any) bool {
	switch v := v.(type) {
	case string:
		return t == "string"
	case bool:
		return t == "boolean"
	case float64:
		return t == "number" || t == "integer" && v == math.Trunc(v)
	case []any:
		return t == "array"
	}
	return t == "object"
}

func obeysList(word string, rule any, v []any) error {
	switch word {
	case "minItems", "maxItems":
		if n := rule.(float64); word == "minItems" && len(v) < int(n) || word == "maxItems" && len(v) > int(n) {
			return fmt.Errorf("%d entries: %s is %v", len(v), word, n)
		}
	case "items":
		for _, item := range v {
			if err := accepts(rule.(map[string]any), item); err != nil {
				return err
			}
		}
	}
	return nil
}

func obeysObject(word string, rule any, schema, v map[string]any) error {
	for name, item := range v {
		switch s, known := property(schema, name); {
		case word == "propertyNames":
			if err := accepts(rule.(map[string]any), name); err != nil {
				return err
			}
		case word == "properties" && known:
			if err := accepts(s, item); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		case word == "additionalProperties" && !known && rule == false:
			return fmt.Errorf("unknown key %q", name)
		case word == "additionalProperties" && !known && rule != true:
			if err := accepts(rule.(map[string]any), item); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	switch word {
	case "required":
		for _, name := range rule.([]any) {
			if _, ok := v[name.(string)]; !ok {
				return fmt.Errorf("no %s", name)
			}
		}
	case "minProperties", "maxProperties":
		if n := rule.(float64); word == "minProperties" && len(v) < int(n) || word == "maxProperties" && len(v) > int(n) {
			return fmt.Errorf("%d entries: %s is %v", len(v), word, n)
		}
	}
	return nil
}

func property(schema map[string]any, name string) (map[string]any, bool) {
	properties, _ := schema["properties"].(map[string]any)
	s, ok := properties[name].(map[string]any)
	return s, ok
}

// instance gives a file as an editor sees it: text that looks like a number is
// one.
func instance(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return instance(n.Content[0])
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, instance(item))
		}
		return list
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = instance(n.Content[i+1])
		}
		return m
	}
	switch n.ShortTag() {
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
		return 0.5
	case "!!null":
		return nil
	}
	return n.Value
}

func schemaOf(t testing.TB) map[string]any {
	t.Helper()
	var schema map[string]any
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	return schema
}

// editor says what an editor that knows the schema has against a file.
func editor(schema map[string]any, src []byte) error {
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		return err
	}
	return accepts(schema, instance(&doc))
}

func TestSchemaAcceptsGoodFiles(t *testing.T) {
	schema := schemaOf(t)
	for _, file := range glob(t, "testdata/good/*.yaml") {
		if err := editor(schema, read(t, file)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// What the shapes refuse an editor should refuse too, as far as a schema can.
func TestSchemaRefuses(t *testing.T) {
	schema := schemaOf(t)
	for _, src := range []string{
		"title: x",
		"nodes: {}",
		"nodes: {alice: hots}",
		"nodes: {1st: host}",
		"nodes: {alice: {host: 10.0.1.2}}",
		"nodes: {alice: {host: 10.0.1.2/24, gatway: 10.0.1.1}}",
		"nodes: {alice: {router: 10.0.1.2/24, host: 10.0.1.2/24}}",
		"nodes: {alice: {outside: 192.0.2.1}}",
		"nodes: {alice: host}\nlevel: third",
		"nodes: {alice: host}\nuntil: 5",
		"nodes: {alice: host}\nseed: -1",
		"nodes: {alice: host}\ncables: [{ends: [alice]}]",
		"nodes: {alice: host}\ncables: [{ends: [alice, bob], rate: 5 MB/s}]",
		"nodes: {alice: host}\ncables: [{ends: [alice, bob], queue: 0}]",
		"nodes: {alice: host}\nrun: [{node: alice}]",
		"nodes: {alice: host}\nfaults: [{cable: alice > bob, frame: 1, do: cut}]",
		"nodes: {alice: host}\nfaults: [{cable: alice > bob, at: 1 s, do: drop}]",
		"nodes: {alice: host}\nsteps: [{when: tcp}]",
		"nodes: {alice: host}\nsteps: [{when: tcp, say: x, ask: {which: whether}}]",
		"nodes: {alice: host}\nexpect: tcp",
	} {
		if editor(schema, []byte(src)) == nil {
			t.Errorf("the schema accepts %q", src)
		}
		if _, problems := Parse("test.yaml", []byte(src), Options{}); problems.Err() == nil {
			t.Errorf("Parse accepts %q", src)
		}
	}
}

// The library's folder is not ours, but what Parse accepts of it an editor must
// accept too.
func TestLibraryAgreesWithSchema(t *testing.T) {
	files, _ := filepath.Glob("../../scenarios/*.yaml")
	schema := schemaOf(t)
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, problems := Parse(file, src, Options{}); problems.Err() != nil {
			continue // the library's own test says so
		}
		if err := editor(schema, src); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

package canvas

import "reflect"

// glyphsOf gives all glyphs of a set.
func glyphsOf(g *Glyphs) (all []string) {
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			all = append(all, v.String())
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(*g))
	return all
}

package trace

import (
	"fmt"
	"net/netip"
	"reflect"
	"strconv"
)

// show writes a variable's value as a student reads it.
func show(v reflect.Value) string {
	switch a := v.Interface().(type) {
	case netip.AddrPort:
		if !a.IsValid() {
			return "-"
		}
	case netip.Addr:
		if !a.IsValid() {
			return "-"
		}
	}
	if s, ok := v.Interface().(fmt.Stringer); ok {
		return s.String()
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10)
	default:
		return fmt.Sprint(v.Interface())
	}
}

package drill

import "fmt"

// value is a whole number or a string.
type value struct {
	num    int64
	text   string
	isText bool
}

func (v value) truth() bool { return v.num != 0 || v.text != "" }

func (v value) String() string {
	if v.isText {
		return v.text
	}
	return fmt.Sprint(v.num)
}

func truth(b bool) value {
	if b {
		return value{num: 1}
	}
	return value{}
}

// compute does one operation.
func compute(op string, a, b value) (value, error) {
	if a.isText || b.isText {
		switch {
		case op == "==" || op == "!=":
			return truth((a == b) == (op == "==")), nil
		case op == "+" && a.isText && b.isText:
			return value{text: a.text + b.text, isText: true}, nil
		case op == "%" && a.isText:
			return a, nil // a text with places for values: only ever shown
		}
		return value{}, fmt.Errorf("%s of a text", op)
	}
	x, y := a.num, b.num
	switch op {
	case "==":
		return truth(x == y), nil
	case "!=":
		return truth(x != y), nil
	case "<":
		return truth(x < y), nil
	case "<=":
		return truth(x <= y), nil
	case ">":
		return truth(x > y), nil
	case ">=":
		return truth(x >= y), nil
	case "|":
		return value{num: x | y}, nil
	case "^":
		return value{num: x ^ y}, nil
	case "&":
		return value{num: x & y}, nil
	case "+":
		return value{num: x + y}, nil
	case "-":
		return value{num: x - y}, nil
	case "*":
		return value{num: x * y}, nil
	}
	return divide(op, x, y)
}

// divide does the operations that not every pair of numbers allows.
func divide(op string, x, y int64) (value, error) {
	switch {
	case (op == "<<" || op == ">>") && (y < 0 || y > 62):
		return value{}, fmt.Errorf("a shift by %d", y)
	case op == "<<":
		return value{num: x << y}, nil
	case op == ">>":
		return value{num: x >> y}, nil
	case y == 0:
		return value{}, fmt.Errorf("a division by zero")
	case op == "%":
		return value{num: ((x % y) + y) % y}, nil
	}
	q := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		q-- // Python rounds down
	}
	return value{num: q}, nil
}

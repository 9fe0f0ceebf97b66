/* Functions, conditions and aggregates.
 *
 * Names and types come from the lists in builtin.h.  Integers are checked with the compiler's overflow builtins; floats
 * that leave the finite numbers are faults, so no NaN enters a relation.  mod has the sign of the dividend, as in C. */
#include "lang/program/builtin.h"

#include <math.h>

#include "lang/base/utf8.h"

static const Signature SIGNATURES[] = {
#define X(id, name, count, a, b, c, result) {name, count, {a, b, c}, result},
    BUILTINS(X)
#undef X
};
static const char *const CONDITION_NAMES[] = {
#define X(id, name) name,
    CONDITIONS(X)
#undef X
};
static const char *const AGGREGATE_NAMES[] = {
#define X(id, name) name,
    AGGREGATES(X)
#undef X
};

Signature builtin_signature(Builtin fn) { return SIGNATURES[fn]; }

bool builtin_find(Str name, unsigned argument_count, Builtin *fn) {
    for (int i = FN_ABS; i < FN_COUNT; i++)
        if (SIGNATURES[i].argument_count == argument_count && str_equal(name, str_of(SIGNATURES[i].name))) {
            *fn = (Builtin)i;
            return true;
        }
    return false;
}

bool builtin_name_exists(Str name) {
    Condition condition;
    for (int i = FN_ABS; i < FN_COUNT; i++)
        if (str_equal(name, str_of(SIGNATURES[i].name))) return true;
    return condition_find(name, &condition);
}

static bool find_name(const char *const *names, int count, Str name, int *found) {
    for (int i = 0; i < count; i++)
        if (str_equal(name, str_of(names[i]))) {
            *found = i;
            return true;
        }
    return false;
}

bool condition_find(Str name, Condition *condition) {
    int found;
    if (!find_name(CONDITION_NAMES, CONDITION_COUNT, name, &found)) return false;
    *condition = (Condition)found;
    return true;
}

bool aggregate_find(Str name, Aggregate *aggregate) {
    int found;
    if (!find_name(AGGREGATE_NAMES, AGGREGATE_COUNT, name, &found)) return false;
    *aggregate = (Aggregate)found;
    return true;
}

const char *condition_name(Condition condition) { return CONDITION_NAMES[condition]; }
const char *aggregate_name(Aggregate aggregate) { return AGGREGATE_NAMES[aggregate]; }

const char *compare_name(CompareOp op) {
    static const char *const NAMES[] = {"=", "\\=", "<", "=<", ">", ">="};
    return NAMES[op];
}

CompareOp compare_opposite(CompareOp op) {
    static const CompareOp OPPOSITES[] = {
        [OP_EQ] = OP_NE, [OP_NE] = OP_EQ, [OP_LT] = OP_GE, [OP_LE] = OP_GT, [OP_GT] = OP_LE, [OP_GE] = OP_LT};
    return OPPOSITES[op];
}

const char *type_kind_name(TypeKind kind) {
    static const char *const NAMES[] = {"anything", "symbol", "int", "float", "date", "number"};
    return NAMES[kind];
}

const char *fault_name(Fault fault) {
    static const char *const NAMES[] = {"no fault",
                                        "arithmetic overflow",
                                        "division by zero",
                                        "a result that is not a number",
                                        "a part of a date that is not given",
                                        "an empty cell in arithmetic",
                                        "a value of the wrong kind",
                                        "a position or date out of range",
                                        "an aggregate over undecided rows"};
    return NAMES[fault];
}

/* ---- arithmetic ---- */

static Fault give_float(Values *values, double number, Value *result) {
    if (isnan(number)) return FAULT_NAN;
    if (isinf(number)) return FAULT_OVERFLOW;
    *result = value_float(values, number);
    return FAULT_NONE;
}

static Fault int_operation(Builtin fn, Values *values, int64_t a, int64_t b, Value *result) {
    int64_t r = 0;
    bool overflow = false;
    switch (fn) {
    case FN_ADD: overflow = __builtin_add_overflow(a, b, &r); break;
    case FN_SUBTRACT: overflow = __builtin_sub_overflow(a, b, &r); break;
    case FN_MULTIPLY: overflow = __builtin_mul_overflow(a, b, &r); break;
    default:
        if (b == 0) return FAULT_ZERO_DIVISOR;
        if (b == -1) { /* INT64_MIN / -1 has no result, and INT64_MIN % -1 traps */
            if (fn == FN_DIVIDE) overflow = __builtin_sub_overflow((int64_t)0, a, &r);
        } else {
            r = fn == FN_DIVIDE ? a / b : a % b;
        }
    }
    if (overflow) return FAULT_OVERFLOW;
    *result = value_int(values, r);
    return FAULT_NONE;
}

static Fault float_operation(Builtin fn, Values *values, double a, double b, Value *result) {
    switch (fn) {
    case FN_ADD: return give_float(values, a + b, result);
    case FN_SUBTRACT: return give_float(values, a - b, result);
    case FN_MULTIPLY: return give_float(values, a * b, result);
    case FN_DIVIDE:
        if (b == 0) return FAULT_ZERO_DIVISOR;
        return give_float(values, a / b, result);
    default: return FAULT_KIND;
    }
}

#define DAYS_LIMIT INT64_C(1000000000)

static Fault date_operation(Builtin fn, Values *values, Value a, Value b, Value *result) {
    if (value_kind(values, a) != KIND_DATE) return FAULT_KIND;
    Date date = value_to_date(values, a);
    if (date.precision != DATE_DAY) return FAULT_PARTIAL_DATE;
    int64_t days = date_to_days(date);
    if (value_kind(values, b) == KIND_DATE) {
        Date other = value_to_date(values, b);
        if (fn != FN_SUBTRACT) return FAULT_KIND;
        if (other.precision != DATE_DAY) return FAULT_PARTIAL_DATE;
        *result = value_int(values, days - date_to_days(other));
        return FAULT_NONE;
    }
    if (value_kind(values, b) != KIND_INT || (fn != FN_ADD && fn != FN_SUBTRACT)) return FAULT_KIND;
    int64_t shift = value_to_int(values, b);
    if (shift > DAYS_LIMIT || shift < -DAYS_LIMIT) return FAULT_RANGE;
    Date moved = date_from_days(fn == FN_ADD ? days + shift : days - shift);
    if (!date_is_valid(moved)) return FAULT_RANGE;
    *result = value_date(values, moved);
    return FAULT_NONE;
}

static bool is_number(ValueKind kind) { return kind == KIND_INT || kind == KIND_FLOAT; }

static Fault binary(Builtin fn, Values *values, Value a, Value b, Value *result) {
    ValueKind ka = value_kind(values, a), kb = value_kind(values, b);
    if (ka == KIND_NONE || kb == KIND_NONE) return FAULT_NO_VALUE;
    if (ka == KIND_INT && kb == KIND_INT)
        return int_operation(fn, values, value_to_int(values, a), value_to_int(values, b), result);
    if (is_number(ka) && is_number(kb))
        return float_operation(fn, values, value_to_float(values, a), value_to_float(values, b), result);
    return date_operation(fn, values, a, b, result);
}

/* Half away from zero.  As in math.h, but a command that needs no library of mathematics starts sooner. */
static double nearest(double x) {
    if (!(fabs(x) < 4503599627370496.0)) return x; /* 2^52: whole already */
    double whole = (double)(int64_t)x, rest = x - whole;
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole;
}

static Fault unary_number(Builtin fn, Values *values, Value v, Value *result) {
    ValueKind kind = value_kind(values, v);
    if (kind == KIND_NONE) return FAULT_NO_VALUE;
    if (!is_number(kind)) return FAULT_KIND;
    if (kind == KIND_INT) {
        int64_t n = value_to_int(values, v);
        if (fn == FN_FLOAT) return give_float(values, (double)n, result);
        if (fn == FN_ROUND || (fn == FN_ABS && n >= 0)) {
            *result = v;
            return FAULT_NONE;
        }
        return int_operation(FN_SUBTRACT, values, 0, n, result);
    }
    double x = value_to_float(values, v);
    if (fn == FN_ROUND) {
        double rounded = nearest(x);
        if (!(rounded >= -9223372036854775808.0 && rounded < 9223372036854775808.0)) return FAULT_OVERFLOW;
        *result = value_int(values, (int64_t)rounded);
        return FAULT_NONE;
    }
    return give_float(values, fn == FN_NEGATE ? -x : fn == FN_ABS ? fabs(x) : x, result);
}

static Fault date_part(Builtin fn, Values *values, Value v, Value *result) {
    ValueKind kind = value_kind(values, v);
    if (kind == KIND_NONE) return FAULT_NO_VALUE;
    if (kind != KIND_DATE) return FAULT_KIND;
    Date date = value_to_date(values, v);
    if (fn == FN_MONTH && date.precision == DATE_YEAR) return FAULT_PARTIAL_DATE;
    if (fn == FN_DAY && date.precision != DATE_DAY) return FAULT_PARTIAL_DATE;
    *result = value_int(values, fn == FN_YEAR ? date.year : fn == FN_MONTH ? date.month : date.day);
    return FAULT_NONE;
}

/* ---- text ---- */

static Fault concat(Values *values, Value a, Value b, Value *result) {
    if (a == VALUE_NONE || b == VALUE_NONE) return FAULT_NO_VALUE;
    Text text;
    text_init(&text);
    value_print_plain(values, a, &text);
    value_print_plain(values, b, &text);
    *result = value_symbol(values, text_str(&text));
    text_clear(&text);
    return FAULT_NONE;
}

static Fault substring(Values *values, const Value *arguments, Value *result) {
    Str text = value_text(values, arguments[0]);
    if (value_kind(values, arguments[1]) != KIND_INT || value_kind(values, arguments[2]) != KIND_INT) return FAULT_KIND;
    int64_t start = value_to_int(values, arguments[1]), length = value_to_int(values, arguments[2]);
    if (start < 1 || length < 0) return FAULT_RANGE;
    while (start > 1 && text.length > 0) {
        size_t size = str_char_size(text);
        text = (Str){text.text + size, text.length - size};
        start--;
    }
    Str rest = text;
    while (length > 0 && rest.length > 0) {
        size_t size = str_char_size(rest);
        rest = (Str){rest.text + size, rest.length - size};
        length--;
    }
    *result = value_symbol(values, (Str){text.text, text.length - rest.length});
    return FAULT_NONE;
}

static Fault change_case_of(Builtin fn, Values *values, Value v, Value *result) {
    Str rest = value_text(values, v);
    Text text;
    text_init(&text);
    while (rest.length > 0) {
        size_t size;
        char bytes[4];
        uint32_t c = utf8_decode(rest, &size);
        if (c == UTF8_BROKEN)
            text_add(&text, (Str){rest.text, size});
        else
            text_add(&text, (Str){bytes, utf8_encode(fn == FN_UPPER ? char_upper(c) : char_lower(c), bytes)});
        rest = (Str){rest.text + size, rest.length - size};
    }
    *result = value_symbol(values, text_str(&text));
    text_clear(&text);
    return FAULT_NONE;
}

static Fault text_function(Builtin fn, Values *values, const Value *arguments, Value *result) {
    if (arguments[0] == VALUE_NONE) return FAULT_NO_VALUE;
    if (!value_is_symbol(arguments[0])) return FAULT_KIND;
    if (fn == FN_SUBSTRING) return substring(values, arguments, result);
    if (fn != FN_LENGTH) return change_case_of(fn, values, arguments[0], result);
    *result = value_int(values, (int64_t)str_char_count(value_text(values, arguments[0])));
    return FAULT_NONE;
}

Fault builtin_apply(Builtin fn, Values *values, const Value *arguments, Value *result) {
    switch (fn) {
    case FN_ADD:
    case FN_SUBTRACT:
    case FN_MULTIPLY:
    case FN_DIVIDE:
    case FN_MOD: return binary(fn, values, arguments[0], arguments[1], result);
    case FN_NEGATE:
    case FN_ABS:
    case FN_FLOAT:
    case FN_ROUND: return unary_number(fn, values, arguments[0], result);
    case FN_YEAR:
    case FN_MONTH:
    case FN_DAY: return date_part(fn, values, arguments[0], result);
    case FN_CONCAT: return concat(values, arguments[0], arguments[1], result);
    case FN_LENGTH:
    case FN_UPPER:
    case FN_LOWER:
    case FN_SUBSTRING: return text_function(fn, values, arguments, result);
    case FN_COUNT: break;
    }
    return FAULT_KIND;
}

bool condition_holds(Condition condition, const Values *values, Value text_value, Value part_value) {
    if (!value_is_symbol(text_value) || !value_is_symbol(part_value)) return false;
    Str text = value_text(values, text_value), part = value_text(values, part_value);
    if (part.length > text.length) return false;
    size_t last = text.length - part.length;
    switch (condition) {
    case IS_STARTS_WITH: return str_equal((Str){text.text, part.length}, part);
    case IS_ENDS_WITH: return str_equal((Str){text.text + last, part.length}, part);
    default:
        for (size_t i = 0; i <= last; i++)
            if (str_equal((Str){text.text + i, part.length}, part)) return true;
        return false;
    }
}

static bool op_holds(CompareOp op, int order) {
    switch (op) {
    case OP_EQ: return order == 0;
    case OP_NE: return order != 0;
    case OP_LT: return order < 0;
    case OP_LE: return order <= 0;
    case OP_GT: return order > 0;
    case OP_GE: return order >= 0;
    }
    return false;
}

/* The last day that a date may mean. */
static int64_t last_day(Date date) {
    if (date.precision == DATE_DAY) return date_to_days(date);
    if (date.precision == DATE_YEAR || date.month == 12) return date_to_days((Date){date.year + 1, 1, 1, DATE_DAY}) - 1;
    return date_to_days((Date){date.year, (uint8_t)(date.month + 1), 1, DATE_DAY}) - 1;
}

/* A month or year is before another date only if each of its days is:
 * what a coarse date leaves open holds neither way. */
static bool dates_hold(CompareOp op, Date a, Date b) {
    switch (op) {
    case OP_LT: return last_day(a) < date_to_days(b);
    case OP_LE: return last_day(a) <= date_to_days(b);
    case OP_GT: return date_to_days(a) > last_day(b);
    default: return date_to_days(a) >= last_day(b);
    }
}

Fault compare_apply(CompareOp op, const Values *values, Value a, Value b, bool *holds) {
    if (a == b && (op == OP_EQ || op == OP_NE)) {
        *holds = op == OP_EQ;
        return FAULT_NONE;
    }
    ValueKind ka = value_kind(values, a), kb = value_kind(values, b);
    if (is_number(ka) && is_number(kb)) {
        *holds = op_holds(op, value_compare_numbers(values, a, b));
        return FAULT_NONE;
    }
    if (op == OP_EQ || op == OP_NE) {
        *holds = op == OP_NE;
        return FAULT_NONE;
    }
    if (ka == KIND_NONE || kb == KIND_NONE) {
        *holds = false;
        return FAULT_NONE;
    }
    if (ka != kb) return FAULT_KIND;
    if (ka == KIND_DATE && a != b)
        *holds = dates_hold(op, value_to_date(values, a), value_to_date(values, b));
    else
        *holds = op_holds(op, value_compare(values, a, b));
    return FAULT_NONE;
}

/* The functions and aggregates of the language: one list, with names, types and pure implementations. */
#ifndef HENCE_BUILTIN_H
#define HENCE_BUILTIN_H

#include "lang/base/value.h"

typedef enum {
    TYPE_ANY,
    TYPE_SYMBOL,
    TYPE_INT,
    TYPE_FLOAT,
    TYPE_DATE,
    TYPE_NUMBER /* int or float; signatures only */
} TypeKind;
static inline bool kind_is_number(TypeKind k) { return k == TYPE_INT || k == TYPE_FLOAT || k == TYPE_NUMBER; }

/*       enum             name            arguments  types of arguments                         result
 * Operators come first and have the spelling of the rule; a TYPE_NUMBER result is a float if an argument is. */
#define BUILTINS(X)                                                                                                    \
    X(FN_NEGATE, "-", 1, TYPE_NUMBER, TYPE_ANY, TYPE_ANY, TYPE_NUMBER)                                                 \
    X(FN_ADD, "+", 2, TYPE_NUMBER, TYPE_NUMBER, TYPE_ANY, TYPE_NUMBER)      /* date + int too */                       \
    X(FN_SUBTRACT, "-", 2, TYPE_NUMBER, TYPE_NUMBER, TYPE_ANY, TYPE_NUMBER) /* date - int, date - date */              \
    X(FN_MULTIPLY, "*", 2, TYPE_NUMBER, TYPE_NUMBER, TYPE_ANY, TYPE_NUMBER)                                            \
    X(FN_DIVIDE, "/", 2, TYPE_NUMBER, TYPE_NUMBER, TYPE_ANY, TYPE_NUMBER)                                              \
    X(FN_MOD, "mod", 2, TYPE_INT, TYPE_INT, TYPE_ANY, TYPE_INT)                                                        \
    X(FN_ABS, "abs", 1, TYPE_NUMBER, TYPE_ANY, TYPE_ANY, TYPE_NUMBER)                                                  \
    X(FN_FLOAT, "float", 1, TYPE_NUMBER, TYPE_ANY, TYPE_ANY, TYPE_FLOAT)                                               \
    X(FN_ROUND, "round", 1, TYPE_NUMBER, TYPE_ANY, TYPE_ANY, TYPE_INT)                                                 \
    X(FN_YEAR, "year", 1, TYPE_DATE, TYPE_ANY, TYPE_ANY, TYPE_INT)                                                     \
    X(FN_MONTH, "month", 1, TYPE_DATE, TYPE_ANY, TYPE_ANY, TYPE_INT)                                                   \
    X(FN_DAY, "day", 1, TYPE_DATE, TYPE_ANY, TYPE_ANY, TYPE_INT)                                                       \
    X(FN_CONCAT, "concat", 2, TYPE_ANY, TYPE_ANY, TYPE_ANY, TYPE_SYMBOL)                                               \
    X(FN_LENGTH, "length", 1, TYPE_SYMBOL, TYPE_ANY, TYPE_ANY, TYPE_INT)                                               \
    X(FN_UPPER, "upper", 1, TYPE_SYMBOL, TYPE_ANY, TYPE_ANY, TYPE_SYMBOL)                                              \
    X(FN_LOWER, "lower", 1, TYPE_SYMBOL, TYPE_ANY, TYPE_ANY, TYPE_SYMBOL)                                              \
    X(FN_SUBSTRING, "substring", 3, TYPE_SYMBOL, TYPE_INT, TYPE_INT, TYPE_SYMBOL)

/* Conditions that stand as a literal, as `contains(Text, Part)`.  All arguments must have a value. */
#define CONDITIONS(X)                                                                                                  \
    X(IS_CONTAINS, "contains")                                                                                         \
    X(IS_STARTS_WITH, "starts_with")                                                                                   \
    X(IS_ENDS_WITH, "ends_with")

/* min and max run over any type, in the order of value_compare; sum and avg over numbers (avg is a float). */
#define AGGREGATES(X)                                                                                                  \
    X(AGG_COUNT, "count")                                                                                              \
    X(AGG_SUM, "sum")                                                                                                  \
    X(AGG_MIN, "min")                                                                                                  \
    X(AGG_MAX, "max")                                                                                                  \
    X(AGG_AVG, "avg")

typedef enum {
#define X(id, name, count, a, b, c, result) id,
    BUILTINS(X)
#undef X
        FN_COUNT
} Builtin;
typedef enum {
#define X(id, name) id,
    CONDITIONS(X)
#undef X
        CONDITION_COUNT
} Condition;
typedef enum {
#define X(id, name) id,
    AGGREGATES(X)
#undef X
        AGGREGATE_COUNT
} Aggregate;
typedef enum { STRENGTH_CERTAIN, STRENGTH_LIKELY, STRENGTH_POSSIBLE } Strength; /* of a rule or claim */
typedef enum { OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE } CompareOp;

typedef struct {
    const char *name;
    unsigned argument_count;
    TypeKind arguments[3];
    TypeKind result;
} Signature;

Signature builtin_signature(Builtin fn);
bool builtin_find(Str name, unsigned argument_count, Builtin *fn); /* by the name of a call; operators are not found */
bool builtin_name_exists(Str name);                                /* with any number of arguments, conditions too */
bool condition_find(Str name, Condition *condition);
const char *condition_name(Condition condition);
bool aggregate_find(Str name, Aggregate *aggregate);
const char *aggregate_name(Aggregate aggregate);
const char *compare_name(CompareOp op);   /* "=", "\\=", "<", "=<", ">", ">=" as the rule spells it */
CompareOp compare_opposite(CompareOp op); /* what holds where op does not */
const char *type_kind_name(TypeKind kind);

typedef enum {
    FAULT_NONE,
    FAULT_OVERFLOW, /* the result does not fit 64 bits, or is not finite */
    FAULT_ZERO_DIVISOR,
    FAULT_NAN,
    FAULT_PARTIAL_DATE, /* a month or day asked of a coarser date */
    FAULT_NO_VALUE,     /* an empty cell in arithmetic */
    FAULT_KIND,         /* a value of another kind, from a column of mixed kinds */
    FAULT_RANGE,        /* substring with a negative position, a date out of range */
    FAULT_UNDECIDED     /* an aggregate over undecided rows that can change it */
} Fault;
const char *fault_name(Fault fault); /* "arithmetic overflow", ... */

/* Computes fn of its arguments.  *result is set only without a fault. */
Fault builtin_apply(Builtin fn, Values *values, const Value *arguments, Value *result);
bool condition_holds(Condition condition, const Values *values, Value text, Value part);
/* Numbers compare by size whatever their kind; = and \= of other kinds by identity; an order between unlike kinds is
 * FAULT_KIND.  none equals only itself and is in no order. */
Fault compare_apply(CompareOp op, const Values *values, Value a, Value b, bool *holds);

#endif

/* Expressions on many bindings at once.
 *
 * (P. Boncz, M. Zukowski, N. Nes, MonetDB/X100: Hyper-Pipelining Query Execution, CIDR 2005.)
 * An operation goes through all lanes in a loop without branches, and notes in passing whether some lane is odd:
 * another kind, or a result out of range.  That is asked once behind the loop.  Words of small integers shifted left by
 * two are 32-bit numbers that keep their order, and overflow exactly where the integer leaves the small range.
 * A full block of lanes has a loop of its own, whose length the compiler knows: it becomes SIMD where there is any. */
#include "runtime/eval/vector.h"

#define SMALL_INT UINT32_C(0x80000000)
#define KIND_BITS UINT32_C(0xC0000000)
#define SIGN_BIT UINT32_C(0x80000000)

typedef struct Lanes {
    ExprKind kind;
    uint32_t id;                      /* Value, number of a column or Builtin of two arguments */
    const struct Lanes *left, *right; /* of a call */
    Value *words;                     /* LANES, of a constant or a call */
} Lanes;

struct Vector {
    const Literal *literal;
    const Lanes *left, *right; /* right: of a comparison */
    uint32_t *holds;
};

/* ---- made ready ---- */

static bool is_known(Builtin fn) {
    return fn == FN_ADD || fn == FN_SUBTRACT || fn == FN_MULTIPLY || fn == FN_DIVIDE || fn == FN_MOD || fn == FN_NEGATE;
}

static const Lanes *constant(Value v, Arena *arena) {
    Lanes *lanes = arena_new(arena, Lanes);
    *lanes = (Lanes){.kind = EXPR_CONST, .id = v, .words = arena_array(arena, Value, LANES)};
    for (uint32_t i = 0; i < LANES; i++) lanes->words[i] = v;
    return lanes;
}

/* The depth of expressions is bounded by NODE_DEPTH_LIMIT.  -x is 0 - x. */
static const Lanes *make_ready(const Expr *expr, const uint32_t *slots, Arena *arena) {
    if (expr->kind == EXPR_CONST) return constant(expr->id, arena);
    Lanes *lanes = arena_new(arena, Lanes);
    *lanes = (Lanes){.kind = expr->kind, .id = expr->id};
    if (expr->kind == EXPR_VAR && slots) lanes->id = slots[expr->id];
    if (expr->kind == EXPR_VAR) return lanes;
    if (!is_known((Builtin)expr->id)) return NULL;
    bool is_negation = expr->id == FN_NEGATE;
    if (is_negation) lanes->id = FN_SUBTRACT;
    lanes->left = is_negation ? constant(SMALL_INT, arena) : make_ready(expr->arguments[0], slots, arena);
    lanes->right = make_ready(expr->arguments[is_negation ? 0 : 1], slots, arena);
    lanes->words = arena_array(arena, Value, LANES);
    return lanes->left && lanes->right ? lanes : NULL;
}

Vector *vector_new(const Literal *literal, const uint32_t *slots, Arena *arena) {
    Vector *vector = arena_new(arena, Vector);
    vector->literal = literal;
    vector->left = make_ready(literal->left, slots, arena);
    if (literal->kind == LIT_BIND) return vector->left ? vector : NULL;
    vector->right = make_ready(literal->right, slots, arena);
    vector->holds = arena_array(arena, uint32_t, LANES);
    return vector->left && vector->right ? vector : NULL;
}

/* ---- operations; true if some lane is odd ---- */

static inline uint32_t odd_kinds(Value a, Value b) { return ((a ^ SMALL_INT) | (b ^ SMALL_INT)) & KIND_BITS; }

/* The same loop twice: for a full block of lanes, and for less. */
#define IN_TWO_SIZES(name)                                                                                             \
    static bool name(const Value *a, const Value *b, uint32_t *out, uint32_t n) {                                      \
        return n == LANES ? name##_lanes(a, b, out, LANES) : name##_lanes(a, b, out, n);                               \
    }

/* x and y are the operands as 32-bit numbers, r the result. */
#define OPERATION(name, result, overflow)                                                                              \
    static inline bool name##_lanes(const Value *restrict a, const Value *restrict b, Value *restrict out,             \
                                    uint32_t n) {                                                                      \
        uint32_t odd = 0;                                                                                              \
        for (uint32_t i = 0; i < n; i++) {                                                                             \
            uint32_t x = a[i] << 2, y = b[i] << 2, r = result;                                                         \
            odd |= odd_kinds(a[i], b[i]) | ((overflow)&SIGN_BIT);                                                      \
            out[i] = r >> 2 | SMALL_INT;                                                                               \
        }                                                                                                              \
        return odd != 0;                                                                                               \
    }                                                                                                                  \
    IN_TWO_SIZES(name)
OPERATION(add, x + y, (x ^ r) & (y ^ r))
OPERATION(subtract, x - y, (x ^ y) & (x ^ r))

static bool multiply(const Value *restrict a, const Value *restrict b, Value *restrict out, uint32_t n) {
    uint32_t odd = 0;
    for (uint32_t i = 0; i < n; i++) {
        int64_t r = (int64_t)(int32_t)(a[i] << 2) * value_small_int(b[i]);
        odd |= odd_kinds(a[i], b[i]) | (r != (int32_t)r);
        out[i] = (uint32_t)r >> 2 | SMALL_INT;
    }
    return odd != 0;
}

/* Division by -1 may leave the small range. */
static bool divide(const Value *restrict a, const Value *restrict b, Value *restrict out, uint32_t n, bool is_mod) {
    for (uint32_t i = 0; i < n; i++) {
        int64_t x = value_small_int(a[i]), y = value_small_int(b[i]);
        if (odd_kinds(a[i], b[i]) || y == 0 || y == -1) return true;
        out[i] = ((uint32_t)(is_mod ? x % y : x / y) & ~KIND_BITS) | SMALL_INT;
    }
    return false;
}

#define COMPARISON(name, is_odd, is_so)                                                                                \
    static inline bool name##_lanes(const Value *restrict a, const Value *restrict b, uint32_t *restrict out,          \
                                    uint32_t n) {                                                                      \
        uint32_t odd = 0;                                                                                              \
        for (uint32_t i = 0; i < n; i++) {                                                                             \
            odd |= (is_odd);                                                                                           \
            out[i] = (is_so);                                                                                          \
        }                                                                                                              \
        return odd != 0;                                                                                               \
    }                                                                                                                  \
    IN_TWO_SIZES(name)
/* 1 = 1.0: two words that differ may be equal if neither is a symbol and one is wide. */
static inline uint32_t perhaps_equal(Value a, Value b) {
    return (a & b & SIGN_BIT) >> 1 & (a | b) & -(uint32_t)(a != b);
}

COMPARISON(equal, perhaps_equal(a[i], b[i]), a[i] == b[i])
COMPARISON(unequal, perhaps_equal(a[i], b[i]), a[i] != b[i])
COMPARISON(less, odd_kinds(a[i], b[i]), (int32_t)(a[i] << 2) < (int32_t)(b[i] << 2))
COMPARISON(at_most, odd_kinds(a[i], b[i]), (int32_t)(a[i] << 2) <= (int32_t)(b[i] << 2))

/* ---- used ---- */

static bool operate(Builtin fn, const Value *a, const Value *b, Value *out, uint32_t n) {
    switch (fn) {
    case FN_ADD: return add(a, b, out, n);
    case FN_SUBTRACT: return subtract(a, b, out, n);
    case FN_MULTIPLY: return multiply(a, b, out, n);
    default: return divide(a, b, out, n, fn == FN_MOD);
    }
}

static const Value *words_of(const Lanes *lanes, Value *const *columns, uint32_t from, uint32_t count) {
    if (lanes->kind == EXPR_VAR) return columns[lanes->id] + from;
    if (lanes->kind == EXPR_CONST) return lanes->words;
    const Value *a = words_of(lanes->left, columns, from, count);
    const Value *b = a ? words_of(lanes->right, columns, from, count) : NULL;
    if (!b || operate((Builtin)lanes->id, a, b, lanes->words, count)) return NULL;
    return lanes->words;
}

const Value *vector_values(Vector *vector, Value *const *columns, uint32_t from, uint32_t count) {
    return words_of(vector->left, columns, from, count);
}

const uint32_t *vector_holds(Vector *vector, Value *const *columns, uint32_t from, uint32_t count) {
    const Value *a = words_of(vector->left, columns, from, count);
    const Value *b = a ? words_of(vector->right, columns, from, count) : NULL;
    uint32_t *holds = vector->holds;
    bool is_odd = true;
    if (!b) return NULL;
    switch (vector->literal->op) {
    case OP_EQ: is_odd = equal(a, b, holds, count); break;
    case OP_NE: is_odd = unequal(a, b, holds, count); break;
    case OP_LT: is_odd = less(a, b, holds, count); break;
    case OP_LE: is_odd = at_most(a, b, holds, count); break;
    case OP_GT: is_odd = less(b, a, holds, count); break;
    case OP_GE: is_odd = at_most(b, a, holds, count); break;
    }
    return is_odd ? NULL : holds;
}

/* Expressions on many bindings at once: what they say is what compute() says of each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/eval/compute.h"
#include "runtime/eval/vector.h"

enum { COLUMNS = 3, ROWS = 160, LONE = 40 };

typedef struct {
    Values *values;
    Arena arena;
    Value *columns[COLUMNS];
    Outcome outcome;
    uint64_t dice;
} Bench;

static int setup(void **state) {
    Bench *b = mem_alloc_zero(sizeof *b);
    b->values = values_new();
    b->dice = 88172645463325252u;
    arena_init(&b->arena);
    for (int i = 0; i < COLUMNS; i++) b->columns[i] = arena_array(&b->arena, Value, ROWS);
    *state = b;
    return 0;
}

static int teardown(void **state) {
    Bench *b = *state;
    outcome_clear(&b->outcome);
    arena_clear(&b->arena);
    values_free(b->values);
    mem_free(b);
    return 0;
}

static uint32_t throw(Bench * b, uint32_t sides) {
    b->dice ^= b->dice << 13, b->dice ^= b->dice >> 7, b->dice ^= b->dice << 17;
    return (uint32_t)(b->dice >> 20) % sides;
}

static Value small(Bench *b) { return value_int(b->values, (int64_t) throw(b, 9) - 4); }

static Value any(Bench *b) {
    switch (throw(b, 9)) {
    case 0: return value_symbol(b->values, STR("word"));
    case 1: return VALUE_NONE;
    case 2: return value_float(b->values, (double) throw(b, 3) - 1);
    case 3: return value_date(b->values, (Date){2000 + (int32_t) throw(b, 2), 1, 1, DATE_YEAR});
    case 4: return value_int(b->values, throw(b, 2) ? INT64_MAX : INT64_MIN);
    case 5: return value_int(b->values, SMALL_INT_MAX - throw(b, 2));
    case 6: return value_int(b->values, SMALL_INT_MIN + throw(b, 2));
    default: return small(b);
    }
}

static const Expr *expression(Bench *b, uint32_t depth) {
    static const Builtin FUNCTIONS[] = {FN_ADD, FN_SUBTRACT, FN_MULTIPLY, FN_DIVIDE, FN_MOD, FN_NEGATE, FN_ABS};
    if (depth == 0 || throw(b, 3) == 0) {
        if (throw(b, 3)) return expr_var(&b->arena, throw(b, COLUMNS), NO_SPAN);
        return expr_const(&b->arena, throw(b, 4) ? small(b) : any(b), NO_SPAN);
    }
    const Expr *arguments[2] = {expression(b, depth - 1), expression(b, depth - 1)};
    return expr_call(&b->arena, FUNCTIONS[throw(b, 30) ? throw(b, 6) : 6], arguments, NO_SPAN);
}

/* Mostly small integers, so that blocks are plain; now and then something else. */
static void fill(Bench *b, uint32_t odd_of) {
    for (uint32_t i = 0; i < COLUMNS * ROWS; i++)
        b->columns[i % COLUMNS][i / COLUMNS] = odd_of && throw(b, odd_of) == 0 ? any(b) : small(b);
}

/* Whether the vector had an answer. */
static bool agrees(Bench *b, const Literal *literal, Vector *vector, uint32_t from, uint32_t count) {
    Computer computer = {.values = b->values, .outcome = &b->outcome};
    bool is_bind = literal->kind == LIT_BIND;
    const uint32_t *made =
        is_bind ? vector_values(vector, b->columns, from, count) : vector_holds(vector, b->columns, from, count);
    if (!made) return false;
    for (uint32_t i = 0; i < count; i++) {
        Value binding[COLUMNS], value = VALUE_NONE;
        for (uint32_t c = 0; c < COLUMNS; c++) binding[c] = b->columns[c][from + i];
        if (is_bind)
            assert_true(compute(&computer, literal->left, binding, 0, &value));
        else
            value = compute_holds(&computer, literal, binding, 0);
        assert_int_equal(made[i], value);
    }
    assert_int_equal(b->outcome.fault_count, 0);
    return true;
}

static void what_is_computed_together_is_what_is_computed_one_by_one(void **state) {
    Bench *b = *state;
    uint32_t answers = 0, tries = 0;
    for (uint32_t n = 0; n < 20000; n++) {
        bool is_bind = throw(b, 2);
        Literal literal = {.kind = is_bind ? LIT_BIND : LIT_COMPARE, .op = (CompareOp) throw(b, 6)};
        literal.left = expression(b, 3);
        literal.right = expression(b, 2);
        Vector *vector = vector_new(&literal, NULL, &b->arena);
        fill(b, n % 3 * LONE);
        for (uint32_t from = 0; vector && from < ROWS; tries++) {
            uint32_t count = throw(b, 4) ? LANES : 1 + throw(b, LANES);
            if (count > ROWS - from) count = ROWS - from;
            answers += agrees(b, &literal, vector, from, count);
            from += count;
        }
    }
    assert_true(answers > tries / 3); /* else this has shown nothing */
    assert_true(answers < tries);
}

static void any_two_words_are_compared_unless_both_are_wide_or_numbers_of_two_kinds(void **state) {
    Bench *b = *state;
    Literal literal = {.kind = LIT_COMPARE, .op = OP_EQ};
    literal.left = expr_var(&b->arena, 0, NO_SPAN);
    literal.right = expr_var(&b->arena, 1, NO_SPAN);
    for (int op = OP_EQ; op <= OP_NE; op++) {
        literal.op = (CompareOp)op;
        Vector *vector = vector_new(&literal, NULL, &b->arena);
        for (uint32_t n = 0; n < 1000; n++) {
            Value x = b->columns[0][0] = any(b), y = b->columns[1][0] = any(b);
            bool are_wide = !value_is_symbol(x) && !value_is_symbol(y) &&
                            !(value_is_small_int(x) && value_is_small_int(y)) && x != y;
            assert_true(agrees(b, &literal, vector, 0, 1) != are_wide);
        }
    }
}

static void results_out_of_the_small_range_are_left_to_compute(void **state) {
    Bench *b = *state;
    const Expr *xy[] = {expr_var(&b->arena, 0, NO_SPAN), expr_var(&b->arena, 1, NO_SPAN)};
    const struct {
        Builtin fn;
        int64_t x, y;
        bool fits;
    } CASES[] = {
        {FN_ADD, SMALL_INT_MAX, 0, true},
        {FN_ADD, SMALL_INT_MAX, 1, false},
        {FN_ADD, SMALL_INT_MIN, -1, false},
        {FN_SUBTRACT, SMALL_INT_MIN, 0, true},
        {FN_SUBTRACT, SMALL_INT_MIN, 1, false},
        {FN_SUBTRACT, 0, SMALL_INT_MIN, false},
        {FN_MULTIPLY, 1 << 14, 1 << 14, true},
        {FN_MULTIPLY, 1 << 15, 1 << 14, false},
        {FN_MULTIPLY, -1 * (1 << 15), 1 << 14, true},
        {FN_NEGATE, SMALL_INT_MIN, 0, false},
        {FN_DIVIDE, 7, -2, true},
        {FN_DIVIDE, 7, 0, false},
        {FN_MOD, -7, 2, true},
        {FN_MOD, 7, 0, false},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Literal literal = {.kind = LIT_BIND, .left = expr_call(&b->arena, CASES[i].fn, xy, NO_SPAN)};
        for (uint32_t lane = 0; lane < LANES; lane++) {
            b->columns[0][lane] = value_int(b->values, CASES[i].x);
            b->columns[1][lane] = value_int(b->values, CASES[i].y);
        }
        assert_int_equal(agrees(b, &literal, vector_new(&literal, NULL, &b->arena), 0, LANES), CASES[i].fits);
        assert_int_equal(agrees(b, &literal, vector_new(&literal, NULL, &b->arena), 0, 3), CASES[i].fits);
    }
}

static void functions_that_are_computed_one_by_one_have_no_vector(void **state) {
    Bench *b = *state;
    const Expr *x[] = {expr_var(&b->arena, 0, NO_SPAN), NULL};
    const Expr *year = expr_call(&b->arena, FN_YEAR, x, NO_SPAN);
    assert_null(vector_new(&(Literal){.kind = LIT_BIND, .left = year}, NULL, &b->arena));
    assert_null(vector_new(&(Literal){.kind = LIT_COMPARE, .left = x[0], .right = year}, NULL, &b->arena));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_is_computed_together_is_what_is_computed_one_by_one),
        TEST(any_two_words_are_compared_unless_both_are_wide_or_numbers_of_two_kinds),
        TEST(results_out_of_the_small_range_are_left_to_compute),
        TEST(functions_that_are_computed_one_by_one_have_no_vector),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Sets of values by key, against a plain list of rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "lang/base/mem.h"
#include "runtime/store/sets.h"

#define INT(n) ((Value)(UINT32_C(2) << 30 | ((uint32_t)(n)&UINT32_C(0x3FFFFFFF))))
#define WIDE(n) ((Value)(UINT32_C(3) << 30 | (uint32_t)(n)))
enum { FAR = 1 << 30, ROWS = 4000 };

static uint64_t seed;
static uint32_t draw(uint32_t below) { /* xorshift64*, S. Vigna, 2016 */
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (uint32_t)((seed * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

/* The i-th value that comes: growing, falling, from the middle to both ends, one kind or another. */
typedef Value Stream(uint32_t i);
static Value symbols(uint32_t i) { return i / 3 + draw(5); }
static Value falling_symbols(uint32_t i) { return 5000 - i + draw(3); }
static Value around_zero(uint32_t i) { return INT((int32_t)draw(i + 1) - (int32_t)i / 2); }
static Value falling_integers(uint32_t i) { return INT(100 - (int32_t)i); }
static Value lowest_integers(uint32_t i) { return INT(SMALL_INT_MIN + draw(i + 1)); }
static Value highest_integers(uint32_t i) { return INT(SMALL_INT_MAX - draw(i + 1)); }
static Value wide(uint32_t i) { return WIDE(draw(i + 1)); }
static Value last_wide(uint32_t i) { return WIDE((UINT32_C(1) << 29) - 2 - draw(i + 1)); } /* the last words of all */
static Value first_symbol_and_last(uint32_t i) { return i % 9 ? 0 : 1; }
static Stream *const STREAMS[] = {
    symbols, falling_symbols, around_zero,          falling_integers, lowest_integers, highest_integers,
    wide,    last_wide,       first_symbol_and_last};
enum { STREAM_COUNT = sizeof STREAMS / sizeof *STREAMS };

/* ---- the plain list ---- */

typedef struct {
    uint32_t key, rank; /* both by rank, which is their order */
} Pair;

static int by_rank(const void *a, const void *b) {
    const Pair *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static uint32_t sorted(Pair *pairs, uint32_t count) {
    uint32_t kept = 0;
    qsort(pairs, count, sizeof *pairs, by_rank);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || by_rank(&pairs[kept - 1], &pairs[i])) pairs[kept++] = pairs[i];
    return kept;
}

static void is_set(const Sets *sets, bool has_key, const Pair *pairs, uint32_t count) {
    uint32_t window, from = 0, made = 0, most = 1 + draw(100);
    Value key = value_rank(pairs->key), out[ROWS];
    sets_find(sets, has_key ? &key : NULL, 1, &window);
    assert_int_not_equal(window, NO_WINDOW);
    BitView view = window_view(sets, window);
    while (from < UINT32_MAX) made += window_read(sets, window, &from, out + made, most);
    assert_int_equal(made, count);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(value_rank(out[i]), pairs[i].rank);
        assert_true(view_has(view, out[i]));
        bool is_next = i + 1 < count && pairs[i + 1].rank == pairs[i].rank + 1;
        assert_int_equal(view_has(view, value_rank(pairs[i].rank + 1)), is_next);
    }
    SetSource source = {.sets = sets};
    assert_int_equal(set_most(&source, window, window, 0), count);
    assert_true(set_most(&source, window, window, UINT64_MAX) >= count);
}

static void are_sets(const Sets *sets, bool has_key, const Pair *pairs, uint32_t count) {
    assert_int_equal(sets_count(sets), count);
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i; end < count && pairs[end].key == pairs[i].key; end++) continue;
        is_set(sets, has_key, pairs + i, end - i);
    }
    uint32_t window;
    Value absent = INT(12345678);
    if (has_key) sets_find(sets, &absent, 1, &window), assert_int_equal(window, NO_WINDOW);
}

/* ---- rows ---- */

/* They are there at once, in windows that are not moved any more. */
static void rows_fill_sets(uint32_t arity, uint32_t key, const Value *rows, Pair *pairs, uint32_t count) {
    Sets *sets = sets_new(arity, key, count);
    static Value fresh[ROWS * 2];
    uint32_t added = 0;
    assert_true(sets_fill(sets, rows, count));
    assert_true(sets_are_worth(sets));
    are_sets(sets, arity == 2, pairs, count);
    uint64_t bytes = sets_bytes(sets);
    assert_int_equal(sets_add_rows(sets, rows, count, fresh, &added), count);
    assert_int_equal(added, 0);
    assert_int_equal(sets_bytes(sets), bytes);
    sets_free(sets);
}

static void added_rows_are_there(uint32_t arity, uint32_t key, Stream *keys, Stream *values) {
    Sets *sets = sets_new(arity, key, ROWS);
    static Value rows[ROWS * 2], fresh[ROWS * 2];
    static Pair pairs[ROWS];
    uint32_t made = 0;
    for (uint32_t from = 0, size; from < ROWS; from += size) {
        size = 1 + draw(600);
        if (size > ROWS - from) size = ROWS - from;
        for (uint32_t i = 0; i < size; i++) {
            Value k = arity == 2 ? keys((from + i) / 8) : 0, v = values(from + i);
            if (arity == 2) rows[i * 2 + key] = k, rows[i * 2 + 1 - key] = v;
            if (arity == 1) rows[i] = v;
            pairs[from + i] = (Pair){value_rank(k), value_rank(v)};
        }
        uint32_t added = 0;
        assert_int_equal(sets_add_rows(sets, rows, size, fresh + made * arity, &added), size);
        sets_note(sets, added);
        made += added;
        assert_int_equal(sets_count(sets), made);
        assert_true(added <= size);
    }
    for (uint32_t i = 0; i < made; i++) /* what was new came out, each once */
        pairs[i] = arity == 2 ? (Pair){value_rank(fresh[i * 2 + key]), value_rank(fresh[i * 2 + 1 - key])}
                              : (Pair){value_rank(0), value_rank(fresh[i])};
    assert_int_equal(sorted(pairs, made), made);
    are_sets(sets, arity == 2, pairs, made);
    sets_free(sets);
    rows_fill_sets(arity, key, fresh, pairs, made);
}

static void rows_of_every_kind_are_there_once(void **state) {
    (void)state;
    seed = 1;
    for (uint32_t v = 0; v < STREAM_COUNT; v++) {
        added_rows_are_there(1, 0, NULL, STREAMS[v]);
        for (uint32_t k = 0; k < STREAM_COUNT; k++) added_rows_are_there(2, (k + v) % 2, STREAMS[k], STREAMS[v]);
    }
}

static void rows_too_far_apart_are_not_looked_at(void **state) {
    (void)state;
    Value rows[] = {1, 1, 1, 2, 1, FAR, 1, 3}, far_key[] = {FAR, 1}, fresh[8];
    for (uint32_t key = 0; key < 2; key++) {
        Sets *sets = sets_new(2, key, 0);
        uint32_t added = 0;
        assert_int_equal(sets_add_rows(sets, rows, 4, fresh, &added), 2);
        assert_int_equal(added, 2);
        if (key == 0) assert_int_equal(sets_add_rows(sets, far_key, 1, fresh, &added), 0);
        sets_free(sets);
    }
    Sets *sets = sets_new(1, 0, 0);
    uint32_t added = 0;
    assert_int_equal(sets_add_rows(sets, (Value[]){0, WIDE(0)}, 2, fresh, &added), 1);
    sets_free(sets);
}

/* More than are looked at together, rows of a key lying together or apart; each is there then, and is counted. */
static void new_rows_are_put_without_a_look(void **state) {
    (void)state;
    enum { KEYS = 70, EACH = 11, ALL = KEYS * EACH };
    static Value rows[ALL * 2], fresh[ALL * 2];
    for (uint32_t i = 0; i < ALL; i++) rows[i * 2] = i / EACH, rows[i * 2 + 1] = i % EACH * 97;
    for (uint32_t key = 0; key < 2; key++) {
        Sets *sets = sets_new(2, key, 0);
        uint32_t added = 0;
        assert_int_equal(sets_put_rows(sets, rows, ALL), ALL);
        assert_int_equal(sets_count(sets), ALL);
        assert_int_equal(sets_add_rows(sets, rows, ALL, fresh, &added), ALL);
        assert_int_equal(added, 0);
        assert_int_equal(sets_put_rows(sets, (Value[]){KEYS, 1, KEYS, 2, KEYS, FAR, KEYS, 3}, 4), 2);
        assert_int_equal(sets_count(sets), ALL + 2);
        assert_int_equal(sets_put_rows(sets, NULL, 0), 0);
        sets_free(sets);
    }
}

/* Rows too far apart, in keys or values, get no windows at all. */
static void what_is_not_worth_it_is_not_filled(void **state) {
    (void)state;
    enum { KEYS = 2000 };
    static Value rows[KEYS * 4];
    for (uint32_t key = 0; key < KEYS * 2; key++) rows[key * 2] = key / 2, rows[key * 2 + 1] = key % 2 * 64 * 40;
    for (uint32_t key = 0; key < 2; key++) {
        Sets *sets = sets_new(2, key, KEYS * 2);
        assert_int_equal(sets_fill(sets, rows, KEYS * 2), key == 1); /* by value: two windows of KEYS */
        if (key == 0) assert_int_equal(sets_bytes(sets), KEYS * 12);
        sets_free(sets);
    }
    Sets *sets = sets_new(2, 0, 2);
    assert_false(sets_fill(sets, (Value[]){1, 1, FAR, 1}, 2));
    sets_free(sets);
    sets = sets_new(2, 0, 0);
    assert_true(sets_fill(sets, NULL, 0));
    sets_free(sets);
}

/* Values of many kinds under each key: small windows, which move often. */
static void blocks_that_windows_leave_are_used_again(void **state) {
    (void)state;
    Sets *sets = sets_new(2, 0, 0);
    Value fresh[2];
    for (uint32_t v = 0; v < 6400; v += 64)
        for (uint32_t key = 0; key < 20; key++) {
            uint32_t added = 0;
            assert_int_equal(sets_add_rows(sets, (Value[]){key, v}, 1, fresh, &added), 1);
            assert_int_equal(added, 1);
        }
    assert_true(sets_bytes(sets) < 20 * 128 * 8 * 5);
    sets_free(sets);
}

/* ---- unions ---- */

static void united(uint32_t arity, uint32_t key, Stream *old, Stream *new, bool is_list) {
    Sets *sets = sets_new(arity, key, ROWS * 2), *from = sets_new(2, 1, ROWS * 2);
    static Value values[ROWS * 3], fresh[ROWS * 2], unused[ROWS * 3];
    static Pair pairs[ROWS * 2];
    const uint32_t size = 300;
    Value name = 7;
    uint32_t added = 0, known = 0, count = 0, window;
    for (uint32_t i = 0; i < size; i++) {
        Value v = old(i), row[2] = {v, v};
        if (arity == 2) row[key] = name;
        assert_int_equal(sets_add_rows(sets, row, 1, unused, &added), 1);
        known += added;
        pairs[count++] = (Pair){arity == 2 ? value_rank(name) : value_rank(0), value_rank(v)};
    }
    for (uint32_t i = 0; i < size; i++) {
        values[i * 3] = new (i);
        uint32_t made = 0;
        Value row[2] = {values[i * 3], 3}; /* key is the second column */
        assert_int_equal(sets_add_rows(from, row, 1, unused, &made), 1);
        pairs[count++] = (Pair){pairs[0].key, value_rank(values[i * 3])};
    }
    sets_find(from, (Value[]){3}, 1, &window);
    SetSource source = is_list ? (SetSource){.values = values, .stride = 3} : (SetSource){.sets = from};
    added = 0;
    const uint32_t begin = is_list ? 0 : window, end = is_list ? size : window;
    assert_int_equal(sets_unite(sets, name, &source, begin, end, fresh, &added), SETS_FINE);
    sets_note(sets, known + added);
    count = sorted(pairs, count);
    assert_int_equal(added, count - known);
    are_sets(sets, arity == 2, pairs, count);
    for (uint32_t i = 0; i < added && arity == 2; i++) assert_int_equal(fresh[i * 2 + key], name);
    added = 0;
    assert_int_equal(sets_unite(sets, name, &source, begin, end, fresh, &added), SETS_FINE);
    assert_int_equal(added, 0);
    sets_free(sets);
    sets_free(from);
}

static void sets_and_lists_are_united(void **state) {
    (void)state;
    seed = 2;
    Stream *const pairs[][2] = {{symbols, falling_symbols}, {falling_symbols, symbols},        {symbols, symbols},
                                {around_zero, wide},        {around_zero, falling_integers},   {last_wide, last_wide},
                                {wide, around_zero},        {lowest_integers, lowest_integers}};
    for (uint32_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (uint32_t k = 0; k < 6; k++) {
            bool is_far = (pairs[i][0] == wide) != (pairs[i][1] == wide);
            if (!is_far) united(1 + (k > 1), k / 2 % 2, pairs[i][0], pairs[i][1], k % 2);
        }
}

static void a_union_that_reaches_too_far_says_so(void **state) {
    (void)state;
    Sets *sets = sets_new(2, 0, 0);
    Value values[] = {1, 2, FAR, 3}, fresh[8];
    uint32_t added = 0;
    SetSource source = {.values = values, .stride = 1};
    assert_int_equal(sets_unite(sets, 5, &source, 0, 4, fresh, &added), SETS_GIVE_UP);
    assert_int_equal(added, 2); /* they are in the sets and among the new ones */
    source.values = NULL, source.sets = sets;
    added = 0;
    assert_int_equal(sets_unite(sets, 6, &source, NO_WINDOW, NO_WINDOW, fresh, &added), SETS_FINE);
    assert_int_equal(added, 0);
    assert_int_equal(set_most(&source, NO_WINDOW, NO_WINDOW, 0), 0);
    sets_free(sets);
}

static void rows_that_are_taken_back_come_anew(void **state) {
    (void)state;
    Sets *sets = sets_new(2, 0, 0);
    Value rows[] = {3, 70, 3, 5, 9, 200}, fresh[6];
    uint32_t added = 0;
    assert_int_equal(sets_add_rows(sets, rows, 1, fresh, &added), 1);
    sets_note(sets, added);
    assert_int_equal(sets_add_rows(sets, rows + 2, 2, fresh, &added), 2);
    assert_int_equal(added, 2);
    sets_remove_rows(sets, fresh, added);
    assert_int_equal(sets_add_rows(sets, rows, 3, fresh, &added), 3);
    assert_int_equal(added, 2); /* the first one stayed */
    assert_memory_equal(fresh, rows + 2, 4 * sizeof *rows);
    sets_free(sets);
}

/* Rows of KEYS keys, each with EACH values as far apart as just pays. */
enum { KEYS = 2000, EACH = 56, APART = 109 };
typedef void Order(uint32_t at, uint32_t *key, uint32_t *number);
static void key_by_key(uint32_t at, uint32_t *key, uint32_t *number) { *key = at / EACH, *number = at % EACH; }
static void key_by_key_down(uint32_t at, uint32_t *key, uint32_t *number) {
    *key = KEYS - 1 - at / EACH, *number = EACH - 1 - at % EACH;
}
static void side_by_side(uint32_t at, uint32_t *key, uint32_t *number) { *key = at % KEYS, *number = at / KEYS; }

static bool add_one(Sets *sets, Value key, Value v) {
    Value fresh[2];
    uint32_t added = 0, done = sets_add_rows(sets, (Value[]){key, v}, 1, fresh, &added);
    sets_note(sets, added);
    return done == 1;
}

/* Bits: are they worth it; and still, when some more are there that reach far. */
static uint32_t worth_in_order(Order *order) {
    Sets *sets = sets_new(2, 0, KEYS * EACH);
    bool are_added = true;
    for (uint32_t i = 0; i < KEYS * EACH; i++) {
        uint32_t key, number;
        order(i, &key, &number);
        are_added = are_added && add_one(sets, INT(key), INT(number * APART));
    }
    assert_true(are_added);
    uint32_t worth = sets_are_worth(sets);
    for (uint32_t i = 0; i < KEYS / 4; i++) assert_true(add_one(sets, INT(i * 4), INT(EACH * APART + 10000)));
    worth |= (uint32_t)sets_are_worth(sets) << 1;
    for (uint32_t i = 0; i < KEYS * EACH / 4; i++) assert_true(add_one(sets, INT(i % KEYS), INT(i / KEYS * APART + 1)));
    worth |= (uint32_t)sets_are_worth(sets) << 2;
    sets_free(sets);
    return worth;
}

static void what_they_are_worth_depends_on_rows_alone(void **state) {
    (void)state;
    uint32_t worth = worth_in_order(key_by_key);
    assert_int_equal(worth & 1, 1);
    assert_int_equal(worth_in_order(key_by_key_down), worth);
    assert_int_equal(worth_in_order(side_by_side), worth);
}

/* While they are shared nobody counts, but what was added makes them worth their room as it does alone. */
static void what_is_added_while_they_are_shared_is_worth_as_much(void **state) {
    (void)state;
    Sets *sets = sets_new(2, 0, 1);
    Value fresh[EACH * 2], values[EACH];
    for (uint32_t i = 0; i < EACH; i++) values[i] = INT(i * APART);
    SetSource source = {.values = values, .stride = 1};
    assert_true(sets_share(sets, INT(0), INT(KEYS), 2));
    for (uint32_t key = 0; key < KEYS; key += !sets_need_room(sets)) {
        Value name = INT(key);
        uint32_t added, begin = 0, end = EACH;
        SetsState became;
        sets_make_room(sets);
        (void)sets_unite_many(sets_branch(sets, key % 2), &name, &source, &begin, &end, 1, fresh, EACH, &added,
                              &became);
        assert_int_not_equal(became, SETS_GIVE_UP);
    }
    sets_end_share(sets);
    sets_free(sets);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_every_kind_are_there_once),
        cmocka_unit_test(rows_too_far_apart_are_not_looked_at),
        cmocka_unit_test(new_rows_are_put_without_a_look),
        cmocka_unit_test(what_is_not_worth_it_is_not_filled),
        cmocka_unit_test(blocks_that_windows_leave_are_used_again),
        cmocka_unit_test(sets_and_lists_are_united),
        cmocka_unit_test(a_union_that_reaches_too_far_says_so),
        cmocka_unit_test(rows_that_are_taken_back_come_anew),
        cmocka_unit_test(what_they_are_worth_depends_on_rows_alone),
        cmocka_unit_test(what_is_added_while_they_are_shared_is_worth_as_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

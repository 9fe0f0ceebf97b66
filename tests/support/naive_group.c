/* A group of components, and what contradicts itself in it.
 *
 * F(B) is what a row contradicts that is there when the rows of B are hidden as they come, if the two were there at
 * once in this or an earlier run.  Beginning with B = F(nothing), B is made of itself until it comes out as it was.  If
 * it comes out as it was before, the rows between the two lead to their own contrary: they are hidden for good, those
 * first that hang on none but each other, with what they contradict; or if that is nothing more, what contradicts
 * itself in the latest run in which anything more did.  Then all is begun anew.
 * (The engine's reasons are in runtime/eval/quarantine.c.) */
#include "tests/support/naive_internal.h"

enum { BETWEEN_TRIED = 32, TURNS_MOST = 64 }; /* the engine's */

/* ---- sets of rows ---- */

typedef struct {
    Rows *rows; /* by relation */
    size_t count;
} Set;

static Set set_new(const Naive *naive) {
    return (Set){mem_alloc_zero((naive->program->relations.count + 1) * sizeof(Rows)), 0};
}

static void set_free(const Naive *naive, Set *set) {
    for (size_t r = 0; r < naive->program->relations.count; r++) {
        vec_free(&set->rows[r].words);
        vec_free(&set->rows[r].hidden);
    }
    mem_free(set->rows);
}

static bool has(const Naive *naive, const Set *set, RelId r, const Value *row) {
    return find_in(naive, set->rows, r, row) != SIZE_MAX;
}

static void add(const Naive *naive, Set *set, RelId r, const Value *row) {
    if (has(naive, set, r, row)) return;
    for (uint32_t i = 0; i < arity_of(naive, r); i++) vec_push(&set->rows[r].words, row[i]);
    vec_push(&set->rows[r].hidden, false);
    set->count++;
}

static void add_all(const Naive *naive, Set *set, const Set *other) {
    for (RelId r = 0; r < naive->program->relations.count; r++)
        for (size_t i = 0; i < other->rows[r].hidden.count; i++)
            add(naive, set, r, other->rows[r].words.items + i * arity_of(naive, r));
}

static Set set_copy(const Naive *naive, const Set *set) {
    Set copy = set_new(naive);
    add_all(naive, &copy, set);
    return copy;
}

static bool is_within(const Naive *naive, const Set *set, const Set *other) {
    for (RelId r = 0; r < naive->program->relations.count; r++)
        for (size_t i = 0; i < set->rows[r].hidden.count; i++)
            if (!has(naive, other, r, set->rows[r].words.items + i * arity_of(naive, r))) return false;
    return true;
}

static bool is_same(const Naive *naive, const Set *a, const Set *b) {
    return a->count == b->count && is_within(naive, a, b);
}

/* ---- one run ---- */

typedef struct {
    RelId a, b;
    Value *a_row, *b_row; /* copies */
    bool is_by_key;
} Pair;

typedef struct {
    Naive *naive;
    size_t first, end;
    bool was_open;
    bool *is_open;
    Vec(Pair) pairs; /* of the last run */
    Vec(Pair) known; /* of any run since it was begun anew, but those by a key */
    Set met;         /* the rows of all pairs since */
    Set for_good;
    Set telling;            /* what was hidden in the latest run with a pair that is not for good */
    Vec(bool *) outside[2]; /* by relation: what was hidden before, of relations of other groups */
} Group;

static bool is_inside(const Group *g, RelId r) {
    uint32_t component = g->naive->program->relations.items[r].component;
    return component >= g->first && component < g->end;
}

static Value *copied(const Naive *naive, RelId r, const Value *row) {
    uint32_t arity = arity_of(naive, r);
    Value *copy = mem_alloc((arity + 1) * sizeof *copy);
    if (arity) memcpy(copy, row, arity * sizeof *copy);
    return copy;
}

static void free_pair(Pair pair) {
    mem_free(pair.a_row);
    mem_free(pair.b_row);
}

static void forget_pairs(Group *g) {
    for (size_t i = 0; i < g->pairs.count; i++) free_pair(g->pairs.items[i]);
    vec_empty(&g->pairs);
}

static bool is_same_row(const Naive *naive, RelId r, const Value *a, const Value *b) {
    return arity_of(naive, r) == 0 || memcmp(a, b, arity_of(naive, r) * sizeof *a) == 0;
}

/* Takes it back to what had met before. */
static void forget_met(Group *g, Set met, size_t known) {
    set_free(g->naive, &g->met);
    g->met = met;
    while (g->known.count > known) free_pair(g->known.items[--g->known.count]);
}

static void remember(Group *g, const Pair *p) {
    Naive *naive = g->naive;
    add(naive, &g->met, p->a, p->a_row);
    add(naive, &g->met, p->b, p->b_row);
    for (size_t i = 0; i < g->known.count; i++) {
        const Pair *k = &g->known.items[i];
        if (k->a == p->a && k->b == p->b && is_same_row(naive, p->a, k->a_row, p->a_row) &&
            is_same_row(naive, p->b, k->b_row, p->b_row))
            return;
    }
    Pair copy = {p->a, p->b, copied(naive, p->a, p->a_row), copied(naive, p->b, p->b_row), false};
    if (p->is_by_key)
        free_pair(copy);
    else
        vec_push(&g->known, copy);
}

static void note_pair(Group *g, RelId a, size_t i, RelId b, size_t k, bool is_by_key) {
    Naive *naive = g->naive;
    const Value *first = row_of(naive, a, i), *second = row_of(naive, b, k);
    if (naive_is_given_and_contradicted(naive, a, first) && naive_is_given_and_contradicted(naive, b, second)) return;
    if (find_in(naive, naive->late, a, first) != SIZE_MAX || find_in(naive, naive->late, b, second) != SIZE_MAX) return;
    vec_push(&g->pairs, ((Pair){a, b, copied(naive, a, first), copied(naive, b, second), is_by_key}));
    remember(g, &vec_last(&g->pairs));
}

static bool agree_on(const Naive *naive, RelId r, const Key *key, size_t i, size_t k) {
    for (uint32_t c = 0; c < key->count; c++)
        if (row_of(naive, r, i)[key->columns[c]] != row_of(naive, r, k)[key->columns[c]]) return false;
    return true;
}

static void note_contraries(Group *g, const Contrary *c) {
    Naive *naive = g->naive;
    for (size_t i = 0; i < rows_of(naive, c->first); i++)
        for (size_t k = 0; k < rows_of(naive, c->second); k++) {
            Value bindings[CONTRARY_VARIABLES];
            memset(bindings, 0xFF, sizeof bindings);
            if (c->first == c->second && i == k) continue;
            if (terms_fit(c->first_terms, arity_of(naive, c->first), row_of(naive, c->first, i), bindings) &&
                terms_fit(c->second_terms, arity_of(naive, c->second), row_of(naive, c->second, k), bindings))
                note_pair(g, c->first, i, c->second, k, false);
        }
}

static bool is_later(const Group *g, RelId a, RelId b) {
    const Relation *relations = g->naive->program->relations.items;
    return is_inside(g, relations[a].component > relations[b].component ? a : b);
}

static void note_pairs(Group *g) {
    Naive *naive = g->naive;
    const Program *program = naive->program;
    naive->relations = naive->sides[0];
    forget_pairs(g);
    for (RelId r = 0; r < program->relations.count; r++) {
        const Relation *relation = &program->relations.items[r];
        for (uint32_t k = 0; k < relation->key_count && is_inside(g, r); k++)
            for (size_t i = 0; i < rows_of(naive, r); i++)
                for (size_t j = 0; j < i; j++)
                    if (agree_on(naive, r, &relation->keys[k], i, j)) note_pair(g, r, i, r, j, true);
        if (relation->contrary == NO_ID || relation->is_negative || !is_later(g, r, relation->contrary)) continue;
        for (size_t i = 0; i < rows_of(naive, r); i++) {
            size_t other = find(naive, relation->contrary, row_of(naive, r, i));
            if (other != SIZE_MAX) note_pair(g, r, i, relation->contrary, other, false);
        }
    }
    for (size_t i = 0; i < program->contraries.count; i++)
        if (is_later(g, program->contraries.items[i].first, program->contraries.items[i].second))
            note_contraries(g, &program->contraries.items[i]);
}

static void hide_in(const Naive *naive, Rows *side, RelId r, const Value *row) {
    size_t i = find_in(naive, side, r, row);
    if (i != SIZE_MAX) side[r].hidden.items[i] = true;
}

static void hide_outside(Group *g, const Set *barred) {
    const Naive *naive = g->naive;
    for (RelId r = 0; r < naive->program->relations.count; r++)
        for (int side = 0; side < 2 && !is_inside(g, r); side++) {
            Rows *rows = &naive->sides[side][r];
            for (size_t i = 0; i < rows->hidden.count; i++) {
                const Value *row = rows->words.items + i * arity_of(naive, r);
                rows->hidden.items[i] = g->outside[side].items[r][i] || has(naive, barred, r, row);
            }
        }
}

static void run_hiding(Group *g, const Set *barred) {
    Naive *naive = g->naive;
    naive->barred = barred->rows;
    hide_outside(g, barred);
    *g->is_open = g->was_open;
    naive_run_components(naive, g->first, g->end, g->is_open);
    for (RelId r = 0; r < naive->program->relations.count; r++) /* what only reading has left open */
        for (size_t i = 0; is_inside(g, r) && i < barred->rows[r].hidden.count; i++)
            for (int side = 0; side < 2; side++)
                hide_in(naive, naive->sides[side], r, barred->rows[r].words.items + i * arity_of(naive, r));
    naive->barred = NULL;
    note_pairs(g);
}

static bool is_there(const Group *g, RelId r, const Value *row) {
    return find_in(g->naive, g->naive->sides[0], r, row) != SIZE_MAX;
}

/* What no rule ever sees need not be hidden. */
static void add_met(const Group *g, Set *set, RelId r, const Value *row) {
    if (!naive_is_given_and_contradicted(g->naive, r, row)) add(g->naive, set, r, row);
}

static void add_by_key(const Group *g, Set *set, RelId r, const Key *key) {
    const Rows *rows = &g->met.rows[r];
    uint32_t arity = arity_of(g->naive, r);
    for (size_t i = 0; i < rows->hidden.count; i++)
        for (size_t k = 0; k < rows->hidden.count; k++) {
            const Value *row = rows->words.items + i * arity, *other = rows->words.items + k * arity;
            bool agrees = i != k && is_there(g, r, other);
            for (uint32_t c = 0; c < key->count; c++) agrees = agrees && row[key->columns[c]] == other[key->columns[c]];
            if (agrees) add_met(g, set, r, row);
        }
}

/* Of rows that have met, those of which the other is there now. */
static void add_contradicted(const Group *g, Set *set) {
    const Program *program = g->naive->program;
    for (size_t i = 0; i < g->known.count; i++) {
        const Pair *p = &g->known.items[i];
        if (is_there(g, p->b, p->b_row)) add_met(g, set, p->a, p->a_row);
        if (is_there(g, p->a, p->a_row)) add_met(g, set, p->b, p->b_row);
    }
    for (RelId r = 0; r < program->relations.count; r++)
        for (uint32_t k = 0; k < program->relations.items[r].key_count; k++)
            add_by_key(g, set, r, &program->relations.items[r].keys[k]);
}

static void note_telling(Group *g, const Set *barred) {
    bool has_more = false;
    for (size_t i = 0; i < g->pairs.count; i++) {
        const Pair *p = &g->pairs.items[i];
        has_more =
            has_more || !has(g->naive, &g->for_good, p->a, p->a_row) || !has(g->naive, &g->for_good, p->b, p->b_row);
    }
    if (!has_more) return;
    set_free(g->naive, &g->telling);
    g->telling = set_copy(g->naive, barred);
}

/* F, and what is hidden for good. */
static Set contradicted(Group *g, const Set *barred) {
    run_hiding(g, barred);
    note_telling(g, barred);
    Set set = set_new(g->naive);
    add_all(g->naive, &set, &g->for_good);
    add_contradicted(g, &set);
    return set;
}

/* ---- rows between ---- */

/* The pairs of a run that concern these rows; NULL: all. */
static void hide_for_good(Group *g, const Set *barred, const Set *about) {
    run_hiding(g, barred);
    for (size_t i = 0; i < g->pairs.count; i++) {
        const Pair *p = &g->pairs.items[i];
        if (about && !has(g->naive, about, p->a, p->a_row) && !has(g->naive, about, p->b, p->b_row)) continue;
        add(g->naive, &g->for_good, p->a, p->a_row);
        add(g->naive, &g->for_good, p->b, p->b_row);
    }
}

typedef struct {
    RelId r;
    const Value *row;
} Between;

static void bar_first(Group *g, const Set *low, const Set *high) {
    const Naive *naive = g->naive;
    Vec(Between) between = {0};
    Set chosen = set_new(naive);
    for (RelId r = 0; r < naive->program->relations.count; r++)
        for (size_t i = 0; i < high->rows[r].hidden.count; i++) {
            const Value *row = high->rows[r].words.items + i * arity_of(naive, r);
            if (!has(naive, low, r, row)) vec_push(&between, ((Between){r, row}));
        }
    size_t n = between.count <= BETWEEN_TRIED ? between.count : 0;
    bool *hangs = mem_alloc_zero(n * n + 1);
    for (size_t y = 0; y < n; y++) {
        Set more = set_copy(naive, low), met = set_copy(naive, &g->met);
        size_t known = g->known.count;
        add(naive, &more, between.items[y].r, between.items[y].row);
        run_hiding(g, &more);
        Set now = set_new(naive);
        add_contradicted(g, &now);
        for (size_t x = 0; x < n; x++) hangs[x * n + y] = !has(naive, &now, between.items[x].r, between.items[x].row);
        set_free(naive, &now);
        set_free(naive, &more);
        forget_met(g, met, known);
    }
    for (size_t k = 0; k < n; k++)
        for (size_t x = 0; x < n; x++)
            for (size_t y = 0; y < n; y++)
                if (hangs[x * n + k] && hangs[k * n + y]) hangs[x * n + y] = true;
    for (size_t x = 0; x < n; x++) {
        bool is_first = hangs[x * n + x];
        for (size_t y = 0; y < n; y++) is_first = is_first && (!hangs[x * n + y] || hangs[y * n + x]);
        if (is_first) add(naive, &chosen, between.items[x].r, between.items[x].row);
    }
    hide_for_good(g, low, chosen.count ? &chosen : NULL);
    mem_free(hangs);
    vec_free(&between);
    set_free(naive, &chosen);
}

/* ---- all of it ---- */

typedef enum { MET, APART, ASTRAY } Meeting;

/* Until it comes out as it was, and then the run is the right one; or as it was before; or it does not close in. */
static Meeting close_in(Group *g, Set *low, Set *high) {
    for (uint32_t turn = 0;; turn++) {
        Set next = contradicted(g, high);
        bool is_met = is_same(g->naive, &next, high), is_apart = is_same(g->naive, &next, low),
             is_closer = turn % 2 ? is_within(g->naive, &next, low) : is_within(g->naive, low, &next);
        if (is_met || is_apart) {
            set_free(g->naive, &next);
            return is_met ? MET : APART;
        }
        set_free(g->naive, low);
        *low = *high;
        *high = next;
        if (!is_closer && turn + 1 >= TURNS_MOST) return ASTRAY;
    }
}

static bool settle(Group *g) {
    const Naive *naive = g->naive;
    forget_met(g, set_new(naive), 0);
    Set low = set_copy(naive, &g->for_good), high = contradicted(g, &low);
    size_t before = g->for_good.count;
    Meeting meeting = is_same(naive, &low, &high) ? MET : close_in(g, &low, &high);
    if (meeting != MET) {
        Set one = low, other = high; /* in this order, by size where one is within the other */
        if (meeting == APART && is_within(naive, &one, &other))
            bar_first(g, &one, &other);
        else if (meeting == APART && is_within(naive, &other, &one))
            bar_first(g, &other, &one);
        else
            hide_for_good(g, &one, NULL), hide_for_good(g, &other, NULL);
        if (g->for_good.count == before) hide_for_good(g, &g->telling, NULL);
    }
    set_free(naive, &low);
    set_free(naive, &high);
    return meeting == MET;
}

/* Hidden, and there, though it does not follow without what is hidden. */
static void add_hidden(Naive *naive, RelId r, const Value *row) {
    for (int side = 0; side < 2; side++) {
        naive->relations = naive->sides[side];
        (void)naive_add(naive, r, row);
        hide_in(naive, naive->sides[side], r, row);
    }
}

static void note_late(Naive *naive, RelId r, const Value *row) {
    for (uint32_t i = 0; i < arity_of(naive, r); i++) vec_push(&naive->late[r].words, row[i]);
    vec_push(&naive->late[r].hidden, true);
}

void naive_run_group(Naive *naive, size_t first, size_t end, bool *is_open) {
    Group g = {.naive = naive, .first = first, .end = end, .was_open = *is_open, .is_open = is_open};
    g.for_good = set_new(naive);
    g.met = set_new(naive);
    g.telling = set_new(naive);
    for (int side = 0; side < 2; side++)
        for (RelId r = 0; r < naive->program->relations.count; r++) {
            const Rows *rows = &naive->sides[side][r];
            bool *hidden = mem_alloc_zero(rows->hidden.count + 1);
            if (rows->hidden.count) memcpy(hidden, rows->hidden.items, rows->hidden.count * sizeof *hidden);
            vec_push(&g.outside[side], hidden);
        }
    while (!settle(&g)) {}
    for (size_t i = 0; i < g.pairs.count; i++) {
        add_hidden(naive, g.pairs.items[i].a, g.pairs.items[i].a_row);
        add_hidden(naive, g.pairs.items[i].b, g.pairs.items[i].b_row);
    }
    for (RelId r = 0; r < naive->program->relations.count; r++)
        for (size_t i = 0; i < g.for_good.rows[r].hidden.count; i++) {
            const Value *row = g.for_good.rows[r].words.items + i * arity_of(naive, r);
            if (find_in(naive, naive->sides[0], r, row) == SIZE_MAX) note_late(naive, r, row);
            add_hidden(naive, r, row);
        }
    forget_pairs(&g);
    vec_free(&g.pairs);
    forget_met(&g, set_new(naive), 0);
    vec_free(&g.known);
    set_free(naive, &g.met);
    set_free(naive, &g.telling);
    set_free(naive, &g.for_good);
    for (int side = 0; side < 2; side++) {
        for (size_t r = 0; r < g.outside[side].count; r++) mem_free(g.outside[side].items[r]);
        vec_free(&g.outside[side]);
    }
}

/* Leave-k-out joins.
 *
 * For k = 0, 1, 2 each set of k literals is left out and the rest joined by backtracking: what can be decided first,
 * then the atom about which most is known, by an index on its bound columns, its rows in the order of their values.
 * Levels lie in an array, so that nothing recurses.  Where more lacks, a literal is passed over only if no row fits,
 * which finds one instance, perhaps not the nearest.
 * Bounds count rows of chains and choices, never what arrived first, so that the order of facts does not matter: a
 * chain that is too long for what is left is not begun, and of a long one the least rows are tried. */
#include "runtime/why/nearby.h"

#include "runtime/eval/budget.h"
#include "runtime/why/bindings.h"
#include "runtime/why/chain.h"
#include "runtime/why/residual.h"

enum {
    ROWS_LOOKED_AT = 400000, /* for one rule, if it is the only one */
    CHOICES_LOOKED_AT = 40000,
    ROWS_AT_LEAST = 20000,
    CHOICES_AT_LEAST = 1000,
    LOOSE_KEPT = 4
};

typedef struct {
    uint32_t literal;
    size_t first, next, end; /* rows to try, in the list */
    uint32_t bound;          /* values given before this level */
    bool is_entered, is_listed, is_passed;
} Level;

typedef struct {
    Nearby *items;
    uint32_t count, most;
} Kept;

typedef struct {
    const Store *store;
    RuleId id;
    const Rule *rule;
    Bindings bindings;
    bool *is_done, *is_left_out;
    Level *levels;
    bool may_pass; /* literals that no row fits are passed over */
    bool is_cut, is_enough;
    uint32_t rows_left, choices_left;
    RowIds list;
    uint32_t lacking;   /* that is looked for; UINT32_MAX: any */
    Kept strict, loose; /* those that are loose come last, but some of them are kept */
    uint32_t *found[2]; /* by number of pending premises: how many were met that are strict, and loose */
    Arena *arena;
    Mark *marks; /* room to work in */
} Search;

static uint32_t arity_of(const Search *s, RelId relation) { return s->store->program->relations.items[relation].arity; }

/* ---- what is kept ---- */

/* How many premises hold before the first that lacks. */
static uint32_t prefix_of(const Rule *rule, const Nearby *nearby) {
    uint32_t i = 0;
    while (i < rule->literal_count && nearby->marks[i] != MARK_FAILS && nearby->marks[i] != MARK_OPEN) i++;
    return i;
}

int nearby_compare(const Store *store, const Nearby *a, const Nearby *b) {
    const Rule *rule = &store->program->rules.items[a->rule];
    uint32_t a_open = 0, b_open = 0, a_prefix = prefix_of(rule, a), b_prefix = prefix_of(rule, b);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        a_open += a->marks[i] == MARK_OPEN, b_open += b->marks[i] == MARK_OPEN;
    if (a->lacking != b->lacking) return a->lacking < b->lacking ? -1 : 1;
    if (a->repeats != b->repeats) return a->repeats < b->repeats ? -1 : 1;
    if (a->is_loose != b->is_loose) return b->is_loose ? -1 : 1;
    if (a_open != b_open) return a_open > b_open ? -1 : 1;
    if (a_prefix != b_prefix) return a_prefix > b_prefix ? -1 : 1;
    if (a->pending != b->pending) return a->pending < b->pending ? -1 : 1;
    for (uint32_t v = 0; v < rule->variable_count; v++) {
        Value x = a->bindings[v], y = b->bindings[v];
        if (x == y) continue;
        if (x == UNBOUND || y == UNBOUND) return y == UNBOUND ? -1 : 1;
        return value_compare(store->program->values, x, y);
    }
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (a->marks[i] != b->marks[i]) return a->marks[i] < b->marks[i] ? -1 : 1;
    return 0;
}

static void keep(Search *s, const Nearby *found) {
    Kept *kept = found->is_loose ? &s->loose : &s->strict;
    uint32_t at = kept->count;
    for (uint32_t i = 0; i < kept->count; i++)
        if (nearby_compare(s->store, found, &kept->items[i]) == 0) return;
    s->found[found->is_loose][found->pending]++;
    while (at > 0 && nearby_compare(s->store, found, &kept->items[at - 1]) < 0) at--;
    if (at == kept->most) return;
    if (kept->count < kept->most) kept->count++;
    memmove(kept->items + at + 1, kept->items + at, (kept->count - 1 - at) * sizeof *kept->items);
    kept->items[at] = *found;
    kept->items[at].bindings =
        arena_copy(s->arena, found->bindings, (s->rule->variable_count + 1) * sizeof *found->bindings);
    kept->items[at].marks = arena_copy(s->arena, found->marks, (s->rule->literal_count + 1) * sizeof *found->marks);
}

static uint32_t kept_count(const Search *s) { return s->strict.count + s->loose.count; }

/* The least that one of them lacks. */
static uint32_t least_kept(const Search *s) {
    uint32_t strict = s->strict.count ? s->strict.items[0].lacking : UINT32_MAX,
             loose = s->loose.count ? s->loose.items[0].lacking : UINT32_MAX;
    return strict < loose ? strict : loose;
}

/* ---- marks ---- */

static Mark mark_of(Search *s, uint32_t i, bool *is_loose) {
    const Literal *literal = &s->rule->body[i];
    bool is_whole = bindings_decide(&s->bindings, s->store->program, literal);
    Value value;
    if (!is_whole && literal->kind != LIT_ATOM) return MARK_PENDING;
    if (literal->kind == LIT_BIND && s->bindings.values[literal->variable] == UNBOUND) /* no value came of it */
        return instance_compute(s->store->program, literal->left, s->bindings.values, &value) ? MARK_HOLDS : MARK_FAILS;
    LiteralTruth truth = residual_truth(s->store, literal, s->bindings.values);
    if (truth == LITERAL_TRUE && !is_whole) {
        *is_loose = true;
        return MARK_FAILS;
    }
    return truth == LITERAL_TRUE ? MARK_HOLDS : truth == LITERAL_UNDECIDED ? MARK_OPEN : MARK_FAILS;
}

/* Whether the literal was met by a row; then it holds, whatever columns do not matter. */
static bool is_met(const Search *s, uint32_t i) {
    for (uint32_t k = 0; k < s->rule->literal_count; k++)
        if (s->levels[k].is_entered && s->levels[k].literal == i) return !s->levels[k].is_passed;
    return false;
}

/* Two that must differ. */
static bool is_apart(const Literal *literal) {
    return literal->kind == LIT_COMPARE && literal->op == OP_NE && literal->left->kind == EXPR_VAR &&
           literal->right->kind == EXPR_VAR;
}

static void tell(Search *s) {
    Nearby found = {.rule = s->id, .bindings = s->bindings.values, .marks = s->marks};
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        s->marks[i] = is_met(s, i) ? MARK_HOLDS : mark_of(s, i, &found.is_loose);
        found.pending += s->marks[i] == MARK_PENDING;
        found.repeats += s->marks[i] == MARK_FAILS && is_apart(&s->rule->body[i]);
        found.lacking += s->marks[i] == MARK_OPEN || s->marks[i] == MARK_FAILS;
    }
    if (s->lacking == UINT32_MAX || found.lacking == s->lacking) keep(s, &found);
    if (s->may_pass && least_kept(s) <= NEARBY_LEFT_OUT + 1) s->is_enough = true;
}

/* ---- the search ---- */

/* What can be decided now; else the atom about which most is known; NO_ID: what is left hangs on what is left out. */
static uint32_t choose(const Search *s) {
    uint32_t best = NO_ID, best_known = 0, best_open = 0;
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        const Literal *literal = &s->rule->body[i];
        if (s->is_done[i]) continue;
        if (bindings_decide(&s->bindings, s->store->program, literal)) return i;
        if (literal->kind != LIT_ATOM) continue;
        uint32_t arity = arity_of(s, literal->relation), open = bindings_open(&s->bindings, literal, arity), known = 0;
        for (uint32_t c = 0; c < arity; c++) known += term_value(literal->terms[c], s->bindings.values) != UNBOUND;
        if (best != NO_ID && (known != best_known ? known < best_known : open >= best_open)) continue;
        best = i;
        best_known = known;
        best_open = open;
    }
    return best;
}

static void list_rows(Search *s, Level *level) {
    const Literal *literal = &s->rule->body[level->literal];
    level->is_listed = true;
    if (!chain_list(s->store, literal, s->bindings.values, &s->rows_left, &s->list)) s->is_cut = true;
    level->end = s->list.count;
}

static void enter(Search *s, Level *level) {
    *level = (Level){.literal = choose(s), .bound = s->bindings.count, .is_entered = true};
    level->first = level->next = level->end = s->list.count;
    if (level->literal == NO_ID) {
        level->end++; /* one way: as it is */
        level->is_passed = true;
        return;
    }
    s->is_done[level->literal] = true;
    const Literal *literal = &s->rule->body[level->literal];
    if (literal->kind == LIT_ATOM && !bindings_decide(&s->bindings, s->store->program, literal))
        list_rows(s, level);
    else
        level->end++; /* one way, or none */
}

static bool try_row(Search *s, const Level *level, size_t at) {
    const Literal *literal = &s->rule->body[level->literal];
    const Table *table = store_table(s->store, literal->relation);
    return bindings_fit_row(&s->bindings, literal, table_row(table, s->list.items[at]), arity_of(s, literal->relation));
}

/* The next way past this level. */
static bool advance(Search *s, Level *level) {
    bindings_take_back(&s->bindings, level->bound);
    if (level->is_passed) return level->next++ < level->end;
    bool has_fitted = level->next > level->first;
    for (; level->next < level->end; bindings_take_back(&s->bindings, level->bound)) {
        if (s->choices_left == 0 || !store_may_search(s->store)) {
            s->is_cut = s->is_enough = true;
            return false;
        }
        s->choices_left--;
        const Literal *literal = &s->rule->body[level->literal];
        size_t at = level->next++;
        bool fits = level->is_listed ? try_row(s, level, at)
                                     : residual_bind(s->store, literal, &s->bindings) &&
                                           residual_truth(s->store, literal, s->bindings.values) == LITERAL_TRUE;
        if (fits) return true;
    }
    if (!s->may_pass || has_fitted) return false;
    level->is_passed = true; /* once, with nothing bound */
    level->next = level->end + 1;
    return true;
}

static void join(Search *s, uint32_t depth_end) {
    uint32_t depth = 0;
    s->is_enough = false;
    if (depth_end == 0) {
        tell(s);
        return;
    }
    while (!s->is_enough) {
        Level *level = &s->levels[depth];
        if (!level->is_entered) enter(s, level);
        if (advance(s, level)) {
            if (depth + 1 < depth_end)
                depth++;
            else
                tell(s);
            continue;
        }
        if (level->literal != NO_ID) s->is_done[level->literal] = false;
        s->list.count = level->first;
        level->is_entered = false;
        if (depth-- == 0) return;
    }
}

/* ---- constants that stand beside ---- */

/* The variable of `C = red` that an atom gives a value, so that the atom is read with the constant in it: that it is
 * about what is green tells nothing of what is missing.  NO_ID: it is no such literal. */
static VarId fixed_by(const Search *s, const Literal *literal, Value *value) {
    const Expr *constant = literal->left;
    VarId variable = literal->variable;
    if (literal->kind != LIT_BIND || constant->kind != EXPR_CONST) return NO_ID;
    if (value_kind(s->store->program->values, constant->id) != KIND_SYMBOL) return NO_ID;
    *value = constant->id;
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        const Literal *atom = &s->rule->body[i];
        for (uint32_t c = 0; atom->kind == LIT_ATOM && c < arity_of(s, atom->relation); c++)
            if (atom->terms[c].kind == TERM_VAR && atom->terms[c].id == variable) return variable;
    }
    return NO_ID;
}

/* What the head leaves open, each once: of two constants for one variable the second fails. */
static void fix_constants(Search *s) {
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        Value value;
        VarId variable = fixed_by(s, &s->rule->body[i], &value);
        if (variable != NO_ID && s->bindings.values[variable] == UNBOUND) bindings_give(&s->bindings, variable, value);
    }
}

/* Joins all but those that are left out. */
static void search(Search *s, const Value *head) {
    const Rule *rule = s->rule;
    uint32_t count = 0;
    if (!bindings_fit_head(&s->bindings, rule, head, arity_of(s, rule->head))) return;
    vec_empty(&s->list);
    fix_constants(s);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        s->is_done[i] = s->is_left_out[i];
        count += !s->is_left_out[i];
        s->levels[i] = (Level){0};
    }
    join(s, count);
}

/* Each set of `left_out` literals, of at most two. */
static void search_sets(Search *s, const Value *head, uint32_t left_out) {
    uint32_t count = s->rule->literal_count;
    s->lacking = left_out;
    for (uint32_t a = 0; a < (left_out ? count : 1); a++)
        for (uint32_t b = left_out == 2 ? a + 1 : 0; b < (left_out == 2 ? count : 1); b++) {
            if (left_out > 0) s->is_left_out[a] = true;
            if (left_out > 1) s->is_left_out[b] = true;
            search(s, head);
            if (left_out > 0) s->is_left_out[a] = false;
            if (left_out > 1) s->is_left_out[b] = false;
        }
}

static void set_bounds(Search *s, uint32_t share) {
    s->rows_left = ROWS_LOOKED_AT / share;
    s->choices_left = CHOICES_LOOKED_AT / share;
    if (s->rows_left < ROWS_AT_LEAST) s->rows_left = ROWS_AT_LEAST;
    if (s->choices_left < CHOICES_AT_LEAST) s->choices_left = CHOICES_AT_LEAST;
}

/* One instance, passing over what no row fits. */
static void search_far(Search *s, const Value *head, uint32_t share) {
    s->lacking = UINT32_MAX;
    s->may_pass = true;
    set_bounds(s, share);
    search(s, head);
}

/* Those that are known as well as the nearest: of others less is known, not as little lacking. */
static uint32_t count_found(const Search *s, const Nearby *nearest, uint32_t kept) {
    uint32_t count = 0;
    for (uint32_t i = 0; kept && i <= nearest->pending; i++) count += s->found[nearest->is_loose][i];
    return count;
}

/* What repeats nobody comes first, be it loose. */
static void sort_items(const Store *store, Nearby *items, uint32_t count) {
    for (uint32_t i = 1; i < count; i++) {
        Nearby item = items[i];
        uint32_t at = i;
        for (; at > 0 && nearby_compare(store, &item, &items[at - 1]) < 0; at--) items[at] = items[at - 1];
        items[at] = item;
    }
}

NearbyList nearby_find(const Store *store, RuleId id, const Value *head, uint32_t least, uint32_t share, Arena *arena) {
    const Rule *rule = &store->program->rules.items[id];
    NearbyList list = {0};
    if (rule->is_fold) return list;
    Search s = {.store = store, .id = id, .rule = rule, .arena = arena};
    set_bounds(&s, share);
    s.bindings = bindings_new(arena, rule);
    s.is_done = arena_array(arena, bool, rule->literal_count + 1);
    s.is_left_out = arena_array(arena, bool, rule->literal_count + 1);
    s.levels = arena_array(arena, Level, rule->literal_count + 1);
    s.marks = arena_array(arena, Mark, rule->literal_count + 1);
    for (int k = 0; k < 2; k++) {
        s.found[k] = arena_array(arena, uint32_t, rule->literal_count + 1);
        memset(s.found[k], 0, (rule->literal_count + 1) * sizeof *s.found[k]);
    }
    Nearby *items = arena_array(arena, Nearby, NEARBY_KEPT + 2);
    s.strict = (Kept){.items = items, .most = NEARBY_KEPT - LOOSE_KEPT};
    s.loose = (Kept){.items = arena_array(arena, Nearby, LOOSE_KEPT + 1), .most = LOOSE_KEPT};
    for (uint32_t k = least; k <= NEARBY_LEFT_OUT && k <= rule->literal_count && kept_count(&s) == 0; k++)
        search_sets(&s, head, k);
    if (kept_count(&s) == 0 && rule->literal_count > NEARBY_LEFT_OUT) {
        list.is_far = true;
        search_far(&s, head, share);
    }
    for (uint32_t i = 0; i < s.loose.count; i++) items[s.strict.count + i] = s.loose.items[i];
    if (!list.is_far) sort_items(store, items, kept_count(&s));
    if (list.is_far && kept_count(&s) > 1) { /* the nearest of those that were met */
        if (s.loose.count && nearby_compare(store, &s.loose.items[0], &items[0]) < 0) items[0] = s.loose.items[0];
        s.strict.count = 1, s.loose.count = 0;
    }
    vec_free(&s.list);
    list.items = items;
    list.count = kept_count(&s);
    list.found = list.is_far ? list.count : count_found(&s, &items[0], list.count);
    list.is_cut = s.is_cut;
    return list;
}

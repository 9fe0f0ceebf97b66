/* The premises of a row.
 *
 * The store keeps for each row the rule that made it and, through its run, the round.  The premises are found again by
 * joining the rule's body with its head bound, among the rows of earlier rounds: a prefix of each table.  A row found
 * in a round has a premise of the round before, or it would have been found earlier; so that round's rows are tried
 * first, and a long chain costs its length.  In the first round of a component an instance is looked for again among
 * ever earlier rounds until there is none.  Either way the latest premise is as early as can be. */
#include "runtime/why/premises.h"

#include "runtime/store/seek.h"
#include "runtime/why/bindings.h"

#define SHORT_DELTA 4096

typedef struct {
    uint32_t literal;
    RowId row;
    size_t first_listed, end_listed; /* of an atom, its rows in the list: a heap, the least row on top */
    uint32_t bound;                  /* values given before this level */
} Level;

struct PremiseSearch {
    const Store *store;
    const Rule *rule;
    Round before;    /* premises are of rounds before this one */
    uint32_t newest; /* the literal whose row is of the round just before; NO_ID: none must be */
    Bindings bindings;
    bool *is_done;
    Level *levels;
    Arena arena;     /* for what this rule needs */
    Vec(RowId) list; /* sorted matches of the levels, one behind the other */
    uint32_t *tries; /* left of those that are allowed; NULL: any number */
};
typedef PremiseSearch Search;

static uint32_t arity_of(const Search *s, const Literal *literal) {
    return s->store->program->relations.items[literal->relation].arity;
}

/* Whether the rows of the round just before are few: then they are the best to begin with. */
static bool is_newest_short(const Search *s) {
    const Table *table = store_table(s->store, s->rule->body[s->newest].relation);
    return table_count_before(table, s->before) - table_count_before(table, s->before - 1) <= SHORT_DELTA;
}

/* What can be decided now; else the atom with the fewest columns left open, among equals one that is looked up by
 * others, and the smaller table. */
static uint32_t choose(const Search *s) {
    uint32_t best = NO_ID, best_free = 0, best_rows = 0;
    bool best_is_found = false;
    if (s->newest != NO_ID && !s->is_done[s->newest] && is_newest_short(s)) return s->newest;
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        const Literal *literal = &s->rule->body[i];
        if (s->is_done[i]) continue;
        if (literal->kind != LIT_ATOM) {
            if (bindings_decide(&s->bindings, s->store->program, literal)) return i;
            continue;
        }
        uint32_t rows = table_count(store_table(s->store, literal->relation)), unbound = 0,
                 arity = arity_of(s, literal);
        for (uint32_t c = 0; c < arity; c++) unbound += term_value(literal->terms[c], s->bindings.values) == UNBOUND;
        bool is_found = unbound < arity;
        if (best == NO_ID || unbound < best_free ||
            (unbound == best_free && (is_found > best_is_found || (is_found == best_is_found && rows < best_rows))))
            best = i, best_free = unbound, best_rows = rows, best_is_found = is_found;
    }
    return best;
}

/* The rows [from, end) that agree with what is bound, the last `skip` columns left out;
 * key has room for all of them. */
static Seek seek_bound(const Search *s, const Literal *literal, uint32_t skip, RowId from, RowId end, Value *key) {
    Table *table = store_table(s->store, literal->relation);
    return seek_rows(table, literal_key(literal, table_arity(table) - skip, s->bindings.values, key), key, from, end);
}

static RowId next_visible(const Search *s, const Literal *literal, Seek *seek) {
    for (RowId row; (row = seek_next(seek)) != NO_ROW;)
        if (literal->sees_hidden || !table_is_hidden(store_table(s->store, literal->relation), row)) return row;
    return NO_ROW;
}

/* The first of all rows; NO_ROW. */
static RowId first_row(const Search *s, const Literal *literal, uint32_t skip) {
    Value key[64];
    Seek seek = seek_bound(s, literal, skip, 0, table_count(store_table(s->store, literal->relation)), key);
    return next_visible(s, literal, &seek);
}

static int compare_rows(const Search *s, const Table *table, RowId a, RowId b) {
    int order = 0;
    for (uint32_t c = 0; c < table_arity(table) && order == 0; c++)
        order = value_compare(s->store->program->values, table_row(table, a)[c], table_row(table, b)[c]);
    return order;
}

/* Heaps (J. Williams, Algorithm 232, 1964): the first instance mostly does, so that sorting all would be in vain. */
static void sift_down(const Search *s, const Table *table, RowId *rows, size_t at, size_t count) {
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && compare_rows(s, table, rows[child], rows[child + 1]) > 0) child++;
        if (compare_rows(s, table, rows[at], rows[child]) <= 0) return;
        RowId swap = rows[at];
        rows[at] = rows[child];
        rows[child] = swap;
    }
}

static RowId pop_listed(const Search *s, const Table *table, Level *level) {
    if (level->first_listed == level->end_listed) return NO_ROW;
    RowId *rows = s->list.items + level->first_listed, least = rows[0];
    size_t count = --level->end_listed - level->first_listed;
    rows[0] = rows[count];
    sift_down(s, table, rows, 0, count);
    return least;
}

static bool agrees(const Search *s, const Literal *literal, const Value *row) {
    uint32_t arity = arity_of(s, literal);
    for (uint32_t c = 0; c < arity; c++) {
        Value v = term_value(literal->terms[c], s->bindings.values);
        if (v != UNBOUND && v != row[c]) return false;
    }
    return true;
}

/* One less of the rows that may be tried; false: there are none left. */
static bool may_try(Search *s) { return !s->tries || (*s->tries > 0 && --*s->tries > 0); }

static void heap_matches(const Search *s, const Table *table, Level *level) {
    level->end_listed = s->list.count;
    size_t count = level->end_listed - level->first_listed;
    for (size_t i = count / 2; i-- > 0;) sift_down(s, table, s->list.items + level->first_listed, i, count);
}

/* Puts the matches in the order of their values,
 * so that the order of the facts does not decide which proof is shown. */
static void list_matches(Search *s, const Literal *literal, Seek seek, Level *level) {
    for (RowId row; (row = next_visible(s, literal, &seek)) != NO_ROW && may_try(s);)
        if (agrees(s, literal, table_row(seek.table, row))) vec_push(&s->list, row);
    heap_matches(s, seek.table, level);
}

typedef struct {
    Search *search;
    const Literal *literal;
    const Table *table;
    RowId from, end;
} Listing;

static void list_row(void *context, RowId row) {
    const Listing *l = context;
    Search *s = l->search;
    if (row < l->from || row >= l->end || !agrees(s, l->literal, table_row(l->table, row))) return;
    if ((l->literal->sees_hidden || !table_is_hidden(l->table, row)) && may_try(s)) vec_push(&s->list, row);
}

/* The matches of two columns of which the first has a value, without an index, where the table knows them. */
static bool list_by_first(Search *s, const Literal *literal, RowId from, RowId end, Level *level) {
    const Table *table = store_table(s->store, literal->relation);
    Value key[64];
    if (table_arity(table) != 2 || literal_key(literal, 2, s->bindings.values, key) != 1) return false;
    level->first_listed = s->list.count;
    if (!table_each_of_first(table, key[0], list_row, &(Listing){s, literal, table, from, end})) return false;
    heap_matches(s, table, level);
    return true;
}

static bool enter_filter(Search *s, const Literal *literal, Level *level) {
    Value value;
    switch (literal->kind) {
    case LIT_NOT:
        return first_row(s, literal, 0) == NO_ROW && !literal_may_match(s->store, literal, s->bindings.values);
    case LIT_LOOKUP: {
        uint32_t last = arity_of(s, literal) - 1;
        level->row = first_row(s, literal, 1);
        value = level->row == NO_ROW ? literal->otherwise
                                     : table_row(store_table(s->store, literal->relation), level->row)[last];
        Value wanted = term_value(literal->terms[last], s->bindings.values);
        if (wanted != UNBOUND) return wanted == value;
        if (literal->terms[last].kind == TERM_VAR) bindings_give(&s->bindings, literal->terms[last].id, value);
        return true;
    }
    case LIT_BIND:
        if (s->bindings.values[literal->variable] == UNBOUND) {
            if (!instance_compute(s->store->program, literal->left, s->bindings.values, &value)) return false;
            bindings_give(&s->bindings, literal->variable, value);
            return true;
        }
        if (!instance_is_bound(literal->left, s->bindings.values)) {
            bindings_give(&s->bindings, literal->left->id, s->bindings.values[literal->variable]);
            return true;
        }
        return instance_compute(s->store->program, literal->left, s->bindings.values, &value) &&
               value == s->bindings.values[literal->variable]; /* the same value, as rounds have it */
    default: return instance_holds(s->store->program, literal, s->bindings.values);
    }
}

/* All rows of an atom that may do. */
static void list_rows(Search *s, const Literal *literal, bool is_newest, Level *level) {
    Table *table = store_table(s->store, literal->relation);
    RowId end = table_count_before(table, s->before);
    RowId from = is_newest ? table_count_before(table, s->before - 1) : 0;
    Value key[64];
    if (is_newest && end - from <= SHORT_DELTA) /* cheaper than a chain that may hold every older row */
        list_matches(s, literal, seek_rows(table, 0, key, from, end), level);
    else if (!list_by_first(s, literal, from, end, level))
        list_matches(s, literal, seek_bound(s, literal, 0, from, end, key), level);
}

static void enter(Search *s, Level *level) {
    level->literal = choose(s);
    level->row = NO_ROW;
    level->bound = s->bindings.count;
    level->first_listed = level->end_listed = s->list.count;
    if (level->literal == NO_ID) return;
    s->is_done[level->literal] = true;
    const Literal *literal = &s->rule->body[level->literal];
    if (literal->kind == LIT_ATOM) list_rows(s, literal, level->literal == s->newest, level);
}

/* The next way past this level. */
static bool advance(Search *s, Level *level, bool entering) {
    if (level->literal == NO_ID) return false;
    const Literal *literal = &s->rule->body[level->literal];
    bindings_take_back(&s->bindings, level->bound);
    if (literal->kind != LIT_ATOM) return entering && enter_filter(s, literal, level);
    for (;;) {
        level->row = pop_listed(s, store_table(s->store, literal->relation), level);
        if (level->row == NO_ROW) return false;
        if (bindings_fit_row(&s->bindings, literal, table_row(store_table(s->store, literal->relation), level->row),
                             arity_of(s, literal)))
            return true;
        bindings_take_back(&s->bindings, level->bound);
    }
}

/* Finds the first instance whose premises are of rounds before s->before;
 * or the one behind the instance that was found. */
static bool find_from(Search *s, bool is_first) {
    uint32_t count = s->rule->literal_count, depth = is_first || count == 0 ? 0 : count - 1;
    bool entering = is_first;
    if (count == 0) return is_first;
    for (;;) {
        Level *level = &s->levels[depth];
        if (entering) enter(s, level);
        if (advance(s, level, entering)) {
            if (depth + 1 == count) return true;
            depth++;
            entering = true;
            continue;
        }
        bindings_take_back(&s->bindings, level->bound);
        s->list.count = level->first_listed;
        if (level->literal != NO_ID) s->is_done[level->literal] = false;
        if (depth == 0) return false;
        depth--;
        entering = false;
    }
}

static bool find_instance(Search *s) { return find_from(s, true); }

static bool begin(Search *s, const Value *row) {
    memset(s->is_done, 0, s->rule->literal_count);
    vec_empty(&s->list);
    return bindings_fit_head(&s->bindings, s->rule, row, s->store->program->relations.items[s->rule->head].arity);
}

/* The round of the latest premise found. */
static Round latest(const Search *s) {
    Round round = 0;
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        const Level *level = &s->levels[i];
        if (s->rule->body[level->literal].kind != LIT_ATOM) continue;
        Round r = table_round_of(store_table(s->store, s->rule->body[level->literal].relation), level->row);
        if (r > round) round = r;
    }
    return round;
}

/* An instance with a premise of the round just before; s->newest is then its literal, else NO_ID. */
static bool find_with_newest(Search *s, const Value *row) {
    uint32_t component = s->store->program->relations.items[s->rule->head].component;
    for (s->newest = 0; s->newest < s->rule->literal_count; s->newest++) {
        const Literal *literal = &s->rule->body[s->newest];
        if (literal->kind != LIT_ATOM || s->store->program->relations.items[literal->relation].component != component)
            continue;
        const Table *table = store_table(s->store, literal->relation);
        if (table_count_before(table, s->before - 1) == table_count_before(table, s->before)) continue;
        if (begin(s, row) && find_instance(s)) return true;
    }
    s->newest = NO_ID;
    return false;
}

static void keep_instance(const Search *s, Value *bindings, RowId *rows) {
    memcpy(bindings, s->bindings.values, s->rule->variable_count * sizeof *bindings);
    for (uint32_t i = 0; i < s->rule->literal_count; i++) rows[s->levels[i].literal] = s->levels[i].row;
}

PremiseSearch *premise_search_new(const Store *store) {
    Search *s = mem_alloc_zero(sizeof *s);
    s->store = store;
    arena_init(&s->arena);
    return s;
}

void premise_search_free(PremiseSearch *s) {
    if (!s) return;
    vec_free(&s->list);
    arena_clear(&s->arena);
    mem_free(s);
}

static void take_rule(Search *s, const Rule *rule) {
    arena_clear(&s->arena);
    s->rule = rule;
    s->newest = NO_ID;
    s->bindings = bindings_new(&s->arena, rule);
    s->is_done = arena_array(&s->arena, bool, rule->literal_count + 1);
    s->levels = arena_array(&s->arena, Level, rule->literal_count + 1);
}

bool premises_find(PremiseSearch *s, RowRef ref, Value *bindings, RowId *rows) {
    const Table *table = store_table(s->store, ref.relation);
    const Value *row = table_row(table, ref.row);
    take_rule(s, &s->store->program->rules.items[table_rule_of(table, ref.row)]);
    s->before = table_round_of(table, ref.row);
    bool found = find_with_newest(s, row);
    if (found) keep_instance(s, bindings, rows);
    while (s->newest == NO_ID && begin(s, row) && find_instance(s)) {
        found = true;
        keep_instance(s, bindings, rows);
        s->before = latest(s);
        if (s->before == 0) break;
    }
    return found;
}

bool premises_each(PremiseSearch *s, RuleId id, const Value *row, uint32_t *tries, OnInstance *tell, void *context) {
    const Rule *rule = &s->store->program->rules.items[id];
    take_rule(s, rule);
    Value *bindings = arena_array(&s->arena, Value, rule->variable_count + 1);
    RowId *rows = arena_array(&s->arena, RowId, rule->literal_count + 1);
    s->before = UINT32_MAX; /* of any round */
    s->tries = tries;
    bool is_enough = !begin(s, row), is_first = true;
    for (; !is_enough && find_from(s, is_first); is_first = false) {
        keep_instance(s, bindings, rows);
        is_enough = !tell(context, id, bindings, rows);
    }
    s->tries = NULL;
    return !tries || *tries > 0;
}

/* The search for rule instances in three values.
 *
 * Backtracking, literal after literal: what can be decided first, then the atom about which most is known, among its
 * possible rows in the order of their values.  The levels lie in an array, so that nothing recurses. */
#include "runtime/why/residual.h"

#include "runtime/eval/budget.h"
#include "runtime/store/seek.h"
#include "runtime/why/bindings.h"

typedef struct {
    uint32_t literal;
    size_t first, next, end; /* rows to try, in the list */
    uint32_t bound;          /* values given before this level */
    bool is_entered, is_listed;
} Level;

typedef struct {
    const Store *store;
    const Rule *rule;
    Bindings bindings;
    bool *is_done;
    LiteralTruth *truth;
    Level *levels;
    bool past_exceptions;
    bool is_of_all; /* for any head, or a pattern: it keeps to the limits of the store */
    uint64_t steps; /* of one that does not */
    bool is_enough;
    Vec(RowId) list;
} Search;

static uint32_t arity_of(const Store *store, RelId relation) { return store->program->relations.items[relation].arity; }

static Table *possible_table(const Store *store, RelId relation) {
    Table *possible = store_possible(store, relation);
    return possible ? possible : store_table(store, relation);
}

/* ---- literals ---- */

/* Whether an aggregate has no result though it has rows: then `otherwise` would be a lie. */
static bool is_uncomputed(const Store *store, const Literal *literal, const Value *bindings) {
    const Program *program = store->program;
    const Rule *fold = program_fold(program, literal->relation);
    Value key[64];
    uint64_t columns = literal_key(literal, arity_of(store, literal->relation) - 1, bindings, key);
    return fold && table_match(possible_table(store, fold->body[0].relation), columns, key, false) != NO_ROW;
}

/* The value a LIT_LOOKUP finds; false if it finds none. */
static bool look_up(const Store *store, const Literal *literal, const Value *bindings, Value *value) {
    uint32_t last = arity_of(store, literal->relation) - 1;
    Table *table = store_table(store, literal->relation);
    Value key[64];
    uint64_t columns = literal_key(literal, last, bindings, key);
    RowId row = table_match(table, columns, key, false);
    if (row == NO_ROW && is_uncomputed(store, literal, bindings)) return false;
    *value = row == NO_ROW ? literal->otherwise : table_row(table, row)[last];
    return true;
}

LiteralTruth residual_truth(const Store *store, const Literal *literal, const Value *bindings) {
    Value key[64], value;
    if (literal->kind == LIT_LOOKUP) {
        Value wanted = term_value(literal->terms[arity_of(store, literal->relation) - 1], bindings);
        bool is_found = look_up(store, literal, bindings, &value) && (wanted == UNBOUND || wanted == value);
        return is_found ? LITERAL_TRUE : LITERAL_FALSE;
    }
    if (literal->kind != LIT_ATOM && literal->kind != LIT_NOT)
        return instance_holds(store->program, literal, bindings) ? LITERAL_TRUE : LITERAL_FALSE;
    uint64_t columns = literal_key(literal, arity_of(store, literal->relation), bindings, key);
    bool is_denied = literal->kind == LIT_NOT;
    if (table_match(store_table(store, literal->relation), columns, key, literal->sees_hidden) != NO_ROW)
        return is_denied ? LITERAL_FALSE : LITERAL_TRUE;
    if (literal_may_match(store, literal, bindings)) return LITERAL_UNDECIDED;
    return is_denied ? LITERAL_TRUE : LITERAL_FALSE;
}

void residual_rows(const Store *store, const Literal *literal, const Value *bindings, OnUndecided *tell,
                   void *context) {
    Table *possible = store_possible(store, literal->relation);
    const Table *table = store_table(store, literal->relation);
    Value key[64];
    if (!possible) return;
    uint64_t columns = literal_key(literal, table_arity(possible), bindings, key);
    Seek seek = seek_rows(possible, columns, key, 0, table_count(possible));
    for (RowId row; (row = seek_next(&seek)) != NO_ROW;)
        if (table_find(table, table_row(possible, row)) == NO_ROW) tell(context, literal->relation, row);
}

/* ---- the search ---- */

/* What can be decided now; else an atom that something is known about rather than one that is open throughout, the one
 * with the fewest columns open. */
static uint32_t choose(const Search *s) {
    uint32_t best = NO_ID, least = 0;
    bool is_best_known = false;
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        const Literal *literal = &s->rule->body[i];
        if (s->is_done[i]) continue;
        if (bindings_decide(&s->bindings, s->store->program, literal)) return i;
        if (literal->kind != LIT_ATOM) continue;
        uint32_t arity = arity_of(s->store, literal->relation), open = bindings_open(&s->bindings, literal, arity);
        bool is_known = false;
        for (uint32_t c = 0; c < arity && !is_known; c++)
            is_known = term_value(literal->terms[c], s->bindings.values) != UNBOUND;
        if (best != NO_ID && (is_known == is_best_known ? open >= least : is_best_known)) continue;
        best = i;
        least = open;
        is_best_known = is_known;
    }
    return best;
}

/* By the columns that matter: those of `_` do not. */
static int compare_rows(const Search *s, const Literal *literal, const Table *table, RowId a, RowId b) {
    int order = 0;
    for (uint32_t c = 0; c < table_arity(table) && order == 0; c++)
        if (literal->terms[c].kind != TERM_ANY)
            order = value_compare(s->store->program->values, table_row(table, a)[c], table_row(table, b)[c]);
    return order;
}

/* Merge sort, bottom up, in a spare stretch behind the rows. */
static void sort_rows(Search *s, const Literal *literal, const Table *table, size_t first) {
    size_t count = s->list.count - first;
    vec_reserve(&s->list, s->list.count + count);
    RowId *from = s->list.items + first, *to = from + count;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count,
                   high = low + 2 * width < count ? low + 2 * width : count;
            size_t a = low, b = middle;
            for (size_t k = low; k < high; k++)
                to[k] = a < middle && (b >= high || compare_rows(s, literal, table, from[a], from[b]) <= 0) ? from[a++]
                                                                                                            : from[b++];
        }
        RowId *swap = from;
        from = to;
        to = swap;
    }
    if (from != s->list.items + first) memcpy(s->list.items + first, from, count * sizeof *from);
}

/* Lists the possible rows of an atom that agree with what is bound,
 * each that differs from the others where it matters. */
static void list_rows(Search *s, Level *level) {
    const Literal *literal = &s->rule->body[level->literal];
    Table *table = possible_table(s->store, literal->relation);
    Value key[64];
    const Index *index = table_index(table, literal_key(literal, table_arity(table), s->bindings.values, key));
    level->is_listed = true;
    for (RowId row = index_first(index, key, 0); row != NO_ROW; row = index_next(index, row))
        if (!table_is_hidden(table, row)) vec_push(&s->list, row);
    s->is_enough = !store_may_finish(s->store, &s->steps, (uint32_t)(s->list.count - level->first));
    sort_rows(s, literal, table, level->first);
    size_t kept = level->first;
    for (size_t i = level->first; i < s->list.count; i++) {
        RowId row = s->list.items[i];
        if (kept > level->first && compare_rows(s, literal, table, s->list.items[kept - 1], row) == 0) continue;
        s->list.items[kept++] = row;
    }
    s->list.count = level->end = kept;
}

bool residual_bind(const Store *store, const Literal *literal, Bindings *b) {
    Value value;
    if (literal->kind == LIT_LOOKUP) {
        Term term = literal->terms[arity_of(store, literal->relation) - 1];
        if (term.kind != TERM_VAR || b->values[term.id] != UNBOUND) return true;
        if (!look_up(store, literal, b->values, &value)) return false;
        bindings_give(b, term.id, value);
    } else if (literal->kind == LIT_BIND && b->values[literal->variable] == UNBOUND) {
        if (!instance_compute(store->program, literal->left, b->values, &value)) return false;
        bindings_give(b, literal->variable, value);
    } else if (literal->kind == LIT_BIND && !instance_is_bound(literal->left, b->values)) {
        bindings_give(b, literal->left->id, b->values[literal->variable]);
    }
    return true;
}

static void enter(Search *s, Level *level) {
    *level = (Level){.literal = choose(s), .bound = s->bindings.count, .is_entered = true};
    level->first = level->next = level->end = s->list.count;
    if (level->literal == NO_ID) return;
    s->is_done[level->literal] = true;
    const Literal *literal = &s->rule->body[level->literal];
    if (literal->kind == LIT_ATOM && !bindings_decide(&s->bindings, s->store->program, literal))
        list_rows(s, level);
    else
        level->end++; /* one way, or none */
}

/* Whether the search may go on past a literal that is false. */
static bool may_fail(const Search *s, const Literal *literal) { return s->past_exceptions && literal->is_exception; }

/* The next way past this level. */
static bool advance(Search *s, Level *level) {
    bindings_take_back(&s->bindings, level->bound);
    if (s->is_enough) return false;
    if (level->literal == NO_ID) return level->next++ < level->end; /* else an unsafe rule */
    const Literal *literal = &s->rule->body[level->literal];
    for (; level->next < level->end; bindings_take_back(&s->bindings, level->bound)) {
        s->is_enough = s->is_of_all ? !store_may_search(s->store) : !store_may_finish(s->store, &s->steps, 1);
        if (s->is_enough) return false;
        size_t at = level->next++;
        bool fits = level->is_listed
                        ? bindings_fit_row(&s->bindings, literal,
                                           table_row(possible_table(s->store, literal->relation), s->list.items[at]),
                                           arity_of(s->store, literal->relation))
                        : residual_bind(s->store, literal, &s->bindings);
        if (!fits) continue;
        s->truth[level->literal] = residual_truth(s->store, literal, s->bindings.values);
        if (s->truth[level->literal] != LITERAL_FALSE || may_fail(s, literal)) return true;
    }
    return false;
}

static bool tell_instance(Search *s, RuleId id, OnResidual *tell, void *context) {
    Residual residual = {.rule = id, .bindings = s->bindings.values, .truth = s->truth};
    for (uint32_t i = 0; i < s->rule->literal_count; i++) residual.undecided_count += s->truth[i] == LITERAL_UNDECIDED;
    s->is_enough = !tell(context, &residual);
    return !s->is_enough;
}

static void search(Search *s, RuleId id, OnResidual *tell, void *context) {
    uint32_t depth = 0, count = s->rule->literal_count;
    if (count == 0) {
        tell_instance(s, id, tell, context);
        return;
    }
    for (;;) {
        Level *level = &s->levels[depth];
        if (!level->is_entered) enter(s, level);
        if (advance(s, level)) {
            if (depth + 1 < count)
                depth++;
            else if (!tell_instance(s, id, tell, context))
                return;
            continue;
        }
        if (level->literal != NO_ID) s->is_done[level->literal] = false;
        s->list.count = level->first;
        level->is_entered = false;
        if (depth-- == 0) return;
    }
}

static void open_search(Search *s, const Store *store, const Rule *rule, Arena *arena) {
    arena_init(arena);
    *s = (Search){.store = store, .rule = rule};
    s->bindings = bindings_new(arena, rule);
    s->is_done = arena_array(arena, bool, rule->literal_count + 1);
    s->truth = arena_array(arena, LiteralTruth, rule->literal_count + 1);
    s->levels = arena_array(arena, Level, rule->literal_count + 1);
}

static void close_search(Search *s, Arena *arena) {
    vec_free(&s->list);
    arena_clear(arena);
}

/* A pattern may have many instances, unlike a row. */
static bool is_row(const Value *head, uint32_t arity) { return head && row_is_ground(head, arity); }

/* False if the one who is told had enough. */
static bool find(const Store *store, RuleId id, const Value *head, bool past_exceptions, OnResidual *tell,
                 void *context) {
    const Rule *rule = &store->program->rules.items[id];
    if (rule->is_fold) return true;
    Arena arena;
    Search s;
    open_search(&s, store, rule, &arena);
    s.past_exceptions = past_exceptions;
    s.is_of_all = !is_row(head, arity_of(store, rule->head));
    if (bindings_fit_head(&s.bindings, rule, head, head ? arity_of(store, rule->head) : 0))
        search(&s, id, tell, context);
    close_search(&s, &arena);
    return !s.is_enough;
}

void residual_find(const Store *store, RuleId id, const Value *head, OnResidual *tell, void *context) {
    (void)find(store, id, head, false, tell, context);
}

static const Component *component_of(const Program *program, RelId id) {
    uint32_t component = program->relations.items[id].component;
    return component == NO_ID ? NULL : &program->components.items[component];
}

void residual_of_row(const Store *store, RelId id, const Value *row, bool past_exceptions, OnResidual *tell,
                     void *context) {
    const Component *component = component_of(store->program, id);
    for (uint32_t i = 0; component && i < component->rule_count; i++)
        if (store->program->rules.items[component->rules[i]].head == id &&
            !find(store, component->rules[i], row, past_exceptions, tell, context))
            return;
}

static bool has_exception(const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].is_exception) return true;
    return false;
}

void residual_past_exceptions(const Store *store, RelId id, const Value *pattern, OnResidual *tell, void *context) {
    const Component *component = component_of(store->program, id);
    for (uint32_t i = 0; component && i < component->rule_count; i++) {
        const Rule *rule = &store->program->rules.items[component->rules[i]];
        if (rule->head == id && has_exception(rule) && !find(store, component->rules[i], pattern, true, tell, context))
            return;
    }
}

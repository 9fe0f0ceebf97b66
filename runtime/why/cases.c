/* Nested loops with the head bound, without recursion.
 *
 * What can be decided is decided first; then the atom with the fewest free columns is matched, by an index.  An atom
 * reads the possible table where there is one, since a row that is true is possible too. */
#include "runtime/why/cases.h"

#include "runtime/why/instance.h"

typedef struct {
    uint32_t literal;
    Table *table; /* LIT_ATOM: where its rows are */
    const Index *index;
    RowId next, end;
    VarId *bound;
    uint32_t bound_count;
    bool is_entered;
} Level;

typedef struct {
    const Store *store;
    const Rule *rule;
    CaseKind kind;
    Value *bindings;
    Truth *truths;
    RowId *rows;
    bool *is_done;
    Level *levels;
} Search;

static const Relation *relation_of(const Search *s, RelId id) { return &s->store->program->relations.items[id]; }

/* ---- what is bound ---- */

static bool bind(Search *s, Level *level, Term term, Value value) {
    Value known = term_value(term, s->bindings);
    if (known != UNBOUND) return known == value;
    if (term.kind != TERM_VAR) return true;
    s->bindings[term.id] = value;
    level->bound[level->bound_count++] = term.id;
    return true;
}

static void undo(Search *s, Level *level) {
    while (level->bound_count) s->bindings[level->bound[--level->bound_count]] = UNBOUND;
}

static uint32_t free_columns(const Search *s, const Literal *literal, uint32_t count) {
    uint32_t free = 0;
    for (uint32_t i = 0; i < count; i++)
        free += literal->terms[i].kind == TERM_VAR && s->bindings[literal->terms[i].id] == UNBOUND;
    return free;
}

static bool is_ready(const Search *s, const Literal *literal) {
    switch (literal->kind) {
    case LIT_ATOM: return false;
    case LIT_NOT: return free_columns(s, literal, relation_of(s, literal->relation)->arity) == 0;
    case LIT_LOOKUP: return free_columns(s, literal, relation_of(s, literal->relation)->arity - 1) == 0;
    case LIT_BIND:
        return instance_is_bound(literal->left, s->bindings) ||
               (literal->left->kind == EXPR_VAR && s->bindings[literal->variable] != UNBOUND);
    default: return instance_is_bound(literal->left, s->bindings) && instance_is_bound(literal->right, s->bindings);
    }
}

static uint32_t choose(const Search *s) {
    uint32_t best = NO_ID, best_free = 0;
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        const Literal *literal = &s->rule->body[i];
        if (s->is_done[i]) continue;
        if (literal->kind != LIT_ATOM) {
            if (is_ready(s, literal)) return i;
            continue;
        }
        uint32_t free = free_columns(s, literal, relation_of(s, literal->relation)->arity);
        if (best == NO_ID || free < best_free) best = i, best_free = free;
    }
    return best;
}

/* ---- rows ---- */

/* The rows of a table that agree with what is bound; the last `skip` columns are left out. */
static void open_rows(const Search *s, const Literal *literal, Table *table, uint32_t skip, Level *level) {
    uint64_t columns = 0;
    Value key[64];
    uint32_t n = 0, arity = table_arity(table);
    level->table = table;
    level->index = NULL;
    for (uint32_t c = 0; c + skip < arity; c++) {
        Value v = term_value(literal->terms[c], s->bindings);
        if (v == UNBOUND) continue;
        columns |= UINT64_C(1) << c;
        key[n++] = v;
    }
    level->end = table_count(table);
    level->next = 0;
    if (n == arity && arity) {
        level->next = table_find(table, key);
        level->end = level->next == NO_ROW ? NO_ROW : level->next + 1;
    } else if (n) {
        level->index = table_index(table, columns);
        level->next = index_first(level->index, key, 0);
    }
}

static RowId take_row(Level *level, bool sees_hidden) {
    while (level->next < level->end && !sees_hidden && table_is_hidden(level->table, level->next))
        level->next = level->index ? index_next(level->index, level->next) : level->next + 1;
    if (level->next >= level->end) return NO_ROW;
    RowId row = level->next;
    level->next = level->index ? index_next(level->index, row) : row + 1;
    return row;
}

/* The first match of a negated literal in a table. */
static bool has_match(const Search *s, const Literal *literal, Table *table) {
    Level level = {0};
    open_rows(s, literal, table, 0, &level);
    return take_row(&level, literal->sees_hidden) != NO_ROW;
}

static Truth denied(const Search *s, const Literal *literal) {
    if (has_match(s, literal, store_table(s->store, literal->relation))) return TRUTH_FALSE;
    Table *possible = store_possible(s->store, literal->relation);
    return possible && has_match(s, literal, possible) ? TRUTH_UNDECIDED : TRUTH_TRUE;
}

/* ---- levels ---- */

static bool enter_lookup(Search *s, const Literal *literal, Level *level) {
    uint32_t last = relation_of(s, literal->relation)->arity - 1;
    Level found = {0};
    open_rows(s, literal, store_table(s->store, literal->relation), 1, &found);
    RowId row = take_row(&found, false);
    return bind(s, level, literal->terms[last], row == NO_ROW ? literal->otherwise : table_row(found.table, row)[last]);
}

static bool enter_bind(Search *s, const Literal *literal, Level *level) {
    Value value;
    if (s->bindings[literal->variable] == UNBOUND)
        return instance_compute(s->store->program, literal->left, s->bindings, &value) &&
               bind(s, level, term_var(literal->variable), value);
    if (!instance_is_bound(literal->left, s->bindings))
        return bind(s, level, term_var(literal->left->id), s->bindings[literal->variable]);
    return instance_holds(s->store->program, literal, s->bindings);
}

/* A literal that needs no row: once true, undecided or, for exceptions, false. */
static bool enter_filter(Search *s, const Literal *literal, Level *level) {
    Truth *truth = &s->truths[level->literal];
    *truth = TRUTH_TRUE;
    switch (literal->kind) {
    case LIT_NOT:
        *truth = denied(s, literal);
        return *truth != TRUTH_FALSE || (literal->is_exception && s->kind == CASES_EXCEPTED);
    case LIT_LOOKUP: return enter_lookup(s, literal, level);
    case LIT_BIND: return enter_bind(s, literal, level);
    default: return instance_holds(s->store->program, literal, s->bindings);
    }
}

static void enter(Search *s, Level *level) {
    VarId *bound = level->bound;
    *level = (Level){.literal = choose(s), .bound = bound};
    if (level->literal == NO_ID) return;
    s->is_done[level->literal] = true;
    const Literal *literal = &s->rule->body[level->literal];
    if (literal->kind != LIT_ATOM) return;
    Table *possible = store_possible(s->store, literal->relation);
    open_rows(s, literal, possible ? possible : store_table(s->store, literal->relation), 0, level);
}

static void note_row(Search *s, const Level *level, const Literal *literal, RowId row) {
    const Table *own = store_table(s->store, literal->relation);
    RowId found = level->table == own ? row : table_find(own, table_row(level->table, row));
    bool is_true = found != NO_ROW && (literal->sees_hidden || !table_is_hidden(own, found));
    s->truths[level->literal] = is_true ? TRUTH_TRUE : TRUTH_UNDECIDED;
    s->rows[level->literal] = is_true ? found : row;
}

static bool advance(Search *s, Level *level) {
    if (level->literal == NO_ID) return false;
    const Literal *literal = &s->rule->body[level->literal];
    bool is_first = !level->is_entered;
    level->is_entered = true;
    undo(s, level);
    if (literal->kind != LIT_ATOM) return is_first && enter_filter(s, literal, level);
    for (RowId row; (row = take_row(level, literal->sees_hidden)) != NO_ROW; undo(s, level)) {
        const Value *values = table_row(level->table, row);
        bool fits = true;
        for (uint32_t c = 0; c < table_arity(level->table) && fits; c++)
            fits = bind(s, level, literal->terms[c], values[c]);
        if (!fits) continue;
        note_row(s, level, literal, row);
        return true;
    }
    return false;
}

static bool tell(const Search *s, RuleId id, OnCase *found, void *context) {
    return found(context, &(Case){id, s->rule, s->bindings, s->truths, s->rows});
}

static void search(Search *s, RuleId id, OnCase *found, void *context) {
    uint32_t count = s->rule->literal_count, depth = 0;
    if (count == 0) {
        (void)tell(s, id, found, context);
        return;
    }
    enter(s, &s->levels[0]);
    for (;;) {
        Level *level = &s->levels[depth];
        if (advance(s, level)) {
            if (depth + 1 < count)
                enter(s, &s->levels[++depth]);
            else if (!tell(s, id, found, context))
                return;
            continue;
        }
        undo(s, level);
        if (level->literal != NO_ID) s->is_done[level->literal] = false;
        if (depth-- == 0) return;
    }
}

void cases_each(const Store *store, RuleId id, const Value *head, CaseKind kind, OnCase *found, void *context) {
    const Rule *rule = &store->program->rules.items[id];
    if (rule->is_fold) return;
    Arena arena;
    arena_init(&arena);
    Search s = {.store = store, .rule = rule, .kind = kind};
    s.bindings = arena_array(&arena, Value, rule->variable_count + 1);
    s.truths = arena_array(&arena, Truth, rule->literal_count + 1);
    s.rows = arena_array(&arena, RowId, rule->literal_count + 1);
    s.is_done = arena_array(&arena, bool, rule->literal_count + 1);
    s.levels = arena_array(&arena, Level, rule->literal_count + 1);
    for (uint32_t i = 0; i < rule->literal_count; i++) s.rows[i] = NO_ROW;
    for (uint32_t i = 0; i < rule->variable_count; i++) s.bindings[i] = UNBOUND;
    uint32_t arity = relation_of(&s, rule->head)->arity;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        s.levels[i].bound = arena_array(&arena, VarId, rule->variable_count + 1);
    Level heads = {.bound = arena_array(&arena, VarId, rule->variable_count + 1)};
    bool fits = true;
    for (uint32_t i = 0; i < arity && fits; i++) fits = bind(&s, &heads, rule->terms[i], head[i]);
    if (fits) search(&s, id, found, context);
    arena_clear(&arena);
}

typedef struct {
    OnCase *found;
    void *context;
    bool is_enough;
} Until;

static bool until(void *context, const Case *found) {
    Until *u = context;
    u->is_enough = !u->found(u->context, found);
    return !u->is_enough;
}

void cases_of_row(const Store *store, RelId id, const Value *row, CaseKind kind, OnCase *found, void *context) {
    uint32_t number = store->program->relations.items[id].component;
    if (number == NO_ID) return;
    const Component *component = &store->program->components.items[number];
    Until u = {found, context, false};
    for (uint32_t i = 0; i < component->rule_count && !u.is_enough; i++)
        if (store->program->rules.items[component->rules[i]].head == id)
            cases_each(store, component->rules[i], row, kind, until, &u);
}

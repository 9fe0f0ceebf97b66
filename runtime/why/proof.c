/* Proofs.
 *
 * The store keeps for each row the rule that made it and, through its run, the round.  The premises are found again by
 * joining the rule's body with its head bound, among the rows of earlier rounds: a prefix of each table.  A row found in
 * a round has a premise of the round before, or it would have been found earlier; so that round's rows are tried first,
 * and a long chain costs its length.  In the first round of a component an instance is looked for again among ever
 * earlier rounds until there is none.  Either way the latest premise is as early as can be.
 * Steps are worked off a list, and a table from row to step keeps shared rows once. */
#include "runtime/why/proof.h"

#include "runtime/why/instance.h"

typedef Vec(RowId) RowList;

typedef struct {
    Proof *proof;
    RowList list; /* for the searches, one after the other */
    const Store *store;
    Vec(uint32_t) slots; /* open addressing: StepId + 1 by (relation, row); 0 is free */
} Prover;

static uint32_t slot_of(const Prover *p, RelId relation, RowId row) {
    uint32_t mask = (uint32_t)p->slots.capacity - 1;
    uint32_t slot = (uint32_t)((((uint64_t)relation << 32 | row) * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & mask;
    for (; p->slots.items[slot]; slot = (slot + 1) & mask) {
        const Step *step = &p->proof->steps.items[p->slots.items[slot] - 1];
        if (step->relation == relation && step->row == row) break;
    }
    return slot;
}

static void grow_slots(Prover *p) {
    size_t larger = p->slots.capacity ? p->slots.capacity * 2 : 64;
    mem_free(p->slots.items);
    p->slots.items = mem_alloc_zero(larger * sizeof *p->slots.items);
    p->slots.capacity = larger;
    for (size_t i = 0; i < p->proof->steps.count; i++) {
        const Step *step = &p->proof->steps.items[i];
        p->slots.items[slot_of(p, step->relation, step->row)] = (uint32_t)i + 1;
    }
}

static StepId step_for(Prover *p, RelId relation, RowId row) {
    if ((p->proof->steps.count + 1) * 2 > p->slots.capacity) grow_slots(p);
    uint32_t slot = slot_of(p, relation, row);
    if (p->slots.items[slot]) return p->slots.items[slot] - 1;
    vec_push(&p->proof->steps, ((Step){.relation = relation, .row = row, .rule = NO_ID}));
    p->slots.items[slot] = (uint32_t)p->proof->steps.count;
    return (StepId)p->proof->steps.count - 1;
}

/* ---- the search for an instance ---- */

#define SHORT_DELTA 4096
#define SORTED_LIMIT 4096 /* matches of one literal that are tried in the order of their values */

typedef struct {
    uint32_t literal;
    const Index *index; /* NULL: a scan, or a literal that needs no row */
    RowId row, next, end;
    bool is_sorted; /* rows come from the list, [listed, its end) */
    size_t listed, first_listed;
    VarId *bound; /* variables this level gave their values */
    uint32_t bound_count;
} Level;

typedef struct {
    const Store *store;
    const Rule *rule;
    Round before;    /* premises are of rounds before this one */
    uint32_t newest; /* the literal whose row is of the round just before; NO_ID: none must be */
    Value *bindings;
    bool *is_done;
    Level *levels;
    VarId *trail; /* room for the levels' variables */
    uint32_t trail_count;
    RowList *list; /* sorted matches of the levels, one behind the other */
} Search;

static uint32_t arity_of(const Search *s, const Literal *literal) {
    return s->store->program->relations.items[literal->relation].arity;
}

static void bind(Search *s, Level *level, VarId variable, Value value) {
    s->bindings[variable] = value;
    level->bound[level->bound_count++] = variable;
    s->trail_count++;
}

static void undo(Search *s, Level *level) {
    for (uint32_t i = 0; i < level->bound_count; i++) s->bindings[level->bound[i]] = UNBOUND;
    s->trail_count -= level->bound_count;
    level->bound_count = 0;
}

static bool terms_bound(const Search *s, const Literal *literal, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (literal->terms[i].kind == TERM_VAR && s->bindings[literal->terms[i].id] == UNBOUND) return false;
    return true;
}

static bool is_ready(const Search *s, const Literal *literal) {
    switch (literal->kind) {
    case LIT_ATOM: return false;
    case LIT_NOT: return terms_bound(s, literal, arity_of(s, literal));
    case LIT_LOOKUP: return terms_bound(s, literal, arity_of(s, literal) - 1);
    case LIT_BIND:
        return instance_is_bound(literal->left, s->bindings) ||
               (literal->left->kind == EXPR_VAR && s->bindings[literal->variable] != UNBOUND);
    default: return instance_is_bound(literal->left, s->bindings) && instance_is_bound(literal->right, s->bindings);
    }
}

/* What can be decided now; else the atom with the most columns bound, the smaller table among equals. */
static uint32_t choose(const Search *s) {
    uint32_t best = NO_ID, best_free = 0, best_rows = 0;
    if (s->newest != NO_ID && !s->is_done[s->newest]) return s->newest;
    for (uint32_t i = 0; i < s->rule->literal_count; i++) {
        const Literal *literal = &s->rule->body[i];
        if (s->is_done[i]) continue;
        if (literal->kind != LIT_ATOM) {
            if (is_ready(s, literal)) return i;
            continue;
        }
        uint32_t unbound = 0, arity = arity_of(s, literal),
                 rows = table_count(store_table(s->store, literal->relation));
        for (uint32_t c = 0; c < arity; c++) unbound += term_value(literal->terms[c], s->bindings) == UNBOUND;
        if (best == NO_ID || unbound < best_free || (unbound == best_free && rows < best_rows))
            best = i, best_free = unbound, best_rows = rows;
    }
    return best;
}

/* The rows that agree with what is bound; `columns` leaves out the last `skip` columns. */
static void open_rows(const Search *s, const Literal *literal, uint32_t skip, RowId end, Level *level) {
    Table *table = store_table(s->store, literal->relation);
    Value key[64];
    uint64_t columns = 0;
    uint32_t n = 0, arity = table_arity(table);
    for (uint32_t c = 0; c + skip < arity; c++) {
        Value v = term_value(literal->terms[c], s->bindings);
        if (v == UNBOUND) continue;
        columns |= UINT64_C(1) << c;
        key[n++] = v;
    }
    level->end = end;
    level->index = NULL;
    if (n == arity && arity) { /* a whole row: the table's own hash, no index needed */
        level->next = table_find(table, key);
        level->end = level->next < end ? level->next + 1 : 0;
    } else if (n) {
        level->index = table_index(table, columns);
        level->next = index_first(level->index, key, 0);
    } else {
        level->next = 0;
    }
}

static RowId next_row(const Search *s, const Literal *literal, Level *level) {
    if (level->is_sorted) return level->listed < s->list->count ? s->list->items[level->listed++] : NO_ROW;
    RowId row = level->next;
    while (row < level->end && !literal->sees_hidden &&
           !row_was_visible(s->store, s->rule->head, literal->relation, row))
        row = level->index ? index_next(level->index, row) : row + 1;
    if (row >= level->end) return NO_ROW;
    level->next = level->index ? index_next(level->index, row) : row + 1;
    return row;
}

static int compare_rows(const Search *s, const Table *table, RowId a, RowId b) {
    int order = 0;
    for (uint32_t c = 0; c < table_arity(table) && order == 0; c++)
        order = value_compare(s->store->program->values, table_row(table, a)[c], table_row(table, b)[c]);
    return order;
}

static void sift_down(const Search *s, const Table *table, RowId *rows, size_t at, size_t count) {
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && compare_rows(s, table, rows[child], rows[child + 1]) < 0) child++;
        if (compare_rows(s, table, rows[at], rows[child]) >= 0) return;
        RowId swap = rows[at];
        rows[at] = rows[child];
        rows[child] = swap;
    }
}

/* Heapsort (J. Williams, Algorithm 232, 1964): rows are distinct, so that it is not stable does not show. */
static void sort_rows(const Search *s, const Table *table, RowId *rows, size_t count) {
    for (size_t i = count / 2; i-- > 0;) sift_down(s, table, rows, i, count);
    for (size_t last = count; last-- > 1;) {
        RowId swap = rows[0];
        rows[0] = rows[last];
        rows[last] = swap;
        sift_down(s, table, rows, 0, last);
    }
}

static bool agrees(const Search *s, const Literal *literal, const Value *row) {
    uint32_t arity = arity_of(s, literal);
    for (uint32_t c = 0; c < arity; c++) {
        Value v = term_value(literal->terms[c], s->bindings);
        if (v != UNBOUND && v != row[c]) return false;
    }
    return true;
}

/* Puts the matches in the order of their values, so that the order of the facts does not decide which proof is shown.
 * Where there are very many, they stay in the order of arrival. */
static void sort_matches(Search *s, const Literal *literal, Level *level) {
    Table *table = store_table(s->store, literal->relation);
    RowId begin = level->next, row;
    level->first_listed = level->listed = s->list->count;
    while ((row = next_row(s, literal, level)) != NO_ROW && s->list->count - level->first_listed < SORTED_LIMIT)
        if (agrees(s, literal, table_row(table, row))) vec_push(s->list, row);
    level->is_sorted = row == NO_ROW;
    level->next = begin;
    if (!level->is_sorted)
        s->list->count = level->first_listed;
    else
        sort_rows(s, table, s->list->items + level->first_listed, s->list->count - level->first_listed);
}

static bool match_row(Search *s, const Literal *literal, Level *level, const Value *row) {
    uint32_t arity = arity_of(s, literal);
    for (uint32_t c = 0; c < arity; c++) {
        Term term = literal->terms[c];
        Value v = term_value(term, s->bindings);
        if (v == UNBOUND && term.kind == TERM_VAR)
            bind(s, level, term.id, row[c]);
        else if (v != UNBOUND && v != row[c])
            return false;
    }
    return true;
}

/* Whether a row that agrees is at least undecided, so that its absence is no reason. */
static bool is_possible(const Search *s, const Literal *literal) {
    Table *possible = store_possible(s->store, literal->relation);
    Value key[64];
    uint64_t columns = 0;
    uint32_t n = 0;
    if (!possible) return false;
    for (uint32_t c = 0; c < table_arity(possible); c++) {
        Value v = term_value(literal->terms[c], s->bindings);
        if (v == UNBOUND) continue;
        columns |= UINT64_C(1) << c;
        key[n++] = v;
    }
    return table_match(possible, columns, key, false) != NO_ROW;
}

static bool enter_filter(Search *s, const Literal *literal, Level *level) {
    Value value;
    switch (literal->kind) {
    case LIT_NOT:
        open_rows(s, literal, 0, table_count(store_table(s->store, literal->relation)), level);
        return next_row(s, literal, level) == NO_ROW && !is_possible(s, literal);
    case LIT_LOOKUP: {
        uint32_t last = arity_of(s, literal) - 1;
        open_rows(s, literal, 1, table_count(store_table(s->store, literal->relation)), level);
        level->row = next_row(s, literal, level);
        value = level->row == NO_ROW ? literal->otherwise
                                     : table_row(store_table(s->store, literal->relation), level->row)[last];
        Value wanted = term_value(literal->terms[last], s->bindings);
        if (wanted != UNBOUND) return wanted == value;
        if (literal->terms[last].kind == TERM_VAR) bind(s, level, literal->terms[last].id, value);
        return true;
    }
    case LIT_BIND:
        if (s->bindings[literal->variable] == UNBOUND) {
            if (!instance_compute(s->store->program, literal->left, s->bindings, &value)) return false;
            bind(s, level, literal->variable, value);
            return true;
        }
        if (!instance_is_bound(literal->left, s->bindings)) {
            bind(s, level, literal->left->id, s->bindings[literal->variable]);
            return true;
        }
        return instance_holds(s->store->program, literal, s->bindings);
    default: return instance_holds(s->store->program, literal, s->bindings);
    }
}

static void open_level(Search *s, Level *level);

static void enter(Search *s, Level *level) {
    level->is_sorted = false;
    level->first_listed = s->list->count;
    open_level(s, level);
    if (level->literal != NO_ID && s->rule->body[level->literal].kind == LIT_ATOM)
        sort_matches(s, &s->rule->body[level->literal], level);
}

static void open_level(Search *s, Level *level) {
    level->literal = choose(s);
    level->row = NO_ROW;
    level->bound = s->trail + s->trail_count;
    level->bound_count = 0;
    if (level->literal == NO_ID) return;
    s->is_done[level->literal] = true;
    const Literal *literal = &s->rule->body[level->literal];
    if (literal->kind != LIT_ATOM) return;
    Table *table = store_table(s->store, literal->relation);
    RowId end = table_count_before(table, s->before);
    if (level->literal != s->newest) {
        open_rows(s, literal, 0, end, level);
        return;
    }
    RowId from = table_count_before(table, s->before - 1);
    if (end - from <= SHORT_DELTA) { /* cheaper than a chain that may hold every older row */
        *level = (Level){.literal = level->literal,
                         .row = NO_ROW,
                         .next = from,
                         .end = end,
                         .bound = level->bound,
                         .first_listed = level->first_listed};
        return;
    }
    open_rows(s, literal, 0, end, level);
    while (level->next < from) level->next = level->index ? index_next(level->index, level->next) : from;
}

/* The next way past this level. */
static bool advance(Search *s, Level *level, bool entering) {
    if (level->literal == NO_ID) return false;
    const Literal *literal = &s->rule->body[level->literal];
    undo(s, level);
    if (literal->kind != LIT_ATOM) return entering && enter_filter(s, literal, level);
    for (;;) {
        level->row = next_row(s, literal, level);
        if (level->row == NO_ROW) return false;
        if (match_row(s, literal, level, table_row(store_table(s->store, literal->relation), level->row))) return true;
        undo(s, level);
    }
}

/* Finds the first instance whose premises are of rounds before s->before. */
static bool find_instance(Search *s) {
    uint32_t count = s->rule->literal_count, depth = 0;
    bool entering = true;
    if (count == 0) return true;
    for (;;) {
        Level *level = &s->levels[depth];
        if (entering) enter(s, level);
        if (advance(s, level, entering)) {
            if (depth + 1 == count) return true;
            depth++;
            entering = true;
            continue;
        }
        undo(s, level);
        s->list->count = level->first_listed;
        if (level->literal != NO_ID) s->is_done[level->literal] = false;
        if (depth == 0) return false;
        depth--;
        entering = false;
    }
}

static bool bind_head(Search *s, const Value *row) {
    uint32_t arity = s->store->program->relations.items[s->rule->head].arity;
    for (uint32_t i = 0; i < s->rule->variable_count; i++) s->bindings[i] = UNBOUND;
    memset(s->is_done, 0, s->rule->literal_count);
    s->trail_count = 0;
    vec_empty(s->list);
    for (uint32_t c = 0; c < arity; c++) {
        Term term = s->rule->terms[c];
        Value v = term_value(term, s->bindings);
        if (v != UNBOUND && v != row[c]) return false;
        if (term.kind == TERM_VAR) s->bindings[term.id] = row[c];
    }
    return true;
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
        if (bind_head(s, row) && find_instance(s)) return true;
    }
    s->newest = NO_ID;
    return false;
}

static void keep_instance(const Search *s, Value *bindings, RowId *rows) {
    memcpy(bindings, s->bindings, s->rule->variable_count * sizeof *bindings);
    for (uint32_t i = 0; i < s->rule->literal_count; i++) rows[s->levels[i].literal] = s->levels[i].row;
}

static void find_premises(Prover *p, StepId id) {
    Step step = p->proof->steps.items[id];
    const Table *table = store_table(p->store, step.relation);
    const Rule *rule = &p->store->program->rules.items[step.rule];
    Arena scratch;
    arena_init(&scratch);
    Search s = {.store = p->store, .rule = rule, .before = table_round_of(table, step.row)};
    s.bindings = arena_array(&scratch, Value, rule->variable_count + 1);
    s.is_done = arena_array(&scratch, bool, rule->literal_count + 1);
    s.levels = arena_array(&scratch, Level, rule->literal_count + 1);
    s.trail = arena_array(&scratch, VarId, rule->variable_count + 1);
    Value *best = arena_array(&scratch, Value, rule->variable_count + 1);
    RowId *rows = arena_array(&scratch, RowId, rule->literal_count + 1);
    s.list = &p->list;
    s.newest = NO_ID;
    bool found = find_with_newest(&s, table_row(table, step.row));
    if (found) keep_instance(&s, best, rows);
    while (s.newest == NO_ID && bind_head(&s, table_row(table, step.row)) && find_instance(&s)) {
        found = true;
        keep_instance(&s, best, rows);
        s.before = latest(&s);
        if (s.before == 0) break;
    }
    StepId *premises = arena_array(&p->proof->arena, StepId, rule->literal_count + 1);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        bool has_row = found && rule->body[i].kind != LIT_NOT && rows[i] != NO_ROW &&
                       (rule->body[i].kind == LIT_ATOM || rule->body[i].kind == LIT_LOOKUP);
        premises[i] = has_row ? step_for(p, rule->body[i].relation, rows[i]) : NO_STEP;
    }
    Step *made = &p->proof->steps.items[id];
    made->premises = premises;
    made->premise_count = rule->literal_count;
    made->bindings = arena_copy(&p->proof->arena, best, rule->variable_count * sizeof *best);
    made->is_lost = !found;
    arena_clear(&scratch);
}

/* The rows of a group; for min and max those that have the result first. */
static void list_group(Prover *p, StepId id) {
    Step step = p->proof->steps.items[id];
    const Rule *rule = &p->store->program->rules.items[step.rule];
    Table *table = store_table(p->store, rule->body[0].relation);
    const Value *head = table_row(store_table(p->store, step.relation), step.row);
    const Index *index = table_index(table, rule->group_count ? UINT64_MAX >> (64 - rule->group_count) : 0);
    bool extreme = rule->aggregate == AGG_MIN || rule->aggregate == AGG_MAX;
    StepId *premises = arena_array(&p->proof->arena, StepId, FOLD_ROWS_LISTED);
    uint32_t listed = 0, rows = 0;
    for (int pass = extreme ? 0 : 1; pass < 2; pass++)
        for (RowId row = index_first(index, head, 0); row < table_count(table); row = index_next(index, row)) {
            bool is_result = extreme && table_row(table, row)[rule->group_count] == head[rule->group_count];
            rows += pass;
            if (is_result != (pass == 0) || listed == FOLD_ROWS_LISTED) continue;
            premises[listed++] = step_for(p, rule->body[0].relation, row);
        }
    Step *made = &p->proof->steps.items[id];
    made->premises = premises;
    made->premise_count = listed;
    made->row_count = rows;
}

Proof *prove(const Store *store, RelId relation, RowId row) {
    Proof *proof = mem_alloc_zero(sizeof *proof);
    proof->store = store;
    arena_init(&proof->arena);
    Prover p = {.proof = proof, .store = store};
    step_for(&p, relation, row);
    for (StepId id = 0; id < proof->steps.count; id++) {
        Step *step = &proof->steps.items[id];
        step->rule = table_rule_of(store_table(store, step->relation), step->row);
        if (step->rule == NO_ID) continue;
        if (store->program->rules.items[step->rule].is_fold)
            list_group(&p, id);
        else
            find_premises(&p, id);
    }
    mem_free(p.slots.items);
    vec_free(&p.list);
    return proof;
}

void proof_free(Proof *proof) {
    if (!proof) return;
    vec_free(&proof->steps);
    arena_clear(&proof->arena);
    mem_free(proof);
}

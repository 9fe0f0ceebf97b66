/* Facts that could be stated or taken back.  What is stated is ground:
 * values that are missing are those of facts that nearly fit. */
#include "runtime/judge/hinges.h"
#include "runtime/judge/levers.h"
#include "runtime/judge/remedies_internal.h"

typedef RemedyList List;

enum { KNOWN_VALUES = 64, KNOWN_BATCHES = 16 /* names that are looked at, so many at a time */ };
enum { SETTLED_TOGETHER = 3 /* of the facts that a row hinges on, two at a time */, SETTLED_WAYS = 4 };
enum { RANKS_TAKEN = 2 /* priorities of a proof, each of which takes reading the files again */ };

static const Relation *relation_of(const Thinker *t, RelId id) { return &t->store->program->relations.items[id]; }

/* ---- to state ---- */

static bool is_stateable(const Thinker *t, RelId id, const Value *row) {
    const Relation *relation = relation_of(t, id);
    if (relation->helper != HELPER_NONE) return false;
    for (uint32_t c = 0; c < relation->arity; c++)
        if (row[c] == UNBOUND ||
            !type_allows(t->store->program, relation->columns[c].type, row[c], relation->columns[c].is_optional))
            return false;
    return true;
}

/* Nothing says so, and nothing denies it. */
static bool is_open_row(const Thinker *t, RelId id, const Value *row) {
    RelId contrary = relation_of(t, id)->contrary;
    bool is_open = relation_of(t, id)->is_open || (contrary != NO_ID && relation_of(t, contrary)->is_open);
    return is_open && store_is_undecided(t->store, id, row);
}

static const Value *copy_row(const Thinker *t, RelId id, const Value *row) {
    uint32_t arity = relation_of(t, id)->arity;
    Value *copy = arena_array(t->arena, Value, arity + 1);
    memcpy(copy, row, arity * sizeof *row);
    return copy;
}

/* Certain already, be it contradicted. */
static bool is_stated(const Thinker *t, RelId id, const Value *row) {
    RelId given = program_given(t->store->program, id);
    RowId found = table_find(store_table(t->store, given), row);
    return found != NO_ROW && store_origin_count(t->store, given, found) > 0;
}

bool remedy_state(const Thinker *t, RelId id, const Value *row, bool is_settling, RepairStep *step) {
    bool is_given = relation_is_given(t->store, id);
    if ((!is_given && !t->unusual) || !is_stateable(t, id, row) || is_stated(t, id, row)) return false;
    *step = (RepairStep){.kind = relation_of(t, id)->is_parameter ? STEP_SET : STEP_ADD,
                         .relation = id,
                         .row = copy_row(t, id, row),
                         .is_settling = is_settling || is_open_row(t, id, row),
                         .is_unusual = !is_given};
    return true;
}

void remedies_add_fact(Thinker *t, List *list, RelId id, const Value *row, bool is_settling) {
    RepairStep step;
    if (remedy_state(t, id, row, is_settling, &step)) remedies_add_step(t, list, step);
}

/* Whether what is open would repeat a value that is there: a parent of itself is nearest to nothing. */
static bool repeats(const Value *row, const Value *like, uint32_t arity) {
    for (uint32_t c = 0; c < arity; c++)
        for (uint32_t k = 0; row[c] == UNBOUND && k < arity; k++)
            if (row[k] == like[c]) return true;
    return false;
}

uint32_t remedies_nearest_rows(const Thinker *t, RelId id, const Value *row, RowId *rows) {
    const Table *table = store_table(t->store, id);
    uint32_t arity = table_arity(table), count = 0, agrees[FILLS];
    for (RowId r = 0; r < table_count(table); r++) {
        uint32_t agree = 0, at = count;
        if (table_is_hidden(table, r)) continue;
        uint32_t strangers = familiar_strangers(t->familiar, id, table_row(table, r));
        for (uint32_t c = 0; c < arity; c++) agree += row[c] != UNBOUND && row[c] == table_row(table, r)[c];
        agree = 2 * agree + !repeats(row, table_row(table, r), arity);
        agree = agree * (ATOM_COLUMNS + 1) + ATOM_COLUMNS - strangers;
        while (at > 0 && (agree > agrees[at - 1] ||
                          (agree == agrees[at - 1] &&
                           row_is_before(t->values, table_row(table, r), table_row(table, rows[at - 1]), arity))))
            at--;
        if (at == FILLS) continue;
        if (count < FILLS) count++;
        for (uint32_t i = count - 1; i > at; i--) rows[i] = rows[i - 1], agrees[i] = agrees[i - 1];
        rows[at] = r;
        agrees[at] = agree;
    }
    bool has_other = count && !repeats(row, table_row(table, rows[0]), arity);
    while (has_other && repeats(row, table_row(table, rows[count - 1]), arity)) count--;
    return count;
}

/* A fact of what is asked, or of a pattern of it. */
void remedies_add_own_fact(Thinker *t, List *list, const Short *entry) {
    uint32_t arity = relation_of(t, entry->relation)->arity;
    Value *row = arena_array(t->arena, Value, arity + 1);
    RowId rows[FILLS] = {0};
    bool is_open = !row_is_ground(entry->row, arity);
    uint32_t count = is_open ? remedies_nearest_rows(t, entry->relation, entry->row, rows) : 1;
    if (count == 0 && entry->is_given) remedies_add_fresh(t, list, entry->relation, entry->row);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t c = 0; c < arity; c++)
            row[c] = entry->row[c] != UNBOUND ? entry->row[c]
                                              : table_row(store_table(t->store, entry->relation), rows[i])[c];
        remedies_add_fact(t, list, entry->relation, row, false);
    }
}

/* ---- values that are nowhere yet ---- */

static bool has_value(const Thinker *t, RelId relation, Term *terms, uint32_t column, Value value) {
    terms[column] = term_const(value);
    RowWalk walk = row_walk(store_table(t->store, relation), terms, NULL);
    return row_walk_on(&walk) != NO_ROW;
}

Value remedies_new_value(const Thinker *t, RelId relation, Term *terms, uint32_t column, uint32_t n) {
    const Type *type = &t->store->program->types.items[relation_of(t, relation)->columns[column].type];
    for (uint32_t i = 0; i < type->member_count; i++)
        if (!has_value(t, relation, terms, column, type->members[i]) && n-- == 0) return type->members[i];
    if (type->members) return UNBOUND;
    for (uint32_t i = 1; i < 100; i++) {
        Text name;
        text_init(&name);
        text_lit(&name, "another");
        if (i > 1) text_printf(&name, "_%u", (unsigned)i);
        Value value =
            type->kind == TYPE_INT ? value_int(t->values, (int64_t)i) : value_symbol(t->values, text_str(&name));
        text_clear(&name);
        if (!has_value(t, relation, terms, column, value) && n-- == 0) return value;
    }
    return UNBOUND;
}

/* Whether the column of another relation has names of the same kind: it is called the same. */
static bool is_same_column(const Thinker *t, RelId relation, uint32_t column, RelId other, uint32_t c) {
    const Column *own = &relation_of(t, relation)->columns[column], *its = &relation_of(t, other)->columns[c];
    if (relation_of(t, other)->helper != HELPER_NONE || relation_of(t, other)->is_parameter) return false;
    if (relation == other) return column == c;
    return own->name != NO_SYMBOL && own->name == its->name && own->type == its->type;
}

/* Somebody who stands in another column too is no good example. */
static bool stands_there(const Thinker *t, RelId relation, const Term *terms, uint32_t column, Value value) {
    for (uint32_t c = 0; c < relation_of(t, relation)->arity; c++)
        if (c != column && terms[c].kind == TERM_CONST && terms[c].id == value) return true;
    return false;
}

/* Values, the least first, each once. */
typedef struct {
    Value items[KNOWN_VALUES];
    uint32_t count;
} Leasts;

static void keep_least(const Thinker *t, Leasts *leasts, Value value) {
    uint32_t at = leasts->count;
    while (at > 0) {
        int order = value_compare(t->values, value, leasts->items[at - 1]);
        if (order == 0) return;
        if (order > 0) break;
        at--;
    }
    if (at == KNOWN_VALUES) return;
    if (leasts->count < KNOWN_VALUES) leasts->count++;
    memmove(leasts->items + at + 1, leasts->items + at, (leasts->count - 1 - at) * sizeof value);
    leasts->items[at] = value;
}

/* The least values of such columns behind `last` (UNBOUND: from the first). */
static Leasts values_behind(const Thinker *t, RelId relation, const Term *terms, uint32_t column, Value last) {
    Leasts leasts = {.count = 0};
    for (RelId other = 0; other < t->store->program->relations.count; other++)
        for (uint32_t c = 0; c < relation_of(t, other)->arity; c++) {
            if (!is_same_column(t, relation, column, other, c)) continue;
            const Table *table = store_table(t->store, other);
            for (RowId row = 0; row < table_count(table); row++) {
                Value value = table_row(table, row)[c];
                if (value == VALUE_NONE || table_is_hidden(table, row)) continue;
                if (last != UNBOUND && value_compare(t->values, value, last) <= 0) continue;
                if (!stands_there(t, relation, terms, column, value)) keep_least(t, &leasts, value);
            }
        }
    return leasts;
}

/* The least of them that no row has which agrees, of so many that are looked at, is_cut tells of others: which these
 * are does not depend on the order of rows. */
static Value next_known(Thinker *t, RelId relation, Term *terms, uint32_t column, Value last) {
    for (uint32_t batch = 0; batch < KNOWN_BATCHES; batch++) {
        Leasts leasts = values_behind(t, relation, terms, column, last);
        for (uint32_t i = 0; i < leasts.count; i++)
            if (!has_value(t, relation, terms, column, leasts.items[i])) return leasts.items[i];
        if (leasts.count < KNOWN_VALUES) return UNBOUND;
        last = leasts.items[KNOWN_VALUES - 1];
    }
    t->is_cut = true;
    return UNBOUND;
}

Value remedies_known_value(Thinker *t, RelId relation, Term *terms, uint32_t column, uint32_t n) {
    const Type *type = &t->store->program->types.items[relation_of(t, relation)->columns[column].type];
    Value value = UNBOUND;
    if (type->members || type->kind == TYPE_INT) return UNBOUND;
    for (uint32_t i = 0; i <= n; i++) {
        value = next_known(t, relation, terms, column, value);
        if (value == UNBOUND || value_kind(t->values, value) != KIND_SYMBOL) return UNBOUND;
    }
    return value;
}

void remedies_add_known(Thinker *t, List *list, RelId relation, const Value *row) {
    uint32_t arity = relation_of(t, relation)->arity;
    Value own[ATOM_COLUMNS];
    memcpy(own, row, arity * sizeof *own);
    for (uint32_t c = 0; c < arity; c++) {
        Term terms[ATOM_COLUMNS] = {0};
        if (own[c] != UNBOUND) continue;
        for (uint32_t k = 0; k < arity; k++) terms[k] = own[k] == UNBOUND ? term_any() : term_const(own[k]);
        own[c] = remedies_known_value(t, relation, terms, c, 0);
        if (own[c] == UNBOUND) return;
    }
    remedies_add_fact(t, list, relation, own, false);
}

bool remedies_fill_fresh(const Thinker *t, RelId relation, Value *row) {
    uint32_t arity = relation_of(t, relation)->arity;
    bool any = false;
    for (uint32_t c = 0; c < arity; c++) {
        Term terms[ATOM_COLUMNS] = {0};
        if (row[c] != UNBOUND) continue;
        for (uint32_t k = 0; k < arity; k++) terms[k] = row[k] == UNBOUND ? term_any() : term_const(row[k]);
        row[c] = remedies_new_value(t, relation, terms, c, 0);
        any = true;
    }
    return any;
}

void remedies_add_example(Thinker *t, List *list, RelId relation, const Value *row) {
    List one = {0};
    remedies_add_fact(t, &one, relation, row, false);
    if (one.count) one.items[0].steps[0].is_example = true;
    remedies_append(t, list, &one);
    vec_free(&one);
}

void remedies_add_fresh(Thinker *t, List *list, RelId relation, const Value *row) {
    uint32_t arity = relation_of(t, relation)->arity;
    Value own[ATOM_COLUMNS];
    memcpy(own, row, arity * sizeof *own);
    if (remedies_fill_fresh(t, relation, own))
        remedies_add_example(t, list, relation, own);
    else
        remedies_add_fact(t, list, relation, own, false);
}

/* ---- to deny ---- */

void remedies_deny_outright(Thinker *t, List *list, RelId relation, const Value *row) {
    RelId contrary = relation_of(t, relation)->contrary;
    List one = {0};
    if (contrary != NO_ID) remedies_add_fact(t, &one, contrary, row, false);
    for (size_t i = 0; i < one.count; i++) one.items[i].steps[0].is_outright = !one.items[i].steps[0].is_settling;
    remedies_append(t, list, &one);
    vec_free(&one);
}

/* ---- to take back, or to settle ---- */

void remedies_undo(Thinker *t, List *list, RowRef row) {
    Proof *proof = prove(t->store, row.relation, row.row);
    remedies_undo_proof(t, list, proof);
    proof_free(proof);
}

/* By which it wins. */
static void take_priorities(Thinker *t, List *list, const Proof *proof) {
    bool is_cut;
    Priorities priorities = priorities_below(proof, &is_cut);
    for (size_t i = 0; i < priorities.count && i < RANKS_TAKEN; i++)
        remedies_add_step(t, list,
                          (RepairStep){.kind = STEP_UNPREFER,
                                       .relation = NO_ID,
                                       .winner = priorities.items[i].winner,
                                       .loser = priorities.items[i].loser});
    t->is_cut = t->is_cut || is_cut || priorities.count > RANKS_TAKEN;
    vec_free(&priorities);
}

void remedies_undo_proof(Thinker *t, List *list, const Proof *proof) {
    WrittenAtoms facts = facts_below(proof), denied = denials_below(proof, t->arena);
    List parts[2] = {{0}, {0}}; /* what it has, and what it must not have: exceptions that are not known to apply */
    for (size_t i = 0; i < facts.count; i++) {
        WrittenAtom fact = facts.items[i];
        const Value *values = copy_row(t, fact.relation, fact.row);
        remedies_add_step(t, &parts[0], (RepairStep){.kind = STEP_RETRACT, .relation = fact.relation, .row = values});
    }
    vec_free(&facts);
    take_priorities(t, &parts[0], proof);
    remedies_add_atoms(t, &parts[1], &denied);
    vec_free(&denied);
    remedies_append_in_turn(t, list, parts, 2);
    vec_free(&parts[0]);
    vec_free(&parts[1]);
}

/* Two of them: the same way first, since what is denied, or asked for, of all rows must often be settled for each. */
static void settle_both(Thinker *t, List *list, const Hinges *hinges, size_t i, size_t k, int way) {
    static const bool IS_CONTRARY[SETTLED_WAYS][2] = {{false, false}, {true, true}, {false, true}, {true, false}};
    List sofar = {0}, more = {0};
    RelId ids[] = {hinges->items[i].relation, hinges->items[k].relation};
    for (int n = 0; n < 2; n++)
        if (IS_CONTRARY[way][n]) ids[n] = relation_of(t, ids[n])->contrary;
    if (ids[0] == NO_ID || ids[1] == NO_ID) return;
    remedies_add_fact(t, &sofar, ids[0], hinges->items[i].row, true);
    remedies_add_fact(t, &more, ids[1], hinges->items[k].row, true);
    remedies_multiply(t, &sofar, &more, list);
    vec_free(&sofar);
    vec_free(&more);
}

void remedies_settle_each(Thinker *t, List *list, const Hinges *hinges) {
    for (size_t i = 0; i < hinges->count; i++) {
        const Hinge *hinge = &hinges->items[i];
        RelId contrary = relation_of(t, hinge->relation)->contrary;
        remedies_add_fact(t, list, hinge->relation, hinge->row, true);
        if (contrary != NO_ID) remedies_add_fact(t, list, contrary, hinge->row, true);
    }
    for (int way = 0; way < SETTLED_WAYS; way++)
        for (size_t i = 0; i < hinges->count && i < SETTLED_TOGETHER; i++)
            for (size_t k = i + 1; k < hinges->count && k < SETTLED_TOGETHER; k++)
                settle_both(t, list, hinges, i, k, way);
    t->is_cut = t->is_cut || hinges->count > SETTLED_TOGETHER;
}

void remedies_settle(Thinker *t, List *list, RelId relation, const Value *row) {
    Hinges hinges = hinges_of(t->store, relation, row);
    remedies_settle_each(t, list, &hinges);
    vec_free(&hinges);
}

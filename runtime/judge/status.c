/* Everything is looked up; nothing is derived here. */
#include "runtime/judge/status.h"

#include "runtime/eval/budget.h"
#include "runtime/judge/hinges.h"
#include "runtime/judge/parts.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

/* The first cause of an undecided atom: whether what is not decided in it goes back to open relations (unknown), a
 * rival (contested), or only to itself (cyclic). */
static Reason reason_of(const Store *store, RelId id, const Value *row) {
    if (hinges_any(store, id, row)) return REASON_UNKNOWN;
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(store->program, id, row, &arena);
    Applies against = argued_against(store, id, row, &rivals);
    vec_free(&rivals);
    arena_clear(&arena);
    return against == APPLIES_NOT ? REASON_CYCLIC : REASON_CONTESTED;
}

/* ---- excepted ---- */

typedef struct {
    const Program *program;
    bool is_found;
} Excepted;

/* All premises hold, and what stops the rule is an exception that fires. */
static bool is_stopped(void *context, const Residual *residual) {
    Excepted *excepted = context;
    const Rule *rule = &excepted->program->rules.items[residual->rule];
    bool fires = false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        fires = fires || (rule->body[i].is_exception && residual->truth[i] == LITERAL_FALSE);
        if (!rule->body[i].is_exception && residual->truth[i] != LITERAL_TRUE) return true; /* look on */
    }
    excepted->is_found = fires;
    return !fires;
}

static bool is_excepted(const Store *store, RelId id, const Value *row) {
    const Relation *relation = relation_of(store, id);
    Excepted excepted = {store->program, false};
    for (uint32_t c = 0; c <= relation->class_count && !excepted.is_found; c++) {
        RelId head = c < relation->class_count ? relation->classes[c] : id;
        if (relation_of(store, head)->helper != HELPER_OBJECTION)
            residual_of_row(store, head, row, true, is_stopped, &excepted);
    }
    return excepted.is_found;
}

typedef struct {
    const Store *store;
    const Term *terms;
    OnContested *tell;
    void *context;
    Value *row;
} Stopped;

static bool tell_stopped(void *context, const Residual *residual) {
    const Stopped *stopped = context;
    const Rule *rule = &stopped->store->program->rules.items[residual->rule];
    uint32_t arity = relation_of(stopped->store, rule->head)->arity;
    Excepted excepted = {stopped->store->program, false};
    (void)is_stopped(&excepted, residual);
    for (uint32_t i = 0; i < arity; i++) stopped->row[i] = term_value(rule->terms[i], residual->bindings);
    if (excepted.is_found && row_agrees(stopped->row, stopped->terms, arity))
        stopped->tell(stopped->context, stopped->row);
    return true;
}

void each_excepted(const Store *store, RelId id, const Term *terms, OnContested *tell, void *context) {
    const Relation *relation = relation_of(store, id);
    Arena arena;
    arena_init(&arena);
    Value *pattern = arena_array(&arena, Value, relation->arity + 1);
    for (uint32_t i = 0; i < relation->arity; i++) pattern[i] = terms[i].kind == TERM_CONST ? terms[i].id : UNBOUND;
    Stopped stopped = {store, terms, tell, context, arena_array(&arena, Value, relation->arity + 1)};
    for (uint32_t c = 0; c <= relation->class_count; c++) {
        RelId head = c < relation->class_count ? relation->classes[c] : id;
        const Relation *concluded = relation_of(store, head);
        if (concluded->helper != HELPER_OBJECTION && concluded->arity == relation->arity)
            residual_past_exceptions(store, head, pattern, tell_stopped, &stopped);
    }
    arena_clear(&arena);
}

/* ---- status ---- */

static Judgement judged(Status status, Reason reason, RelId relation, RowId row) {
    return (Judgement){status, reason, {relation, row}};
}

/* Not accepted, and neither refuted nor inconsistent. */
static Judgement open_status(const Store *store, RelId id, const Value *row, const Term *terms) {
    if (store_is_undecided(store, id, row))
        return judged(STATUS_UNDECIDED, REASON_NONE, id, table_find(store_possible(store, id), row));
    if (relation_of(store, id)->class_count) {
        Applies applies = argued_for(store, id, terms, NULL);
        if (applies == APPLIES) return judged(STATUS_UNDECIDED, REASON_CONTESTED, id, NO_ROW);
        if (applies == APPLIES_PERHAPS) return judged(STATUS_UNDECIDED, REASON_CYCLIC, id, NO_ROW);
    }
    if (is_excepted(store, id, row)) return judged(STATUS_UNDECIDED, REASON_EXCEPTED, id, NO_ROW);
    return judged(STATUS_UNSUPPORTED, REASON_NONE, id, NO_ROW);
}

Judgement status_at_sight(const Store *store, RelId id, const Value *row) {
    Table *table = store_table(store, id);
    RowId own = table_find(table, row);
    if (own != NO_ROW && !table_is_hidden(table, own)) return judged(STATUS_ESTABLISHED, REASON_NONE, id, own);
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(store->program, id, row, &arena);
    RowRef rival = rival_accepted(store, &rivals);
    vec_free(&rivals);
    Term *terms = arena_array(&arena, Term, table_arity(table) + 1);
    for (uint32_t i = 0; i < table_arity(table); i++) terms[i] = term_const(row[i]);
    RelId given = program_given(store->program, id);
    RowId hidden = row_least(store, store_table(store, given), terms, NULL, true);
    Judgement result;
    if (rival.row != NO_ROW)
        result = (Judgement){STATUS_REFUTED, REASON_NONE, rival};
    else if (hidden != NO_ROW)
        result = judged(STATUS_INCONSISTENT, REASON_NONE, given, hidden);
    else
        result = open_status(store, id, row, terms);
    arena_clear(&arena);
    return result;
}

void status_find_reason(const Store *store, Judgement *judgement) {
    if (judgement->status != STATUS_UNDECIDED || judgement->row.row == NO_ROW) return;
    RelId id = judgement->row.relation;
    judgement->reason = reason_of(store, id, table_row(store_possible(store, id), judgement->row.row));
}

Judgement status_of_row(const Store *store, RelId id, const Value *row) {
    Judgement judgement = status_at_sight(store, id, row);
    status_find_reason(store, &judgement);
    return judgement;
}

/* ---- contested rows ---- */

static void tell_contested(const Store *store, RelId id, Table *argued, const Term *terms, OnContested *tell,
                           void *context) {
    if (!argued) return;
    RowWalk walk = row_walk(argued, terms, NULL);
    for (RowId r; (r = row_walk_on(&walk)) != NO_ROW && store_may_search(store);) {
        const Value *row = table_row(argued, r);
        if (status_at_sight(store, id, row).status == STATUS_UNDECIDED) tell(context, row);
    }
}

void each_contested(const Store *store, RelId id, const Term *terms, OnContested *tell, void *context) {
    const Relation *relation = relation_of(store, id);
    if (relation->class_count == 0) return;
    RelId given = program_given(store->program, id);
    if (given != id) tell_contested(store, id, store_table(store, given), terms, tell, context);
    for (uint32_t i = 0; i < relation->class_count; i++) {
        RelId class = relation->classes[i];
        if (relation_of(store, class)->helper != HELPER_APPLIES) continue;
        tell_contested(store, id, store_table(store, class), terms, tell, context);
        tell_contested(store, id, store_possible(store, class), terms, tell, context);
    }
}

static void note_found(void *context, const Value *row) {
    (void)row;
    *(bool *)context = true;
}

bool literal_is_contested(const Store *store, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    bool is_found = false;
    literal_terms(store->program, literal, bindings, terms);
    each_contested(store, literal->relation, terms, note_found, &is_found);
    return is_found;
}

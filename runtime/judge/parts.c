/* Everything is looked up; nothing is derived here.
 * Of several rows the least in value order decides, so that the order of facts does not matter. */
#include "runtime/judge/parts.h"

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static void keep_atom(const Store *store, RelId id, const Value *row, Atom *atom) {
    if (!atom) return;
    atom->relation = id;
    memcpy(atom->row, row, relation_of(store, id)->arity * sizeof *row);
}

bool part_terms(const Store *store, const Part *part, const Value *bindings, Term *terms, Value *row) {
    bool is_ground = true;
    for (uint32_t i = 0; i < relation_of(store, part->relation)->arity; i++) {
        terms[i] = part->terms[i];
        if (terms[i].kind == TERM_VAR && bindings[terms[i].id] != UNBOUND) terms[i] = term_const(bindings[terms[i].id]);
        if (terms[i].kind == TERM_CONST)
            row[i] = terms[i].id;
        else
            is_ground = false;
    }
    return is_ground;
}

/* `not p`: decided by p. */
static Judgement denial(const Store *store, RelId id, const Term *terms, Atom *atom) {
    RowId row = row_least(store, store_table(store, id), terms, NULL, false);
    if (row != NO_ROW) return (Judgement){STATUS_REFUTED, REASON_NONE, {id, row}};
    row = row_least_undecided(store, id, terms, NULL);
    if (row == NO_ROW) return (Judgement){STATUS_ESTABLISHED, REASON_NONE, {id, NO_ROW}};
    keep_atom(store, id, table_row(store_possible(store, id), row), atom);
    return (Judgement){STATUS_UNDECIDED, REASON_NONE, {id, row}};
}

static void visit_table(Table *table, uint32_t arity, OnTable *visit, void *context) {
    if (table && table_arity(table) == arity) visit(context, table);
}

void each_status_table(const Store *store, RelId id, OnTable *visit, void *context) {
    const Program *program = store->program;
    uint32_t arity = relation_of(store, id)->arity;
    RelId both[] = {id, relation_of(store, id)->contrary};
    for (int k = 0; k < 2; k++) {
        if (both[k] == NO_ID) continue;
        const Relation *relation = relation_of(store, both[k]);
        visit_table(store_table(store, both[k]), arity, visit, context);
        visit_table(store_possible(store, both[k]), arity, visit, context);
        visit_table(store_table(store, program_given(program, both[k])), arity, visit, context);
        for (uint32_t i = 0; i < relation->class_count; i++) {
            visit_table(store_table(store, relation->classes[i]), arity, visit, context);
            visit_table(store_possible(store, relation->classes[i]), arity, visit, context);
        }
    }
}

int status_rank_among(Status status) {
    static const int RANKS[] = {[STATUS_INCONSISTENT] = 0,
                                [STATUS_UNDECIDED] = 1,
                                [STATUS_UNSUPPORTED] = 2,
                                [STATUS_REFUTED] = 3,
                                [STATUS_ESTABLISHED] = 4};
    return RANKS[status];
}

/* Rows of a literal some of whose columns may be anything: the first status in rank, and the least row that has it. */
typedef struct {
    const Store *store;
    RelId relation;
    const Term *terms;
    Judgement best;
    bool has_row;
    Value least[ATOM_COLUMNS];
} Among;

static void judge_row(void *context, const Value *row) {
    Among *among = context;
    uint32_t arity = relation_of(among->store, among->relation)->arity;
    Judgement one = status_at_sight(among->store, among->relation, row);
    int later = status_rank_among(one.status) - status_rank_among(among->best.status);
    if (among->has_row &&
        (later > 0 || (later == 0 && !row_is_before(among->store->program->values, row, among->least, arity))))
        return;
    among->best = one;
    among->has_row = true;
    memcpy(among->least, row, arity * sizeof *row);
}

static void judge_table(void *context, Table *table) {
    Among *among = context;
    RowWalk walk = row_walk(table, among->terms, NULL);
    for (RowId r; (r = row_walk_on(&walk)) != NO_ROW;) judge_row(among, table_row(table, r));
}

Judgement part_judge(const Store *store, const Part *part, const Value *bindings, Atom *atom) {
    RelId id = part->relation;
    Term terms[ATOM_COLUMNS];
    Value row[ATOM_COLUMNS];
    bool is_ground = part_terms(store, part, bindings, terms, row);
    if (atom) atom->relation = NO_ID;
    if (part->is_negated) return denial(store, id, terms, atom);
    if (is_ground) {
        keep_atom(store, id, row, atom);
        return status_at_sight(store, id, row);
    }
    RowId least = row_least(store, store_table(store, id), terms, NULL, false);
    if (least != NO_ROW) return (Judgement){STATUS_ESTABLISHED, REASON_NONE, {id, least}};
    Among among = {
        .store = store, .relation = id, .terms = terms, .best = {STATUS_UNSUPPORTED, REASON_NONE, {id, NO_ROW}}};
    each_status_table(store, id, judge_table, &among);
    each_excepted(store, id, terms, judge_row, &among);
    if (among.has_row) keep_atom(store, id, among.least, atom);
    return among.best;
}

RowRef literal_least(const Store *store, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    literal_terms(store->program, literal, bindings, terms);
    return (RowRef){literal->relation, row_least(store, store_table(store, literal->relation), terms, NULL, false)};
}

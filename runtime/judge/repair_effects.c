/* A repair as changes of a program, and what else it changes: worlds are compared value by value, since each reading of
 * the files numbers its symbols and relations anew. */
#include "runtime/eval/budget.h"
#include "runtime/judge/clash.h"
#include "runtime/judge/repair_internal.h"

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* ---- values of another reading ---- */

/* Of a program, as another one has it; what nobody has said there yet is made. */
static Value carry(const Program *own, const Program *program, Value v) {
    return values_bring(own->values, program->values, v);
}

static RelId carry_relation(const Program *own, const Program *program, RelId id) {
    const Relation *relation = relation_of(own, id);
    if (own == program) return id;
    return program_find_relation(program, carry(own, program, relation->name), relation->arity, relation->is_negative);
}

const Preference *preference_reversed(const Program *program, Symbol winner, Symbol loser) {
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *preference = &program->preferences.items[i];
        if (preference->scenario == NO_ID && preference->winner == loser && preference->loser == winner)
            return preference;
    }
    return NULL;
}

bool step_takes_preference(const RepairStep *step, const Preference *preference) {
    if (preference->scenario != NO_ID) return false;
    if (step->kind == STEP_UNPREFER) return preference->winner == step->winner && preference->loser == step->loser;
    return step->kind == STEP_PREFER && step->is_replacing && preference->winner == step->loser &&
           preference->loser == step->winner;
}

static Change change_of(const RepairStep *step, RelId relation, const Term *terms) {
    return (Change){.kind = step->kind == STEP_ADD ? CHANGE_ASSERT : CHANGE_RETRACT_PATTERN,
                    .relation = relation,
                    .terms = terms,
                    .label = NO_SYMBOL,
                    .winner = NO_SYMBOL,
                    .loser = NO_SYMBOL,
                    .world = NO_ID,
                    .source = NO_SYMBOL,
                    .span = NO_SPAN};
}

Changes repair_changes(const Program *own, const Program *program, const Repair *repair, Arena *arena) {
    Change *facts = arena_array(arena, Change, REPAIR_STEPS);
    GivenRow *set = arena_array(arena, GivenRow, REPAIR_STEPS);
    Scenario *scenario = arena_new(arena, Scenario);
    Changes changes = {.scenario = scenario, .parameters = set};
    *scenario = (Scenario){.name = NO_SYMBOL, .changes = facts, .span = NO_SPAN};
    for (uint32_t i = 0; i < repair->step_count; i++) {
        const RepairStep *step = &repair->steps[i];
        if (step_is_priority(step)) continue;
        uint32_t arity = relation_of(own, step->relation)->arity;
        RelId relation = carry_relation(own, program, step->relation);
        Value *row = arena_array(arena, Value, arity + 1);
        Term *terms = arena_array(arena, Term, arity + 1);
        for (uint32_t c = 0; c < arity; c++) terms[c] = term_const(row[c] = carry(own, program, step->row[c]));
        if (relation == NO_ID) continue;
        if (step->kind == STEP_SET)
            set[changes.parameter_count++] = (GivenRow){relation, row, {NO_SYMBOL, {NULL, 0}, NO_SPAN}};
        else
            facts[scenario->change_count++] = change_of(step, relation, terms);
    }
    return changes;
}

/* ---- side effects ---- */

static bool is_visible(const Store *from, RelId id, RowId row, const Store *to, RelId other) {
    Value values[ATOM_COLUMNS];
    uint32_t arity = relation_of(from->program, id)->arity;
    if (!values_carry_row(from->program->values, to->program->values, table_row(store_table(from, id), row), arity,
                          values))
        return false;
    RowId found = table_find(store_table(to, other), values);
    return found != NO_ROW && !table_is_hidden(store_table(to, other), found);
}

/* What the repair itself states or takes back. */
static bool is_of_repair(const Repair *repair, RelId id, const Value *row, uint32_t arity) {
    for (uint32_t i = 0; i < repair->step_count; i++) {
        const RepairStep *step = &repair->steps[i];
        if (step_is_priority(step) || step->relation != id) continue;
        if (step->kind == STEP_SET) return true; /* the value it had, too */
        if (row_is_same(step->row, row, arity)) return true;
    }
    return false;
}

/* The same of a row of any of the two programs. */
static bool is_stated_by(const Repair *repair, const Program *own, const Program *program, RelId id, RelId other,
                         const Value *row) {
    Value values[ATOM_COLUMNS];
    uint32_t arity = relation_of(program, id)->arity;
    if (own == program) return is_of_repair(repair, id, row, arity);
    return values_carry_row(program->values, own->values, row, arity, values) &&
           is_of_repair(repair, other, values, arity);
}

/* The relation in the other world, of one that somebody could ask about; else NO_ID. */
static RelId asked_there(const Store *from, RelId id, const Store *to) {
    const Relation *relation = relation_of(from->program, id);
    if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL) return NO_ID;
    return program_relation_there(from->program, id, to->program);
}

static bool is_empty(const Store *store, RelId id) {
    return !store_is_absent(store, id) && table_count(store_table_as_is(store, id)) == 0 && !store_possible(store, id);
}

/* The same of one that is reached, and has rows;
 * is_reached is by relation of `own`, which is one of the two programs. */
static RelId reached_there(const Program *own, const Store *from, RelId id, const Store *to, const bool *is_reached) {
    bool is_own = from->program == own;
    if (is_reached && is_own && !is_reached[id]) return NO_ID;
    if (is_empty(from, id)) return NO_ID;
    RelId other = asked_there(from, id, to);
    return other != NO_ID && is_reached && !is_own && !is_reached[other] ? NO_ID : other;
}

/* Where a limit of the world that is asked about is reached, what is counted is of no use. */
static bool goes_on(const Program *own, const Store *from, const Store *to) {
    return store_may_search(from->program == own ? from : to);
}

/* Rows of the one world that the other lacks; the repair is of the program `own`. */
static uint64_t count_missing(const Repair *repair, const Program *own, const Store *from, const Store *to,
                              const bool *is_reached) {
    uint64_t count = 0;
    for (RelId id = 0; id < from->program->relations.count; id++) {
        RelId other = reached_there(own, from, id, to, is_reached);
        const Table *table = other == NO_ID ? NULL : store_table(from, id);
        for (RowId row = 0; other != NO_ID && row < table_count(table) && goes_on(own, from, to); row++)
            count += !table_is_hidden(table, row) && !is_visible(from, id, row, to, other) &&
                     !is_stated_by(repair, own, from->program, id, other, table_row(table, row));
    }
    return count;
}

/* A row that somebody could ask about and that is neither true nor false there: contradicted, or undecided. */
typedef enum { LOOSE_NOT, LOOSE_CONTRADICTED, LOOSE_UNDECIDED } Loose;

static Loose loose_there(const Store *from, RelId id, const Value *row, const Store *to, RelId other) {
    Value values[ATOM_COLUMNS];
    if (!values_carry_row(from->program->values, to->program->values, row, relation_of(from->program, id)->arity,
                          values))
        return LOOSE_NOT;
    RowId found = table_find(store_table(to, other), values);
    if (found != NO_ROW) return table_is_hidden(store_table(to, other), found) ? LOOSE_CONTRADICTED : LOOSE_NOT;
    return store_is_undecided(to, other, values) ? LOOSE_UNDECIDED : LOOSE_NOT;
}

/* What the repair settles, one way or the other. */
static bool is_settled_by(const Repair *repair, const Program *own, const Store *from, RelId id, const Store *to,
                          RelId other, const Value *row) {
    RelId contrary = relation_of(from->program, id)->contrary, there = relation_of(to->program, other)->contrary;
    return is_stated_by(repair, own, from->program, id, other, row) ||
           (contrary != NO_ID && there != NO_ID && is_stated_by(repair, own, from->program, contrary, there, row));
}

/* Rows of the table, contradicted ones of that of true rows, undecided ones of the other, that are loose in the one
 * world and not so in the other. */
static uint64_t count_shifts_in(const Repair *repair, const Program *own, const Store *from, RelId id,
                                const Table *table, const Store *to, RelId other) {
    uint64_t count = 0;
    for (RowId row = 0; table && row < table_count(table) && goes_on(own, from, to); row++) {
        const Value *values = table_row(table, row);
        Loose loose = loose_there(from, id, values, from, id);
        if (loose == LOOSE_NOT || (loose == LOOSE_CONTRADICTED) != (table == store_table(from, id))) continue;
        count += loose != loose_there(from, id, values, to, other) &&
                 !is_settled_by(repair, own, from, id, to, other, values);
    }
    return count;
}

static uint64_t count_shifts(const Repair *repair, const Program *own, const Store *from, const Store *to,
                             const bool *is_reached) {
    uint64_t count = 0;
    for (RelId id = 0; id < from->program->relations.count; id++) {
        RelId other = reached_there(own, from, id, to, is_reached);
        if (other == NO_ID) continue;
        const Table *table = store_table(from, id);
        if (table_hidden_count(table)) count += count_shifts_in(repair, own, from, id, table, to, other);
        count += count_shifts_in(repair, own, from, id, store_possible(from, id), to, other);
    }
    return count;
}

Contradicted repair_clash(const Repair *repair, const Store *before, const Store *after, const bool *is_reached,
                          const Proof *proof) {
    WrittenAtoms added = {0};
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].kind == STEP_ADD)
            vec_push(&added, ((WrittenAtom){repair->steps[i].relation, repair->steps[i].row}));
    Contradicted clash = world_clash(before, after, is_reached, &added, proof);
    vec_free(&added);
    return clash;
}

void repair_count(Repair *repair, const Store *before, const Store *after, const bool *is_reached) {
    const Program *own = before->program;
    repair->come = count_missing(repair, own, after, before, is_reached);
    repair->gone = count_missing(repair, own, before, after, is_reached);
    repair->clash = repair_clash(repair, before, after, is_reached, NULL);
    repair->shifts = 0;
    if (repair->come + repair->gone == 0)
        repair->shifts =
            count_shifts(repair, own, before, after, is_reached) + count_shifts(repair, own, after, before, is_reached);
}

void repair_compare(Repair *repair, const Claim *asked, const Store *before, Stands *stands, const Store *after,
                    const bool *is_reached, Arena *arena) {
    repair->changes = stands_changes(stands, after, is_reached, asked, &repair->change_count, arena);
    repair_count(repair, before, after, is_reached);
}

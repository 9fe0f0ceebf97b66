/* What undecided rows hinge on, in atoms that were written.
 *
 * An aggregate runs over rows made for it; they are undecided because of a literal in the body they come from, which
 * may be about a helper again.  Helpers are followed until a relation has a name; they are not recursive. */
#include "runtime/why/open.h"

#include "runtime/why/instance.h"
#include "runtime/why/residual.h"

typedef struct {
    const Store *store;
    Arena *arena;
    RelId relation; /* the literal that was found, NO_ID: none yet */
    const Term *terms;
    RelId helper; /* where to go on, if it is about one; NO_ID */
    RowId helper_row;
} Finding;

static void note_helper(void *context, RelId relation, RowId row) {
    Finding *f = context;
    if (f->helper == NO_ID) f->helper = relation, f->helper_row = row;
}

static bool note_literal(void *context, const Residual *residual) {
    Finding *f = context;
    const Program *program = f->store->program;
    const Rule *rule = &program->rules.items[residual->rule];
    uint32_t i = 0;
    while (i < rule->literal_count && residual->truth[i] != LITERAL_UNDECIDED) i++;
    if (i == rule->literal_count) return true;
    const Literal *literal = &rule->body[i];
    if (program->relations.items[literal->relation].name == NO_SYMBOL) {
        residual_rows(f->store, literal, residual->bindings, note_helper, f);
        return false;
    }
    uint32_t arity = program->relations.items[literal->relation].arity;
    Term *terms = arena_array(f->arena, Term, arity + 1);
    literal_terms(program, literal, residual->bindings, terms);
    f->relation = literal->relation;
    f->terms = terms;
    return false;
}

static bool find_atom(Finding *f, RelId relation, RowId row) {
    const Program *program = f->store->program;
    f->relation = NO_ID;
    while (relation != NO_ID && f->relation == NO_ID) {
        const Component *component = program_component(program, relation);
        const Value *head = table_row(store_possible(f->store, relation), row);
        f->helper = NO_ID;
        for (uint32_t i = 0; i < component->rule_count && f->relation == NO_ID && f->helper == NO_ID; i++)
            if (program->rules.items[component->rules[i]].head == relation)
                residual_find(f->store, component->rules[i], head, note_literal, f);
        relation = f->helper;
        row = f->helper_row;
    }
    return f->relation != NO_ID;
}

static bool is_named(const Outcome *outcome, const FaultRecord *fault, const Finding *f) {
    uint32_t arity = f->store->program->relations.items[f->relation].arity;
    for (uint32_t i = 0; i < fault->named_count; i++) {
        const OpenAtom *other = &outcome->open.items[fault->first_open + i];
        bool is_same = other->relation == f->relation;
        for (uint32_t c = 0; c < arity && is_same; c++)
            is_same = other->terms[c].kind == f->terms[c].kind && other->terms[c].id == f->terms[c].id;
        if (is_same) return true;
    }
    return false;
}

void outcome_name_open(Outcome *outcome, const Store *store) {
    for (size_t i = 0; i < outcome->faults.count; i++) {
        FaultRecord *fault = &outcome->faults.items[i];
        if (fault->fault != FAULT_UNDECIDED || fault->named_count) continue;
        RelId rows = store->program->rules.items[fault->rule].body[0].relation;
        Finding f = {.store = store, .arena = &outcome->arena};
        fault->first_open = (uint32_t)outcome->open.count;
        for (uint32_t k = 0; k < fault->open_count; k++) {
            if (!find_atom(&f, rows, fault->open_rows[k]) || is_named(outcome, fault, &f)) continue;
            vec_push(&outcome->open, ((OpenAtom){f.relation, f.terms}));
            fault->named_count++;
        }
    }
}

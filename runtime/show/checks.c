/* What is denied may be refuted, contradicted, contested, excepted, or only left unsaid. */
#include "runtime/show/checks.h"

#include "runtime/judge/parts.h"
#include "runtime/judge/status.h"
#include "runtime/show/denial.h"
#include "runtime/show/words.h"

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* Whether some row agrees with the literal, hidden ones included. */
static bool has_hidden_match(const Proof *proof, const Step *step, const Literal *literal) {
    const Table *table = store_table(proof->store, literal->relation);
    uint32_t arity = table_arity(table), left = table_hidden_count(table);
    for (RowId row = 0; left && row < table_count(table); row++) {
        if (!table_is_hidden(table, row)) continue;
        left--;
        bool agrees = true;
        for (uint32_t i = 0; i < arity && agrees; i++) {
            Value v = term_value(literal->terms[i], step->bindings);
            agrees = v == UNBOUND || v == table_row(table, row)[i];
        }
        if (agrees) return true;
    }
    return false;
}

static void note_row(void *context, const Value *row) {
    (void)row;
    *(bool *)context = true;
}

/* Whether a rule would say so, were it not for an exception. */
static bool has_excepted_match(const Proof *proof, const Step *step, const Literal *literal) {
    Term terms[ATOM_COLUMNS];
    bool found = false;
    if (literal_terms(proof->store->program, literal, step->bindings,
                      terms)) /* of a pattern all rows would be gone through */
        each_excepted(proof->store, literal->relation, terms, note_row, &found);
    return found;
}

/* The accepted row that refutes what the literal denies, where it is not only left unsaid; else of NO_ROW. */
static RowRef refuting_row(const Proof *proof, const Step *step, const Literal *literal) {
    const Relation *relation = relation_of(proof->store->program, literal->relation);
    Value row[ATOM_COLUMNS];
    if (relation->helper != HELPER_NONE) return (RowRef){NO_ID, NO_ROW};
    for (uint32_t i = 0; i < relation->arity; i++) {
        row[i] = term_value(literal->terms[i], step->bindings);
        if (row[i] == UNBOUND) return (RowRef){NO_ID, NO_ROW};
    }
    Judgement judgement = status_at_sight(proof->store, literal->relation, row);
    return judgement.status == STATUS_REFUTED ? judgement.row : (RowRef){NO_ID, NO_ROW};
}

static const char *denial_reason(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources) {
    const Program *program = proof->store->program;
    if (relation_of(program, literal->relation)->helper != HELPER_NONE) {
        return literal_is_forall(literal, sources) ? "checked, without exception" : "checked, there is no such case";
    }
    if (has_hidden_match(proof, step, literal)) return "contradicted, so not counted";
    if (literal_is_contested(proof->store, literal, step->bindings)) return "undecided: contested, so not accepted";
    return has_excepted_match(proof, step, literal) ? "undecided: excepted, since an exception to it fires"
                                                    : "nothing says so";
}

void check_reason_print(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources,
                        Text *text) {
    if (literal->kind == LIT_LOOKUP) text_lit(text, "there are none");
    if (literal->kind != LIT_NOT) return;
    RowRef refuting = refuting_row(proof, step, literal);
    if (refuting.row == NO_ROW || has_hidden_match(proof, step, literal)) {
        text_add(text, str_of(denial_reason(proof, step, literal, sources)));
        return;
    }
    text_lit(text, "refuted by ");
    denial_brief_print(proof->store, refuting, sources, text);
}

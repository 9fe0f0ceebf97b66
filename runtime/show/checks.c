/* What is denied may be refuted, contradicted, contested, excepted, or only left unsaid. */
#include "runtime/show/checks.h"

#include "runtime/judge/parts.h"
#include "runtime/judge/status.h"
#include "runtime/show/below.h"
#include "runtime/show/cases.h"
#include "runtime/show/denial.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/words.h"

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* The given row that is contradicted and agrees with the literal; else of NO_ROW. */
static RowRef hidden_match(const Proof *proof, const Step *step, const Literal *literal) {
    const Store *store = proof->store;
    RelId from[] = {literal->relation, program_given(store->program, literal->relation)};
    Term terms[ATOM_COLUMNS];
    literal_terms(store->program, literal, step->bindings, terms);
    for (int k = 0; k < 2; k++) {
        Table *table = store_table(store, from[k]);
        RowId row = table_hidden_count(table) ? row_least(store, table, terms, NULL, true) : NO_ROW;
        if (row != NO_ROW) return (RowRef){from[k], row};
    }
    return (RowRef){NO_ID, NO_ROW};
}

/* `contradicted (f6 [Anna], f7 [Boris]), so not counted`, where both are given. */
static void hidden_print(const Proof *proof, RowRef row, const Sources *sources, Text *text) {
    const Store *store = proof->store;
    RowRef by = {NO_ID, NO_ROW};
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(store->program, program_said(store->program, row.relation),
                              table_row(store_table(store, row.relation), row.row), &arena);
    for (size_t i = 0; i < rivals.count && by.row == NO_ROW; i++) {
        RelId given = program_given(store->program, rivals.items[i].relation);
        by = (RowRef){given,
                      row_least(store, store_table(store, given), rivals.items[i].terms, rivals.items[i].except, true)};
    }
    if (by.row == NO_ROW)
        text_lit(text, "contradicted, so not counted");
    else
        contradiction_print(store, row, by, sources, text);
    vec_free(&rivals);
    arena_clear(&arena);
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
    if (relation->helper != HELPER_NONE || !literal_row(proof->store->program, literal, step->bindings, row))
        return (RowRef){NO_ID, NO_ROW};
    Judgement judgement = status_at_sight(proof->store, literal->relation, row);
    return judgement.status == STATUS_REFUTED ? judgement.row : (RowRef){NO_ID, NO_ROW};
}

/* What only is not so since somebody else says otherwise, or since nothing is enough:
 * of what is asked itself, what the nearest rule lacks. */
static void unsaid_print(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources,
                         Text *text) {
    const Store *store = proof->store;
    Value row[ATOM_COLUMNS];
    bool is_row = literal_row(store->program, literal, step->bindings, row);
    bool is_asked = relation_of(store->program, step->relation)->helper == HELPER_ANSWER;
    size_t before;
    if (literal_is_contested(store, literal, step->bindings)) {
        text_lit(text, "undecided: contested, so not accepted");
        if (is_row) contest_print(store, literal->relation, row, sources, text);
        return;
    }
    bool is_excepted = has_excepted_match(proof, step, literal);
    text_add(text, is_excepted ? STR("held off: an exception to it fires") : STR("nothing says so"));
    before = text->length;
    text_lit(text, ": ");
    if (!is_row || (!is_excepted && !is_asked) ||
        !row_below_print(store, literal->relation, row, is_excepted ? REASON_EXCEPTED : REASON_NONE, sources, text))
        text_cut(text, before);
}

/* `checked for 3: algebra, logic, music` */
static void denied_body_print(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources,
                              Text *text) {
    bool is_forall = literal_is_forall(literal, sources);
    size_t count = 0;
    Text names;
    text_init(&names);
    if (!is_forall)
        text_lit(text, "checked, there is no such case");
    else if (!checked_cases(proof->store, literal, step->bindings, sources, &count, &names))
        text_lit(text, "checked, without exception");
    else if (count == 0)
        text_lit(text, "there is nothing to check");
    else
        text_printf(text, "checked for %zu: %.*s", count, STR_FMT(text_str(&names)));
    text_clear(&names);
}

void check_reason_print(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources,
                        Text *text) {
    if (literal->kind == LIT_LOOKUP) text_lit(text, "there are none");
    if (literal->kind != LIT_NOT) return;
    RowRef hidden = hidden_match(proof, step, literal), refuting = refuting_row(proof, step, literal);
    if (hidden.row != NO_ROW) {
        hidden_print(proof, hidden, sources, text);
    } else if (refuting.row != NO_ROW) {
        text_lit(text, "refuted by ");
        denial_brief_print(proof->store, refuting, sources, text);
    } else if (relation_of(proof->store->program, literal->relation)->helper != HELPER_NONE) {
        denied_body_print(proof, step, literal, sources, text);
    } else {
        unsaid_print(proof, step, literal, sources, text);
    }
}

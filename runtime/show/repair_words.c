/* One step of a change, as a statement that is ready to be written into a file. */
#include "runtime/show/introduced.h"
#include "runtime/show/priority.h"
#include "runtime/show/tree.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

/* The given row of the fact, wherever the relation keeps it. */
static RowRef given_row(const Store *store, RelId id, const Value *row) {
    RelId given = program_given(store->program, id);
    RowRef found = {given, table_find(store_table(store, given), row)};
    if (found.row == NO_ROW && !row_is_reported(store, id, row, &found)) found.row = NO_ROW;
    return found;
}

/* Each statement of it can be found by its id. */
static bool has_ids(const Store *store, const RepairStep *step) {
    RowRef given = given_row(store, step->relation, step->row);
    uint32_t count = given.row == NO_ROW ? 0 : store_origin_count(store, given.relation, given.row);
    for (uint32_t i = 0; i < count; i++)
        if (store_origin(store, given.relation, given.row, i).label == NO_SYMBOL) return false;
    return count > 0;
}

/* `add that ann is at home:  home(ann).`, the sentence for who reads, the atom for who writes, who finds what is taken
 * back by its id, if it has one; without a sentence `add  home(ann).` */
static void fact_print(const Store *store, const char *verb, const RepairStep *step, Text *text) {
    text_printf(text, "%s", verb);
    if (store->program->relations.items[step->relation].sentence.length) {
        text_lit(text, " that ");
        sentence_print(store->program, step->relation, step->row, text);
        text_add_char(text, ':');
        if (step->kind == STEP_RETRACT && has_ids(store, step)) return;
    }
    text_lit(text, "  ");
    atom_print(store->program, step->relation, step->row, text);
    text_add_char(text, '.');
}

static bool is_ranked(const Program *program, Symbol label) {
    for (size_t i = 0; label != NO_SYMBOL && i < program->preferences.count; i++)
        if (program->preferences.items[i].winner == label || program->preferences.items[i].loser == label) return true;
    return false;
}

/* Whether the relation stays presumptive when this report of it does not. */
static bool is_presumptive_beside(const Store *store, RowRef reported) {
    const Program *program = store->program;
    RelId said = program_said(program, reported.relation);
    uint32_t arity = program->relations.items[said].arity;
    const Value *row = table_row(store_table(store, reported.relation), reported.row);
    if (program->relations.items[said].is_open) return true;
    for (size_t i = 0; i < program->rules.count; i++) {
        const Rule *rule = &program->rules.items[i];
        bool is_seed = rule->kind == RULE_PRESUMPTIVE || rule->kind == RULE_OBJECTION;
        if (is_seed && (rule->head == said || program->relations.items[rule->head].of == said)) return true;
    }
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *fact = &program->facts.items[i];
        if (!fact->is_reported || program_said(program, fact->relation) != said) continue;
        if (arity && memcmp(fact->values, row, arity * sizeof *row) != 0) return true;
    }
    return false;
}

/* Whether the file says the same without `presumably` as with one statement more, which is what was tried: no priority
 * may name what is given, and what is read backwards hangs on what is presumptive. */
static bool can_be_rewritten(const Store *store, RowRef reported) {
    for (uint32_t i = 0; i < store_origin_count(store, reported.relation, reported.row); i++)
        if (is_ranked(store->program, store_origin(store, reported.relation, reported.row, i).label)) return false;
    RelId said = program_said(store->program, reported.relation);
    return !store->program->relations.items[said].is_closed || is_presumptive_beside(store, reported);
}

/* `state as certain  home(ann).  f1 [Anna], without `presumably``:
 * of a row that is only reported; else it is a fact more. */
static void adding_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text) {
    RowRef reported = given_row(store, step->relation, step->row);
    bool is_there =
        reported.row != NO_ROW && store->program->relations.items[reported.relation].helper == HELPER_APPLIES;
    bool is_rewritten = is_there && can_be_rewritten(store, reported);
    fact_print(store, is_there ? "state as certain" : "add", step, text);
    if (!is_there) return;
    text_add(text, is_rewritten ? STR("  ") : STR("  beside "));
    statements_print(store, reported.relation, reported.row, sources, text);
    text_add(text, is_rewritten ? STR(", without `presumably`") : STR(", which stays"));
}

static void ranking_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text) {
    const Program *program = store->program;
    const Preference *gone = step->is_replacing ? preference_reversed(program, step->winner, step->loser) : NULL;
    const size_t begin = text->length;
    if (gone) {
        text_lit(text, "replace  ");
        priority_print(program, step->loser, step->winner, text);
        priority_places_print(program, step->loser, step->winner, sources, text);
        text_lit(text, "  with  ");
    } else {
        text_add(text, step->kind == STEP_PREFER ? STR("add  ") : STR("take back  "));
    }
    priority_print(program, step->winner, step->loser, text);
    if (step->kind == STEP_UNPREFER) priority_places_print(program, step->winner, step->loser, sources, text);
    labels_introduce(store, step->winner, step->loser, begin, text);
}

void repair_step_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text) {
    const Program *program = store->program;
    if (step_is_priority(step)) {
        ranking_print(store, step, sources, text);
        return;
    }
    if (step->kind == STEP_SET) {
        text_printf(text, "run with  --given %.*s=",
                    STR_FMT(symbol_str(program, program->relations.items[step->relation].name)));
        value_print(program->values, step->row[0], text);
        return;
    }
    if (step->kind == STEP_RETRACT) {
        fact_print(store, "take back", step, text);
    } else {
        adding_print(store, step, sources, text);
    }
    if (step->is_example)
        text_add(text, step->is_sized ? STR("  (an example: with that number any that is not there yet will do)")
                                      : STR("  (an example: any that is not there yet will do)"));
    if (step->is_settling)
        text_add(text, step->is_asked ? STR("  (it is open; this states what was asked, and is no evidence for it)")
                       : step->is_denial
                           ? STR("  (it is open; this denies what was asked, and is no evidence against it)")
                           : STR("  (it is open)"));
    if (step->is_odd) text_lit(text, "  (no other fact says that of a name and itself; nothing better was found)");
    if (step->is_unusual)
        text_add(text, step->is_itself ? STR("  (this states what was asked, which only rules conclude)")
                                       : STR("  (only rules conclude such things)"));
    else if (step->is_asked && !step->is_settling)
        text_add(text, step->is_itself ? STR("  (this states what was asked, and is no evidence for it)")
                                       : STR("  (this states what was asked)"));
    else if (step->is_denial && !step->is_settling)
        text_lit(text, "  (this denies what was asked, and is no evidence against it)");
    if (step->kind == STEP_RETRACT)
        fact_statements_print(store, step->relation, step->row, "both are taken back", "all are taken back", sources,
                              text);
}

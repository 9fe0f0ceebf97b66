/* Changes as statements, ready to be written into a file, with what else they change. */
#include "runtime/judge/circle.h"
#include "runtime/show/priority.h"
#include "runtime/show/standing.h"
#include "runtime/show/tree.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

/* As text; JSON has all. */
#define CLAIMS_SHOWN 6
#define REPAIRS_SHOWN 3 /* right below the verdict */
#define BOTH_SHOWN 2    /* of each list, where there are two */

/* The given row of the fact, wherever the relation keeps it. */
static RowRef given_row(const Store *store, RelId id, const Value *row) {
    RelId given = program_given(store->program, id);
    RowRef found = {given, table_find(store_table(store, given), row)};
    for (RelId r = 0; found.row == NO_ROW && r < store->program->relations.count; r++) {
        const Relation *relation = &store->program->relations.items[r];
        if (relation->helper == HELPER_APPLIES && relation->of == id)
            found = (RowRef){r, table_find(store_table(store, r), row)};
        if (found.row != NO_ROW && store_origin_count(store, found.relation, found.row) == 0) found.row = NO_ROW;
    }
    return found;
}

/* `add that ann is at home:  home(ann).`, the sentence for who reads, the atom for who writes; without a sentence `add  home(ann).` */
static void fact_print(const Store *store, const char *verb, const RepairStep *step, Text *text) {
    text_printf(text, "%s", verb);
    if (store->program->relations.items[step->relation].sentence.length) {
        text_lit(text, " that ");
        sentence_print(store->program, step->relation, step->row, text);
        text_add_char(text, ':');
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

/* Whether the file says the same without `presumably` as with one statement more, which is what was tried: no priority may name
 * what is given, and what is read backwards hangs on what is presumptive. */
static bool can_be_rewritten(const Store *store, RowRef reported) {
    for (uint32_t i = 0; i < store_origin_count(store, reported.relation, reported.row); i++)
        if (is_ranked(store->program, store_origin(store, reported.relation, reported.row, i).label)) return false;
    RelId said = program_said(store->program, reported.relation);
    return !store->program->relations.items[said].is_closed || is_presumptive_beside(store, reported);
}

/* `make certain  home(ann).  f1 [Anna], without `presumably``: of a row that is only reported; else it is a fact more. */
static void adding_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text) {
    RowRef reported = given_row(store, step->relation, step->row);
    bool is_there =
        reported.row != NO_ROW && store->program->relations.items[reported.relation].helper == HELPER_APPLIES;
    bool is_rewritten = is_there && can_be_rewritten(store, reported);
    fact_print(store, is_there ? "make certain" : "add", step, text);
    if (!is_there) return;
    text_add(text, is_rewritten ? STR("  ") : STR("  beside "));
    statements_print(store, reported.relation, reported.row, sources, text);
    text_add(text, is_rewritten ? STR(", without `presumably`") : STR(", which stays"));
}

static void ranking_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text) {
    const Program *program = store->program;
    const Preference *gone = step->is_replacing ? preference_reversed(program, step->winner, step->loser) : NULL;
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
}

static void repair_step_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text) {
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
    if (step->is_settling) text_lit(text, "  (it is open)");
    if (step->is_odd) text_lit(text, "  (no other fact says that of a name and itself; nothing better was found)");
    if (step->is_unusual)
        text_add(text, step->is_itself ? STR("  (that is what was asked itself; only rules conclude such things)")
                                       : STR("  (only rules conclude such things)"));
    else if (step->is_itself && !step->is_settling)
        text_lit(text, "  (that is what was asked itself, no evidence for it)");
    if (step->kind != STEP_RETRACT) return;
    RowRef given = given_row(store, step->relation, step->row);
    if (given.row == NO_ROW) return;
    text_lit(text, "  ");
    statements_print(store, given.relation, given.row, sources, text);
}

static void claims_print_changed(const WhyNot *w, const Repair *repair, Text *text) {
    const Agenda *agenda = w->store->program->agenda;
    text_printf(text, "%u %s: ", (unsigned)repair->change_count,
                repair->change_count == 1 ? "claim changes" : "claims change");
    for (uint32_t i = 0; i < repair->change_count && i < shown_most(w, CLAIMS_SHOWN); i++) {
        const ClaimChange *change = &repair->changes[i];
        if (i) text_lit(text, ", ");
        text_printf(text, "%.*s to ", STR_FMT(symbol_str(w->store->program, agenda->claims.items[change->claim].name)));
        stands_print(change->status, change->reason, text);
    }
    if (repair->change_count > shown_most(w, CLAIMS_SHOWN))
        text_printf(text, " and %u more", (unsigned)(repair->change_count - CLAIMS_SHOWN));
}

static void atoms_print(uint64_t count, const char *one, const char *many, Text *text) {
    if (count) text_printf(text, "; %llu %s", (unsigned long long)count, count == 1 ? one : many);
}

static void effects_print(const WhyNot *w, const Repair *repair, Text *text) {
    text_lit(text, "    ");
    if (repair->change_count)
        claims_print_changed(w, repair, text);
    else
        text_add(text, repair->come + repair->gone ? STR("no other claim changes") : STR("nothing else changes"));
    atoms_print(repair->come, "more statement follows", "more statements follow", text);
    atoms_print(repair->gone, "statement no longer follows", "statements no longer follow", text);
    text_add_char(text, '\n');
}

static void repair_print(const WhyNot *w, const Repair *repair, Text *text) {
    text_add(text, repair->step_count > 1 ? STR("  - both: ") : STR("  - "));
    for (uint32_t i = 0; i < repair->step_count; i++) {
        if (i) text_lit(text, "  and  ");
        repair_step_print(w->store, &repair->steps[i], w->sources, text);
    }
    text_add_char(text, '\n');
    if (repair->status != STATUS_ESTABLISHED && repair->status != STATUS_REFUTED) {
        text_lit(text, "    then it is ");
        stands_print(repair->status, repair->reason, text);
        text_add_char(text, '\n');
    }
    effects_print(w, repair, text);
}

/* Right below the verdict: of what is undecided there may be two lists. */
static uint32_t most_of(const WhyNot *w) {
    return w->judgement.status == STATUS_UNDECIDED && w->repairs->refuting_count > 1 ? BOTH_SHOWN : REPAIRS_SHOWN;
}

static void list_print(const WhyNot *w, const Repair *repairs, uint32_t count, Text *text) {
    uint32_t most = most_of(w);
    for (uint32_t i = 0; i < count && i < most; i++) repair_print(w, &repairs[i], text);
    if (count > most) text_printf(text, "  - and %u more below\n", (unsigned)(count - most));
}

static void rest_print(const WhyNot *w, Str title, const Repair *repairs, uint32_t count, Text *text) {
    uint32_t most = most_of(w);
    if (count > most) text_printf(text, "%.*s:\n", STR_FMT(title));
    for (uint32_t i = most; i < count; i++) repair_print(w, &repairs[i], text);
}

/* What would refute what is undecided. */
static void refuting_print(const WhyNot *w, Text *text) {
    const Repairs *repairs = w->repairs;
    if (w->judgement.status != STATUS_UNDECIDED) return;
    uint32_t tried = repairs->tried + repairs->tried_against;
    if (repairs->refuting_count)
        text_lit(text, "what would refute it, tried likewise:\n");
    else if (tried == 1)
        text_lit(text, "the one change that was tried would not refute it");
    else if (tried)
        text_printf(text, "none of %u changes that were tried would refute it", (unsigned)tried);
    if (tried && repairs->refuting_count == 0)
        text_add(text, repairs->left_out_against ? STR("; others were left out\n") : STR("\n"));
    list_print(w, repairs->refuting, repairs->refuting_count, text);
    if (repairs->refuting_count && repairs->left_out_against)
        text_lit(text, "(not all that might refute it was tried: there may be more)\n");
}

static const char *lifting_words(const WhyNot *w) {
    return w->judgement.status == STATUS_INCONSISTENT ? "remove what contradicts it, without establishing it"
                                                      : "remove what refutes it, without establishing it";
}

void more_repairs_print(const WhyNot *w, Text *text) {
    if (!w->repairs) return;
    rest_print(w, STR("what else would establish it"), w->repairs->items, w->repairs->count, text);
    Text title;
    text_init(&title);
    text_printf(&title, "what else would %s", lifting_words(w));
    rest_print(w, text_str(&title), w->repairs->lifting, w->repairs->lifting_count, text);
    text_clear(&title);
    rest_print(w, STR("what else would refute it"), w->repairs->refuting, w->repairs->refuting_count, text);
}

/* Whether it states what nobody could report. */
static bool is_unusual(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].is_unusual) return true;
    return false;
}

/* What was searched, and that nothing was found, before what could only be stated outright; larger changes are not looked for.
 *     no change of facts or priorities was found that establishes it: 12 were tried, one or two at a time, each by a run of
 *     its own; not all that was thought of was tried; what it lacks: see 1
 *     stating outright what rules conclude would establish it (4 tried):
 * That is so of what was tried, and other changes may do it too: never `only`. */
static void none_print(const Repairs *repairs, bool is_circle, bool has_more, Text *text) {
    uint32_t stating = repairs->tried - repairs->tried_usual;
    if (is_circle && repairs->tried_usual == 0)
        text_lit(text,
                 "of changes from outside, one or two at a time, none was thought of that would (larger ones were not "
                 "looked for)");
    else if (repairs->tried_usual == 1)
        text_lit(text,
                 "no change of facts or priorities was found that establishes it: the one that was thought of was "
                 "tried by a run of its own");
    else if (repairs->tried_usual)
        text_printf(
            text,
            "no change of facts or priorities was found that establishes it: %u were tried, one or two at a time, "
            "each by a run of its own",
            (unsigned)repairs->tried_usual);
    else
        text_lit(text,
                 "no change of facts or priorities, one or two at a time, was thought of that might establish it");
    if (repairs->left_out) text_lit(text, "; not all that was thought of was tried");
    text_add(text, has_more ? STR("; what it lacks: see 1\n") : STR("\n"));
    if (repairs->count && is_circle)
        text_printf(text, "stating one of them outright would, though only rules conclude such things (%u tried):\n",
                    (unsigned)stating);
    else if (repairs->count)
        text_printf(text, "stating outright what rules conclude would establish it (%u tried):\n", (unsigned)stating);
    else if (stating)
        text_printf(text, "nor would stating what rules conclude (%u tried)\n", (unsigned)stating);
}

void repairs_print(const WhyNot *w, bool has_more, Text *text) {
    const Repairs *repairs = w->repairs;
    if (!repairs && w->unheard->is_slip) return;
    if (!repairs) {
        text_lit(text, "what would change it was not looked for, since the run was stopped\n");
        return;
    }
    bool is_found = repairs->count && !is_unusual(&repairs->items[0]);
    uint32_t circle[SHORTS_KEPT];
    if (is_found)
        text_lit(text, "what would establish it, each tried by a run of its own:\n");
    else
        none_print(repairs, circle_of(w->shortfall, circle) > 0, has_more, text);
    list_print(w, repairs->items, repairs->count, text);
    if (repairs->lifting_count) text_printf(text, "what would %s:\n", lifting_words(w));
    list_print(w, repairs->lifting, repairs->lifting_count, text);
    refuting_print(w, text);
    if (repairs->odd)
        text_printf(text, "(%u more left out: of a name and itself, as no fact is)\n", (unsigned)repairs->odd);
    if (repairs->left_out && is_found)
        text_printf(text, "(%u were tried in all, others left out: there may be more)\n", (unsigned)repairs->tried);
    if (repairs->stop != STOP_NONE) text_lit(text, "(stopped by a limit; there may be more)\n");
}

void whynot_repairs_print(const WhyNot *w, Text *text) {
    repairs_print(w, false, text);
    more_repairs_print(w, text);
}

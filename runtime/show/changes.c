/* What a changed world changes.  Lists are cut where they would hide the rest; JSON has all of them. */
#include "runtime/show/changes.h"

#include "runtime/show/claims_table.h"
#include "runtime/show/table.h"
#include "runtime/show/tree.h"
#include "runtime/show/words.h"

enum { FACTS_SHOWN = 20, NAMES_SHOWN = 4 };

/* ---- facts ---- */

/* New facts are not listed again: the report of their file has told of them. */
static void edits_print(const World *world, Text *text) {
    const Program *program = world->store->program;
    Grid grid;
    Text cell;
    grid_init(&grid, 2, false);
    text_init(&cell);
    size_t count = 0;
    for (size_t i = 0; i < world->edits.count; i++) {
        const Edit *edit = &world->edits.items[i];
        if (edit->kind == EDIT_ADDED || ++count > FACTS_SHOWN) continue;
        grid_add(&grid, str_of(edit_name(edit->kind)));
        text_empty(&cell);
        if (edit->label != NO_SYMBOL && edit->kind != EDIT_SET)
            text_printf(&cell, "%.*s: ", STR_FMT(symbol_str(program, edit->label)));
        given_print_saying(program, edit->relation, edit->values, &cell);
        if (edit->times > 1) {
            text_lit(&cell, "  (stated ");
            times_print(edit->times, &cell);
            text_add_char(&cell, ')');
        }
        grid_add(&grid, text_str(&cell));
    }
    grid_print(&grid, "", text);
    if (count > FACTS_SHOWN) text_printf(text, "and %zu more\n", count - FACTS_SHOWN);
    text_clear(&cell);
    grid_clear(&grid);
}

/* ---- claims ---- */

/* `; without f2, f3 and 4 more` */
static void names_print(const char *word, Strs names, Text *text) {
    if (names.count == 0) return;
    text_printf(text, "%s%s ", text->length ? "; " : "", word);
    uint32_t shown = names.count == NAMES_SHOWN + 1 ? names.count : NAMES_SHOWN; /* "and 1 more" saves nothing */
    for (uint32_t i = 0; i < names.count && i < shown; i++) {
        if (i) text_lit(text, ", ");
        text_add(text, names.words ? names.words[i] : names.items[i]);
    }
    if (names.count > shown) text_printf(text, " and %u more", (unsigned)(names.count - shown));
}

/* The rule by which a claim is shown now: the first one with a name. */
static void by_rule_print(const Verdict *verdict, const Program *program, Text *text) {
    for (size_t i = 0; i < verdict->proof->steps.count; i++) {
        const Rule *rule = step_rule(verdict->proof, &verdict->proof->steps.items[i]);
        if (!rule || rule->label == NO_SYMBOL) continue;
        text_printf(text, "by %.*s", STR_FMT(symbol_str(program, rule->label)));
        return;
    }
}

static void outcome_print(const Verdict *before, const Verdict *after, const Store *store, const Claim *claim,
                          Text *text) {
    if (after->status == STATUS_REFUTED)
        verdict_by_print(after, store, claim, text);
    else if (after->status == STATUS_ESTABLISHED && before->status != STATUS_ESTABLISHED && after->proof)
        by_rule_print(after, store->program, text);
}

static void because_print(const Difference *difference, const Verdict *before, const Verdict *after, const Store *store,
                          Text *text) {
    outcome_print(before, after, store, &store->program->agenda->claims.items[difference->claim], text);
    names_print("without", difference->without, text);
    names_print("with", difference->with, text);
    names_print("now", difference->now, text);
    names_print("no longer", difference->no_longer, text);
    names_print("contradicted", difference->contradicted, text);
    names_print("hinges on", (Strs){after->hinges_on, NULL, after->hinges_on_count}, text);
    if (text->length == 0 && difference->has_other_value) text_lit(text, "an aggregate has another value");
    if (text->length == 0 && after->status == before->status && after->policy_sensitive != before->policy_sensitive)
        text_lit(text, "the policy decides");
    else if (text->length == 0 && after->status == STATUS_ESTABLISHED)
        text_lit(text, "for another reason");
    else if (text->length == 0)
        text_add(text, after->is_unjudged ? STR("the run was stopped") : STR("no rule has its premises"));
}

/* The status; how strong it is where that is what changed. */
static void cell_print(const Verdict *verdict, bool with_strength, Text *text) {
    text_empty(text);
    status_print(verdict, text);
    if (with_strength) text_printf(text, " as %s", strength_name(verdict->strength));
}

static void claims_table(const Store *store, const Verdict *before, const Verdict *after,
                         const Differences *differences, Text *text) {
    static const char *const HEADS[] = {"claim", "before", "now", "because"};
    Grid grid;
    Text cell;
    grid_init(&grid, 4, true);
    text_init(&cell);
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) grid_add(&grid, str_of(HEADS[i]));
    for (size_t i = 0; i < differences->count; i++) {
        const Difference *difference = &differences->items[i];
        const Verdict *old = &before[difference->claim], *new = &after[difference->claim];
        bool with_strength = stand_differs_in_strength(verdict_stand(old), verdict_stand(new));
        grid_add(&grid, symbol_str(store->program, store->program->agenda->claims.items[difference->claim].name));
        cell_print(old, with_strength, &cell);
        grid_add(&grid, text_str(&cell));
        cell_print(new, with_strength, &cell);
        grid_add(&grid, text_str(&cell));
        text_empty(&cell);
        because_print(difference, old, new, store, &cell);
        grid_add(&grid, text_str(&cell));
    }
    grid_print(&grid, "", text);
    text_clear(&cell);
    grid_clear(&grid);
}

void changes_print(const World *world, const Verdict *before, const Verdict *after, const Differences *differences,
                   Text *text) {
    size_t begin = text->length;
    edits_print(world, text);
    if (text->length > begin) text_add_char(text, '\n');
    if (differences->count)
        claims_table(world->store, before, after, differences, text);
    else
        text_lit(text, "no claim changes\n"); /* something else may */
}

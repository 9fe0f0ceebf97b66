/* Changes as statements, ready to be written into a file, with what else they change. */
#include "runtime/judge/circle.h"
#include "runtime/show/clash_words.h"
#include "runtime/show/effects.h"
#include "runtime/show/standing.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

/* As text; JSON has all. */
#define REPAIRS_SHOWN 3 /* right below the verdict */
#define BOTH_SHOWN 2    /* of each list, where there are two */

/* Of all that are told together. */
static void effects_tell(const WhyNot *w, const Repair *repairs, uint32_t first, const RepairFolds *folds, Text *text) {
    Effects effects = effects_of(&repairs[first]);
    for (uint32_t i = first + 1; i < folds->count; i++)
        if (folds->first[i] == first) effects_widen(&effects, &repairs[i]);
    text_lit(text, "    ");
    effects_print(w->store->program, &effects, w->verdict, shown_most(w, CLAIMS_SHOWN), text);
    text_add_char(text, '\n');
}

static void repair_print(const WhyNot *w, const Repair *repairs, uint32_t first, const RepairFolds *folds, Text *text) {
    const Repair *repair = &repairs[first];
    text_add(text, repair->step_count > 1 ? STR("  - both: ") : STR("  - "));
    for (uint32_t i = 0; i < repair->step_count; i++) {
        if (i) text_lit(text, "  and ");
        repair_step_print(w->store, &repair->steps[i], w->sources, text);
        repair_folds_print(w->store, folds, repairs, first, i, text);
    }
    clash_print(w->store, &repair->clash, repair->steps, repair->step_count, w->sources, text);
    text_add_char(text, '\n');
    if (repair->status != STATUS_ESTABLISHED && repair->status != STATUS_REFUTED) {
        text_lit(text, "    then it is ");
        stands_print(repair->status, repair->reason, text);
        text_add_char(text, '\n');
    }
    if (repair->contradicts_alone)
        text_lit(text, "    alone, what is added would contradict what stands: it would be inconsistent\n");
    effects_tell(w, repairs, first, folds, text);
}

/* Right below the verdict: of what is undecided there may be two lists. */
static uint32_t most_of(const WhyNot *w) {
    return w->judgement.status == STATUS_UNDECIDED && w->repairs->refuting_count > 1 ? BOTH_SHOWN : REPAIRS_SHOWN;
}

/* Those that are told, from the n-th up to the one before the end. */
static void range_print(const WhyNot *w, const Repair *repairs, const RepairFolds *folds, uint32_t n, uint32_t end,
                        Text *text) {
    uint32_t told = 0;
    for (uint32_t i = 0; i < folds->count; i++) {
        if (folds->first[i] != i) continue;
        if (told >= n && told < end) repair_print(w, repairs, i, folds, text);
        told++;
    }
}

static void list_print(const WhyNot *w, const Repair *repairs, uint32_t count, Text *text) {
    RepairFolds folds = repair_folds(w->store, repairs, count);
    uint32_t most = most_of(w);
    range_print(w, repairs, &folds, 0, most, text);
    if (folds.told > most) text_printf(text, "  - and %u more below\n", (unsigned)(folds.told - most));
}

static void rest_print(const WhyNot *w, Str title, const Repair *repairs, uint32_t count, Text *text) {
    RepairFolds folds = repair_folds(w->store, repairs, count);
    uint32_t most = most_of(w);
    if (folds.told > most) text_printf(text, "%.*s:\n", STR_FMT(title));
    range_print(w, repairs, &folds, most, folds.told, text);
}

static uint32_t all_tried(const Repairs *repairs) {
    return repairs->tried + repairs->tried_against + repairs->tried_singles;
}

/* What would refute what is undecided. */
static void refuting_print(const WhyNot *w, Text *text) {
    const Repairs *repairs = w->repairs;
    const Others others = {repairs->others_against, repairs->refuting, repairs->other_against_count,
                           repairs->refuting_count};
    if (w->judgement.status != STATUS_UNDECIDED) return;
    uint32_t tried = all_tried(repairs);
    bool is_told = repairs->refuting_count > 0;
    if (is_told)
        text_lit(text, "what would refute it, tried likewise:\n");
    else
        is_told = others_print(w, &others, "refute it", text) > 0;
    if (!is_told && tried == 1)
        text_lit(text, "the one change that was tried would not refute it");
    else if (!is_told && tried)
        text_printf(text, "none of %u changes that were tried would refute it", (unsigned)tried);
    if (!is_told && tried) text_add(text, repairs->left_out_against ? STR("; others were left out\n") : STR("\n"));
    list_print(w, repairs->refuting, repairs->refuting_count, text);
    if (repairs->refuting_count) (void)others_print(w, &others, "refute it", text);
    if (is_told && repairs->left_out_against)
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

/* Beside what was thought of: facts that were gone through. */
static void singles_print(const Repairs *repairs, Text *text) {
    unsigned tried = (unsigned)repairs->tried_singles;
    if (tried && !repairs->left_out_singles)
        text_printf(
            text,
            "; nor would any other fact over known values, stated or taken back by itself (%u tried: all but what only "
            "rules conclude)",
            tried);
    else if (tried)
        text_printf(text,
                    "; nor would other single facts, stated or taken back, as far as they were gone through (%u "
                    "tried)",
                    tried);
    else if (repairs->left_out_singles)
        text_lit(text, "; other facts were not gone through one by one");
}

/* What was searched, and that nothing was found, before what could only be stated outright;
 * larger changes are not looked for.
 *     no change of facts or priorities was found that establishes it: 12 were tried, one or two at a time, each by a
 *     run of its own; other changes that were thought of were not tried; what it lacks is told below, at 1
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
    if (repairs->left_out) text_lit(text, "; other changes that were thought of were not tried");
    singles_print(repairs, text);
    text_add(text, has_more ? STR("; what it lacks is told below, at 1\n") : STR("\n"));
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
    const Others others = {repairs->others, repairs->items, repairs->other_count, repairs->count};
    bool is_found = repairs->count && !is_unusual(&repairs->items[0]);
    uint32_t circle[SHORTS_KEPT];
    if (is_found)
        text_lit(text, "what would establish it, each tried by a run of its own:\n");
    else
        none_print(repairs, circle_of(w->shortfall, circle) > 0, has_more, text);
    list_print(w, repairs->items, repairs->count, text);
    (void)others_print(w, &others, "establish it", text);
    if (repairs->lifting_count) text_printf(text, "what would %s:\n", lifting_words(w));
    list_print(w, repairs->lifting, repairs->lifting_count, text);
    refuting_print(w, text);
    if (repairs->odd)
        text_printf(text, "(%u more left out: of a name and itself, as no fact is)\n", (unsigned)repairs->odd);
    uint32_t tried = all_tried(repairs);
    if ((repairs->left_out || repairs->left_out_singles) && is_found)
        text_printf(text, "(%u %s tried in all, others left out: there may be more)\n", (unsigned)tried,
                    tried == 1 ? "was" : "were");
    if (repairs->stop != STOP_NONE) text_lit(text, "(stopped by a limit; there may be more)\n");
}

void whynot_repairs_print(const WhyNot *w, Text *text) {
    repairs_print(w, false, text);
    more_repairs_print(w, text);
}

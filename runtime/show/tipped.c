/* Facts that go are told with their ids and sources; facts that come with what is needed to state them. */
#include "runtime/show/tipped.h"

#include "runtime/judge/claims.h"
#include "runtime/show/clash_words.h"
#include "runtime/show/effects.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"
#include "runtime/show/standing.h"

/* Of what refutes something, which may be refuted otherwise too. */
static const char *subject_of(Proven proven) {
    return proven == PROVEN_CONTRARY ? "this refutation" : proven_name(proven);
}

static void statements_of_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text) {
    fact_statements_print(store, step->relation, step->row, "without both", "without all of them", sources, text);
}

/* How it stands matters of what was asked alone. */
static void then_print(const Tip *tip, Proven proven, Text *text) {
    bool is_asked = proven != PROVEN_CONTRARY;
    text_printf(text, "%s would ", subject_of(proven));
    if (tip->is_bare || !is_asked) {
        text_add(text, is_asked ? STR("not follow") : STR("not stand"));
        return;
    }
    text_lit(text, "be ");
    stands_print(tip->status, tip->reason, text);
}

static void idle_print(const Tipping *tipping, Proven proven, Text *text) {
    text_printf(text, ", and %s can do without any one of the others%s", subject_of(proven),
                tipping->may_weaken ? ", if perhaps as less certain" : "");
}

/* How the others change it is not said: each may do it otherwise. */
static void without_print(const Tipping *tipping, Proven proven, Text *text) {
    const Tip *tip = &tipping->without;
    bool has_idle = tip->is_weighed && tipping->fact_count > tip->others + 1;
    if (tip->others) {
        text_printf(text, "each of %s%u facts is needed", tip->is_weighed ? "" : "at least ",
                    (unsigned)tip->others + 1);
        if (has_idle) idle_print(tipping, proven, text);
        text_lit(text, "; without this one, for example, ");
    } else if (has_idle) {
        text_lit(text, "one fact is needed");
        idle_print(tipping, proven, text);
        text_lit(text, "; without this one ");
    } else if (!tip->is_weighed)
        text_lit(text, "for example, without this fact ");
    else
        text_lit(text, "without this fact ");
}

/* For who writes, unless it was told so already. */
static void added_print(const Store *store, const RepairStep *step, Text *text) {
    if (!store->program->relations.items[step->relation].sentence.length) return;
    text_lit(text, ":  ");
    atom_print(store->program, step->relation, step->row, text);
    text_add_char(text, '.');
}

/* It is stated already then, `presumably`. */
static bool is_any_reported(const Store *store, const Tip *tip) {
    RowRef at;
    for (uint32_t i = 0; i < tip->step_count; i++)
        if (row_is_reported(store, tip->steps[i].relation, tip->steps[i].row, &at)) return true;
    return false;
}

/* That what was asked, or the one atom of it, no longer follows is told already. */
static bool is_all_that_goes(const Repair *effects) {
    return effects->change_count == 0 && effects->come + effects->shifts == 0 && effects->gone <= 1;
}

/* Nearly everything goes with a fact of the frame: only how much. */
static void frame_print(const Store *store, const Tipping *tipping, Text *text) {
    const Tip *tip = &tipping->without;
    if (!tip->is_of_frame || !tip->has_effects || is_all_that_goes(&tip->effects)) return;
    Effects effects = effects_of(&tip->effects);
    effects.is_of_status = tip->is_of_status;
    text_lit(text, "; then ");
    effects_print(store->program, &effects, tipping->is_claim, 0, text);
}

static void tip_print(const Store *store, const Tipping *tipping, bool is_added, Proven proven, const Sources *sources,
                      Text *text) {
    const Tip *tip = is_added ? &tipping->with : &tipping->without;
    bool is_one = tip->step_count == 1;
    if (is_added)
        text_printf(text, "if %s were stated%s ", is_one ? "this" : "both",
                    is_any_reported(store, tip) ? " for certain" : "");
    else
        without_print(tipping, proven, text);
    then_print(tip, proven, text);
    for (uint32_t i = 0; i < tip->step_count; i++) {
        const RepairStep *step = &tip->steps[i];
        text_add(text, i ? STR("; ") : STR(" - "));
        saying_print(store->program, step->relation, step->row, text);
        if (is_added)
            added_print(store, step, text);
        else
            statements_of_print(store, step, sources, text);
        if (step->is_example) text_lit(text, " (an example: any that is not there yet will do)");
    }
    clash_print(store, &tip->clash, tip->steps, tip->step_count, sources, text);
    if (!is_added) frame_print(store, tipping, text);
}

/* `without any one of the 14 facts that it hangs on`, or of so many of them. */
static void taken_print(const Tipping *tipping, Text *text) {
    uint32_t tried = tipping->without.tried, count = tipping->fact_count;
    if (tried == 1)
        text_add(text, tipping->without.is_weighed || count == 1 ? STR("without the one fact that bears on it")
                                                                 : STR("without the one fact that was taken back"));
    else if (tipping->without.is_weighed)
        text_printf(text, "without any one of the %u facts that bear on it", (unsigned)tried);
    else
        text_printf(text, "without any one of %u facts that were taken back", (unsigned)tried);
    if (!tipping->without.is_weighed && count > tried)
        text_printf(text, ", of the %u that it is shown by", (unsigned)count);
}

static void stated_print(uint32_t tried, Text *text) {
    if (tried == 1)
        text_lit(text, "with the one further fact that was tried");
    else
        text_printf(text, "with any one of %u further facts that were tried", (unsigned)tried);
}

static void none_print(const Tipping *tipping, Proven proven, bool tells_change, Text *text) {
    uint32_t without = tipping->without.tried, with = tipping->with.tried;
    bool is_asked = proven != PROVEN_CONTRARY;
    if (tipping->without.step_count) without = 0; /* one was found */
    if (tipping->with.step_count) with = 0;
    if (without) taken_print(tipping, text);
    if (without && with) text_lit(text, ", and ");
    if (with) stated_print(with, text);
    if (without + with == 0) return;
    text_printf(text, ", %s would still %s", subject_of(proven), is_asked ? "be established" : "stand");
    if (is_asked && tells_change && without && !tipping->without.is_weighed) text_lit(text, "; hence rests tells more");
}

/* Established as before, and less so. */
static void weaker_print(const Store *store, const Tip *tip, Proven proven, const Sources *sources, Text *text) {
    text_printf(text, "without this fact %s would be established as %s - ", subject_of(proven),
                strength_name(tip->weaker));
    saying_print(store->program, tip->weakening.relation, tip->weakening.row, text);
    statements_of_print(store, &tip->weakening, sources, text);
}

static void line_tell(const TreeStyle *style, Text *line, Text *out) {
    Text own;
    if (line->length == 0) return;
    text_init(&own);
    text_printf(&own, "%s%.*s", style->form == TREE_TEXT ? "  " : "", STR_FMT(text_str(line)));
    paragraph_tell(style, text_str(&own), out);
    text_clear(&own);
    text_empty(line);
}

/* Below what it is about; where it was not looked for, once. */
static void effects_line_print(const Store *store, const Tipping *tipping, bool is_added, const TreeStyle *style,
                               Text *text) {
    const Tip *tip = is_added ? &tipping->with : &tipping->without;
    if (tip->step_count == 0 || (!is_added && !tip->has_effects && tipping->with.step_count)) return;
    if (tip->has_effects && (tip->is_of_frame || (!is_added && is_all_that_goes(&tip->effects)))) return;
    Effects effects = effects_of(&tip->effects);
    effects.is_of_status = tip->is_of_status;
    text_add(text, style->form == TREE_TEXT ? STR("  ") : tip->has_effects ? STR("then ") : STR(""));
    if (tip->has_effects)
        effects_print(store->program, &effects, tipping->is_claim, CLAIMS_SHOWN, text);
    else
        text_lit(text, "what else changes was not looked for");
}

static void untried_print(const Store *store, Text *text) {
    if (tipping_is_large(store))
        text_printf(text, "no change was tried here: there are %d rows or more", TIPPING_ROWS);
    else
        text_lit(text, "a limit of the command ended the search for a change");
}

void tipping_tell(const Store *store, const Tipping *tipping, Proven proven, const Sources *sources,
                  const TreeStyle *style, Text *text) {
    Text line;
    text_init(&line);
    if (!tipping->is_searched) untried_print(store, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched && tipping->without.step_count) tip_print(store, tipping, false, proven, sources, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched) effects_line_print(store, tipping, false, style, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched && tipping->with.step_count) tip_print(store, tipping, true, proven, sources, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched) effects_line_print(store, tipping, true, style, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched) none_print(tipping, proven, style->tells_change, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched && tipping->without.step_count == 0 && tipping->without.weaker != STRENGTH_CERTAIN)
        weaker_print(store, &tipping->without, proven, sources, &line);
    line_tell(style, &line, text);
    text_clear(&line);
}

/* ---- what is open ---- */

static void way_print(const IfSettled *settled, int way, bool is_reversed, Text *text) {
    static const char *const WAYS[] = {[IF_SO] = "if it is so", [IF_NOT] = "if not"};
    Status status = settled->status[way];
    text_printf(text, "; %s: %s", WAYS[is_reversed ? 1 - way : way], status == STATUS_UNDECIDED ? "still " : "");
    stands_print(status, status == STATUS_UNDECIDED ? REASON_NONE : settled->reason[way], text);
}

void if_settled_print(const IfSettled *settled, bool is_reversed, Text *text) {
    for (int k = 0; k < IF_WAYS; k++) {
        int way = is_reversed ? 1 - k : k;
        if (settled->is_tried[way]) way_print(settled, way, is_reversed, text);
    }
}

/* Nothing where the worlds were run and yet tell nothing, since a value cannot be computed in them. */
static void none_open_print(const Store *store, uint32_t tried, Stop stop, Text *text) {
    if (tried == 1)
        text_lit(text, "the one open fact that was tried does not settle it by itself");
    else if (tried)
        text_printf(text, "none of the %u open facts that were tried settles it by itself", (unsigned)tried);
    else if (stop != STOP_NONE || tipping_is_large(store))
        untried_print(store, text);
}

void open_tell(const Store *store, const Claim *claim, const Verdict *verdict, const TreeStyle *style, Text *text) {
    IfSettled settled[TIPPING_OPEN];
    Arena arena;
    Text line;
    if (!style->tips || !style->run || verdict->reason != REASON_UNKNOWN) return;
    arena_init(&arena);
    text_init(&line);
    HingeWays found = hinge_ways_of_answer(store, claim->question.answer, verdict->row);
    Hinges all = hinge_ways_all(&found);
    Stop stop;
    uint32_t tried, count = tipping_open(store, claim, &all, style->run, settled, &tried, &stop, &arena);
    for (uint32_t i = 0; i < count; i++) {
        text_lit(&line, "it is open whether ");
        saying_print(store->program, settled[i].relation, settled[i].row, &line);
        if_settled_print(&settled[i], false, &line);
        line_tell(style, &line, text);
    }
    if (count == 0) none_open_print(store, tried, stop, &line);
    line_tell(style, &line, text);
    vec_free(&all);
    hinge_ways_clear(&found);
    text_clear(&line);
    arena_clear(&arena);
}

/* ---- JSON ---- */

static void facts_json(const Store *store, const RepairStep *steps, uint32_t count, Text *text) {
    text_lit(text, "\"facts\":[");
    for (uint32_t i = 0; i < count; i++) {
        if (i) text_add_char(text, ',');
        atom_json(store, steps[i].relation, steps[i].row, text);
    }
    text_add_char(text, ']');
}

/* What is known of the others, and what makes it weaker. */
static void without_json(const Store *store, const Tip *tip, Text *text) {
    text_printf(text, ",\"others\":%u,\"all\":%s,\"weaker\":", (unsigned)tip->others,
                tip->is_weighed ? "true" : "false");
    if (tip->weaker == STRENGTH_CERTAIN || tip->step_count) {
        text_lit(text, "null");
        return;
    }
    text_add_char(text, '{');
    facts_json(store, &tip->weakening, 1, text);
    text_printf(text, ",\"strength\":\"%s\"}", strength_name(tip->weaker));
}

/* What else changes. */
static void also_json(const Store *store, const Tip *tip, Text *text) {
    text_lit(text, ",\"also\":");
    if (!tip->has_effects) {
        text_lit(text, "null");
        return;
    }
    text_add_char(text, '{');
    effects_members(store->program, &tip->effects, text);
    text_add_char(text, '}');
}

static void tip_json(const Store *store, const char *name, const Tip *tip, Text *text) {
    text_printf(text, ",\"%s\":{", name);
    facts_json(store, tip->steps, tip->step_count, text);
    text_lit(text, ",\"then\":");
    if (tip->step_count == 0 || tip->is_bare) {
        text_lit(text, "null");
    } else {
        text_add_char(text, '{');
        status_json(tip->status, tip->reason, text);
        text_add_char(text, '}');
    }
    text_printf(text, ",\"tried\":%u", (unsigned)tip->tried);
}

void tipping_members(const Store *store, const Tipping *tipping, Text *text) {
    text_printf(text, ",\n\"tips\":{\"searched\":%s", tipping->is_searched ? "true" : "false");
    tip_json(store, "without", &tipping->without, text);
    without_json(store, &tipping->without, text);
    clash_member(store, &tipping->without.clash, text);
    also_json(store, &tipping->without, text);
    text_add_char(text, '}');
    tip_json(store, "with", &tipping->with, text);
    clash_member(store, &tipping->with.clash, text);
    also_json(store, &tipping->with, text);
    text_lit(text, "}}");
}

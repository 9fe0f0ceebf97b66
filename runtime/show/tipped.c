/* Facts that go are told with their ids and sources; facts that come with what is needed to state them. */
#include "runtime/show/tipped.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"
#include "runtime/show/standing.h"
#include "runtime/show/words.h"

/* Of what refutes something, not "that": without this fact that would ... */
static const char *subject_of(const char *it) { return strcmp(it, "that") == 0 ? "what refutes it" : it; }

/* Wherever the relation keeps it: given, reported, or both. */
static void statements_of_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text) {
    RelId given = program_given(store->program, step->relation);
    for (RelId id = 0; id < store->program->relations.count; id++) {
        const Relation *relation = &store->program->relations.items[id];
        bool is_reported = relation->helper == HELPER_APPLIES && relation->of == step->relation;
        RowId row = id == given || is_reported ? table_find(store_table(store, id), step->row) : NO_ROW;
        if (row == NO_ROW || store_origin_count(store, id, row) == 0) continue;
        text_lit(text, "  ");
        statements_print(store, id, row, sources, text);
    }
}

/* How it stands matters of what was asked alone. */
static void then_print(const Tip *tip, const char *it, Text *text) {
    bool is_asked = strcmp(it, "that") != 0;
    text_printf(text, "%s would ", subject_of(it));
    if (tip->is_bare || !is_asked) {
        text_add(text, is_asked ? STR("not follow") : STR("not stand"));
        return;
    }
    text_lit(text, "be ");
    stands_print(tip->status, tip->reason, text);
}

static void tip_print(const Store *store, const Tip *tip, bool is_added, const char *it, const Sources *sources,
                      Text *text) {
    bool is_one = tip->step_count == 1;
    text_add(text, !is_added ? STR("without this fact ")
                   : is_one  ? STR("if this were stated ")
                             : STR("if both were stated "));
    then_print(tip, it, text);
    for (uint32_t i = 0; i < tip->step_count; i++) {
        const RepairStep *step = &tip->steps[i];
        text_add(text, i ? STR("; ") : STR(" - "));
        saying_print(store->program, step->relation, step->row, text);
        if (!is_added) statements_of_print(store, step, sources, text);
        if (step->is_example) text_lit(text, " (an example: any that is not there yet will do)");
    }
}

static void tried_print(uint32_t tried, const char *what, Text *text) {
    if (tried == 1)
        text_printf(text, "the one fact that was %s", what);
    else
        text_printf(text, "any one of %u facts that were %s", (unsigned)tried, what);
}

static void none_print(const Tipping *tipping, const char *it, Text *text) {
    uint32_t without = tipping->without.tried, with = tipping->with.tried;
    if (without) text_lit(text, "without "), tried_print(without, "taken back", text);
    if (without && with) text_lit(text, ", and ");
    if (with) text_lit(text, "with "), tried_print(with, "thought of and stated", text);
    if (without + with)
        text_printf(text, ", %s would still %s", subject_of(it), strcmp(it, "that") == 0 ? "stand" : "be established");
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

static void untried_print(const Store *store, Text *text) {
    if (tipping_is_large(store))
        text_printf(text, "no change was tried here: there are %d rows or more", TIPPING_ROWS);
    else
        text_lit(text, "a limit of the command ended the search for a change");
}

void tipping_tell(const Store *store, const Tipping *tipping, const char *it, const Sources *sources,
                  const TreeStyle *style, Text *text) {
    Text line;
    text_init(&line);
    if (!tipping->is_searched) untried_print(store, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched && tipping->without.step_count)
        tip_print(store, &tipping->without, false, it, sources, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched && tipping->with.step_count) tip_print(store, &tipping->with, true, it, sources, &line);
    line_tell(style, &line, text);
    if (tipping->is_searched && tipping->without.step_count + tipping->with.step_count == 0)
        none_print(tipping, it, &line);
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

static void tip_json(const Store *store, const char *name, const Tip *tip, Text *text) {
    text_printf(text, ",\"%s\":{\"facts\":[", name);
    for (uint32_t i = 0; i < tip->step_count; i++) {
        if (i) text_add_char(text, ',');
        atom_json(store, tip->steps[i].relation, tip->steps[i].row, text);
    }
    text_lit(text, "],\"then\":");
    if (tip->step_count == 0 || tip->is_bare) {
        text_lit(text, "null");
    } else {
        text_add_char(text, '{');
        status_json(tip->status, tip->reason, text);
        text_add_char(text, '}');
    }
    text_printf(text, ",\"tried\":%u}", (unsigned)tip->tried);
}

void tipping_members(const Store *store, const Tipping *tipping, Text *text) {
    text_printf(text, ",\n\"tips\":{\"searched\":%s", tipping->is_searched ? "true" : "false");
    tip_json(store, "without", &tipping->without, text);
    tip_json(store, "with", &tipping->with, text);
    text_add_char(text, '}');
}

/* Traces as text: the stages, then a table, round by round.
 *
 * Runs know the rule and the round of each row.  A line is cut to a width that a terminal has; --full has all of it. */
#include <stdio.h>

#include "lang/base/utf8.h"
#include "runtime/eval/budget.h"
#include "runtime/show/trace_internal.h"

enum { LINES_ALIGNED = 1000, LINE_WIDTH = 118, ROW_WIDTH = 46, RULE_WIDTH = 22, PREMISES_WIDTH = 54 };

static bool cuts(const Trace *t) { return t->style->form == TREE_TEXT && !t->style->is_full; }

/* `words`, or as much of it as has room, with "..." behind it. */
static void add_cut(Trace *t, Str words, size_t width, Text *text) {
    size_t columns = 0, at = 0, size, room = width < 3 ? 0 : width - 3;
    if (!cuts(t) || str_width(words) <= width) {
        text_add(text, words);
        return;
    }
    while (at < words.length) {
        uint32_t c = utf8_decode((Str){words.text + at, words.length - at}, &size);
        columns += c == UTF8_BROKEN ? 1 : char_width(c);
        if (columns > room) break;
        at += size;
    }
    text_add(text, (Str){words.text, at});
    text_lit(text, "...");
    t->has_cut = true;
}

/* ---- stages ---- */

static void stage_names(Trace *t, const Component *component, Text *text) {
    bool is_first = true;
    size_t begin = text->length;
    uint32_t left = 0;
    for (uint32_t i = 0; i < component->relation_count; i++) {
        if (!trace_tells(t, component->relations[i])) continue;
        if (cuts(t) && text->length - begin > LINE_WIDTH - 40) {
            left++;
            continue;
        }
        if (!is_first) text_lit(text, ", ");
        is_first = false;
        trace_relation(t, component->relations[i], text);
    }
    if (left) text_printf(text, " and %u more", (unsigned)left);
    if (left) t->has_cut = true;
}

static void stage_print(Trace *t, const Component *component, Stage stage, Text *text) {
    text_add(text, t->style->form == TREE_MD ? STR("- ") : STR("  "));
    stage_names(t, component, text);
    if (component->is_alternating)
        text_lit(text, " (circle)");
    else if (component->is_recursive)
        text_lit(text, " (recursive)");
    if (stage.first == 0)
        text_add(text, stage.is_argued ? STR(": argued about, nothing new accepted") : STR(": no new rows"));
    else if (stage.first == stage.last)
        text_printf(text, ": round %u", (unsigned)stage.first);
    else
        text_printf(text, ": rounds %u to %u", (unsigned)stage.first, (unsigned)stage.last);
    text_add_char(text, '\n');
}

static void stages_print(Trace *t) {
    size_t begin = t->text->length;
    text_lit(t->text, "computed in this order\n");
    if (t->style->form == TREE_MD) text_add_char(t->text, '\n');
    size_t after = t->text->length;
    bool has_circle = false;
    for (size_t i = 0; i < t->program->components.count; i++) {
        Stage stage = trace_stage(t, &t->program->components.items[i]);
        has_circle = has_circle || (stage.is_told && t->program->components.items[i].is_alternating);
        if (stage.is_told) stage_print(t, &t->program->components.items[i], stage, t->text);
    }
    if (t->text->length == after)
        text_cut(t->text, begin);
    else
        text_add_char(t->text, '\n');
    if (has_circle)
        text_lit(t->text,
                 "(circle): these rows hang on each other through 'not'; each is true, false or undecided, and\n"
                 "those that are true stand in the rounds of their model\n\n");
}

/* ---- given facts ---- */

static void given_print_counts(Trace *t) {
    bool is_first = true;
    size_t begin = t->text->length;
    for (RelId id = 0; id < t->program->relations.count; id++) {
        if (!trace_tells(t, id) || trace_given(t, id) == 0) continue;
        bool is_full_line = cuts(t) && t->text->length - begin > LINE_WIDTH - 30;
        text_add(t->text, is_first ? STR("given, as round 0: ") : is_full_line ? STR(",\n  ") : STR(", "));
        is_first = false;
        if (is_full_line) begin = t->text->length;
        trace_relation(t, id, t->text);
        text_printf(t->text, " %u", (unsigned)trace_given(t, id));
    }
    if (!is_first) text_lit(t->text, "\n\n");
}

/* ---- the table ---- */

static void add_premise(Trace *t, Str words) {
    size_t width = str_width(text_str(&t->cell));
    if (cuts(t) && !t->is_first && (t->left || width + str_width(words) > PREMISES_WIDTH)) {
        t->left++;
        return;
    }
    if (!t->is_first) text_lit(&t->cell, ", ");
    t->is_first = false;
    add_cut(t, words, PREMISES_WIDTH, &t->cell);
}

static void flush(Trace *t) {
    if (t->style->form == TREE_TEXT) grid_print(&t->grid, "", t->text);
    grid_clear(&t->grid);
    grid_init(&t->grid, 4, false);
    t->lines = 0;
    (void)text_flow(t->text);
}

static void add_cell(Trace *t, Str cell, bool is_last) {
    if (t->style->form == TREE_TEXT) {
        grid_add(&t->grid, cell);
        return;
    }
    text_lit(t->text, "| ");
    text_add_md(t->text, cell);
    text_add(t->text, is_last ? STR(" |\n") : STR(" "));
}

static void add_line(Trace *t, const char *round, Str row, Str rule, Str premises) {
    add_cell(t, str_of(round), false);
    add_cell(t, row, false);
    add_cell(t, rule, false);
    add_cell(t, premises, true);
    if (++t->lines == LINES_ALIGNED) flush(t);
}

static void begin_table(Trace *t) {
    grid_init(&t->grid, 4, true);
    add_line(t, "round", STR("new row"), STR("rule"), STR("premises"));
    if (t->style->form == TREE_MD) text_lit(t->text, "| --- | --- | --- | --- |\n");
}

/* `pacifist(nixon)`, or `for pacifist(nixon)`. */
static void row_cell(Trace *t, RowRef ref, Text *cell) {
    Text row;
    text_init(&row);
    trace_row(t, ref, &row);
    if (table_is_hidden(store_table(t->store, ref.relation), ref.row)) text_lit(&row, " (contradicted)");
    add_cut(t, text_str(&row), ROW_WIDTH, cell);
    text_clear(&row);
}

/* `r1`, or `r1 applies`. */
static void rule_cell(Trace *t, RowRef ref, Text *cell) {
    const Str applies = STR(" applies");
    const Rule *rule = &t->program->rules.items[table_rule_of(store_table(t->store, ref.relation), ref.row)];
    bool is_argument = t->program->relations.items[ref.relation].helper == HELPER_APPLIES && rule->kind != RULE_MADE;
    Text words;
    text_init(&words);
    trace_rule(t, rule, &words);
    add_cut(t, text_str(&words), RULE_WIDTH - (is_argument ? applies.length : 0), cell);
    if (is_argument) text_add(cell, applies);
    text_clear(&words);
}

/* As many as have room, and how many have none. */
static void premises_cell(Trace *t, RowRef ref) {
    text_empty(&t->cell);
    t->is_first = true;
    t->left = 0;
    trace_premises(t, ref, add_premise);
    if (t->left) text_printf(&t->cell, " and %u more", (unsigned)t->left);
    if (t->left) t->has_cut = true;
}

static void firing_print(Trace *t, Round round, RowRef ref) {
    char number[16];
    Text row, rule;
    text_init(&row);
    text_init(&rule);
    snprintf(number, sizeof number, "%u", (unsigned)round);
    row_cell(t, ref, &row);
    rule_cell(t, ref, &rule);
    premises_cell(t, ref);
    add_line(t, number, text_str(&row), text_str(&rule), text_str(&t->cell));
    text_clear(&row);
    text_clear(&rule);
}

/* What the words of the table mean, where it will have them. */
static void words_explain(const Trace *t) {
    bool has_arguments = false, has_strict = false;
    for (RelId id = 0; id < t->program->relations.count; id++) {
        if (!t->firings->shows[id]) continue;
        const Table *table = store_table(t->store, id);
        bool has_new = table_count(table) > table_count_before(table, 1);
        has_arguments = has_arguments || (t->program->relations.items[id].helper == HELPER_APPLIES && has_new);
        has_strict = has_strict || (t->program->relations.items[id].helper == HELPER_STRICT && has_new);
    }
    if (has_arguments)
        text_lit(
            t->text,
            "'for p': a rule argues for p; p itself follows in a later round, once it is accepted as unbeaten: each\n"
            "argument against it is beaten, or there is none\n");
    if (has_strict && t->style->is_full) text_lit(t->text, "'strict: p': p is given, or shown by strict rules alone\n");
    if (has_arguments && t->style->is_full)
        text_lit(t->text, "'rebutted: p', 'defended: p': an argument against p is not beaten; a rule for p beats one "
                          "against it\n");
    if (has_arguments || (has_strict && t->style->is_full)) text_add_char(t->text, '\n');
}

static void rounds_print(Trace *t) {
    RowRefs rows = {0};
    char number[16], more[48];
    Round last = t->store->round;
    uint32_t told = 0;
    begin_table(t);
    for (Round round = 1; round <= last && !t->text->is_closed; round++) {
        uint64_t count = firings_of_round(t->firings, round, t->style->most, &rows);
        if (count == 0) continue;
        if (t->style->rounds && told == t->style->rounds) {
            flush(t);
            text_printf(t->text, "\nstopped after %u %s with new rows; there are more (--rounds N)\n", (unsigned)told,
                        told == 1 ? "round" : "rounds");
            break;
        }
        told++;
        for (size_t i = 0; i < rows.count; i++) firing_print(t, round, rows.items[i]);
        if (store_is_overdue(t->store)) {
            flush(t);
            text_printf(t->text, "\nstopped in round %u: a limit was reached\n", (unsigned)round);
            break;
        }
        if (count <= rows.count) continue;
        snprintf(number, sizeof number, "%u", (unsigned)round);
        snprintf(more, sizeof more, "... and %llu more", (unsigned long long)(count - rows.count));
        add_line(t, number, str_of(more), STR(""), STR(""));
    }
    flush(t);
    grid_clear(&t->grid);
    vec_free(&rows);
}

/* ---- what stayed undecided ---- */

static void undecided_line(Trace *t, RelId relation, const Value *row) {
    bool has_room = t->is_first || !cuts(t) || t->text->length - t->line_begin < LINE_WIDTH - 50;
    if (t->is_first || !has_room) t->line_begin = t->text->length;
    if (t->is_first) text_lit(t->text, "\nundecided, neither true nor false: ");
    if (!t->is_first) text_add(t->text, has_room ? STR(", ") : STR(",\n  "));
    t->is_first = false;
    atom_print(t->program, relation, row, t->text);
}

/* ---- all of it ---- */

void trace_print(const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text) {
    Trace t;
    trace_open(&t, firings, style, sources, text);
    stages_print(&t);
    given_print_counts(&t);
    words_explain(&t);
    rounds_print(&t);
    if (t.has_cut) text_lit(text, "\n\"...\" and \"and N more\": cut to the width of a line; --full has all of it\n");
    t.is_first = true;
    uint64_t left = trace_undecided(&t, undecided_line);
    if (left) text_printf(text, " and %llu more", (unsigned long long)left);
    if (!t.is_first) text_add_char(text, '\n');
    trace_close(&t);
}

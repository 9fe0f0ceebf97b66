/* Traces as text: the stages, then a table, round by round.
 *
 * Runs know the rule and the round of each row.  A line is cut to a width that a terminal has; --full has all of it. */
#include <stdio.h>

#include "runtime/show/prose.h"
#include "runtime/show/trace_internal.h"

enum { LINES_ALIGNED = 1000 };

/* ---- stages ---- */

static void stage_names(const Trace *t, const Component *component, Text *text) {
    bool is_first = true;
    for (uint32_t i = 0; i < component->relation_count; i++) {
        if (!trace_tells(t, component->relations[i])) continue;
        if (!is_first) text_lit(text, ", ");
        is_first = false;
        trace_relation(t, component->relations[i], text);
    }
}

static void stage_print(const Trace *t, const Component *component, Stage stage, Text *text) {
    text_add(text, t->style->form == TREE_MD ? STR("- ") : STR("  "));
    stage_names(t, component, text);
    if (component->is_alternating)
        text_lit(text,
                 " (a circle runs through 'not': true, false or undecided; true rows in the rounds of their model)");
    else if (component->is_recursive)
        text_lit(text, " (recursive)");
    if (stage.first == 0)
        text_lit(text, ": no new rows");
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
    for (size_t i = 0; i < t->program->components.count; i++) {
        Stage stage = trace_stage(t, &t->program->components.items[i]);
        if (stage.is_told) stage_print(t, &t->program->components.items[i], stage, t->text);
    }
    if (t->text->length == after)
        text_cut(t->text, begin);
    else
        text_add_char(t->text, '\n');
}

/* ---- given facts ---- */

static void given_print_counts(Trace *t) {
    bool is_first = true;
    for (RelId id = 0; id < t->program->relations.count; id++) {
        if (!trace_tells(t, id) || trace_given(t, id) == 0) continue;
        text_add(t->text, is_first ? STR("given, as round 0: ") : STR(", "));
        is_first = false;
        trace_relation(t, id, t->text);
        text_printf(t->text, " %u", (unsigned)trace_given(t, id));
    }
    if (!is_first) text_lit(t->text, "\n\n");
}

/* ---- the table ---- */

static void add_premise(Trace *t, Str words) {
    if (!t->is_first) text_lit(&t->cell, ", ");
    t->is_first = false;
    text_add(&t->cell, words);
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

static void firing_print(Trace *t, Round round, RowRef ref) {
    char number[16];
    Text row, rule;
    text_init(&row);
    text_init(&rule);
    const Table *table = store_table(t->store, ref.relation);
    snprintf(number, sizeof number, "%u", (unsigned)round);
    trace_row(t, ref, &row);
    if (table_is_hidden(table, ref.row)) text_lit(&row, " (contradicted)");
    trace_rule(t, &t->program->rules.items[table_rule_of(table, ref.row)], &rule);
    text_empty(&t->cell);
    t->is_first = true;
    trace_premises(t, ref, add_premise);
    add_line(t, number, text_str(&row), text_str(&rule), text_str(&t->cell));
    text_clear(&row);
    text_clear(&rule);
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
    text_add(t->text, t->is_first ? STR("\nundecided, neither true nor false: ") : STR(", "));
    t->is_first = false;
    atom_print(t->program, relation, row, t->text);
}

/* ---- all of it ---- */

void trace_print(const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text) {
    Trace t;
    trace_open(&t, firings, style, sources, text);
    stages_print(&t);
    given_print_counts(&t);
    rounds_print(&t);
    t.is_first = true;
    uint64_t left = trace_undecided(&t, undecided_line);
    if (left) text_printf(text, " and %llu more", (unsigned long long)left);
    if (!t.is_first) text_add_char(text, '\n');
    trace_close(&t);
}

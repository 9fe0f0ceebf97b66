/* Traces as JSON: nothing is cut. */
#include "runtime/show/json_internal.h"
#include "runtime/eval/budget.h"
#include "runtime/show/trace_internal.h"

static void stages_json(Trace *t) {
    bool is_first = true;
    text_lit(t->text, "\"stages\":[");
    for (size_t i = 0; i < t->program->components.count; i++) {
        const Component *component = &t->program->components.items[i];
        Stage stage = trace_stage(t, component);
        if (!stage.is_told) continue;
        text_add(t->text, is_first ? STR("{\"relations\":[") : STR(",\n{\"relations\":["));
        is_first = false;
        bool is_first_name = true;
        for (uint32_t k = 0; k < component->relation_count; k++) {
            if (!trace_tells(t, component->relations[k])) continue;
            text_empty(&t->cell);
            trace_relation(t, component->relations[k], &t->cell);
            if (!is_first_name) text_add_char(t->text, ',');
            is_first_name = false;
            text_add_json(t->text, text_str(&t->cell));
        }
        text_printf(t->text,
                    "],\"recursive\":%s,\"three_valued\":%s,\"rounds\":", component->is_recursive ? "true" : "false",
                    component->is_alternating ? "true" : "false");
        if (stage.first)
            text_printf(t->text, "[%u,%u]}", (unsigned)stage.first, (unsigned)stage.last);
        else
            text_lit(t->text, "null}");
    }
    text_lit(t->text, "],\n\"given\":[");
    is_first = true;
    for (RelId id = 0; id < t->program->relations.count; id++) {
        if (!trace_tells(t, id) || trace_given(t, id) == 0) continue;
        text_empty(&t->cell);
        trace_relation(t, id, &t->cell);
        text_add(t->text, is_first ? STR("{\"relation\":") : STR(",{\"relation\":"));
        is_first = false;
        text_add_json(t->text, text_str(&t->cell));
        text_printf(t->text, ",\"rows\":%u}", (unsigned)trace_given(t, id));
    }
    text_add_char(t->text, ']');
}

static void premise_json(Trace *t, Str words) {
    if (!t->is_first) text_add_char(t->text, ',');
    t->is_first = false;
    text_add_json(t->text, words);
}

static void firing_json(Trace *t, RowRef ref) {
    const Table *table = store_table(t->store, ref.relation);
    RuleId id = table_rule_of(table, ref.row);
    text_lit(t->text, "{\"row\":");
    text_empty(&t->cell);
    trace_row(t, ref, &t->cell);
    text_add_json(t->text, text_str(&t->cell));
    text_add_char(t->text, ',');
    rule_json(t->program, id, t->sources, t->text);
    text_lit(t->text, ",\"premises\":[");
    t->is_first = true;
    trace_premises(t, ref, premise_json);
    text_printf(t->text, "],\"contradicted\":%s}", table_is_hidden(table, ref.row) ? "true" : "false");
}

static void rounds_json(Trace *t) {
    RowRefs rows = {0};
    uint32_t told = 0;
    bool has_more = false;
    text_lit(t->text, ",\n\"rounds\":[");
    for (Round round = 1; round <= t->store->round && !t->text->is_closed; round++) {
        uint64_t count = firings_of_round(t->firings, round, t->style->most, &rows);
        if (count == 0) continue;
        has_more = (t->style->rounds && told == t->style->rounds) || store_is_overdue(t->store);
        if (has_more) break;
        text_printf(t->text, "%s{\"round\":%u,\"rows\":[", told++ ? ",\n" : "", (unsigned)round);
        for (size_t i = 0; i < rows.count; i++) {
            if (i) text_lit(t->text, ",\n");
            firing_json(t, rows.items[i]);
        }
        text_printf(t->text, "],\"more\":%llu}", (unsigned long long)(count - rows.count));
        (void)text_flow(t->text);
    }
    text_printf(t->text, "],\n\"rounds_left\":%s", has_more ? "true" : "false");
    vec_free(&rows);
}

static void undecided_member(Trace *t, RelId relation, const Value *row) {
    text_empty(&t->cell);
    atom_print(t->program, relation, row, &t->cell);
    premise_json(t, text_str(&t->cell));
}

void trace_json(const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text) {
    Trace t;
    trace_open(&t, firings, style, sources, text);
    stages_json(&t);
    rounds_json(&t);
    text_lit(text, ",\n\"undecided\":[");
    t.is_first = true;
    uint64_t left = trace_undecided(&t, undecided_member);
    text_printf(text, "],\"undecided_left\":%llu", (unsigned long long)left);
    trace_close(&t);
}

/* Traces.
 *
 * Runs know the rule and the round of each row; its premises are found again.  Steps of the translation of arguments are
 * told as what they are about: `applies: flies(tweety)` is a rule whose premises and exceptions let it argue, and
 * `flies(tweety)` in a later round that it was accepted. */
#include "runtime/show/trace.h"

#include <stdio.h>

#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"
#include "runtime/show/table.h"
#include "runtime/show/words.h"
#include "runtime/why/group.h"
#include "runtime/why/instance.h"
#include "runtime/why/premises.h"
#include "runtime/why/through.h"

enum { LINES_ALIGNED = 1000 };

typedef struct {
    const Firings *firings;
    const Store *store;
    const Program *program;
    const TraceStyle *style;
    const Sources *sources;
    PremiseSearch *search;
    Text *text;
    Grid grid;
    uint32_t lines;
    Text cell;
    bool is_first;
} Trace;

/* ---- words ---- */

/* What a step of the translation says about a row. */
static const char *helper_word(Helper helper) {
    switch (helper) {
    case HELPER_NONE: return "";
    case HELPER_APPLIES: return "applies: ";
    case HELPER_STRICT: return "strict: ";
    case HELPER_OBJECTION: return "objection: ";
    case HELPER_AGGREGATE: return "aggregate: ";
    case HELPER_REBUTTED: return "rebutted: ";
    case HELPER_DEFENDED: return "defended: ";
    case HELPER_POSSIBLE: return "possible: ";
    case HELPER_EXCEPTION: return "exception: ";
    case HELPER_ANSWER: return "answer: ";
    default: return "helper: ";
    }
}

static void row_print(const Trace *t, RowRef ref, const Table *table, Text *text) {
    const Relation *relation = &t->program->relations.items[ref.relation];
    RelId about = relation->of != NO_ID && t->program->relations.items[relation->of].arity == relation->arity
                      ? relation->of
                      : ref.relation;
    text_add(text, str_of(helper_word(relation->helper)));
    if (about == ref.relation && relation->helper != HELPER_NONE) {
        for (uint32_t i = 0; i < relation->arity; i++) {
            if (i) text_lit(text, ", ");
            value_print(t->program->values, table_row(table, ref.row)[i], text);
        }
    } else {
        atom_print(t->program, about, table_row(table, ref.row), text);
    }
}

static void rule_words(const Trace *t, const Rule *rule, Text *text) {
    if (rule->is_fold)
        text_add(text, str_of(aggregate_name(rule->aggregate)));
    else if (rule_passes_on(t->program, rule) && t->program->relations.items[rule->head].helper == HELPER_NONE)
        text_lit(text, "accepted");
    else if (rule->label != NO_SYMBOL)
        text_add(text, symbol_str(t->program, rule->label));
    else if (t->sources && rule->span.source != NO_SOURCE)
        place_print(t->sources, rule->span, text);
    else
        text_lit(text, "(translation)");
}

/* A literal as an atom, for checking by hand. */
static void literal_words(const Trace *t, const Rule *rule, const Literal *literal, const Value *bindings, Text *text) {
    const Relation *relation = literal->terms ? &t->program->relations.items[literal->relation] : NULL;
    bool is_about =
        relation && relation->of != NO_ID && t->program->relations.items[relation->of].arity == relation->arity;
    if (relation && relation->helper == HELPER_REBUTTED && literal->kind == LIT_NOT) {
        text_lit(text, "nothing unbeaten against it");
    } else if (relation && (relation->helper == HELPER_NONE || is_about)) {
        Literal about = *literal;
        if (is_about) about.relation = relation->of;
        text_add(text, str_of(helper_word(relation->helper)));
        instance_print(t->program, &about, bindings, text);
    } else {
        literal_words_print(t->program, rule, literal, bindings, t->sources, text);
    }
}

/* Tells each premise with its number, as text that is good until it returns. */
typedef void OnPremise(Trace *t, Str words);

static void each_premise(Trace *t, RowRef ref, OnPremise *tell) {
    const Table *table = store_table(t->store, ref.relation);
    const Rule *rule = &t->program->rules.items[table_rule_of(table, ref.row)];
    Text words;
    text_init(&words);
    if (rule->is_fold) {
        RowId rows[GROUP_ROWS_LISTED];
        uint32_t total;
        (void)group_list(t->store, rule, table_row(table, ref.row), rows, &total);
        text_printf(&words, "%u %s", (unsigned)total, total == 1 ? "row" : "rows");
        tell(t, text_str(&words));
    } else {
        Arena arena;
        arena_init(&arena);
        Value *bindings = arena_array(&arena, Value, rule->variable_count + 1);
        RowId *rows = arena_array(&arena, RowId, rule->literal_count + 1);
        bool is_found = premises_find(t->search, ref, bindings, rows);
        for (uint32_t i = 0; i < rule->literal_count && is_found; i++) {
            if (rows[i] == NO_ROW && check_is_trivial(&rule->body[i])) continue;
            if (rule->body[i].terms && t->program->relations.items[rule->body[i].relation].helper == HELPER_POSSIBLE)
                continue;
            text_empty(&words);
            literal_words(t, rule, &rule->body[i], bindings, &words);
            tell(t, text_str(&words));
        }
        if (!is_found) tell(t, STR("(not found again)"));
        arena_clear(&arena);
    }
    text_clear(&words);
}

/* ---- stages ---- */

static void name_print(const Trace *t, RelId id, Text *text) {
    const Relation *relation = &t->program->relations.items[id];
    if (relation->is_negative) text_add_char(text, '-');
    text_add(text, symbol_str(t->program, relation->name));
}

typedef struct {
    Round first, last; /* 0: nothing was found */
    bool is_told;
} Stage;

static bool is_told(const Trace *t, RelId id) {
    const Relation *relation = &t->program->relations.items[id];
    return relation->helper == HELPER_NONE && relation->name != NO_SYMBOL && t->firings->shows[id];
}

static Stage stage_of(const Trace *t, const Component *component) {
    Stage stage = {0};
    for (uint32_t i = 0; i < component->relation_count; i++) {
        if (!is_told(t, component->relations[i]) || component->rule_count == 0) continue;
        stage.is_told = true;
        const Table *table = store_table(t->store, component->relations[i]);
        uint32_t given = table_count_before(table, 1), count = table_count(table);
        if (given == count) continue;
        Round first = table_round_of(table, given), last = table_round_of(table, count - 1);
        if (!stage.first || first < stage.first) stage.first = first;
        if (last > stage.last) stage.last = last;
    }
    return stage;
}

static void stage_names(const Trace *t, const Component *component, Text *text) {
    bool is_first = true;
    for (uint32_t i = 0; i < component->relation_count; i++) {
        if (!is_told(t, component->relations[i])) continue;
        if (!is_first) text_lit(text, ", ");
        is_first = false;
        name_print(t, component->relations[i], text);
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
        Stage stage = stage_of(t, &t->program->components.items[i]);
        if (stage.is_told) stage_print(t, &t->program->components.items[i], stage, t->text);
    }
    if (t->text->length == after)
        text_cut(t->text, begin);
    else
        text_add_char(t->text, '\n');
}

/* ---- given facts ---- */

static uint32_t given_count(const Trace *t, RelId id) {
    RelId where = program_given(t->program, id);
    return table_count_before(store_table(t->store, where), 1);
}

static void given_print_counts(Trace *t) {
    bool is_first = true;
    for (RelId id = 0; id < t->program->relations.count; id++) {
        if (!is_told(t, id) || given_count(t, id) == 0) continue;
        text_add(t->text, is_first ? STR("given, as round 0: ") : STR(", "));
        is_first = false;
        name_print(t, id, t->text);
        text_printf(t->text, " %u", (unsigned)given_count(t, id));
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
    row_print(t, ref, table, &row);
    if (table_is_hidden(table, ref.row)) text_lit(&row, " (contradicted)");
    rule_words(t, &t->program->rules.items[table_rule_of(table, ref.row)], &rule);
    text_empty(&t->cell);
    t->is_first = true;
    each_premise(t, ref, add_premise);
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

typedef void OnUndecidedRow(Trace *t, RelId relation, const Value *row);

static uint64_t each_undecided(Trace *t, OnUndecidedRow *tell) {
    uint64_t left = 0;
    uint32_t told = 0;
    for (RelId id = 0; id < t->program->relations.count; id++) {
        RowIds rows = {0};
        if (!is_told(t, id) || !store_possible(t->store, id)) continue;
        undecided_rows(t->store, id, &rows);
        for (size_t i = 0; i < rows.count; i++) {
            if (told == t->style->most)
                left++;
            else
                told++, tell(t, id, table_row(store_possible(t->store, id), rows.items[i]));
        }
        vec_free(&rows);
    }
    return left;
}

static void undecided_line(Trace *t, RelId relation, const Value *row) {
    text_add(t->text, t->is_first ? STR("\nundecided, neither true nor false: ") : STR(", "));
    t->is_first = false;
    atom_print(t->program, relation, row, t->text);
}

/* ---- all of it ---- */

static void open_trace(Trace *t, const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text) {
    *t = (Trace){.firings = firings,
                 .store = firings->store,
                 .program = firings->store->program,
                 .style = style,
                 .sources = sources,
                 .search = premise_search_new(firings->store),
                 .text = text};
    text_init(&t->cell);
}

static void close_trace(Trace *t) {
    premise_search_free(t->search);
    text_clear(&t->cell);
}

void trace_print(const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text) {
    Trace t;
    open_trace(&t, firings, style, sources, text);
    stages_print(&t);
    given_print_counts(&t);
    rounds_print(&t);
    t.is_first = true;
    uint64_t left = each_undecided(&t, undecided_line);
    if (left) text_printf(text, " and %llu more", (unsigned long long)left);
    if (!t.is_first) text_add_char(text, '\n');
    close_trace(&t);
}

/* ---- JSON ---- */

static void stages_json(Trace *t) {
    bool is_first = true;
    text_lit(t->text, "\"stages\":[");
    for (size_t i = 0; i < t->program->components.count; i++) {
        const Component *component = &t->program->components.items[i];
        Stage stage = stage_of(t, component);
        if (!stage.is_told) continue;
        text_add(t->text, is_first ? STR("{\"relations\":[") : STR(",\n{\"relations\":["));
        is_first = false;
        bool is_first_name = true;
        for (uint32_t k = 0; k < component->relation_count; k++) {
            if (!is_told(t, component->relations[k])) continue;
            text_empty(&t->cell);
            name_print(t, component->relations[k], &t->cell);
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
        if (!is_told(t, id) || given_count(t, id) == 0) continue;
        text_empty(&t->cell);
        name_print(t, id, &t->cell);
        text_add(t->text, is_first ? STR("{\"relation\":") : STR(",{\"relation\":"));
        is_first = false;
        text_add_json(t->text, text_str(&t->cell));
        text_printf(t->text, ",\"rows\":%u}", (unsigned)given_count(t, id));
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
    row_print(t, ref, table, &t->cell);
    text_add_json(t->text, text_str(&t->cell));
    text_add_char(t->text, ',');
    rule_json(t->program, id, t->sources, t->text);
    text_lit(t->text, ",\"premises\":[");
    t->is_first = true;
    each_premise(t, ref, premise_json);
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
        has_more = t->style->rounds && told == t->style->rounds;
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
    open_trace(&t, firings, style, sources, text);
    stages_json(&t);
    rounds_json(&t);
    text_lit(text, ",\n\"undecided\":[");
    t.is_first = true;
    uint64_t left = each_undecided(&t, undecided_member);
    text_printf(text, "],\"undecided_left\":%llu", (unsigned long long)left);
    close_trace(&t);
}

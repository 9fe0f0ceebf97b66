/* The words of a trace.
 *
 * Premises are found again.  Steps of the translation of arguments are told as what they are about: `for flies(tweety)`
 * is a rule whose premises and exceptions let it argue, and `flies(tweety)` in a later round that it was accepted. */
#include "runtime/show/trace_internal.h"
#include "runtime/show/words.h"
#include "runtime/store/aside.h"
#include "runtime/why/group.h"
#include "runtime/why/instance.h"
#include "runtime/why/through.h"

void trace_open(Trace *t, const Firings *firings, const TraceStyle *style, const Sources *sources, Text *text) {
    *t = (Trace){.firings = firings,
                 .store = firings->store,
                 .program = firings->store->program,
                 .style = style,
                 .sources = sources,
                 .search = premise_search_new(firings->store),
                 .text = text};
    text_init(&t->cell);
}

void trace_close(Trace *t) {
    premise_search_free(t->search);
    text_clear(&t->cell);
}

/* What a step of the translation says about a row. */
static const char *helper_word(Helper helper) {
    switch (helper) {
    case HELPER_NONE:
    case HELPER_AGGREGATE: return "";
    case HELPER_APPLIES: return "for ";
    case HELPER_STRICT: return "strict: ";
    case HELPER_OBJECTION: return "objection: ";
    case HELPER_REBUTTED: return "rebutted: ";
    case HELPER_DEFENDED: return "defended: ";
    case HELPER_POSSIBLE: return "possible: ";
    case HELPER_EXCEPTION: return "exception: ";
    case HELPER_ANSWER: return "answer: ";
    case HELPER_BODY:
    case HELPER_GROUPED: return "case: ";
    default: return "step: ";
    }
}

/* Whether a row that is strictly shown stands among those that are accepted, as it does unless it is contradicted. */
static bool is_accepted(const Trace *t, RelId id, RowId row) {
    const Relation *relation = &t->program->relations.items[id];
    if (relation->helper != HELPER_STRICT || relation->of == NO_ID || row == NO_ROW) return false;
    const Table *accepted = store_table(t->store, relation->of);
    if (t->program->relations.items[relation->of].arity != relation->arity) return false;
    RowId found = table_find(accepted, table_row(store_table(t->store, id), row));
    return found != NO_ROW && !table_is_hidden(accepted, found);
}

static const char *word_of(const Trace *t, RelId id, RowId row) {
    bool is_plain = !t->style->is_full && is_accepted(t, id, row);
    return is_plain ? "" : helper_word(t->program->relations.items[id].helper);
}

/* It stands for a piece of what was written, and for no relation. */
static bool is_unnamed(const Trace *t, RelId id) { return t->program->relations.items[id].name == NO_SYMBOL; }

void trace_row(const Trace *t, RowRef ref, Text *text) {
    const Table *table = store_table(t->store, ref.relation);
    RelId about = relation_read_as(t->program, ref.relation);
    text_add(text, str_of(word_of(t, ref.relation, ref.row)));
    if (t->program->relations.items[about].helper == HELPER_ANSWER)
        values_print(t->program, table_row(table, ref.row), table_arity(table), text);
    else if (is_unnamed(t, about))
        helper_row_print(t->program, about, table_row(table, ref.row), t->sources, text);
    else
        atom_print(t->program, about, table_row(table, ref.row), text);
}

void trace_rule(const Trace *t, const Rule *rule, Text *text) {
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
static void literal_words(const Trace *t, const Rule *rule, const Literal *literal, const Value *bindings, RowId row,
                          Text *text) {
    const Relation *relation = literal->terms ? &t->program->relations.items[literal->relation] : NULL;
    RelId about = relation ? relation_read_as(t->program, literal->relation) : NO_ID;
    if (relation && relation->helper == HELPER_REBUTTED && literal->kind == LIT_NOT) {
        text_add(text, t->style->is_full ? STR("nothing unbeaten against it") : STR("unbeaten"));
    } else if (relation && !is_unnamed(t, about)) {
        Literal named = *literal;
        named.relation = about;
        text_add(text, str_of(word_of(t, literal->relation, literal->kind == LIT_ATOM ? row : NO_ROW)));
        instance_print(t->program, &named, bindings, text);
    } else if (relation) {
        helper_literal_print(t->program, literal, bindings, t->sources, text);
    } else {
        literal_words_print(t->program, rule, literal, bindings, t->sources, text);
    }
}

void trace_premises(Trace *t, RowRef ref, OnPremise *tell) {
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
            literal_words(t, rule, &rule->body[i], bindings, rows[i], &words);
            tell(t, text_str(&words));
        }
        bool is_aside = !is_found && store_is_aside(t->store, ref.relation, ref.row);
        if (!is_found) tell(t, is_aside ? STR("(only from what is contradicted)") : STR("(not found again)"));
        arena_clear(&arena);
    }
    text_clear(&words);
}

/* ---- where relations came out ---- */

void trace_relation(const Trace *t, RelId id, Text *text) {
    const Relation *relation = &t->program->relations.items[id];
    if (relation->is_negative) text_add_char(text, '-');
    text_add(text, symbol_str(t->program, relation->name));
}

bool trace_tells(const Trace *t, RelId id) {
    const Relation *relation = &t->program->relations.items[id];
    return relation->helper == HELPER_NONE && relation->name != NO_SYMBOL && t->firings->shows[id];
}

/* Widens a stage by the new rows of a table. */
static void widen(const Trace *t, RelId id, Stage *stage) {
    const Table *table = store_table(t->store, id);
    RowId first = table_count_before(table, 1), end = table_count(table);
    while (first < end && firing_is_repeated(t->firings, (RowRef){id, first})) first++;
    while (first < end && firing_is_repeated(t->firings, (RowRef){id, end - 1})) end--;
    if (first == end) return;
    Round from = table_round_of(table, first), to = table_round_of(table, end - 1);
    if (!stage->first || from < stage->first) stage->first = from;
    if (to > stage->last) stage->last = to;
}

static bool is_argued(const Trace *t, RelId id) {
    for (RelId i = 0; i < t->program->relations.count; i++) {
        const Relation *relation = &t->program->relations.items[i];
        if (relation->helper == HELPER_APPLIES && relation->of == id && table_count(store_table(t->store, i)))
            return true;
    }
    return false;
}

Stage trace_stage(const Trace *t, const Component *component) {
    Stage stage = {0};
    for (uint32_t i = 0; i < component->relation_count; i++) {
        if (!trace_tells(t, component->relations[i]) || component->rule_count == 0) continue;
        stage.is_told = true;
        RelId strict = t->program->relations.items[component->relations[i]].strict;
        widen(t, component->relations[i], &stage);
        if (strict != NO_ID && !t->style->is_full) widen(t, strict, &stage);
        if (!stage.first && !stage.is_argued) stage.is_argued = is_argued(t, component->relations[i]);
    }
    return stage;
}

uint32_t trace_given(const Trace *t, RelId id) {
    RelId where = program_given(t->program, id);
    return table_count_before(store_table(t->store, where), 1);
}

/* ---- what stayed undecided ---- */

uint64_t trace_undecided(Trace *t, OnUndecidedRow *tell) {
    uint64_t left = 0;
    uint32_t told = 0;
    for (RelId id = 0; id < t->program->relations.count; id++) {
        RowIds rows = {0};
        if (!trace_tells(t, id) || !store_possible(t->store, id)) continue;
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

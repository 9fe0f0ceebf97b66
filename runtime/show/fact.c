/* Facts are told as the leaves of a proof are. */
#include "runtime/show/fact.h"

#include "runtime/judge/scenario.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"
#include "runtime/show/tree.h"
#include "runtime/show/words.h"

enum { ALIGN_LIMIT = 72 };

static const Value *values_of(const Store *store, RelId relation, RowId row) {
    return table_row(store_table(store, relation), row);
}

void parameter_print(const Store *store, RowRef fact, Text *text) {
    const Program *program = store->program;
    text_printf(text, "%.*s = ", STR_FMT(symbol_str(program, program->relations.items[fact.relation].name)));
    value_print(program->values, values_of(store, fact.relation, fact.row)[0], text);
}

static size_t width_of(const Store *store, RowRef fact, Text *words) {
    text_empty(words);
    if (store->program->relations.items[fact.relation].is_parameter)
        text_lit(words, "the parameter "), parameter_print(store, fact, words);
    else
        given_print_saying(store->program, fact.relation, values_of(store, fact.relation, fact.row), words);
    return str_width(text_str(words));
}

void facts_print(const Store *store, const RowRef *facts, size_t count, const char *indent, const Sources *sources,
                 Text *text) {
    size_t widest = 0;
    Text words;
    text_init(&words);
    for (size_t i = 0; i < count; i++) {
        size_t width = width_of(store, facts[i], &words);
        if (width > widest && width <= ALIGN_LIMIT) widest = width;
    }
    for (size_t i = 0; i < count; i++) {
        size_t width = width_of(store, facts[i], &words);
        text_printf(text, "%s- %.*s", indent, STR_FMT(text_str(&words)));
        text_add_many(text, ' ', width < widest ? widest - width : 0);
        fact_statements_print(store, program_said(store->program, facts[i].relation),
                              values_of(store, facts[i].relation, facts[i].row), NULL, NULL, sources, text);
        text_add_char(text, '\n');
    }
    text_clear(&words);
}

static void row_ids_json(const Store *store, RowRef fact, const Sources *sources, bool *is_first, Text *text) {
    Text id;
    text_init(&id);
    for (uint32_t i = 0; i < store_origin_count(store, fact.relation, fact.row); i++) {
        text_empty(&id);
        origin_print(store, sources, store_origin(store, fact.relation, fact.row, i), &id);
        if (!*is_first) text_add_char(text, ',');
        text_add_json(text, text_str(&id));
        *is_first = false;
    }
    text_clear(&id);
}

void fact_ids_json(const Store *store, RowRef fact, const Sources *sources, Text *text) {
    bool is_first = true;
    text_add_char(text, '[');
    row_ids_json(store, fact, sources, &is_first, text);
    text_add_char(text, ']');
}

static void row_cites_json(const Store *store, RowRef fact, bool *is_first, Text *text) {
    for (uint32_t i = 0; i < store_origin_count(store, fact.relation, fact.row); i++) {
        Cites cites = store_origin(store, fact.relation, fact.row, i).cites;
        for (uint32_t k = 0; k < cites.count; k++) {
            text_add(text, *is_first ? STR("{\"key\":") : STR(",{\"key\":"));
            symbol_json(store->program, cites.items[k].key, text);
            text_lit(text, ",\"locator\":");
            string_or_null(cites.items[k].locator, text);
            text_add_char(text, '}');
            *is_first = false;
        }
    }
}

/* Of a fact by some of its rows. */
static void members(const Store *store, const RowRefs *rows, bool is_reported, const Sources *sources, Text *text) {
    RelId relation = rows->items[0].relation;
    RowId row = rows->items[0].row;
    bool is_first = true;
    Text words;
    text_init(&words);
    given_print(store->program, relation, values_of(store, relation, row), &words);
    text_lit(text, "\"atom\":");
    text_add_json(text, text_str(&words));
    text_empty(&words);
    given_print_saying(store->program, relation, values_of(store, relation, row), &words);
    text_lit(text, ",\"sentence\":");
    text_add_json(text, text_str(&words));
    text_printf(text, ",\"reported\":%s,\"fact_ids\":[", is_reported ? "true" : "false");
    for (size_t i = 0; i < rows->count; i++) row_ids_json(store, rows->items[i], sources, &is_first, text);
    text_lit(text, "],\"cites\":[");
    is_first = true;
    for (size_t i = 0; i < rows->count; i++) row_cites_json(store, rows->items[i], &is_first, text);
    text_add_char(text, ']');
    text_clear(&words);
}

static bool is_report(const Store *store, RelId relation) {
    return store->program->relations.items[relation].helper == HELPER_APPLIES;
}

void fact_members(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text) {
    RowRef own = {relation, row};
    members(store, &(RowRefs){.items = &own, .count = 1}, is_report(store, relation), sources, text);
}

void fact_stated_members(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text) {
    RowRefs rows = rows_stating(store, program_said(store->program, relation), values_of(store, relation, row));
    if (rows.count == 0) vec_push(&rows, ((RowRef){relation, row}));
    members(store, &rows, is_report(store, rows.items[0].relation), sources, text);
    vec_free(&rows);
}

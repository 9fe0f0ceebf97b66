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

static size_t width_of(const Store *store, RowRef fact, Text *words) {
    text_empty(words);
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
        text_add_many(text, ' ', 2 + (width < widest ? widest - width : 0));
        statements_print(store, facts[i].relation, facts[i].row, sources, text);
        uint32_t times = store_origin_count(store, facts[i].relation, facts[i].row);
        if (times > 1) {
            text_lit(text, "  (stated ");
            times_print(times, text);
            text_add_char(text, ')');
        }
        text_add_char(text, '\n');
    }
    text_clear(&words);
}

void fact_ids_json(const Store *store, RowRef fact, const Sources *sources, Text *text) {
    Text id;
    text_init(&id);
    text_add_char(text, '[');
    for (uint32_t i = 0; i < store_origin_count(store, fact.relation, fact.row); i++) {
        text_empty(&id);
        origin_print(store, sources, store_origin(store, fact.relation, fact.row, i), &id);
        if (i) text_add_char(text, ',');
        text_add_json(text, text_str(&id));
    }
    text_add_char(text, ']');
    text_clear(&id);
}

static void all_cites_json(const Store *store, RelId relation, RowId row, Text *text) {
    bool is_first = true;
    for (uint32_t i = 0; i < store_origin_count(store, relation, row); i++) {
        Cites cites = store_origin(store, relation, row, i).cites;
        for (uint32_t k = 0; k < cites.count; k++) {
            text_add(text, is_first ? STR("{\"key\":") : STR(",{\"key\":"));
            symbol_json(store->program, cites.items[k].key, text);
            text_lit(text, ",\"locator\":");
            string_or_null(cites.items[k].locator, text);
            text_add_char(text, '}');
            is_first = false;
        }
    }
}

void fact_members(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text) {
    Text words;
    text_init(&words);
    given_print(store->program, relation, values_of(store, relation, row), &words);
    text_lit(text, "\"atom\":");
    text_add_json(text, text_str(&words));
    text_empty(&words);
    given_print_saying(store->program, relation, values_of(store, relation, row), &words);
    text_lit(text, ",\"sentence\":");
    text_add_json(text, text_str(&words));
    bool is_reported = store->program->relations.items[relation].helper == HELPER_APPLIES;
    text_printf(text, ",\"reported\":%s,\"fact_ids\":", is_reported ? "true" : "false");
    fact_ids_json(store, (RowRef){relation, row}, sources, text);
    text_lit(text, ",\"cites\":[");
    all_cites_json(store, relation, row, text);
    text_add_char(text, ']');
    text_clear(&words);
}

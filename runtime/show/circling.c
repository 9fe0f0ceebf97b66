/* Each atom with the next one, which is all that it lacks. */
#include "runtime/show/circling.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/words.h"

void circle_print(const Shortfall *s, Text *text) {
    uint32_t entries[SHORTS_KEPT], count = circle_of(s, entries);
    if (count == 0) return;
    text_lit(text, "  by these rules it would only support itself, in a circle: ");
    for (uint32_t i = 0; i <= count; i++) {
        const Short *entry = &s->items.items[entries[i % count]];
        if (i) text_add(text, i == 1 ? STR(" if ") : STR(", and that if "));
        saying_print(s->store->program, entry->relation, entry->row, text);
    }
    text_lit(text, "; something outside it would have to support one of them\n");
}

void circle_json(const Shortfall *s, Text *text) {
    uint32_t entries[SHORTS_KEPT], count = circle_of(s, entries);
    if (count == 0) return;
    text_lit(text, ",\n\"circle\":[");
    for (uint32_t i = 0; i < count; i++) {
        const Short *entry = &s->items.items[entries[i]];
        if (i) text_add_char(text, ',');
        atom_json(s->store, entry->relation, entry->row, text);
    }
    text_add_char(text, ']');
}

/* NULL: not of one row. */
static Shortfall *follow(const Store *store, RelId relation, const Value *row) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {relation, NO_ROW}};
    for (uint32_t i = 0; i < store->program->relations.items[relation].arity; i++)
        if (row[i] == UNBOUND) return NULL;
    return shortfall_of(store, relation, row, NULL, &judgement, CIRCLE_DEPTH);
}

void circle_print_of(const Store *store, RelId relation, const Value *row, Text *text) {
    Shortfall *s = follow(store, relation, row);
    if (s) circle_print(s, text);
    shortfall_free(s);
}

void circle_json_of(const Store *store, RelId relation, const Value *row, Text *text) {
    Shortfall *s = follow(store, relation, row);
    if (s) circle_json(s, text);
    shortfall_free(s);
}

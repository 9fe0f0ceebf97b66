/* By the relations below it (judge/cone.h). */
#include "runtime/show/setting.h"

#include "runtime/judge/cone.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/words.h"

typedef struct {
    const Store *store;
    bool *is_met; /* by relation */
} Setting;

static Setting setting_new(const Store *store) {
    return (Setting){store, mem_alloc_zero(store->program->relations.count + 1)};
}

static void meet(Setting *s, const Claim *claim) {
    Cone cone;
    cone_init(&cone, s->store->program, claim);
    for (RelId id = 0; id < s->store->program->relations.count; id++)
        s->is_met[id] = s->is_met[id] || cone_has(&cone, id);
    cone_clear(&cone);
}

static Setting of_claim(const Store *store, const Claim *claim) {
    const Agenda *agenda = store->program->agenda;
    Setting s = setting_new(store);
    for (size_t i = 0; !claim && i < agenda->claims.count; i++) meet(&s, &agenda->claims.items[i]);
    if (claim) meet(&s, claim);
    return s;
}

/* Of an answer as of a claim; of an atom with what speaks for and against it. */
static Setting of_relation(const Store *store, RelId relation) {
    Part part = {.is_atom = store->program->relations.items[relation].helper == HELPER_NONE, .relation = relation};
    Claim claim = {.name = NO_SYMBOL, .parts = &part, .part_count = 1, .question = {.answer = relation}};
    return of_claim(store, &claim);
}

/* The next one by name behind `last` (NO_ID: the first) that has a value; NO_ID. */
static RelId next_of(const Setting *s, RelId last) {
    const Program *program = s->store->program;
    RelId best = NO_ID;
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (!s->is_met[id] || !relation->is_parameter || relation->helper != HELPER_NONE) continue;
        Str name = symbol_str(program, relation->name);
        if (row_least(s->store, store_table(s->store, id), NULL, NULL, false) == NO_ROW) continue;
        if (last != NO_ID && str_compare(name, symbol_str(program, program->relations.items[last].name)) <= 0) continue;
        if (best != NO_ID && str_compare(name, symbol_str(program, program->relations.items[best].name)) > 0) continue;
        best = id;
    }
    return best;
}

static Value value_of(const Setting *s, RelId id) {
    Table *table = store_table(s->store, id);
    return table_row(table, row_least(s->store, table, NULL, NULL, false))[0];
}

static void list_print(Setting *s, const char *before, const char *behind, Text *text) {
    const Program *program = s->store->program;
    RelId id = next_of(s, NO_ID);
    for (bool is_first = true; id != NO_ID; id = next_of(s, id), is_first = false) {
        text_add(text, is_first ? str_of(before) : STR(", "));
        if (is_first) text_add(text, next_of(s, id) == NO_ID ? STR("the parameter ") : STR("the parameters "));
        text_printf(text, "%.*s = ", STR_FMT(symbol_str(program, program->relations.items[id].name)));
        value_print(program->values, value_of(s, id), text);
        if (next_of(s, id) == NO_ID) text_add(text, str_of(behind));
    }
    mem_free(s->is_met);
}

void setting_print(const Store *store, const Claim *claim, Text *text) {
    Setting s = of_claim(store, claim);
    list_print(&s, " (with ", ")", text);
}

void setting_print_of(const Store *store, RelId relation, Text *text) {
    Setting s = of_relation(store, relation);
    list_print(&s, " (with ", ")", text);
}

void setting_all_print(const Store *store, const char *before, const char *behind, Text *text) {
    Setting s = of_claim(store, NULL);
    list_print(&s, before, behind, text);
}

static void list_json(Setting *s, Text *text) {
    const Program *program = s->store->program;
    RelId first = next_of(s, NO_ID);
    for (RelId id = first; id != NO_ID; id = next_of(s, id)) {
        text_add(text, id == first ? STR(",\n\"parameters\":[{\"name\":") : STR(",{\"name\":"));
        symbol_json(program, program->relations.items[id].name, text);
        text_lit(text, ",\"value\":");
        value_print_json(program->values, value_of(s, id), text);
        text_add_char(text, '}');
    }
    if (first != NO_ID) text_add_char(text, ']');
    mem_free(s->is_met);
}

void setting_json(const Store *store, const Claim *claim, Text *text) {
    Setting s = of_claim(store, claim);
    list_json(&s, text);
}

void setting_json_of(const Store *store, RelId relation, Text *text) {
    Setting s = of_relation(store, relation);
    list_json(&s, text);
}

/* The given facts as JSON: {"facts":[{"relation","atom","sentence","reported","fact_ids","cites"}],"left_out":n,
 * "sources":{key:{"name","text"}}}.
 *
 * Of a changed world those of its base, so that what a scenario takes back is listed too. */
#include "runtime/show/cited.h"
#include "runtime/show/fact.h"
#include "runtime/show/words.h"
#include "runtime/wasm/playground.h"

static bool can_be_listed(const Program *program, RelId relation) {
    const Relation *said = &program->relations.items[program_said(program, relation)];
    return said->helper == HELPER_NONE && said->name != NO_SYMBOL && !said->is_parameter;
}

static void add_fact(const Store *store, RelId relation, RowId row, const Sources *sources, Text *out) {
    const Program *program = store->program;
    text_add_json_member(
        out, "{\"relation\":", symbol_str(program, program->relations.items[program_said(program, relation)].name));
    text_add_char(out, ',');
    fact_members(store, relation, row, sources, out);
    text_add_char(out, '}');
}

static void add_source(const Program *program, Symbol key, Text *out) {
    Text words;
    text_init(&words);
    text_add_json(out, symbol_str(program, key));
    source_name_print(program, key, &words);
    text_add_json_member(out, ":{\"name\":", text_str(&words));
    text_empty(&words);
    source_print_full(program, key, &words);
    text_add_json_member(out, ",\"text\":", text_str(&words));
    text_add_char(out, '}');
    text_clear(&words);
}

hence_status list_given(hence_engine *engine, const void *arguments) {
    const GivenAsked *asked = arguments;
    const Session *session = &engine->session;
    Text *out = &engine->answer;
    uint32_t left_out = 0;
    bool is_first = true;
    if (!engine->has_run) return engine_misuse(engine, "nothing has run yet");
    const Store *store = session_given(session);
    text_empty(out);
    text_lit(out, "{\"facts\":[");
    for (RelId relation = 0; relation < store->program->relations.count; relation++) {
        uint32_t count = can_be_listed(store->program, relation) ? store_given_count(store, relation) : 0;
        for (RowId row = 0; row < count && row < asked->most; row++) {
            if (!is_first) text_lit(out, ",\n");
            add_fact(store, relation, row, session->sources, out);
            is_first = false;
        }
        if (count > asked->most) left_out += count - asked->most;
    }
    text_printf(out, "],\"left_out\":%u,\"sources\":{", (unsigned)left_out);
    for (size_t i = 0; i < store->program->bibliography.count; i++) {
        if (i) text_lit(out, ",\n");
        add_source(store->program, store->program->bibliography.items[i].key, out);
    }
    text_lit(out, "}}");
    *asked->answer = engine_text(out);
    return HENCE_OK;
}

/* Completions as JSON: {"begin","end","items":[{"label","kind","insert","snippet","detail","about","rank"}]},
 * begin and end in bytes.
 *
 * Of the whole engine alone.  The project is read anew for each list:
 * a file of a page is short, and its text need not read. */
#ifndef HENCE_PAGE
#include "lang/editor/complete.h"
#include "lang/syntax/parse.h"
#include "runtime/wasm/playground.h"

static const char *kind_name(CompletionKind kind) {
    static const char *const NAMES[] = {"class",    "property", "type",      "enum",     "variable",
                                        "constant", "scenario", "reference", "function", "keyword"};
    return NAMES[kind];
}

static void add_offer(const Completion *item, Text *out) {
    text_add_json_member(out, "{\"label\":", item->name);
    text_add_json_member(out, ",\"kind\":", str_of(kind_name(item->kind)));
    text_add_json_member(out, ",\"insert\":", item->insert);
    text_add_json_member(out, ",\"snippet\":", item->snippet);
    text_add_json_member(out, ",\"detail\":", item->detail);
    text_add_json_member(out, ",\"about\":", item->about);
    text_printf(out, ",\"rank\":%u}", item->rank);
}

static void print_offers(const Project *project, uint32_t module, uint32_t offset, Text *out) {
    SourceId source = project_ast(project, module)->source;
    Diags *diags = diags_new(project->sources);
    TokenList tokens = {0};
    Completions offers;
    Arena arena;
    arena_init(&arena);
    (void)parse_tokens(project->sources, source, &arena, diags, &tokens);
    complete(project, source_text(project->sources, source), &tokens, offset, &offers);
    text_printf(out, "{\"begin\":%u,\"end\":%u,\"items\":[", (unsigned)offers.begin, (unsigned)offers.end);
    for (size_t i = 0; i < offers.items.count; i++) {
        if (i) text_lit(out, ",\n");
        add_offer(&offers.items.items[i], out);
    }
    text_lit(out, "]}");
    completions_clear(&offers);
    vec_free(&tokens);
    diags_free(diags);
    arena_clear(&arena);
}

hence_status list_offers(hence_engine *engine, const void *arguments) {
    const OffersAsked *asked = arguments;
    Text *out = &engine->answer;
    text_empty(out);
    Project *project = project_open(asked->name, engine_read_rules, engine);
    uint32_t module = project ? project_module(project, str_of(asked->name)) : NO_ID;
    if (module != NO_ID) print_offers(project, module, asked->offset, out);
    project_free(project);
    *asked->answer = engine_text(out);
    return out->length ? HENCE_OK : HENCE_BAD_QUESTION;
}
#endif

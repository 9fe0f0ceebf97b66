/* About the thing at a place: what it is, where it is, and another name for it. */
#include "lang/editor/describe.h"
#include "lang/editor/rename.h"
#include "lang/editor/words.h"
#include "lang/syntax/parse.h"
#include "runtime/lsp/server_internal.h"
#include "runtime/show/cited.h"

static const Mark *mark_of(const Spot *spot) {
    return marks_at(&spot->root->project->marks, spot->module, spot->offset);
}

/* ---- hover ---- */

/* The word of the language that the place is in; letters only. */
static Str word_at(const Spot *spot, Span *span) {
    const Project *project = spot->root->project;
    SourceId source = project_ast(project, spot->module)->source;
    Str text = source_text(project->sources, source);
    uint32_t begin = spot->offset, end = begin;
    while (begin > 0 && ((text.text[begin - 1] >= 'a' && text.text[begin - 1] <= 'z') || text.text[begin - 1] == '_'))
        begin--;
    while (end < text.length && ((text.text[end] >= 'a' && text.text[end] <= 'z') || text.text[end] == '_')) end++;
    *span = (Span){source, begin, end};
    return (Str){text.text + begin, end - begin};
}

/* Not in a comment or a text: there is a token of that word. */
static bool is_token(const Project *project, Span span) {
    Arena arena;
    TokenList tokens = {0};
    Diags *diags = diags_new(project->sources);
    bool is_one = false;
    arena_init(&arena);
    parse_tokens(project->sources, span.source, &arena, diags, &tokens);
    for (size_t i = 0; i < tokens.count; i++)
        is_one = is_one || (tokens.items[i].span.begin == span.begin && tokens.items[i].span.end == span.end);
    vec_free(&tokens);
    diags_free(diags);
    arena_clear(&arena);
    return is_one;
}

static void describe_word(const Spot *spot, Span *span, Text *text) {
    Str word = word_at(spot, span);
    const KnownWord *known = word.length ? word_known(word) : NULL;
    if (known && is_token(spot->root->project, *span)) text_printf(text, "`%s`: %s", known->word, known->about);
}

void answer_hover(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Span span = NO_SPAN;
    Text text;
    if (!server_spot(server, id, params, &spot)) return;
    const Mark *mark = mark_of(&spot);
    text_init(&text);
    if (mark) {
        span = mark->span;
        mark_describe(spot.root->project, mark, source_print_full, &text);
    }
    if (text.length == 0) describe_word(&spot, &span, &text);
    json_t *contents = json_pack("{s:s,s:o}", "kind", server->has_markdown ? "markdown" : "plaintext", "value",
                                 wire_text(text_str(&text)));
    if (text.length)
        wire_answer(id, json_pack("{s:o,s:o}", "contents", contents, "range", server_range(server, spot.root, span)));
    else
        json_decref(contents), wire_answer(id, NULL);
    text_clear(&text);
}

/* ---- where it is ---- */

static void add_location(Server *server, json_t *list, Root *root, Span span) {
    json_t *location = server_location(server, root, span), *other;
    size_t i;
    json_array_foreach(list, i, other) {
        if (!json_equal(other, location)) continue;
        json_decref(location);
        return;
    }
    json_array_append_new(list, location);
}

/* The file that `use` or `load` names. */
static void add_file(Server *server, json_t *list, const Spot *spot, const Mark *mark) {
    Arena arena;
    arena_init(&arena);
    const Module *module = &spot->root->project->modules->items.items[mark->module];
    Str path = module_resolve(module, mark->name, &arena);
    Position start = {0, 0};
    json_array_append_new(list,
                          json_pack("{s:o,s:o}", "uri", server_uri(server, path), "range", wire_span(start, start)));
    arena_clear(&arena);
}

static void add_bibitem(Server *server, json_t *list, Root *root, Str key) {
    const Program *program = root->project->program;
    Symbol symbol = intern_find(values_symbols(program->values), key);
    const Bibitem *item = symbol == NO_SYMBOL ? NULL : program_find_source(program, symbol);
    if (item && item->span.source != NO_SOURCE) add_location(server, list, root, item->span);
}

void answer_definition(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    if (!server_spot(server, id, params, &spot)) return;
    const Mark *mark = mark_of(&spot);
    json_t *list = json_array();
    MarkList places = {0};
    if (mark && mark->kind == MARK_FILE) add_file(server, list, &spot, mark);
    if (mark && mark->kind != MARK_FILE) project_places(spot.root->project, mark, true, &places);
    bool is_known = mark && (mark->kind != MARK_CALL && (mark->kind != MARK_RELATION || mark->owner != NO_ID));
    for (size_t i = 0; i < places.count && is_known; i++)
        if (places.items[i].role != ROLE_NAMES || mark->kind == MARK_VARIABLE)
            add_location(server, list, spot.root, places.items[i].span);
    if (mark && mark->kind == MARK_SOURCE && json_array_size(list) == 0)
        add_bibitem(server, list, spot.root, mark->name);
    vec_free(&places);
    wire_answer(id, list);
}

/* The mark that another project has of the same thing: at the same place, since files are shared. */
static const Mark *mark_in(const Root *root, const Spot *spot) {
    return project_mark(root->project, spot->document->path, spot->offset);
}

void answer_references(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    RootList roots = {0};
    if (!server_spot(server, id, params, &spot)) return;
    bool has_definitions = wire_true(params, "context.includeDeclaration");
    json_t *list = json_array();
    workspace_roots(server, spot.document, &roots);
    for (size_t r = 0; r < roots.count; r++) {
        const Mark *mark = mark_in(roots.items[r], &spot);
        MarkList places = {0};
        if (mark) project_places(roots.items[r]->project, mark, false, &places);
        for (size_t i = 0; i < places.count; i++)
            if (has_definitions || places.items[i].role != ROLE_DEFINES)
                json_array_append_new(list, server_location(server, roots.items[r], places.items[i].span));
        vec_free(&places);
    }
    if (roots.count > 1) { /* files that several use are told once */
        json_t *once = json_array(), *location, *seen = json_object();
        size_t i;
        json_array_foreach(list, i, location) {
            char *key = json_dumps(location, JSON_COMPACT | JSON_SORT_KEYS);
            if (key && !json_object_get(seen, key)) {
                json_object_set_new(seen, key, json_true());
                json_array_append(once, location);
            }
            mem_free(key);
        }
        json_decref(list);
        json_decref(seen);
        list = once;
    }
    vec_free(&roots);
    wire_answer(id, list);
}

void answer_highlights(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    if (!server_spot(server, id, params, &spot)) return;
    const Mark *mark = mark_of(&spot);
    json_t *list = json_array();
    MarkList places = {0};
    if (mark) project_places(spot.root->project, mark, false, &places);
    for (size_t i = 0; i < places.count; i++) {
        if (places.items[i].module != spot.module) continue;
        int kind = places.items[i].role == ROLE_NAMES ? 2 : 3; /* read, write */
        json_array_append_new(
            list, json_pack("{s:o,s:i}", "range", server_range(server, spot.root, places.items[i].span), "kind", kind));
    }
    vec_free(&places);
    wire_answer(id, list);
}

/* ---- another name ---- */

void answer_prepare_rename(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Text why;
    if (!server_spot(server, id, params, &spot)) return;
    const Mark *mark = mark_of(&spot);
    text_init(&why);
    if (!mark)
        wire_answer(id, NULL);
    else if (rename_is_possible(spot.root->project, mark, &why))
        wire_answer(id, json_pack("{s:o,s:o}", "range", server_range(server, spot.root, mark->span), "placeholder",
                                  wire_text(mark->name)));
    else
        wire_refuse(id, WIRE_REQUEST_FAILED, "cannot rename: %.*s", STR_FMT(text_str(&why)));
    text_clear(&why);
}

/* In each project that has the file; false and why where one of them objects. */
static bool rename_in(Server *server, const Spot *spot, Root *root, Str name, json_t *changes, json_t *seen,
                      Text *why) {
    const Mark *mark = mark_in(root, spot);
    MarkList places = {0};
    if (!mark) return true;
    bool is_fine = rename_places(root->project, mark, name, &places, why);
    for (size_t i = 0; i < places.count; i++) {
        Span span = places.items[i].span;
        Text key;
        text_init(&key);
        text_printf(&key, "%u %.*s", (unsigned)span.begin, STR_FMT(source_name(root->project->sources, span.source)));
        if (!json_object_get(seen, key.bytes)) {
            json_object_set_new(seen, key.bytes, json_true());
            server_add_edit(server, changes, root, span, name);
        }
        text_clear(&key);
    }
    vec_free(&places);
    return is_fine;
}

void answer_rename(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Text why;
    RootList roots = {0};
    Str name = wire_string(params, "newName");
    if (!name.text) {
        wire_refuse(id, WIRE_INVALID_PARAMS, "a new name is expected");
        return;
    }
    if (!server_spot(server, id, params, &spot)) return;
    text_init(&why);
    json_t *changes = json_object(), *seen = json_object();
    bool is_fine = mark_of(&spot) != NULL;
    if (!is_fine) text_lit(&why, "there is no name here");
    workspace_roots(server, spot.document, &roots);
    for (size_t i = 0; i < roots.count && is_fine; i++)
        is_fine = rename_in(server, &spot, roots.items[i], name, changes, seen, &why);
    if (is_fine)
        wire_answer(id, json_pack("{s:O}", "changes", changes));
    else
        wire_refuse(id, WIRE_REQUEST_FAILED, "cannot rename: %.*s", STR_FMT(text_str(&why)));
    json_decref(changes);
    json_decref(seen);
    vec_free(&roots);
    text_clear(&why);
}

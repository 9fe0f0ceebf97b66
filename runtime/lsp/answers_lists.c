/* Lists: what may be written, what a file says, what can be folded, what each token means. */
#include "lang/editor/complete.h"
#include "lang/editor/highlight.h"
#include "lang/editor/outline.h"
#include "lang/syntax/parse.h"
#include "runtime/lsp/server_internal.h"

/* ---- tokens of a document ---- */

typedef struct {
    Arena arena;
    Diags *diags;
    TokenList tokens;
    const Ast *ast;
    Str text;
} Read;

static void read_begin(Read *read, const Spot *spot) {
    const Project *project = spot->root->project;
    SourceId source = project_ast(project, spot->module)->source;
    *read = (Read){.diags = diags_new(project->sources), .text = source_text(project->sources, source)};
    arena_init(&read->arena);
    read->ast = parse_tokens(project->sources, source, &read->arena, read->diags, &read->tokens);
}

static void read_end(Read *read) {
    vec_free(&read->tokens);
    diags_free(read->diags);
    arena_clear(&read->arena);
}

static Position place(const Server *server, const Spot *spot, uint32_t offset) {
    SourceId source = project_ast(spot->root->project, spot->module)->source;
    return root_position(&server->projects, spot->root, source, offset);
}

/* ---- completion ---- */

static int completion_kind(CompletionKind kind) {
    switch (kind) {
    case COMPLETION_RELATION: return 7;  /* class */
    case COMPLETION_COLUMN: return 10;   /* property */
    case COMPLETION_TYPE: return 25;     /* type parameter */
    case COMPLETION_CONSTANT: return 20; /* enum member */
    case COMPLETION_VARIABLE: return 6;  /* variable */
    case COMPLETION_LABEL: return 18;    /* reference */
    case COMPLETION_SCENARIO: return 9;  /* module */
    case COMPLETION_SOURCE: return 18;   /* reference */
    case COMPLETION_CALL: return 3;      /* function */
    case COMPLETION_WORD: return 14;     /* keyword */
    }
    return 1;
}

static void add_completion(const Server *server, const Completion *c, Position begin, Position end, Text *out) {
    bool is_snippet = server->has_snippets && c->snippet.length > 0;
    text_add_json_member(out, "{\"label\":", c->name);
    text_printf(out, ",\"kind\":%d,\"textEdit\":{\"range\":", completion_kind(c->kind));
    wire_add_span(out, begin, end);
    text_add_json_member(out, ",\"newText\":", is_snippet ? c->snippet : c->insert);
    text_lit(out, "}");
    if (is_snippet) text_lit(out, ",\"insertTextFormat\":2");
    if (c->detail.length) text_add_json_member(out, ",\"detail\":", c->detail);
    if (c->about.length) text_add_json_member(out, ",\"documentation\":", c->about);
    Text sort;
    text_init(&sort);
    text_printf(&sort, "%u%.*s", c->rank, STR_FMT(c->name));
    text_add_json_member(out, ",\"sortText\":", text_str(&sort));
    text_clear(&sort);
    text_lit(out, "}");
}

void answer_completion(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Read read;
    Completions completions;
    Text out;
    if (!server_spot(server, id, params, &spot)) return;
    read_begin(&read, &spot);
    complete(spot.root->project, read.text, &read.tokens, spot.offset, &completions);
    Position begin = place(server, &spot, completions.begin), end = place(server, &spot, completions.end);
    text_init(&out);
    text_lit(&out, "{\"isIncomplete\":false,\"items\":[");
    for (size_t i = 0; i < completions.items.count; i++) {
        if (i) text_add_char(&out, ',');
        add_completion(server, &completions.items.items[i], begin, end, &out);
    }
    text_lit(&out, "]}");
    wire_answer_text(id, text_str(&out));
    text_clear(&out);
    completions_clear(&completions);
    read_end(&read);
}

/* ---- symbols ---- */

static int symbol_kind(OutlineKind kind) {
    static const int KINDS[] = {
        [OUTLINE_RELATION] = 5, [OUTLINE_COLUMN] = 8, [OUTLINE_TYPE] = 10,  [OUTLINE_PARAMETER] = 14,
        [OUTLINE_RULE] = 12,    [OUTLINE_FACT] = 18,  [OUTLINE_CLAIM] = 17, [OUTLINE_SOURCE] = 20,
        [OUTLINE_SCENARIO] = 3, [OUTLINE_TEST] = 6,   [OUTLINE_FILE] = 1};
    return KINDS[kind];
}

static void add_range(const Server *server, Root *root, const char *before, Span span, Text *out) {
    text_add(out, str_of(before));
    wire_add_span(out, root_position(&server->projects, root, span.source, span.begin),
                  root_position(&server->projects, root, span.source, span.end));
}

/* Left open, for what is within. */
static void add_symbol(const Server *server, Root *root, const OutlineItem *item, Text *out) {
    text_add_json_member(out, "{\"name\":", item->name.length ? item->name : STR("_"));
    text_printf(out, ",\"kind\":%d", symbol_kind(item->kind));
    if (item->detail.length) text_add_json_member(out, ",\"detail\":", item->detail);
    add_range(server, root, ",\"range\":", item->span, out);
    add_range(server, root, ",\"selectionRange\":", item->name_span, out);
}

static void add_symbol_flat(Server *server, Root *root, const OutlineItem *item, Text *out) {
    json_t *uri = server_uri(server, source_name(root->project->sources, item->span.source));
    text_add_json_member(out, "{\"name\":", item->name.length ? item->name : STR("_"));
    text_printf(out, ",\"kind\":%d,\"location\":{", symbol_kind(item->kind));
    text_add_json_member(out, "\"uri\":", str_of(json_string_value(uri)));
    add_range(server, root, ",\"range\":", item->span, out);
    text_lit(out, "}}");
    json_decref(uri);
}

void answer_symbols(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Outline outline = {0};
    Text out;
    if (!server_document(server, id, params, &spot)) return;
    outline_make(spot.root->project, spot.module, &outline);
    text_init(&out);
    text_add_char(&out, '[');
    for (size_t i = 0; i < outline.count; i++) {
        const OutlineItem *item = &outline.items[i];
        if (i) text_add_char(&out, ',');
        if (!server->has_symbol_trees) {
            add_symbol_flat(server, spot.root, item, &out);
            continue;
        }
        add_symbol(server, spot.root, item, &out);
        text_lit(&out, ",\"children\":[");
        for (uint32_t k = 0; k < item->child_count; k++) {
            if (k) text_add_char(&out, ',');
            add_symbol(server, spot.root, &outline.items[++i], &out);
            text_add_char(&out, '}');
        }
        text_lit(&out, "]}");
    }
    text_add_char(&out, ']');
    wire_answer_text(id, text_str(&out));
    text_clear(&out);
    vec_free(&outline);
}

/* Letters of the query in order, whatever the case: as editors filter. */
static bool fits(Str name, Str query) {
    size_t at = 0;
    for (size_t i = 0; i < name.length && at < query.length; i++) {
        char a = name.text[i], b = query.text[at];
        if (a >= 'A' && a <= 'Z') a = (char)(a + 32);
        if (b >= 'A' && b <= 'Z') b = (char)(b + 32);
        at += a == b;
    }
    return at == query.length;
}

enum { SYMBOL_MOST = 2000 };

/* What is found. */
typedef struct {
    Str query;
    json_t *seen; /* paths */
    size_t count;
    Text out;
} Search;

static void search_module(Server *server, Root *root, uint32_t module, Search *search) {
    Outline outline = {0};
    outline_make(root->project, module, &outline);
    for (size_t i = 0; i < outline.count && search->count < SYMBOL_MOST; i++) {
        bool is_wanted = outline.items[i].kind != OUTLINE_COLUMN && outline.items[i].kind != OUTLINE_FILE;
        if (!is_wanted || !fits(outline.items[i].name, search->query)) continue;
        if (search->count++) text_add_char(&search->out, ',');
        add_symbol_flat(server, root, &outline.items[i], &search->out);
    }
    vec_free(&outline);
}

static void search_project(Server *server, Root *root, Search *search) {
    for (uint32_t m = 0; m < root->project->modules->items.count; m++) {
        json_t *key = wire_text(project_path(root->project, m));
        if (!json_object_get(search->seen, json_string_value(key))) {
            json_object_set_new(search->seen, json_string_value(key), json_true());
            search_module(server, root, m, search);
        }
        json_decref(key);
    }
}

void answer_workspace_symbols(Server *server, json_t *id, const json_t *params) {
    Search search = {.query = wire_string(params, "query"), .seen = json_object()};
    Paths paths = {0};
    text_init(&search.out);
    text_add_char(&search.out, '[');
    for (size_t i = 0; i < server->documents.items.count; i++) {
        const Document *document = server->documents.items.items[i];
        if (!document->is_data) search_project(server, projects_root(&server->projects, document->path), &search);
    }
    workspace_files(server, &paths);
    for (size_t i = 0; i < paths.count; i++)
        if (!json_object_get(search.seen, paths.items[i].text))
            search_project(server, projects_root(&server->projects, paths.items[i]), &search);
    projects_drop_closed(&server->projects);
    paths_clear(&paths);
    if (search.count == SYMBOL_MOST)
        wire_notify("window/logMessage", json_pack("{s:i,s:s}", "type", 3, "message",
                                                   "hence: only the first 2000 symbols that fit are listed"));
    text_add_char(&search.out, ']');
    wire_answer_text(id, text_str(&search.out));
    text_clear(&search.out);
    json_decref(search.seen);
}

/* ---- folding, tokens ---- */

void answer_folding(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Read read;
    Folds folds = {0};
    if (!server_document(server, id, params, &spot)) return;
    read_begin(&read, &spot);
    folds_make(read.text, read.ast, &read.tokens, &folds);
    json_t *list = json_array();
    for (size_t i = 0; i < folds.count; i++) {
        Position begin = place(server, &spot, folds.items[i].begin), end = place(server, &spot, folds.items[i].end);
        if (begin.line >= end.line) continue;
        json_t *fold = json_pack("{s:I,s:I}", "startLine", (json_int_t)begin.line, "endLine", (json_int_t)end.line);
        if (folds.items[i].is_comment) json_object_set_new(fold, "kind", json_string("comment"));
        json_array_append_new(list, fold);
    }
    vec_free(&folds);
    read_end(&read);
    wire_answer(id, list);
}

/* Five numbers a token: line and unit from the one before, length, kind, modifiers. */
void answer_tokens(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Read read;
    Lights lights = {0};
    if (!server_document(server, id, params, &spot)) return;
    const Marks *marks = &spot.root->project->marks;
    uint32_t first = marks->begins.items[spot.module], end = marks->begins.items[spot.module + 1];
    read_begin(&read, &spot);
    lights_make(read.text, &read.tokens, marks->items.items + first, end - first, &lights);
    Text out;
    Position last = {0, 0};
    text_init(&out);
    text_lit(&out, "{\"data\":[");
    for (size_t i = 0; i < lights.count; i++) {
        const Light *light = &lights.items[i];
        Position at = place(server, &spot, light->begin);
        Str piece = {read.text.text + light->begin, light->end - light->begin};
        uint32_t unit = at.line == last.line ? at.unit - last.unit : at.unit;
        const uint32_t five[] = {at.line - last.line, unit, units_of(piece, server->projects.units), light->kind,
                                 light->modifiers};
        for (size_t k = 0; k < 5; k++) {
            if (i || k) text_add_char(&out, ',');
            text_add_int(&out, five[k]);
        }
        last = at;
    }
    text_lit(&out, "]}");
    vec_free(&lights);
    read_end(&read);
    wire_answer_text(id, text_str(&out));
    text_clear(&out);
}

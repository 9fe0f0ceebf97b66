/* The loop: what has come in is read as far as it goes before the next message is looked at, so that a request that was
 * cancelled is not worked on, and messages are made up when nothing more is waiting. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "runtime/api/version.h"
#include "runtime/lsp/lsp.h"
#include "runtime/lsp/paths.h"
#include "lang/editor/highlight.h"
#include "runtime/lsp/server_internal.h"

enum { IDLE_MILLISECONDS = 60, READ_BYTES = 65536, QUEUE_MOST = 1000 };

/* ---- what answers share ---- */

json_t *server_range(Server *server, Root *root, Span span) {
    if (span.source == NO_SOURCE || !source_has_text(root->project->sources, span.source))
        return wire_span((Position){0, 0}, (Position){0, 0});
    Position begin = root_position(&server->projects, root, span.source, span.begin);
    return wire_span(begin, root_position(&server->projects, root, span.source, span.end));
}

json_t *server_uri(Server *server, Str path) {
    const Document *document = documents_at_path(&server->documents, path);
    if (document) return wire_text(document->uri);
    Text uri;
    text_init(&uri);
    uri_of_path(path, &uri);
    json_t *made = wire_text(text_str(&uri));
    text_clear(&uri);
    return made;
}

json_t *server_location(Server *server, Root *root, Span span) {
    Str path = span.source == NO_SOURCE ? root->path : source_name(root->project->sources, span.source);
    return json_pack("{s:o,s:o}", "uri", server_uri(server, path), "range", server_range(server, root, span));
}

void server_add_edit(Server *server, json_t *changes, Root *root, Span span, Str text) {
    json_t *uri = server_uri(server, source_name(root->project->sources, span.source));
    json_t *edits = json_object_get(changes, json_string_value(uri));
    if (!edits) {
        edits = json_array();
        json_object_set_new(changes, json_string_value(uri), edits);
    }
    json_decref(uri);
    json_array_append_new(
        edits, json_pack("{s:o,s:o}", "range", server_range(server, root, span), "newText", wire_text(text)));
}

bool server_document(Server *server, json_t *id, const json_t *params, Spot *spot) {
    Str uri = wire_string(wire_object(params, "textDocument"), "uri");
    *spot = (Spot){.document = uri.text ? documents_find(&server->documents, uri) : NULL};
    if (!spot->document) {
        wire_refuse(id, WIRE_INVALID_PARAMS, "the document is not open: %.*s",
                    (int)(uri.length < 500 ? uri.length : 500), uri.text ? uri.text : "");
        return false;
    }
    if (spot->document->is_data) {
        wire_refuse(id, WIRE_INVALID_PARAMS, "the document is no rule file");
        return false;
    }
    spot->root = projects_of(&server->projects, spot->document);
    spot->module = project_module(spot->root->project, spot->document->path);
    if (spot->module != NO_ID) return true;
    wire_refuse(id, WIRE_REQUEST_FAILED, "the document cannot be read");
    return false;
}

bool server_spot(Server *server, json_t *id, const json_t *params, Spot *spot) {
    Position position;
    if (!server_document(server, id, params, spot)) return false;
    if (!wire_position(wire_object(params, "position"), &position)) {
        wire_refuse(id, WIRE_INVALID_PARAMS, "a position is expected");
        return false;
    }
    spot->offset = document_offset(&server->projects, spot->root, spot->module, position);
    return true;
}

/* ---- life ---- */

static void take_folders(Server *server, const json_t *params) {
    json_t *folders = wire_array(params, "workspaceFolders"), *folder;
    size_t i;
    json_array_foreach(folders, i, folder) { server_add_folder(server, wire_string(folder, "uri")); }
    Str root = wire_string(params, "rootUri");
    if (!json_array_size(folders) && root.text) server_add_folder(server, root);
}

static json_t *legend(void) {
    json_t *kinds = json_array();
    for (LightKind kind = 0; kind < LIGHT_COUNT; kind++) json_array_append_new(kinds, json_string(light_name(kind)));
    return json_pack("{s:o,s:[s,s]}", "tokenTypes", kinds, "tokenModifiers", "declaration", "documentation");
}

static json_t *capabilities(const Server *server) {
    static const char *const UNITS[] = {"utf-16", "utf-8", "utf-32"};
    return json_pack("{s:s, s:{s:b,s:i,s:b}, s:b, s:b, s:b, s:b, s:{s:b}, s:{s:[s,s,s]}, s:b, s:b, s:b, s:b,"
                     " s:{s:o,s:b}, s:{s:[s,s]}, s:{s:b}, s:{s:{s:b,s:b}}}",
                     "positionEncoding", UNITS[server->projects.units], "textDocumentSync", "openClose", 1, "change", 2,
                     "save", 1, "hoverProvider", 1, "definitionProvider", 1, "referencesProvider", 1,
                     "documentHighlightProvider", 1, "renameProvider", "prepareProvider", 1, "completionProvider",
                     "triggerCharacters", "(", ",", ":", "documentSymbolProvider", 1, "workspaceSymbolProvider", 1,
                     "documentFormattingProvider", 1, "foldingRangeProvider", 1, "semanticTokensProvider", "legend",
                     legend(), "full", 1, "codeActionProvider", "codeActionKinds", "quickfix", "source.fixAll",
                     "codeLensProvider", "resolveProvider", 1, "workspace", "workspaceFolders", "supported", 1,
                     "changeNotifications", 1);
}

static void answer_initialize(Server *server, json_t *id, const json_t *params) {
    if (server->is_initialized) {
        wire_refuse(id, WIRE_INVALID_REQUEST, "initialized already");
        return;
    }
    const char *offered = "capabilities.general.positionEncodings";
    server->projects.units = wire_has(params, offered, "utf-8") ? UNITS_UTF8 : UNITS_UTF16;
    server->has_snippets = wire_true(params, "capabilities.textDocument.completion.completionItem.snippetSupport");
    server->has_related = wire_true(params, "capabilities.textDocument.publishDiagnostics.relatedInformation");
    server->has_symbol_trees =
        wire_true(params, "capabilities.textDocument.documentSymbol.hierarchicalDocumentSymbolSupport");
    server->has_markdown = wire_has(params, "capabilities.textDocument.hover.contentFormat", "markdown");
    take_folders(server, params);
    server->is_initialized = true;
    wire_answer(id, json_pack("{s:o,s:{s:s,s:s}}", "capabilities", capabilities(server), "serverInfo", "name", "hence",
                              "version", HENCE_VERSION));
}

static void answer_shutdown(Server *server, json_t *id, const json_t *params) {
    (void)params;
    server->is_shut = true;
    wire_answer(id, NULL);
}

static void nothing(Server *server, json_t *id, const json_t *params) { (void)server, (void)id, (void)params; }

/* ---- dispatch ---- */

static const struct {
    const char *name;
    Method *method;
    bool is_request;
} METHODS[] = {
    {"textDocument/didChange", did_change, false},
    {"textDocument/didOpen", did_open, false},
    {"textDocument/didClose", did_close, false},
    {"textDocument/didSave", disk_changed, false},
    {"workspace/didChangeWatchedFiles", disk_changed, false},
    {"workspace/didChangeWorkspaceFolders", folders_changed, false},
    {"workspace/didChangeConfiguration", nothing, false},
    {"initialized", nothing, false},
    {"initialize", answer_initialize, true},
    {"shutdown", answer_shutdown, true},
    {"textDocument/hover", answer_hover, true},
    {"textDocument/definition", answer_definition, true},
    {"textDocument/references", answer_references, true},
    {"textDocument/documentHighlight", answer_highlights, true},
    {"textDocument/prepareRename", answer_prepare_rename, true},
    {"textDocument/rename", answer_rename, true},
    {"textDocument/completion", answer_completion, true},
    {"textDocument/documentSymbol", answer_symbols, true},
    {"workspace/symbol", answer_workspace_symbols, true},
    {"textDocument/formatting", answer_formatting, true},
    {"textDocument/foldingRange", answer_folding, true},
    {"textDocument/semanticTokens/full", answer_tokens, true},
    {"textDocument/codeAction", answer_actions, true},
    {"textDocument/codeLens", answer_lenses, true},
    {"codeLens/resolve", answer_lens, true},
};

static void request(Server *server, Str name, json_t *id, const json_t *params) {
    bool is_first = str_equal(name, STR("initialize"));
    if (!server->is_initialized && !is_first) {
        wire_refuse(id, WIRE_NOT_INITIALIZED, "the first request is initialize");
        return;
    }
    if (server->is_shut) {
        wire_refuse(id, WIRE_INVALID_REQUEST, "the server is shut down");
        return;
    }
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
        if (!METHODS[i].is_request || !str_equal(name, str_of(METHODS[i].name))) continue;
        METHODS[i].method(server, id, params);
        return;
    }
    wire_refuse(id, WIRE_METHOD_NOT_FOUND, "there is no method '%.*s'", (int)(name.length < 200 ? name.length : 200),
                name.text);
}

static void notification(Server *server, Str name, const json_t *params) {
    if (str_equal(name, STR("exit"))) server->is_done = true;
    if (!server->is_initialized || server->is_shut) return;
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++)
        if (!METHODS[i].is_request && str_equal(name, str_of(METHODS[i].name))) METHODS[i].method(server, NULL, params);
}

static bool is_id(const json_t *id) { return json_is_string(id) || json_is_integer(id); }

static void dispatch(Server *server, json_t *message) {
    json_t *id = json_object_get(message, "id");
    Str name = wire_string(message, "method");
    const json_t *params = json_object_get(message, "params");
    if (name.text && is_id(id))
        request(server, name, json_incref(id), params);
    else if (name.text && !id)
        notification(server, name, params);
    else if (name.text || !json_is_object(message) || !id)
        wire_refuse(NULL, WIRE_INVALID_REQUEST,
                    "a message is an object with a method, and an id where it is a request");
    json_decref(message); /* what is left are answers to what the server asked */
}

/* ---- coming in ---- */

static void cancel(Server *server, const json_t *params) {
    const json_t *id = json_object_get(params, "id");
    if (!is_id(id) || lenses_cancel(server, id)) return;
    for (size_t i = 0; i < server->queue.count; i++) {
        json_t *waiting = json_object_get(server->queue.items[i], "id");
        if (!json_equal(waiting, id) || !json_object_get(server->queue.items[i], "method")) continue;
        wire_refuse(json_incref(waiting), WIRE_CANCELLED, "cancelled");
        json_decref(server->queue.items[i]);
        server->queue.items[i] = NULL;
        return;
    }
}

static void take_message(Server *server, Str body) {
    Text why;
    text_init(&why);
    json_t *message = wire_read(body, &why);
    if (!message)
        wire_refuse(NULL, WIRE_PARSE_ERROR, "a message is no JSON: %.*s", STR_FMT(text_str(&why)));
    else if (str_equal(wire_string(message, "method"), STR("$/cancelRequest")) && !json_object_get(message, "id"))
        cancel(server, json_object_get(message, "params")), json_decref(message);
    else
        vec_push(&server->queue, message);
    text_clear(&why);
}

static void take_frames(Server *server) {
    Str body;
    const char *why;
    for (FrameState state; (state = frames_next(&server->frames, &body, &why)) != FRAME_WAITS;) {
        if (state == FRAME_READY)
            take_message(server, body);
        else
            wire_refuse(NULL, WIRE_PARSE_ERROR, "%s", why);
    }
}

/* Whether something can be read, or a run has ended, within that time; negative: whenever. */
static bool waits(const Server *server, int milliseconds) {
    if (server->has_ended) return false;
    struct pollfd inputs[] = {{server->input, POLLIN, 0}, {server->lenses.pipe[0], POLLIN, 0}};
    return poll(inputs, 2, milliseconds) > 0 && (inputs[0].revents & (POLLIN | POLLHUP | POLLERR));
}

static void read_some(Server *server) {
    char bytes[READ_BYTES];
    ssize_t got = read(server->input, bytes, sizeof bytes);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
    server->has_ended = got <= 0;
    if (got <= 0) return;
    frames_feed(&server->frames, (Str){bytes, (size_t)got});
    take_frames(server);
}

static void dispatch_all(Server *server) {
    for (size_t i = 0; i < server->queue.count; i++) {
        json_t *message = server->queue.items[i];
        server->queue.items[i] = NULL;
        if (message && !server->is_done)
            dispatch(server, message);
        else
            json_decref(message);
        while (!server->is_done && server->queue.count - i < QUEUE_MOST && waits(server, 0))
            read_some(server); /* what came meanwhile may cancel what is next */
    }
    vec_empty(&server->queue);
}

void server_turn(Server *server, int milliseconds) {
    bool has_input = waits(server, milliseconds);
    if (has_input) read_some(server);
    dispatch_all(server);
    lenses_step(server);
    while (server->is_dirty && !has_input && !server->is_done && !waits(server, 0))
        server->is_dirty = publish_step(server);
}

bool server_begin(Server *server, int input, int output) {
    *server = (Server){.input = input};
    wire_begin(output);
    frames_init(&server->frames);
    server->projects.documents = &server->documents;
    server->published = json_object();
    return lenses_begin(&server->lenses);
}

void server_end(Server *server) {
    lenses_refuse(&server->lenses, WIRE_CANCELLED, "the server ends");
    lenses_end(&server->lenses);
    for (size_t i = 0; i < server->queue.count; i++) json_decref(server->queue.items[i]);
    vec_free(&server->queue);
    for (size_t i = 0; i < server->folders.count; i++) path_drop(&server->folders.items[i]);
    vec_free(&server->folders);
    projects_clear(&server->projects);
    uses_clear(&server->uses);
    documents_clear(&server->documents);
    frames_clear(&server->frames);
    json_decref(server->published);
}

int lsp_serve(void) {
    Server server;
    if (!server_begin(&server, STDIN_FILENO, STDOUT_FILENO)) return 1;
    while (!server.is_done && !server.has_ended && !wire_is_closed())
        server_turn(&server, server.is_dirty ? IDLE_MILLISECONDS : -1);
    server_end(&server);
    return server.is_shut ? 0 : 1;
}

/* Messages as they come up, for all files of the projects of open documents.
 *
 * It goes in steps, so that a key that is pressed need not wait for more than one: each project is read, then each that
 * no other uses is compiled, then what differs from what was last sent is sent. */
#include "runtime/lsp/server_internal.h"

enum { PUBLISH_MOST = 1000 }; /* messages of a file */

/* ---- one message ---- */

static json_t *related(Server *server, Root *root, const DiagNote *notes) {
    json_t *list = json_array();
    for (const DiagNote *note = notes; note; note = note->next) {
        if (note->span.source == NO_SOURCE) continue;
        json_array_append_new(list, json_pack("{s:o,s:o}", "location", server_location(server, root, note->span),
                                              "message", wire_text(note->message)));
    }
    return list;
}

/* The message, then its remedy; notes behind them where the client cannot show places, or they have none. */
static json_t *words(const Server *server, const DiagRecord *record) {
    Text text;
    text_init(&text);
    text_add(&text, record->message);
    if (record->remedy.length) text_printf(&text, "\n%.*s", STR_FMT(record->remedy));
    for (const DiagNote *note = record->notes; note; note = note->next)
        if (!server->has_related || note->span.source == NO_SOURCE)
            text_printf(&text, "\nnote: %.*s", STR_FMT(note->message));
    json_t *made = wire_text(text_str(&text));
    text_clear(&text);
    return made;
}

json_t *publish_diagnostic(Server *server, Root *root, const DiagRecord *record) {
    int severity = code_severity(record->code) == SEVERITY_ERROR ? 1 : 2;
    json_t *made =
        json_pack("{s:o,s:i,s:s,s:s,s:o}", "range", server_range(server, root, record->span), "severity", severity,
                  "code", code_name(record->code).text, "source", "hence", "message", words(server, record));
    json_t *places = server->has_related ? related(server, root, record->notes) : json_array();
    if (json_array_size(places)) json_object_set(made, "relatedInformation", places);
    json_decref(places);
    return made;
}

/* ---- all of them ---- */

static json_t *list_for(json_t *files, json_t *uri) {
    json_t *list = json_object_get(files, json_string_value(uri));
    if (!list) {
        list = json_array();
        json_object_set_new(files, json_string_value(uri), list);
    }
    json_decref(uri);
    return list;
}

static bool has_it(const json_t *list, const json_t *diagnostic) {
    json_t *other;
    size_t i;
    json_array_foreach(list, i, other) {
        if (json_equal(other, diagnostic)) return true;
    }
    return false;
}

static void add_of(Severity severity, Server *server, Root *root, bool may_repeat, json_t *files) {
    const Diags *diags = root->project->diags;
    for (size_t i = 0; i < diags_count(diags); i++) {
        char room[48];
        DiagRecord record = diags_record(diags, i, room);
        if (code_severity(record.code) != severity) continue;
        bool has_place = record.span.source != NO_SOURCE;
        Str path = has_place ? source_name(root->project->sources, record.span.source) : root->path;
        json_t *list = list_for(files, server_uri(server, path));
        if (json_array_size(list) > PUBLISH_MOST) continue;
        json_t *made = publish_diagnostic(server, root, &record);
        if (json_array_size(list) == PUBLISH_MOST)
            json_object_set_new(made, "message", json_string("there are more messages; only the first 1000 are shown"));
        if (may_repeat && has_it(list, made))
            json_decref(made);
        else
            json_array_append_new(list, made);
    }
}

/* A file that several projects share is told of once; where it has too many messages, that there are more:
 * errors come first. */
static void add_messages(Server *server, Root *root, bool may_repeat, json_t *files) {
    for (uint32_t m = 0; m < root->project->modules->items.count; m++)
        list_for(files, server_uri(server, project_path(root->project, m)));
    add_of(SEVERITY_ERROR, server, root, may_repeat, files);
    add_of(SEVERITY_WARNING, server, root, may_repeat, files);
}

static void send_list(Server *server, const char *uri, json_t *list) {
    Document *document = documents_find(&server->documents, str_of(uri));
    json_t *params = json_pack("{s:s,s:O}", "uri", uri, "diagnostics", list);
    if (document) {
        json_object_set_new(params, "version", json_integer(document->version));
        document->told = document->version;
        document->is_told = true;
    }
    wire_notify("textDocument/publishDiagnostics", params);
}

/* Also to files that have none any more. */
static void send_changes(Server *server, json_t *files) {
    const char *uri;
    json_t *list;
    json_object_foreach(server->published, uri, list) {
        if (!json_object_get(files, uri) && json_array_size(list)) {
            json_t *none = json_array();
            send_list(server, uri, none);
            json_decref(none);
        }
    }
    json_object_foreach(files, uri, list) {
        json_t *before = json_object_get(server->published, uri);
        const Document *document = documents_find(&server->documents, str_of(uri));
        bool is_news = before ? !json_equal(before, list) : json_array_size(list) > 0;
        if (document) is_news = is_news || !document->is_told || document->told != document->version;
        if (is_news) send_list(server, uri, list);
    }
    json_decref(server->published);
    server->published = files;
}

void publish_forget(Server *server, Str uri) {
    json_t *key = wire_text(uri), *list = json_object_get(server->published, json_string_value(key));
    if (list && json_array_size(list)) {
        json_t *none = json_array();
        send_list(server, json_string_value(key), none);
        json_decref(none);
    }
    json_object_del(server->published, json_string_value(key));
    json_decref(key);
}

/* ---- in steps ---- */

bool publish_step(Server *server) {
    for (size_t i = 0; i < server->documents.items.count; i++) {
        const Document *document = server->documents.items.items[i];
        if (document->is_data || projects_has_fresh(&server->projects, document->path)) continue;
        projects_root(&server->projects, document->path);
        return true;
    }
    for (size_t i = 0; i < server->documents.items.count; i++) {
        const Document *document = server->documents.items.items[i];
        Root *root = document->is_data ? NULL : projects_of(&server->projects, document);
        if (!root || root->is_finished) continue;
        root_finish(root);
        return true;
    }
    json_t *files = json_object();
    bool is_first = true;
    for (size_t i = 0; i < server->documents.items.count; i++) {
        const Document *document = server->documents.items.items[i];
        Root *root = document->is_data ? NULL : projects_of(&server->projects, document);
        if (!root || !str_equal(root->path, document->path)) continue;
        add_messages(server, root, !is_first, files);
        is_first = false;
    }
    projects_drop_closed(&server->projects);
    send_changes(server, files);
    return false;
}

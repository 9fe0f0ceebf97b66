/* What the client tells: documents opened, edited and closed, files and folders that changed. */
#include "runtime/lsp/paths.h"
#include "runtime/lsp/server_internal.h"

void server_add_folder(Server *server, Str uri) {
    Text path;
    if (!str_begins(uri, STR("file://"))) return;
    text_init(&path);
    path_of_uri(uri, &path);
    Str kept = path_keep(text_str(&path));
    vec_push(&server->folders, kept);
    text_clear(&path);
}

static void note_change(Server *server, bool is_shape) {
    server->projects.clock++;
    if (is_shape) server->projects.shape = server->projects.clock;
    server->is_dirty = true;
    lenses_outdate(server);
}

void did_open(Server *server, json_t *id, const json_t *params) {
    (void)id;
    const json_t *item = wire_object(params, "textDocument");
    Str uri = wire_string(item, "uri"), text = wire_string(item, "text");
    if (!uri.text || !uri.length || !text.text) return;
    Document *document =
        documents_open(&server->documents, uri, text, (int64_t)json_integer_value(json_object_get(item, "version")));
    note_change(server, true);
    document->changed = server->projects.clock;
}

static void apply_change(Server *server, Document *document, const json_t *change) {
    Str text = wire_string(change, "text");
    Position begin, end;
    if (!text.text) return;
    if (wire_range(wire_object(change, "range"), &begin, &end)) {
        document_splice(document, begin, end, text, server->projects.units);
    } else if (!json_object_get(change, "range")) {
        text_empty(&document->text);
        text_add(&document->text, text);
    }
}

void did_change(Server *server, json_t *id, const json_t *params) {
    (void)id;
    const json_t *item = wire_object(params, "textDocument");
    Str uri = wire_string(item, "uri");
    Document *document = uri.text ? documents_find(&server->documents, uri) : NULL;
    json_t *change;
    size_t i;
    if (!document) return;
    json_array_foreach(wire_array(params, "contentChanges"), i, change) { apply_change(server, document, change); }
    document->version = (int64_t)json_integer_value(json_object_get(item, "version"));
    note_change(server, false);
    document->changed = server->projects.clock;
}

void did_close(Server *server, json_t *id, const json_t *params) {
    (void)id;
    Str uri = wire_string(wire_object(params, "textDocument"), "uri");
    if (!uri.text || !documents_find(&server->documents, uri)) return;
    publish_forget(server, uri);
    documents_close(&server->documents, uri);
    note_change(server, true);
}

/* What was saved or changed on the disk is seen by its time and size; this only says that it is time to look. */
void disk_changed(Server *server, json_t *id, const json_t *params) {
    (void)id, (void)params;
    server->is_dirty = true;
}

void folders_changed(Server *server, json_t *id, const json_t *params) {
    (void)id;
    const json_t *event = wire_object(params, "event");
    json_t *folder;
    size_t i;
    json_array_foreach(wire_array(event, "removed"), i, folder) {
        Text path;
        text_init(&path);
        path_of_uri(wire_string(folder, "uri"), &path);
        for (size_t k = 0; k < server->folders.count; k++) {
            if (!str_equal(server->folders.items[k], text_str(&path))) continue;
            path_drop(&server->folders.items[k]);
            server->folders.items[k] = vec_last(&server->folders);
            server->folders.count--;
            break;
        }
        text_clear(&path);
    }
    json_array_foreach(wire_array(event, "added"), i, folder) { server_add_folder(server, wire_string(folder, "uri")); }
}

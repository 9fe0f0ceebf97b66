/* Changes of the text: in one style; as messages suggest. */
#include "lang/format/format.h"
#include "runtime/lsp/server_internal.h"

/* ---- formatting ---- */

/* Only the lines that change: the cursor stays where it is. */
static json_t *difference(Server *server, const Spot *spot, Str from, Str to) {
    SourceId source = project_ast(spot->root->project, spot->module)->source;
    size_t head = 0, tail = 0;
    size_t most = from.length < to.length ? from.length : to.length;
    while (head < most && from.text[head] == to.text[head]) head++;
    while (head > 0 && from.text[head - 1] != '\n') head--;
    while (tail < most - head && from.text[from.length - 1 - tail] == to.text[to.length - 1 - tail]) tail++;
    while (tail > 0 && from.text[from.length - tail - 1] != '\n') tail--;
    Span span = {source, (uint32_t)head, (uint32_t)(from.length - tail)};
    json_t *edit = json_pack("{s:o,s:o}", "range", server_range(server, spot->root, span), "newText",
                             wire_text((Str){to.text + head, to.length - tail - head}));
    json_t *list = json_array();
    json_array_append_new(list, edit);
    return list;
}

void answer_formatting(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Text text;
    if (!server_document(server, id, params, &spot)) return;
    const Sources *sources = spot.root->project->sources;
    SourceId source = project_ast(spot.root->project, spot.module)->source;
    Diags *diags = diags_new(sources);
    text_init(&text);
    FormatState state = format_source(sources, source, diags, &text);
    if (state == FORMAT_ERRORS)
        wire_refuse(id, WIRE_REQUEST_FAILED, "not formatted: the text has errors");
    else if (state == FORMAT_LOST)
        wire_refuse(id, WIRE_INTERNAL, "not formatted: the formatter would change its meaning, a bug of ours");
    else if (str_equal(source_text(sources, source), text_str(&text)))
        wire_answer(id, json_array());
    else
        wire_answer(id, difference(server, &spot, source_text(sources, source), text_str(&text)));
    text_clear(&text);
    diags_free(diags);
}

/* ---- what messages suggest ---- */

static bool is_wanted(const json_t *params, const char *kind) {
    if (!json_is_array(json_object_get(wire_object(params, "context"), "only"))) return true;
    if (wire_has(params, "context.only", kind)) return true;
    size_t length = strcspn(kind, ".");
    char parent[32];
    if (length >= sizeof parent) return false;
    memcpy(parent, kind, length);
    parent[length] = '\0';
    return kind[length] && wire_has(params, "context.only", parent);
}

static void add_action(Server *server, Root *root, const DiagRecord *record, json_t *list) {
    json_t *changes = json_object(), *diagnostics = json_array();
    bool is_addition = record->repair_span.begin == record->repair_span.end;
    Text title;
    text_init(&title);
    if (record->repair_text.length)
        text_printf(&title, "%s '%.*s'", is_addition ? "Add" : "Write", STR_FMT(record->repair_text));
    else
        text_lit(&title, "Remove it");
    server_add_edit(server, changes, root, record->repair_span, record->repair_text);
    json_array_append_new(diagnostics, publish_diagnostic(server, root, record));
    json_array_append_new(list, json_pack("{s:o,s:s,s:o,s:b,s:{s:o}}", "title", wire_text(text_str(&title)), "kind",
                                          "quickfix", "diagnostics", diagnostics, "isPreferred", 1, "edit", "changes",
                                          changes));
    text_clear(&title);
}

static int by_place(const void *a, const void *b) {
    const Span *x = &((const DiagRecord *)a)->repair_span, *y = &((const DiagRecord *)b)->repair_span;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

typedef Vec(DiagRecord) Records;

/* The repairs of one file, in order, without those that overlap with one before. */
static void take_repairs(const Project *project, SourceId source, Records *records) {
    char room[48];
    for (size_t i = 0; i < diags_count(project->diags); i++) {
        DiagRecord record = diags_record(project->diags, i, room);
        if (record.has_repair && record.span.source == source && record.repair_span.source == source)
            vec_push(records, record);
    }
    if (records->count > 1) qsort(records->items, records->count, sizeof *records->items, by_place);
}

static void add_all(Server *server, Root *root, const Records *records, json_t *list) {
    json_t *changes = json_object();
    uint32_t end = 0, count = 0;
    for (size_t i = 0; i < records->count; i++) {
        const DiagRecord *record = &records->items[i];
        if (record->repair_span.begin < end) continue;
        end = record->repair_span.end + (record->repair_span.begin == record->repair_span.end);
        server_add_edit(server, changes, root, record->repair_span, record->repair_text);
        count++;
    }
    if (count > 1)
        json_array_append_new(list, json_pack("{s:s,s:s,s:{s:O}}", "title", "Apply all repairs of this file", "kind",
                                              "source.fixAll", "edit", "changes", changes));
    json_decref(changes);
}

void answer_actions(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    Records records = {0};
    Position from, to;
    if (!server_document(server, id, params, &spot)) return;
    if (!wire_range(wire_object(params, "range"), &from, &to)) {
        wire_refuse(id, WIRE_INVALID_PARAMS, "a range is expected");
        return;
    }
    root_finish(spot.root);
    uint32_t begin = document_offset(&server->projects, spot.root, spot.module, from);
    uint32_t end = document_offset(&server->projects, spot.root, spot.module, to);
    SourceId source = project_ast(spot.root->project, spot.module)->source;
    json_t *list = json_array();
    take_repairs(spot.root->project, source, &records);
    for (size_t i = 0; i < records.count && is_wanted(params, "quickfix"); i++) {
        const DiagRecord *record = &records.items[i];
        if (record->span.begin <= end && record->span.end >= begin) add_action(server, spot.root, record, list);
    }
    if (is_wanted(params, "source.fixAll")) add_all(server, spot.root, &records, list);
    vec_free(&records);
    wire_answer(id, list);
}
